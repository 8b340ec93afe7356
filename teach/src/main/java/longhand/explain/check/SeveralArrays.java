package longhand.explain.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Arrays with different names below each other, as {@code X = 1 2} and {@code Y = 3 4}: they are not rows of one. Names
 * that count, as p1 and p2, and names of classes with a colon, as {@code cat:} and {@code dog:}, belong to one.
 */
final class SeveralArrays {
    private static final Pattern NAMED = Pattern.compile("\\s{0,20}(\\p{L}[^=:<>,;\\n]{0,40}?) ?(:=|<-|=|:)(.*)");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\d.])[-+]?\\.?\\d[\\d.]{0,40}");
    private static final Pattern COUNT = Pattern.compile("[_^\\s]?[\\[({]{0,2}[\\d, ]{1,12}[\\])}]{0,2}");
    private static final Set<String> ARRAYS = Set.of("input", "inputs", "output", "outputs", "eingabe", "ausgabe", "old", "new", "alt", "neu", "before", "after", "vorher",
            "nachher", "mean", "mittelwert", "var", "variance", "varianz", "std", "sum", "summe", "exp", "logits", "softmax", "kernel", "bias", "weights", "gradient", "forward", "backward",
            "original", "result", "ergebnis", "answer", "antwort", "correct", "wrong");

    private SeveralArrays() {}

    /**
     * An array with its name.
     *
     * @param sign behind the name
     * @param rows how many lines it has
     * @param numbers how many the longest has
     */
    private record Block(String name, String sign, int rows, int numbers) {
        Block with(String line) {
            int count = count(line);
            return count == 0 ? this : new Block(name, sign, rows + 1, Math.max(numbers, count));
        }

        /** Whether the name is that of an array and not of one of its rows. */
        boolean isArray() {
            return !sign.equals(":") || name.length() == 1 || SeveralArrays.isArray(name);
        }
    }

    /** Whether a word is the name of an array. */
    static boolean isArray(String word) {
        return ARRAYS.contains(word.toLowerCase(Locale.ROOT));
    }

    private static int count(String numbers) {
        return (int) NUMBER.matcher(numbers).results().limit(2).count();
    }

    /**
     * Refuses them.
     *
     * @param lines the rows, with their labels
     * @throws MatrixFormatException if two arrays of several numbers have different names
     */
    static void require(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        for (String line : lines) {
            Matcher named = NAMED.matcher(line);
            if (named.lookingAt()) {
                String last = named.group(3).substring(named.group(3).lastIndexOf('=') + 1);
                String name = COUNT.matcher(named.group(1)).replaceAll("").strip();
                blocks.add(new Block(name, named.group(2), 0, 0).with(last));
            } else if (!blocks.isEmpty()) {
                blocks.add(blocks.removeLast().with(line));
            }
        }
        blocks.removeIf(block -> block.rows == 0);
        boolean several = blocks.stream().allMatch(block -> block.numbers > 1 || block.rows > 1)
                && blocks.stream().anyMatch(Block::isArray);
        for (int i = 1; i < blocks.size() && several; i++) {
            String before = blocks.get(i - 1).name;
            String now = blocks.get(i).name;
            if (!before.equals(now)) {
                throw new MatrixFormatException("there are two arrays, " + Quoted.of(before) + " and " + Quoted.of(now)
                        + ". Write only the answer.");
            }
        }
    }
}
