package longhand.explain.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Headings that count what stands below them: {@code Feature map 2}, {@code second filter}, {@code Map B}. */
final class HeadingOrder {
    private static final int LONGEST = 60;
    private static final String BEGIN = "[\\s#*_]{0,20}";
    private static final String NAME = "(?<name>\\p{L}[\\p{L} -]{1,24})";
    private static final String END = "[\\s:.)*_=-]{0,20}";
    private static final Pattern BEHIND =
            Pattern.compile(BEGIN + NAME + "[ .#_-]{1,3}(?<count>\\d{1,3}|[A-H])" + END);
    private static final Pattern BEFORE = Pattern.compile("(?i)" + BEGIN + "(?:the |die |der |das )?(?<count>\\d{1,2}(?:st|nd|rd|th|\\.)|"
            + RowLabels.WORD + ")[ -]" + NAME + END);

    private HeadingOrder() {}

    /** What the lines of a text count that are such headings. */
    static List<RowOrder.Counted> of(String plain) {
        List<RowOrder.Counted> all = new ArrayList<>();
        for (String line : plain.lines().filter(l -> l.length() <= LONGEST).toList()) {
            Matcher behind = BEHIND.matcher(line);
            Matcher heading = behind.matches() ? behind : BEFORE.matcher(line);
            if (heading.matches()) {
                all.add(new RowOrder.Counted(heading.group("name").strip().toLowerCase(Locale.ROOT),
                        "'" + line.strip() + "'", RowLabels.count(heading.group("count"))));
            }
        }
        return all;
    }
}
