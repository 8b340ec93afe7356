package longhand.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** One command line, run in this process: its exit status and what it printed. */
record CliRun(int status, String out, String err) {

    static CliRun of(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = List.of(args).stream().map(Object::toString).toArray(String[]::new);
        int status = Main.create(texts).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(texts);
        return new CliRun(status, normal(out), normal(err));
    }

    private static String normal(StringWriter text) {
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    /** Whether it failed with one line on standard error that holds {@code part}. */
    boolean failedWith(String part) {
        return status == 1 && err.startsWith("longhand: ") && err.indexOf('\n') == err.length() - 1
                && err.contains(part);
    }
}
