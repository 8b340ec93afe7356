package longhand.explain.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import longhand.explain.Values;

/**
 * An answer as somebody wrote it.
 *
 * @param written the numbers
 * @param remarks what was understood although it was not asked for, in sentences
 */
public record AnswerNumbers(Written written, List<String> remarks) {
    private static final int MOST_QUOTED = 60;
    /** 48,120 or 48 120: two numbers, or one with its thousands apart. */
    private static final Pattern THOUSANDS =
            Pattern.compile("(?<![\\d.,'\u2019])\\d{1,3}(?:[, '\u2019]\\d{3})+(?!\\d)");

    public AnswerNumbers {
        remarks = List.copyOf(remarks);
    }

    /**
     * An answer given on a command line: the name of a file, or else the numbers themselves.
     *
     * @param name of the option, for the error
     * @param truth the right answer, as for {@link #read}
     * @throws MatrixFormatException if it cannot be read
     */
    public static AnswerNumbers option(String name, String text, Values truth) {
        boolean file = MatrixFile.namesFile(text);
        if (!file && FreeText.isPlain(text) && THOUSANDS.matcher(text).find()) {
            Optional<AnswerNumbers> thousands = thousands(text, false, truth);
            if (thousands.isPresent()) {
                return thousands.get();
            }
        }
        if (!file && FreeText.isPlain(text) || file && !MatrixFile.isText(text)) {
            return new AnswerNumbers(MatrixFile.option(name, text), List.of());
        }
        try {
            return read(file ? MatrixFile.text(Path.of(text)) : text, text.endsWith(".csv"), truth);
        } catch (MatrixFormatException e) {
            throw MatrixFile.named(name, text, e);
        }
    }

    /**
     * Reads a text. A comma may separate numbers or be a decimal point, and 2 1/2 be two numbers or one; where both can
     * be meant, the reading with the size of the right answer counts. Signs between thousands are taken for such only
     * where the answer is right then.
     *
     * @param csv whether it is a table of comma-separated values
     * @param truth the right answer
     * @throws MatrixFormatException if it cannot be read
     */
    public static AnswerNumbers read(String text, boolean csv, Values truth) {
        if (text.length() > MatrixText.MOST_CHARACTERS) {
            return new AnswerNumbers(MatrixText.parse(text), List.of());
        }
        FreeText.Body body = FreeText.body(text);
        List<String> remarks = new ArrayList<>();
        if (!body.leftOut().isEmpty() && !body.numbers().isEmpty()) {
            String first = body.leftOut().getFirst();
            remarks.add("The text beside the numbers was left out: \""
                    + (first.length() > MOST_QUOTED ? first.substring(0, MOST_QUOTED) + "…" : first) + "\".");
        }
        AnswerNumbers read = numbers(body.numbers().isEmpty() ? text : body.numbers(), csv, truth);
        remarks.addAll(read.remarks);
        return new AnswerNumbers(read.written, remarks);
    }

    private static AnswerNumbers numbers(String text, boolean csv, Values truth) {
        Optional<AnswerNumbers> plain = attempt(text, csv);
        Optional<AnswerNumbers> decimal = text.matches("(?s).*\\d,\\d.*")
                ? attempt(text.replaceAll("(?<=\\d),(?=\\d)", "."), csv)
                .map(d -> new AnswerNumbers(d.written, List.of("Commas were read as decimal points.")))
                : Optional.empty();
        Predicate<AnswerNumbers> fits = a -> Diagnosis.sameShape(truth, a.written.values());
        return thousands(text, csv, truth).or(() -> plain.filter(fits)).or(() -> decimal.filter(fits))
                .or(() -> otherwise(FreeText.MIXED, FreeText::improper, text, csv).filter(fits)).or(() -> plain)
                .or(() -> decimal).orElseGet(() -> new AnswerNumbers(parse(text, csv), List.of()));
    }

    private static Optional<AnswerNumbers> thousands(String text, boolean csv, Values truth) {
        double magnitude = Arrays.stream(truth.toArray()).map(Math::abs).max().orElse(0);
        return otherwise(THOUSANDS, m -> m.group().replaceAll("\\D", ""), text, csv)
                .filter(a -> Closeness.inShapeOf(truth.dims(), a.written.sameDecimals())
                .filter(w -> Closeness.allTrue(Closeness.agree(truth, w, magnitude))).isPresent());
    }

    /** The text with something else for each match of a pattern, and a remark on the first; empty if none is there. */
    private static Optional<AnswerNumbers> otherwise(Pattern pattern, Function<MatchResult, String> other, String text,
            boolean csv) {
        Matcher first = pattern.matcher(text);
        if (!first.find()) {
            return Optional.empty();
        }
        String remark = "\"" + first.group() + "\" was read as " + other.apply(first) + ".";
        return attempt(pattern.matcher(text).replaceAll(other), csv)
                .map(a -> new AnswerNumbers(a.written, List.of(remark)));
    }

    private static Optional<AnswerNumbers> attempt(String text, boolean csv) {
        try {
            return Optional.of(new AnswerNumbers(parse(text, csv), List.of()));
        } catch (MatrixFormatException e) {
            return Optional.empty();
        }
    }

    private static Written parse(String text, boolean csv) {
        return csv ? MatrixText.parseCsv(text) : MatrixText.parse(text);
    }
}
