package longhand;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The flags of the Java virtual machine that the longhand command uses, each with its reason, for programs that contain
 * Longhand:
 *
 * <pre>
 * java -cp longhand-core.jar longhand.Flags > longhand.jvmflags
 * java @longhand.jvmflags -cp ... YourProgram
 * </pre>
 *
 * None is needed for right results. Without {@code --add-modules jdk.incubator.vector} the cpu backend computes with
 * plain loops, several times slower; on the module path that flag follows from Longhand's module declaration.
 */
public final class Flags {
    private Flags() {}

    /** Prints {@link #text}. */
    public static void main(String[] args) {
        System.out.write(bytes(), 0, bytes().length);
        System.out.flush();
    }

    /** An argument file of the {@code java} command: one flag a line, and comments after {@code #}. */
    public static String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes() {
        try (InputStream file = Flags.class.getResourceAsStream("longhand.jvmflags")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
