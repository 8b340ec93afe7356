package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads nested brackets: JSON arrays, and what NumPy, PyTorch and MATLAB print ({@code tensor([[19., 25.], [37.,
 * 43.]])}, {@code [[19. 25.]\n [37. 43.]]}, {@code [19 25; 37 43]}).
 */
final class BracketText {
    private static final int DEEPEST = 8;
    /** What begins or ends an operation on the array beside it. */
    private static final Pattern BEHIND =
            Pattern.compile("(?s)[)\\s]*+(?:(?<!\\n\\s{0,9})[-+]|[*/^%'@\u2030\u00B7\u00D7\u22C5\u2219\u2217\u00F7\u221A]|\\.T\\b|T\\b|[eE][-+]?\\d|[xX] ?\\d).*");
    private static final Pattern BEFORE = Pattern.compile("(?s)(?:.*[-+*/^@\u00B7\u00D7\u22C5\u2219\u2217\u00F7\u221A][(\\s]*+|\\s*+[\\d.,/]{1,40}[(\\s]++)");
    private final String text;
    private int at;
    private final List<NumberText> numbers = new ArrayList<>();

    private BracketText(String text) {
        this.text = text;
    }

    static Written parse(String text) {
        String body = ProgramText.called(text).strip();
        requireNoOperation(body);
        boolean rowsBySemicolon = body.indexOf(';') >= 0 && body.lastIndexOf('[') == 0;
        return new BracketText(rowsBySemicolon ? "[" + body.replace(";", "],[") + "]" : body.replace(';', ',')).read();
    }

    /** Refuses what changes the numbers, before the first bracket and behind the last one. */
    private static void requireNoOperation(String body) {
        String behind = body.substring(body.lastIndexOf(']') + 1);
        if (BEHIND.matcher(behind).matches() || Operations.areSaid(behind)) {
            throw operation("after the last bracket stands '", behind);
        }
        String before = body.substring(0, Math.max(0, body.indexOf('[')));
        if (BEFORE.matcher(before).matches()) {
            throw operation("before the first bracket stands '", before);
        }
    }

    private static MatrixFormatException operation(String where, String operation) {
        return new MatrixFormatException(where + Quoted.of(operation)
                + "', and nothing is computed here. Carry it out and write the result.");
    }

    private Written read() {
        int[] shape = array(0);
        skipSeparator();
        if (at < text.length() && text.charAt(at) == '[') {
            return new BracketText("[" + text + "]").read(); // rows without a pair of brackets around them
        }
        if (at < text.length()) {
            throw new MatrixFormatException("after the last bracket stands '" + rest() + "'. "
                    + (text.substring(at).chars().anyMatch(Character::isLetterOrDigit)
                    ? "If it changes the numbers, write the changed ones; if not, remove it." : "Remove it."));
        }
        return Written.of(numbers, shape);
    }

    /** Reads one pair of brackets and returns its shape. */
    private int[] array(int depth) {
        if (at >= text.length() || text.charAt(at) != '[' || depth == DEEPEST) {
            throw new MatrixFormatException("a '[' is expected before '" + rest()
                    + "'. Write a matrix as [[0, 1], [2, 3]].");
        }
        at++;
        int count = 0;
        int[] entry = {};
        skipBlanks();
        while (at < text.length() && text.charAt(at) != ']') {
            int[] shape = entry(depth);
            if (count > 0 && !Arrays.equals(entry, shape)) {
                throw new MatrixFormatException("entry " + (count + 1) + " of a pair of brackets has shape "
                        + Arrays.toString(shape)
                        + " and the one before " + Arrays.toString(entry)
                        + ". All rows must be equally long and deep.");
            }
            entry = shape;
            count++;
            skipSeparator();
        }
        if (at >= text.length()) {
            throw new MatrixFormatException("a closing ']' is missing at the end.");
        }
        if (count == 0) {
            throw new MatrixFormatException("there is an empty pair of brackets. Every row needs numbers.");
        }
        at++;
        int[] shape = new int[entry.length + 1];
        shape[0] = count;
        System.arraycopy(entry, 0, shape, 1, entry.length);
        return shape;
    }

    private int[] entry(int depth) {
        if (text.charAt(at) == '[') {
            return array(depth + 1);
        }
        number();
        return new int[0];
    }

    private void number() {
        int start = at;
        while (at < text.length() && "[], \t\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (start == at) {
            throw new MatrixFormatException("a number is expected before '" + rest() + "'.");
        }
        numbers.add(NumberText.parse(text.substring(start, at), "number " + (numbers.size() + 1)));
    }

    private void skipSeparator() {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == ',') {
            at++;
            skipBlanks();
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String rest() {
        return at >= text.length() ? "the end" : text.substring(at, Math.min(text.length(), at + 20));
    }
}
