package longhand.notebooks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import longhand.datasets.DatasetRegistry;

/** The lessons: where their files are, and how much work a lesson may do. */
public final class Lessons {
    /**
     * The one setting of the lessons: {@code small} (the default, and what the stored outputs were made with: every
     * lesson runs in seconds) or {@code full} (the notes' numbers of images and epochs: minutes to hours).
     */
    public static final String BUDGET = "LONGHAND_LESSON_BUDGET";

    private Lessons() {
    }

    /**
     * A number of images, epochs or steps that follows {@link #BUDGET}.
     *
     * @param small for a run in seconds
     * @param full as in the notes
     */
    public static int budget(int small, int full) {
        return isFull() ? full : small;
    }

    /**
     * The data set that follows {@link #BUDGET}: the subset in this program, the same on every machine, or all of
     * Fashion-MNIST.
     */
    public static String dataset() {
        return isFull() ? "fashion-mnist" : DatasetRegistry.SUBSET;
    }

    private static boolean isFull() {
        String setting = System.getenv().getOrDefault(BUDGET, "small");
        return switch (setting) {
            case "small" -> false;
            case "full" -> true;
            default -> throw new IllegalArgumentException(BUDGET + "=" + setting + " is neither small nor full");
        };
    }

    /** The folder of the lessons, in the checkout that this program was built in. */
    static Path folder() {
        try {
            Path program = Path.of(Lessons.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path module = program.getParent().getParent();
            return module.resolve("lessons");
        } catch (URISyntaxException e) {
            throw new NotebookException("cannot tell where this program lies: " + e, e);
        }
    }

    /** All lessons, in order. */
    static List<Path> files() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList();
        } catch (IOException e) {
            throw new NotebookException("cannot find the lessons: they should be in " + folder(), e);
        }
    }
}
