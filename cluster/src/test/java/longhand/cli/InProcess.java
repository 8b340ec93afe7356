package longhand.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;

/**
 * One command line, run in this process.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it printed on standard error
 */
public record InProcess(int status, String out, String err) {
    public static InProcess run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.create().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(Stream.of(args).map(Object::toString).toArray(String[]::new));
        return new InProcess(status, out.toString(), err.toString());
    }

    /** Whether it failed with one line that holds a text. */
    public boolean failedWith(String part) {
        return status == 1 && err.startsWith("longhand: ") && err.lines().count() == 1 && err.contains(part);
    }
}
