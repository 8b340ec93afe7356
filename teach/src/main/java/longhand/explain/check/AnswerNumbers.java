package longhand.explain.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import longhand.explain.Values;

/**
 * An answer as somebody wrote it.
 *
 * @param written the numbers
 * @param remarks what was understood although it was not asked for, in sentences
 */
public record AnswerNumbers(Written written, List<String> remarks) {
    private static final int MOST_QUOTED = 60;

    public AnswerNumbers {
        remarks = List.copyOf(remarks);
    }

    /**
     * An answer given on a command line: the name of a file, or else the numbers themselves.
     *
     * @param name of the option, for the error
     * @param truth the right answer, of which only the size is used
     * @throws MatrixFormatException if it cannot be read
     */
    public static AnswerNumbers option(String name, String text, Values truth) {
        boolean file = MatrixFile.namesFile(text);
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
     * Reads a text. A comma may separate numbers or be a decimal point; where both can be meant, the reading with the
     * size of the right answer counts.
     *
     * @param csv whether it is a table of comma-separated values
     * @param truth the right answer, of which only the size is used
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
        String numbers = body.numbers().isEmpty() ? text : body.numbers();
        Optional<Written> plain = attempt(numbers, csv);
        Optional<Written> decimal = numbers.matches("(?s).*\\d,\\d.*")
                ? attempt(numbers.replaceAll("(?<=\\d),(?=\\d)", "."), csv) : Optional.empty();
        boolean byDecimal = decimal.filter(d -> Diagnosis.sameShape(truth, d.values())).isPresent()
                && plain.filter(p -> Diagnosis.sameShape(truth, p.values())).isEmpty() || plain.isEmpty()
                && decimal.isPresent();
        if (byDecimal) {
            remarks.add("Commas were read as decimal points.");
            return new AnswerNumbers(decimal.orElseThrow(), remarks);
        }
        return new AnswerNumbers(plain.orElseGet(() -> parse(numbers, csv)), remarks);
    }

    private static Optional<Written> attempt(String text, boolean csv) {
        try {
            return Optional.of(parse(text, csv));
        } catch (MatrixFormatException e) {
            return Optional.empty();
        }
    }

    private static Written parse(String text, boolean csv) {
        return csv ? MatrixText.parseCsv(text) : MatrixText.parse(text);
    }
}
