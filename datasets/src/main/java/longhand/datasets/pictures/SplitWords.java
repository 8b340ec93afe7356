package longhand.datasets.pictures;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import longhand.data.Split;

/** Words that say what pictures are for, as names of folders and in tables. */
final class SplitWords {
    private static final Map<String, Split> WORDS = Map.ofEntries(
            Map.entry("train", Split.TRAIN), Map.entry("training", Split.TRAIN),
            Map.entry("test", Split.TEST), Map.entry("testing", Split.TEST),
            Map.entry("val", Split.TEST), Map.entry("valid", Split.TEST), Map.entry("validation", Split.TEST),
            Map.entry("dev", Split.TEST), Map.entry("eval", Split.TEST), Map.entry("evaluation", Split.TEST));
    /** As in test_set, Train-Data, train images. */
    private static final Pattern SECOND_WORD = Pattern.compile("[ _-]*(set|data|images|pictures)$");
    /** As in is_test. */
    private static final Pattern QUESTION = Pattern.compile("^is[ _-]*");
    private static final Map<String, Boolean> ANSWERS = Map.of("true", true, "yes", true, "1", true,
            "false", false, "no", false, "0", false);

    private SplitWords() {}

    /** What a word says. */
    static Optional<Split> of(String word) {
        return Optional.ofNullable(WORDS.get(SECOND_WORD.matcher(normal(word)).replaceFirst("")));
    }

    /** Whether a word for a part is as usual for something else: there are valid tickets, and invalid ones. */
    static boolean isAmbiguous(String word) {
        return normal(word).equals("valid");
    }

    /** Whether a column of a table divides the pictures into those for training and those for the test. */
    static boolean divide(String column, List<String> cells) {
        return holdsBoth(cells.stream().map(SplitWords::of).toList())
                || isQuestion(column) && holdsBoth(cells.stream().map(cell -> answer(column, cell)).toList());
    }

    private static boolean holdsBoth(List<Optional<Split>> parts) {
        return parts.contains(Optional.of(Split.TRAIN)) && parts.contains(Optional.of(Split.TEST));
    }

    /** As in is_test, or test; 'valid: yes' may be said of a ticket. */
    private static boolean isQuestion(String column) {
        return ofQuestion(column).isPresent() && !isAmbiguous(column);
    }

    private static Optional<Split> ofQuestion(String column) {
        return of(QUESTION.matcher(normal(column)).replaceFirst(""));
    }

    /** What yes, no, or nothing, which is no, in the column says. */
    private static Optional<Split> answer(String column, String cell) {
        Optional<Boolean> isSo = normal(cell).isEmpty() ? Optional.of(false)
                : Optional.ofNullable(ANSWERS.get(normal(cell)));
        Split asked = ofQuestion(column).orElseThrow();
        Split other = asked == Split.TRAIN ? Split.TEST : Split.TRAIN;
        return isSo.map(yes -> yes ? asked : other);
    }

    private static String normal(String word) {
        return ClassNames.clean(word).toLowerCase(Locale.ROOT);
    }
}
