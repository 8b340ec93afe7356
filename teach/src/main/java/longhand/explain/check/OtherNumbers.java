package longhand.explain.check;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Numbers in lines beside the answer. Where the rows hold one number each, a line with a number at an end of it, or
 * behind a sign of equality, may be one of the rows: it is refused and not left out, unless the number tells who wrote
 * the answer, when, or to which problem.
 */
final class OtherNumbers {
    private static final int MANY_WORDS = 8;
    private static final int LONGEST_LINE = 400;
    private static final String MONTH = "(?:jan|feb|m[a\u00E4]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-z]{0,7}\\.?";
    /** 12.03.2024, 2024-03-12, 12 March 2024, March 12, 10:15. */
    private static final String TIME = "\\d{1,2}[./-] ?\\d{1,2}[./-] ?(?:\\d{4}|\\d{2})?|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[ap]m)?"
            + "|\\d{1,2}(?:\\.|st|nd|rd|th)? " + MONTH + ",?(?: \\d{4})?|" + MONTH + " \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?";
    /** Words before a number that tells who somebody is, or where something stands. */
    private static final String WHO = "(?:(?:student|user|my)[ -]?)?(?:name|id|matr(?:ikel|iculation)?\\.?|student(?:en)?)|stud\\.?|mat\\.?";
    private static final String WHERE = "group|gruppe|team|tutorial|tutorium|class|klasse|course|kurs|semester|date|datum|year|jahr|sheet|(?:\u00FCbungs)?blatt|exercise|\u00FCbung"
            + "|exam|klausur|homework|hw|hausaufgabe|assignment|lecture|vorlesung|lab|page|seite|p\\.|s\\.|seed|version|v|room|raum|tel\\.?|phone|telefon|iphone|mobil";
    private static final String PART = "problem|question|task"
            + "|aufgabe|frage|teil|part|step|schritt|channel|kanal|plane|ebene|layer|schicht|section|chapter|kapitel|exit code";
    private static final String COUNTED = "[ .#(-]{0,4}\\d{1,3}(?:\\.\\d{1,2})?\\b\\)?";
    private static final String NUMBERED = "(?:[ .:#-]{0,3}(?:no|nr|number|nummer|id|num)\\b)?[ .:=#(-]{0,4}\\+?(?:\\d[\\d ./-]{0,20}[a-z]?|[a-z]\\d{4,9})\\b\\)?(?: ?(?:of|von|/) ?\\d{1,3})?";
    private static final String POINTS = "[(\\[]? ?\\d{1,3}(?:[.,]\\d)?(?: ?/ ?\\d{1,3})? ?(?:points?|pts?\\b\\.?|punkte?|marks?|p\\.)[)\\]]?";
    private static final Pattern KNOWN = Pattern.compile(
            "(?<![\\p{L}\\d])(?:" + TIME + "|(?:" + WHO + "|" + WHERE + ")(?:nummer|nr\\.?|number)?" + NUMBERED
            + "|(?:" + PART + ")" + COUNTED + "|" + POINTS + ")(?![\\d\\p{L}])");
    /** A line of nothing but such a number, with its word. */
    private static final Pattern SIGNATURE = Pattern.compile("[\\s#*_(]*(?:" + WHO + ")(?:nummer|nr\\.?|number)?" + NUMBERED + "[\\s)*_.]*");
    private static final Pattern MARK = Pattern.compile("^[\\s#*_]*\\d{1,2}[a-z]?[.):]+\\s+(?=\\p{L})");
    private static final String NUMBER = "[-+]?(?:\\d{1,60}[\\d.,/]{0,60}|[.,]\\d{1,60})(?:e[-+]?\\d{1,3})?%?";
    /** At the beginning, at the end, or behind a sign. */
    private static final Pattern AT_AN_END = Pattern.compile("^[\\s\\[({*_~\u2248=<>|-]*" + NUMBER + "(?![\\p{L}\\d])|(?<![\\p{L}\\d.,_^])" + NUMBER + "[\\s\\])}*_.,;!|]*$|[=:\u2248\u2192>\u21D2]\\s{0,9}[\\[({]?" + NUMBER);

    private OtherNumbers() {}

    /** Whether a line holds nothing but the number of a student. */
    static boolean isSignature(String line) {
        return line.length() < LONGEST_LINE && SIGNATURE.matcher(line.toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * Refuses a line that may be a row.
     *
     * @param line one that is left out
     * @param lengths how many numbers the rows have
     * @throws MatrixFormatException if they have one each, and the line may have one as well
     */
    static void require(String line, Set<Integer> lengths) {
        if (lengths.equals(Set.of(1)) && mayBeRow(line)) {
            throw new MatrixFormatException("the line '" + Quoted.of(line) + "' holds a number and is no row that can be read. "
                    + "Write only the numbers, or a name and = before each.");
        }
    }

    private static boolean mayBeRow(String line) {
        String end = line.substring(Math.max(0, line.length() - LONGEST_LINE)).toLowerCase(Locale.ROOT);
        String others = KNOWN.matcher(MARK.matcher(end).replaceFirst("")).replaceAll("#");
        boolean sentence = others.indexOf('=') < 0 && others.strip().split("\\s+").length >= MANY_WORDS;
        return !sentence && AT_AN_END.matcher(others).find();
    }
}
