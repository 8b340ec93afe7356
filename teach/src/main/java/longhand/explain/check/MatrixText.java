package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads matrices from text.
 *
 * <p>Plain text: numbers are separated by spaces or commas, rows by {@code ;} or a line end, planes (channels) by
 * {@code |} or an empty line, and groups of planes (output channels of a kernel) by {@code ||}: {@code 0 1; 2 3 | 1 2;
 * 3 4}. Text with brackets is read as JSON, NumPy and PyTorch print it: {@code [[19, 25], [37, 43]]}, {@code
 * tensor([[19., 25.]])}.
 *
 * <p>The comma: where the numbers of any row are separated by spaces, a comma inside a number is a decimal comma
 * ({@code 19,5 25,0}), in all rows; otherwise commas separate numbers ({@code 19,25}).
 */
public final class MatrixText {
    /** The most characters that are read: far more than any matrix worked out by hand. */
    public static final int MOST_CHARACTERS = 1_000_000;

    private static final Pattern BLANK_BETWEEN = Pattern.compile("[^,\\s]\\s+[^,\\s]");
    private static final Pattern BLANK_AT_COMMA = Pattern.compile(",\\s|\\s,");

    private static final Pattern LABEL = Pattern.compile("\\p{L}[^=:\\n]{0,80}[=:]");

    private MatrixText() {}

    /**
     * Reads a matrix.
     *
     * @throws MatrixFormatException if the text is empty, too long, or not a matrix
     */
    public static Written parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new MatrixFormatException("the text has " + text.length() + " characters; " + MOST_CHARACTERS
                    + " are the most.");
        }
        String clean = text.replace("\uFEFF", "").replace("\r\n", "\n").replace('\r', '\n').replace('\u00A0', ' ')
                .strip();
        if (clean.isEmpty()) {
            throw new MatrixFormatException("there are no numbers. Write a matrix as 0 1 2; 3 4 5.");
        }
        return clean.indexOf('[') >= 0 ? BracketText.parse(clean) : plain(clean);
    }

    /**
     * Reads the text of a CSV file: as {@link #parse}, except that semicolons separate columns and commas are decimal
     * commas where there are semicolons (as spreadsheets write in many countries), and that numbers may be quoted.
     */
    public static Written parseCsv(String text) {
        String unquoted = text.replace("\"", "");
        return parse(unquoted.indexOf(';') < 0 || unquoted.indexOf('[') >= 0 ? unquoted
                : unquoted.replace(',', '.').replaceAll("(?m);[ \\t]*$", "").replace(';', ','));
    }

    private static Written plain(String text) {
        String[] groups = text.replaceAll("(?<![ \\t])[ \\t]++(?=\\n)", "").split("\\|\\|", -1);
        boolean decimalCommas = Arrays.stream(text.split("[;\\n|]")).anyMatch(MatrixText::hasDecimalComma);
        List<NumberText> numbers = new ArrayList<>();
        int[] planeSize = {-1, -1, -1};
        for (int g = 0; g < groups.length; g++) {
            String[] planes = groups[g].strip().split("\\||\\n\\n\\s*", -1);
            planeSize[0] = same(planeSize[0], planes.length, "group " + (g + 1), "planes");
            for (int p = 0; p < planes.length; p++) {
                String[] rows = planes[p].strip().split(";[ \\t]*\\n?|\\n");
                String where = planes.length * groups.length == 1 ? "" : "plane " + (g * planes.length + p + 1) + ", ";
                planeSize[1] = same(planeSize[1], rows.length, where.isEmpty() ? "the matrix"
                        : where.replace(", ", ""), "rows");
                for (int r = 0; r < rows.length; r++) {
                    String at = where + "row " + (r + 1);
                    planeSize[2] = same(planeSize[2], row(rows[r], decimalCommas, at, numbers), at, "numbers");
                }
            }
        }
        int[] dims = groups.length > 1 ? new int[] {groups.length, planeSize[0], planeSize[1], planeSize[2]}
                : planeSize[0] > 1 ? planeSize : new int[] {planeSize[1], planeSize[2]};
        return Written.of(numbers, dims);
    }

    private static int same(int before, int now, String where, String what) {
        if (before >= 0 && before != now) {
            throw new MatrixFormatException(where + " has " + now + " " + what + " where the one before has " + before
                    + ". All must be equally long.");
        }
        return now;
    }

    /** Whether blanks separate the numbers of a row, so that a comma in one of them is a decimal comma. */
    private static boolean hasDecimalComma(String row) {
        String text = row.strip();
        return text.indexOf(',') >= 0 && BLANK_BETWEEN.matcher(text).find() && !BLANK_AT_COMMA.matcher(text).find();
    }

    /** Refuses a row that begins with a word before a sign of equality or a colon. */
    private static void requireNoLabel(String row, String word, String at) {
        Matcher label = LABEL.matcher(row);
        if (label.lookingAt()) {
            throw new MatrixFormatException(at + ": '" + Quoted.of(word) + "' is not a number, and '"
                    + Quoted.of(label.group()) + "' is not known as a label. Write Y = \u2026 or only the numbers.");
        }
    }

    /**
     * Adds the numbers of a row to the list, and says how many there were.
     *
     * @param decimalCommas whether there is a {@link #hasDecimalComma decimal comma} in any row
     */
    private static int row(String row, boolean decimalCommas, String where, List<NumberText> numbers) {
        String text = row.strip();
        String[] tokens = decimalCommas && !BLANK_AT_COMMA.matcher(text).find()
                ? text.replace(',', '.').split("\\s+") : text.split("\\s*,\\s*|\\s+", -1);
        for (int c = 0; c < tokens.length; c++) {
            String at = where + ", number " + (c + 1);
            if (tokens[c].isEmpty()) {
                throw new MatrixFormatException(at + " is missing.");
            }
            if (c == 0) {
                requireNoLabel(text, tokens[c], at);
            }
            numbers.add(NumberText.parse(tokens[c], at));
        }
        return tokens.length;
    }
}
