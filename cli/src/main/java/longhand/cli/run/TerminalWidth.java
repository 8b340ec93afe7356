package longhand.cli.run;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many columns the terminal has, where the system tells ({@code stty}); else the usual 80. */
final class TerminalWidth {
    private static final int USUAL = 80;
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ (\\d+)\\s*");

    private TerminalWidth() {}

    static int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty"))
                    .redirectErrorStream(true).start();
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return USUAL; // no such program, or no such terminal
        }
    }

    /** What {@code stty size} prints; a terminal that does not know its width says 0. */
    static int parse(String size) {
        Matcher matcher = ROWS_AND_COLUMNS.matcher(size);
        return matcher.matches() && !matcher.group(1).equals("0") ? Integer.parseInt(matcher.group(1)) : USUAL;
    }
}
