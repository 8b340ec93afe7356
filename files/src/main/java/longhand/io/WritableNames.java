package longhand.io;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;
import longhand.names.Given;

/** Refuses names and texts that could be written but not read again, before a byte is written. */
final class WritableNames {
    private static final int LONGEST_SHOWN = 60;

    private WritableNames() {}

    /** The arrays, if each of them is there and has a name that every format can hold. */
    static void requireArrays(Object source, String what, Map<String, NdArray> arrays) {
        Given.required(arrays, "write", "the map of arrays", "pass the arrays by name");
        arrays.forEach((name, array) -> {
            Given.required(name, "write", "the name of an array", "name it");
            Given.required(array, "write", "the array '" + name + "'", "leave its name out");
        });
        requireUnicode(source, what, arrays.keySet());
    }

    /**
     * Requires that half a surrogate pair is in none of them: it would become a question mark, and names the same.
     *
     * @param source the file, as it should be named
     * @param what what the texts are, as in "tensor"
     */
    static void requireUnicode(Object source, String what, Iterable<String> texts) {
        require(source, what, texts, StandardCharsets.UTF_8.newEncoder()::canEncode,
                "it is Unicode, without half a surrogate pair", "leave out the characters from U+D800 to U+DFFF");
    }

    /** Requires something of each. */
    static void require(Object source, String what, Iterable<String> texts, Predicate<String> holds, String rule,
            String fix) {
        for (String text : texts) {
            if (!holds.test(text)) {
                throw new FileFormatException(source, "the " + what + " '" + shown(text) + "' cannot be written")
                        .advised(rule, fix);
            }
        }
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST_SHOWN).forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                shown.append("\\u%04x".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return text.length() > LONGEST_SHOWN ? shown + "…" : shown.toString();
    }
}
