package longhand.datasets.pictures;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import longhand.names.Counted;

/**
 * A file that cannot be used, or a folder, a line of a table or a class.
 *
 * @param what which of these it is
 * @param name what messages call it
 * @param reason why, and how to mend that
 */
record Problem(What what, String name, String reason) {
    /** In the order in which a person counts. */
    static final Comparator<Problem> BY_NAME = Comparator.comparing(Problem::inOrder);

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int DIGITS = 10;

    /** Kinds of problems, by what is counted. */
    enum What {
        FILE, FOLDER, LINE, CLASS
    }

    static Problem ofFile(String name, String reason) {
        return new Problem(What.FILE, name, reason);
    }

    static Problem ofFolder(String name, String reason) {
        return new Problem(What.FOLDER, name, reason);
    }

    static Problem ofLine(String line, String reason) {
        return new Problem(What.LINE, line, reason);
    }

    /** The name with zeros before its numbers: line 2 comes before line 14. */
    private String inOrder() {
        return NUMBER.matcher(name).replaceAll(number -> "0".repeat(Math.max(0, DIGITS - number.group().length()))
                + number.group());
    }

    /** As in {@code 8 files and 1 folder}; classes do not count, since their files do. */
    static String counts(List<Problem> problems) {
        return Stream.of(What.FILE, What.LINE, What.FOLDER)
                .filter(what -> problems.stream().anyMatch(problem -> problem.what == what))
                .map(what -> Counted.of(problems.stream().filter(problem -> problem.what == what).count(),
                        what.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(" and "));
    }

    @Override
    public String toString() {
        return name.replaceAll("\\R", "␤") + ": " + reason; // one line, whatever the name
    }
}
