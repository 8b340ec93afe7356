package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import longhand.explain.Explain;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.ops.Convolution;
import longhand.ops.Pooling;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Right answers are called right, and the mistake behind a wrong one is found. */
class DiagnosisTest {
    private static ConvolutionProblem notesExample() {
        return ConvolutionProblem.of(MatrixText.parse("0 1 2; 3 4 5; 6 7 8").values(),
                MatrixText.parse("0 1; 2 3").values(), Explain.NONE,
                Window2d.square(2));
    }

    private static String say(Problem problem, String answer) {
        return Diagnosis.of(problem, MatrixText.parse(answer)).text();
    }

    @Test
    void theNotesExample() {
        String right = "\nRight: Y[0, 0] = 0·0 + 1·1 + 3·2 + 4·3 = 19.";
        assertEquals("correct", say(notesExample(), "19 25; 37 43"));
        assertEquals("wrong: 0 of 4 numbers are right.\nWhat gives exactly this answer: the kernel was rotated by 180° (that is convolution "
                + "as in mathematics); here it is laid on the input as it stands." + right,
                say(notesExample(), "5 11; 23 29"));
        assertEquals("wrong: 0 of 4 numbers are right.\nWhat gives exactly this answer: the answer was rotated by 180°: the numbers are "
                + "right, but in other places." + right, say(notesExample(), "43 37; 25 19"));
        assertEquals("wrong: 3 of 4 numbers are right, but not Y[0, 1].\nWhat gives exactly this answer: one number is wrong, all others are "
                + "right: at Y[0, 1], 24 should be 25.\nRight: Y[0, 1] = 1·0 + 2·1 + 4·2 + 5·3 = 25.",
                say(notesExample(), "19 24; 37 43"));
        assertEquals("wrong: 0 of 4 numbers are right.\nNone of the mistakes that are known here gives this answer."
                + right, say(notesExample(), "8 61; 2 17"));
    }

    @Test
    void aWrongSizeIsExplainedByItsDimension() {
        assertEquals("wrong: the answer has another size: 1 row instead of 2 (out = ⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1 = ⌊(3 + 2·0 − 1·(2 − "
                + "1) − 1) / 1⌋ + 1 = 2).\nWhat gives exactly this answer: the size is wrong: 1 × 2 instead of 2 × 2.",
                say(notesExample(), "1 2"));
    }

    @Test
    void severalOutputsWithoutBiasAreDiagnosed() {
        ConvolutionProblem p = ConvolutionProblem.of(MatrixText.parse("-2 4; 1 1").values(),
                MatrixText.parse("0 -1 0; -2 3 3; 0 2 4 || 4 -3 2; 3 2 -3; -3 0 -2").values(), Explain.NONE,
                Window2d.square(3).stride(2).padding(2));
        assertTrue(say(p, "9 9; 9 9 | 0 0; 0 0").contains("only numbers of the kernel were added up"),
                say(p, "9 9; 9 9 | 0 0; 0 0"));
    }

    @Test
    void theVelocityAfterAStep() {
        Values w = Values.vector(1, -2);
        SgdProblem p = SgdProblem.of(w, Values.vector(3, 0.5), Values.vector(2, 4), 0.1, 0.5, 0.1, ViewNames.VELOCITY);
        assertEquals("correct", say(p, "4.1 2.3")); // 0.5·2 + 3 + 0.1·1 and 0.5·4 + 0.5 − 0.1·2
        assertTrue(say(p, "5.1 4.3").contains("the velocity was not multiplied by the momentum"), say(p, "5.1 4.3"));
        assertTrue(say(p, "0.59 -2.23").contains("this is the right answer to another question"), say(p, "0.59 -2.23"));
    }

    @Test
    void answersThatWereNotFinishedOrHaveSumsForTheirNumbers() {
        assertTrue(say(notesExample(), "19 25; 0 0").contains("the last row is 0"), say(notesExample(), "19 25; 0 0"));
        assertTrue(say(notesExample(), "19 44; 81 124").contains("each number contains those before it"),
                say(notesExample(), "19 44; 81 124"));
        assertTrue(say(notesExample(), "44 80").contains("the numbers of each row were added up"),
                say(notesExample(), "44 80"));
    }

    @Test
    void aMisreadLogit() {
        SoftmaxProblem p = SoftmaxProblem.of(Values.of(new double[][] {{1, 2, 0}}), List.of(), ViewNames.FORWARD);
        double[] powers = {Math.E, Math.exp(3), 1};
        double sum = powers[0] + powers[1] + powers[2];
        String answer = Arrays.stream(powers).mapToObj(e -> String.format(Locale.ROOT, "%.4f", e / sum))
                .collect(Collectors.joining(" "));
        assertTrue(say(p, answer).contains("Z[1] was taken as 3 instead of 2"), say(p, answer));
    }

    @Test
    void allResultsTooLargeBesideAnotherMistake() {
        Problem p = ConvolutionProblem.of(MatrixText.parse("1 5 2 7; 3 3 8 1; 6 2 9 4; 2 7 1 6").values(),
                MatrixText.parse("2 -1; 3 4").values(), Explain.NONE, Window2d.square(2));
        // The kernel rotated by 180° and 7 added to each number.
        assertTrue(say(p, "29 46 30; 26 59 41; 49 37 66").contains("two mistakes together"),
                say(p, "29 46 30; 26 59 41; 49 37 66"));
    }

    @Test
    void changesThatDoNotFitToEachOtherExplainNothing() {
        // Not summed and without bias, then the biases in reverse order: there is no bias to take.
        ConvolutionProblem p = ConvolutionProblem.of(MatrixText.parse("1 2; 3 4 | 5 6; 7 8").values(),
                MatrixText.parse("1 0; 2 1 | 3 1; 0 2 || 2 1; 1 1 | 0 1; 3 2 || 1 1; 0 2 | 2 0; 1 3").values(),
                Values.vector(3, -2, 5), Window2d.square(2));
        assertTrue(say(p, "17 | 91 | -38 | 64 | 23 | -75").startsWith("wrong: the answer has another size"),
                "no answer");
    }

    @Test
    void severalThatFitAreAllReported() {
        ConvolutionProblem q = ConvolutionProblem.of(MatrixText.parse("1 2; 3 4").values(),
                MatrixText.parse("1 2; 3 4").values(), Explain.NONE, Window2d.square(2));
        String several = Diagnosis.of(q, MatrixText.parse("20")).text();
        assertTrue(several.startsWith("wrong: 0 of 1 numbers are right.\nEach of these gives exactly this answer, though so few numbers may "
                + "agree by chance; here they cannot be told apart:\n  - the kernel was rotated"), several);
    }

    @Test
    void correctAnswersAreNeverCalledWrong() {
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            Tensor x = gaussians(random, 1, 1 + random.nextInt(3), 4 + random.nextInt(3), 4 + random.nextInt(3));
            Window2d window = Window2d.of(1 + random.nextInt(3), 2 + random.nextInt(2)).stride(1 + random.nextInt(2))
                    .padding(random.nextInt(1), random.nextInt(2));
            Problem problem;
            Tensor y;
            if (i % 2 == 0) {
                Tensor w = gaussians(random, 2, x.size(1), window.kernel().h(), window.kernel().w());
                Tensor b = gaussians(random, 2);
                y = Convolution.conv2d(x, w, b, window);
                problem = ConvolutionProblem.of(Values.of(x), Values.of(w), Values.of(b), window);
            } else {
                y = i % 4 == 1 ? Pooling.maxPool2d(x, window) : Pooling.avgPool2d(x, window, true);
                problem = PoolingProblem.of(Values.of(x), window, i % 4 == 1, true);
            }
            String answer = write(Values.of(y), random);
            Diagnosis d = Diagnosis.of(problem, MatrixText.parse(answer));
            assertTrue(d.correct(), () -> answer + "\nis called " + d.text() + "\ntruth " + problem.truth());
        }
    }

    private static Tensor gaussians(Random random, int... dims) {
        float[] values = new float[Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
        boolean whole = random.nextBoolean();
        for (int i = 0; i < values.length; i++) {
            values[i] = whole ? random.nextInt(19) - 9 : (float) (random.nextGaussian() * 5);
        }
        return Tensor.of(values, dims);
    }

    /** Writes numbers in one of the ways that people and programs do. */
    private static String write(Values y, Random random) {
        int style = random.nextInt(7);
        String[] numbers = Arrays.stream(y.toArray()).mapToObj(v -> switch (style) {
            case 0 -> String.format(Locale.ROOT, "%.2f", v);
            case 1 -> String.format(Locale.ROOT, "%.6e", v);
            case 2 -> String.valueOf((float) v);
            case 3 -> String.valueOf(v).replace('-', '\u2212');
            case 4 -> String.format(Locale.ROOT, "%.4f", v);
            case 5 -> v == Math.rint(v) ? String.valueOf((long) v) : String.valueOf((float) v);
            default -> String.format(Locale.GERMANY, "%.3f", v);
        }).toArray(String[]::new);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < numbers.length; i++) {
            boolean endOfRow = i % y.columns() == 0;
            boolean endOfPlane = i % (y.rows() * y.columns()) == 0;
            out.append(i == 0 ? "" : endOfPlane ? (style % 2 == 0 ? " | " : "\n\n") : endOfRow
                    ? (style % 2 == 0 ? "; " : "\n") : " ");
            out.append(numbers[i]);
        }
        boolean oneDecimalCommaColumn = style == 6 && y.columns() == 1;
        return oneDecimalCommaColumn ? out.toString().replace(',', '.') : out.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"19.0 25.0; 37.0 43.0", "1.9e1 2.5e1; 3.7e1 4.3e1", "[[19, 25], [37, 43]]",
            "19,0 25,0; 37,0 43,0",
        "38/2 50/2; 37 43", "19.000001 25; 37 43"})
    void equivalentForms(String answer) {
        assertEquals("correct", say(notesExample(), answer));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"19.1 25; 37 43", "19.001 25; 37 43", "19 25; 37 44"})
    void nearlyRightIsNotRight(String answer) {
        assertTrue(say(notesExample(), answer).startsWith("wrong: 3 of 4 "), answer);
    }

    @Test
    void roundedToTwoDecimals() {
        PoolingProblem thirds = PoolingProblem.of(MatrixText.parse("0 0 1 1; 0 0 0 1; 0 0 0 0").values(),
                Window2d.square(3), false, true);
        assertEquals("correct", say(thirds, "0.11 0.33"));
        assertEquals("correct", say(thirds, "1/9 3/9"));
        assertTrue(say(thirds, "0.1 0.3").startsWith("wrong"), "one decimal is too coarse");
        assertTrue(say(thirds, "0.12 0.33").startsWith("wrong"));
    }
}
