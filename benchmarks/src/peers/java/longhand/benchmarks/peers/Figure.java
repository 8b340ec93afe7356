package longhand.benchmarks.peers;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one process measured, as it prints it: {@code PyTorch 2.7.1, nin: 21.3 images/s; peak RSS 1067 MB}.
 *
 * @param program name and version
 * @param value in the unit of the work
 * @param peakMegabytes the most memory that the process held, 0 where the system does not say
 * @param firstStep seconds from the start of the process to the end of its first training step; NaN if it did not say
 *     when that was
 */
record Figure(String program, double value, long peakMegabytes, double firstStep) {
    /** A process prints a line that starts so when its first training step has ended. */
    static final String FIRST_STEP = "first step";

    private static final Pattern LINE =
            Pattern.compile("([^,:]+), [^:]*: ([0-9.]+) (?:images/s|s|GFLOP/s); peak RSS (\\d+) MB");

    static String line(String program, Work work, double value, long peakMegabytes) {
        return String.format(Locale.ROOT, "%s, %s: %.3f %s; peak RSS %d MB",
                program, Names.of(work), value, work.unit(), peakMegabytes);
    }

    static Optional<Figure> parse(String line, double firstStep) {
        Matcher m = LINE.matcher(line);
        return m.matches()
                ? Optional.of(new Figure(m.group(1), Double.parseDouble(m.group(2)), Long.parseLong(m.group(3)),
                firstStep)) : Optional.empty();
    }
}
