package longhand.explain.check;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The four numbers of a matrix named by their places: {@code top left: 1}, {@code unten rechts = 4}, {@code BR: 4}. */
final class Corners {
    private static final int LONGEST = 1000;
    private static final int ALL = 4;
    private static final String UP = "top|upper|oben|obere[rs]?";
    private static final String DOWN = "bottom|lower|unten|untere[rs]?";
    private static final String SIDE = "left|right|links|rechts|linke[rs]?|rechte[rs]?";
    private static final String HEIGHT = "(?:" + UP + "|" + DOWN + ")";
    private static final String SHORT = "[tb][lr]|[ns][we]|[\u5DE6\u53F3][\u4E0A\u4E0B]|[\u4E0A\u4E0B][\u5DE6\u53F3]";
    private static final Pattern ENTRY = Pattern.compile("(?i)[\\s,;]{0,20}(?:the |die |der |das )?("
            + SHORT + "|" + HEIGHT + "[ -](?:" + SIDE + ")|(?:" + SIDE + ")[ -]" + HEIGHT + ")(?: corner| entry| number)?"
            + "(?: ?[:=] ?| is | ist )\\s?(" + Numbers.SIMPLE + ")(?=[\\s,;.]|$)\\.?");
    private static final Pattern BELOW = Pattern.compile("(?i).*\\b(?:" + DOWN + ")\\b.*|b[lr]|s[we]|.?\u4E0B.?");
    private static final Pattern RIGHT = Pattern.compile("(?i).*\\b(?:right|rechts|rechte[rs]?)\\b.*|[tb]r|[ns]e|.?\u53F3.?");

    private Corners() {}

    /** Two rows of two numbers, if each of the four is named once and nothing else is there; or the text. */
    static String plain(String text) {
        Matcher entry = ENTRY.matcher(text.strip());
        if (text.length() > LONGEST) {
            return text;
        }
        Map<Integer, String> numbers = new TreeMap<>();
        int entries = 0;
        while (entry.lookingAt()) {
            MatchResult found = entry.toMatchResult();
            int place = (BELOW.matcher(found.group(1)).matches() ? 2 : 0)
                    + (RIGHT.matcher(found.group(1)).matches() ? 1 : 0);
            numbers.put(place, found.group(2));
            entries++;
            entry.region(entry.end(), entry.regionEnd());
        }
        boolean all = entries == ALL && numbers.size() == ALL && entry.regionStart() == entry.regionEnd();
        return all ? numbers.get(0) + " " + numbers.get(1) + "\n" + numbers.get(2) + " " + numbers.get(ALL - 1) : text;
    }
}
