package longhand.explain.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
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
    private static final String STREET = "(?:\\p{L}[\\p{L}-]{0,30})?(?:str\\.|stra(?:\u00DF|ss)e|weg|platz|allee|gasse|street|road|avenue) ?\\d{1,4} ?[a-z]?";
    private static final Pattern KNOWN = Pattern.compile(
            "(?<![\\p{L}\\d])(?:" + STREET + "|" + TIME + "|(?:" + WHO + "|" + WHERE + ")(?:nummer|nr\\.?|number)?" + NUMBERED
            + "|(?:" + PART + ")" + COUNTED + "|" + POINTS + ")(?![\\d\\p{L}])");
    /** A line of nothing but such a number, with its word. */
    private static final Pattern SIGNATURE = Pattern.compile("[\\s#*_(]*(?:(?:" + WHO + ")(?:nummer|nr\\.?|number)?" + NUMBERED + "|" + STREET + ")[\\s)*_.]*");
    private static final Pattern PHONE = Pattern.compile("(?:tel|phone|telefon|fon|mobile?|handy|fax)\\.?[ :]{0,3}\\+?[\\d ()/-]{5,24}");
    private static final Pattern PHONE_ALONE = Pattern.compile("\\s*(?:\\+\\d{2,3}|\\(?0\\d{2,5})[ ()/-]{1,3}(?:\\d{1,5}[ ()/-]{1,3})?\\d{4,9}\\s*");
    /** A town with its postal code. */
    private static final Pattern TOWN = Pattern.compile("\\s*(?:(?:[A-Z]{1,2}[- ])?(0)\\d{4}|\\d{4,5}) \\p{Lu}\\p{L}{2,}[\\p{L} .-]{0,30}");
    private static final Pattern MARK = Pattern.compile("^[\\s#*_]*\\d{1,2}[a-z]?[.):]+\\s+(?=\\p{L})");
    /** At the beginning, at the end, or behind a sign. */
    private static final Pattern AT_AN_END = Pattern.compile("^[\\s\\[({*_~\u2248=<>|-]*" + Numbers.LOOSE
            + "(?![\\p{L}\\d])|(?<![\\p{L}\\d.,_^])" + Numbers.LOOSE + "[\\s\\])}*_.,;!|]*$|[=:\u2248\u2192>\u21D2]\\s{0,9}[\\[({]?" + Numbers.LOOSE);

    private OtherNumbers() {}

    /** The lines of a signature: the number of a student, a telephone number, a street, a town. */
    static List<String> signatures(List<String> lines) {
        List<String> found = new ArrayList<>();
        String before = "";
        for (String line : lines) {
            if (line.length() < LONGEST_LINE && (isSignature(line.toLowerCase(Locale.ROOT)) || isTown(line, before)
                    || isPhone(line, lines))) {
                found.add(line);
            }
            before = line.isBlank() ? before : line;
        }
        return found;
    }

    private static boolean isSignature(String line) {
        Matcher phone = PHONE.matcher(line);
        boolean worded = phone.find()
                && phone.replaceAll("").chars().noneMatch(Character::isDigit);
        return worded || SIGNATURE.matcher(line).matches();
    }

    /** Whether a line is that; without a 0 at its beginning only below a line of words. */
    private static boolean isTown(String line, String before) {
        Matcher town = TOWN.matcher(line);
        return town.matches() && !Operations.areSaid(line)
                && (town.group(1) != null || before.strip().matches("\\p{L}.*"));
    }

    /** Whether a line is that, and no row as long as another. */
    private static boolean isPhone(String line, List<String> lines) {
        int words = line.strip().split("\\s+").length;
        return PHONE_ALONE.matcher(line).matches() && lines.stream().filter(other -> !other.equals(line))
                .noneMatch(other -> other.matches("[-+.,\\d\\s]*\\d\\s*") && other.strip().split("\\s+").length == words
                && !PHONE_ALONE.matcher(other).matches() && words > 2);
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
