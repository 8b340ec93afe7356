package longhand.explain.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import longhand.explain.Values;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.MatrixFormatException;
import longhand.explain.check.MatrixText;
import longhand.explain.check.Written;

/**
 * Numbers as a student wrote them.
 *
 * @param written the numbers
 * @param remarks what was understood although it was not asked for, in sentences
 */
record AnswerNumbers(Written written, List<String> remarks) {

    /**
     * Reads a text. A comma may separate numbers or be a decimal point; where both can be meant, the reading with the
     * size of the right answer counts.
     *
     * @param truth the right answer, of which only the size is used
     * @throws MatrixFormatException if it cannot be read
     */
    static AnswerNumbers read(String text, boolean csv, Values truth) {
        AnswerText.Body body = AnswerText.body(text);
        List<String> remarks = new ArrayList<>();
        if (!body.leftOut().isEmpty() && !body.numbers().isEmpty()) {
            String first = body.leftOut().getFirst();
            remarks.add("The text beside the numbers was left out: \""
                    + (first.length() > 60 ? first.substring(0, 60) + "…" : first)
                    + "\".");
        }
        String numbers = body.numbers().isEmpty() ? text : body.numbers();
        Optional<Written> plain = attempt(numbers, csv);
        Optional<Written> decimal = numbers.matches("(?s).*\\d,\\d.*")
                ? attempt(numbers.replaceAll("(?<=\\d),(?=\\d)", "."), csv)
                : Optional.empty();
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
