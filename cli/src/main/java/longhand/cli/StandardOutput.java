package longhand.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine;

/**
 * Where {@link System#out} writes. Java's own forgets errors; after {@code longhand summary nin > FILE} on a full disk,
 * the status must not say that all is well.
 */
final class StandardOutput extends FilterOutputStream {
    private IOException failure;

    private StandardOutput() {
        super(new FileOutputStream(FileDescriptor.out));
    }

    /** Puts it in the place of {@link System#out}. */
    static StandardOutput install() {
        StandardOutput output = new StandardOutput();
        System.setOut(new PrintStream(new BufferedOutputStream(output), true, System.out.charset()));
        return output;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** The exit status of a command that ended with {@code status}; says so if what it printed is lost. */
    int status(int status) {
        System.out.flush();
        if (failure == null || isUnwanted(failure)) {
            return status;
        }
        System.err.println("longhand: standard output: cannot be written: " + failure.getMessage()
                + ". Fix: make room there, or send the output elsewhere");
        return Math.max(status, CommandLine.ExitCode.SOFTWARE);
    }

    /** Nobody reads it any more, as after {@code | head}, or it was closed from the beginning: not a failure. */
    private static boolean isUnwanted(IOException failure) {
        String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return reason.contains("pipe") || reason.contains("bad file descriptor");
    }
}
