package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import longhand.explain.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in the spellings of people, programs and web pages. */
class AnswerNumbersTest {
    private static final Values TRUTH = Values.of(new double[][] {{19, -2.5}, {0.25, 43}});

    @ParameterizedTest
    @ValueSource(strings = {
        "19 -2.5; 0.25 43", "19 -2.5\n1/4 43", "19,0 -2,5\n0,25 43,0", "19;-2,5\n0,25;43", "19\t-2,5\r\n0,25\t43\r\n",
        "\uFEFF19\u00A0\u22122.5\n.25\u00A0+43", "19 - 2.5\n\u00BC 43", "19, -2.5,\n0.25, 43,", "19 -2.5;\n0.25 43;",
        "=19 =-2.5\n=0.25 =43", "'19 '-2.5\n'0.25 '43", "\"19\",\"-2.5\"\n\"0.25\",\"43\"",
        "1.9e1 -2.5E0\n25e-2 4.3e+01", "1.9\u00B710^1 -2.5\n2.5x10^-1 43", "1.9*10^{1} -2.5\n2.5 \u00D7 10^(-1) 43",
        "1.9\u00B710\u00B9 -2.5\n2.5\u00B710\u207B\u00B9 43", "\u224819 \u2248-2.5\n~0.25 43", "1900% -250%\n25% 4300%",
        "Y = 19 -2.5\n    0.25 43", "Y = [[19, -2.5], [0.25, 43]]", "[19 -2.5]\n[0.25 43]", "[19, -2.5], [0.25, 43]",
        "[[19.  -2.5 ]\n [ 0.25 43.  ]]", "np.array([[19, -2.5], [0.25, 43]])",
        "tensor([[19.0000, -2.5000],\n        [ 0.2500, 43.0000]], grad_fn=<AddBackward0>)",
        "tensor([[19., -2.5], [.25, 43.]], device='cuda:0', dtype=torch.float64)",
        "{{19, -2.5}, {0.25, 43}}", "Y = [19 -2.5; 0.25 43];", "np.array([[19, -2.5],\n [0.25, 43]]);", "((19, -2.5), (0.25, 43))", "(19, -2.5)\n(0.25, 43)",
        "| 19 | -2.5 |\n|---|---|\n| 0.25 | 43 |", "| a | b |\n|:--|--:|\n| 19 | -2.5 |\n| 0.25 | **43** |",
        "+----+----+\n| 19 | -2.5 |\n+----+----+\n| 0.25 | 43 |\n+----+----+",
        "\\begin{bmatrix} 19 & -2.5 \\\\ \\frac{1}{4} & 43 \\end{bmatrix}",
        "$$Y = \\left[\\begin{array}{cc} 19 & -2.5 \\\\ 0.25 & 43 \\\\ \\end{array}\\right]$$",
        "\\(\\begin{pmatrix}19&-2.5\\\\0.25&43\\end{pmatrix}\\)",
        "<p>19 &minus;2.5<br>0.25&nbsp;43</p>", "<table><tr><td>19</td><td>-2.5</td></tr><tr><td>0.25</td><td>43</td></tr></table>",
        "```\n19 -2.5\n0.25 43\n```", "Ana M., group 3b\nMy answer:\n\n19 -2.5\n0.25 43\n\nBest regards,\nAna",
        "row 1: 19 -2.5\nrow 2: 0.25 43", "???\n19 -2.5\n0.25 43", "<p>19 -2.5</p><p>0.25 43</p>?", "\uFF11\uFF19 -2.5\n0.25 43"})
    void oneAnswerInManySpellings(String text) {
        Written read = AnswerNumbers.read(text, text.contains(";-2,5"), TRUTH).written();
        assertTrue(Diagnosis.sameShape(TRUTH, read.values()), text + " has the shape of " + read.values());
        assertArrayEquals(TRUTH.toArray(), read.values().toArray(), 1e-12, text);
    }

    /** What is written around the numbers and changes them is refused, not left out. */
    @ParameterizedTest
    @ValueSource(strings = {"Y =\n\n   1.0e3 *\n\n  19 -2.5\n  0.25 43", "-\n19 -2.5\n0.25 43", "1/2 *\n[19 -2.5; 0.25 43]",
        "$$ -\\begin{pmatrix}\n19 & -2.5 \\\\ 0.25 & 43\n\\end{pmatrix} $$", "-\\begin{pmatrix}-19 & -2.5 \\\\ 0.25 & 43\\end{pmatrix}",
        "2\\cdot\\begin{pmatrix}19 & -2.5 \\\\ 0.25 & 43\\end{pmatrix}", "-\\left(\\begin{matrix}-19 & -2.5 \\\\ 0.25 & 43\\end{matrix}\\right)",
        "\\begin{pmatrix}19 & -2.5 \\\\ 0.25 & 43\n\\end{pmatrix}^T", "19 & \\left|-2.5\\right| \\\\ 0.25 & 43", "19 -2.5\n0.25 43\n2*3 2*4",
        "19 -2.5\n0.25 43\n5+1 6-1", "Y = -\n19 -2.5\n0.25 43", "x 10^3\n19 -2.5\n0.25 43",
        "10^3 x\n19 -2.5\n0.25 43", "x1000\n19 -2.5\n0.25 43", "19 -2.5\n0.25 43\n^T", "\\begin{bmatrix}\n19 & -2.5 \\\\ 0.25 & 43\n\\end{bmatrix}'",
        "tensor([[19, -2.5],\n[0.25, 43]], dtype=torch.float32) + 1", "np.array([[19, -2.5], [0.25, 43]], dtype=np.float32) / 9",
        "torch.tensor([[19, -2.5], [0.25, 43]], dtype=torch.float32).T", "Y = 1/9 *\n19 -2.5 1\n0.25 43 2", "19 -2.5\n0.25 43\n? ? ?", "19 -2.5\n1/4\u00B710^2 43"})
    void whatChangesTheNumbersIsNotLeftOut(String text) {
        assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, TRUTH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.123e-05 2.456e-05", "1.500e+01 2.250e+01", "1.123% 2.456%", "1.123 % 2.456 %", "1,123e-5 2,456e-5"})
    void aDecimalPointBeforeAPowerStandsBetweenNoThousands(String text) {
        double[] read = AnswerNumbers.read(text, false, Values.vector(1, 2)).written().values().toArray();
        for (double factor : new double[] {1e3, 1e6}) {
            Values wrong = Values.vector(read[0] * factor, read[1] * factor);
            assertArrayEquals(read, AnswerNumbers.read(text, false, wrong).written().values().toArray(), text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"np.sqrt(2)", "L = np.square(0.5)", "np.full(2, fill_value=3)", "np.ones(2, dtype=int)", "1/tensor(0.25)",
        "tensor(0.25, grad_fn=<X>) / 2", "2 tensor(0.25)", "-tensor(0.25)", "tensor([0.25], grad_fn=<MulBackward0>).sqrt()"})
    void whatIsStillToBeComputedIsNoNumber(String text) {
        assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, Values.vector(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1'250% 2'025%", "1 250 %\n2 025 %", "12.5 20.25"})
    void percentagesWithThousands(String text) {
        Values truth = Values.vector(12.5, 20.25);
        double[] read = AnswerNumbers.read(text, false, truth).written().values().toArray();
        assertArrayEquals(truth.toArray(), read, 1e-12, text);
    }

    @Test
    void printedNumbersInAList() {
        Values truth = Values.vector(0.25, 0.5);
        assertArrayEquals(truth.toArray(),
                AnswerNumbers.read("[tensor(0.25), torch.tensor(0.5)]", false, truth).written().values().toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tensor(0.6931)", "tensor(0.6931, grad_fn=<NllLossBackward0>)", "np.float64(0.6931)", "array(0.6931, dtype=float32)",
        "L = tensor(0.6931)", "loss: 0.6931", "[0.6931];"})
    void onePrintedNumber(String text) {
        assertArrayEquals(new double[] {0.6931},
                AnswerNumbers.read(text, false, Values.vector(0.6931)).written().values().toArray(), text);
    }

    /** A whole number with a fraction behind it; with a space between, the right count of numbers tells. */
    @ParameterizedTest
    @ValueSource(strings = {"2½ -1¼; 10⅓ 0.25", "2\\frac{1}{2} & -1\\dfrac{1}{4} \\\\ 10\\frac{1}{3} & 0.25", "2 ½ -1 ¼\n10 ⅓ ¼",
        "2 1/2 -1 1/4; 10 1/3 1/4", "2 1/2, -1 1/4; 10 1/3, 1/4", "5/2 -5/4; 31/3 1/4", "2¹⁄₂ -1¹⁄₄; 10¹⁄₃ ¼", "[[2½, −1¼], [10⅓, ¼]]",
        "2\u202F½ -1\u00A0¼; 10 1 / 3 ¼", "2,5 -1,25; 10⅓ 0,25", "2.5 -1.25; 31/3 .25", "2 \\frac{1}{2} & -1 \\frac{1}{4} \\\\ 31/3 & 0.25"})
    void mixedNumbers(String text) {
        double[] truth = {2.5, -1.25, 10 + 1 / 3.0, 0.25};
        Values shape = Values.of(truth, 2, 2);
        Values read = AnswerNumbers.read(text, false, shape).written().values();
        assertTrue(Diagnosis.sameShape(shape, read), text + " has the shape of " + read);
        assertArrayEquals(truth, read.toArray(), 1e-12, text);
    }

    @Test
    void twoNumbersAreNotOneMixedNumber() {
        AnswerNumbers two = AnswerNumbers.option("--answer", "2 1/2", Values.vector(3, 4));
        assertArrayEquals(new double[] {2, 0.5}, two.written().values().toArray());
        AnswerNumbers one = AnswerNumbers.option("--answer", "2 1/2", Values.vector(3));
        assertArrayEquals(new double[] {2.5}, one.written().values().toArray());
        assertEquals(List.of("\"2 1/2\" was read as 5/2."), one.remarks());
        assertArrayEquals(new double[] {2, 1.5}, AnswerNumbers.read("2 3/2", false, Values.vector(3)).written().values()
                .toArray());
    }

    /** Only where the answer is right then; everywhere else a comma and a space mean what they did. */
    @Test
    void thousandsApart() {
        Values truth = Values.vector(48120);
        for (String text : List.of("48,120", "48 120", "48'120", "48\u2019120", "48\u202F120", "48,120.0", "Y = 48,120")) {
            AnswerNumbers read = AnswerNumbers.option("--answer", text, truth);
            assertArrayEquals(truth.toArray(), read.written().values().toArray(), text);
            assertTrue(read.remarks().getFirst().endsWith("was read as 48120."), read.remarks().toString());
        }
        Values rows = Values.of(new double[] {900, 1_200, -1_234_567.5, 12}, 2, 2);
        for (String text : List.of("900 1,200; -1,234,567.5 12", "900, 1 200; -1 234 567.5, 12", "[[900, 1 200], [-1 234 567.5, 12]]")) {
            Values read = AnswerNumbers.option("-a", text, rows).written().values();
            assertArrayEquals(rows.toArray(), read.toArray(), text);
        }
        assertArrayEquals(new double[] {2}, option("2,000", 2));
        assertArrayEquals(new double[] {48.12}, option("48,120", 7));
        assertArrayEquals(new double[] {48, 120}, option("48 120", 7));
        assertArrayEquals(new double[] {1, 200}, option("1,200", 1, 200));
    }

    /** One sign between thousands in all numbers, and another one before the decimals. */
    @ParameterizedTest
    @ValueSource(strings = {"1,200 150; 300 42.5", "1'200 150; 300 42.5", "1’200 150; 300 42,5", "1.200 150; 300 42,5", "1 200, 150; 300, 42.5",
        "1 200\t150\n300\t42,5", "1.200,00 150,00; 300,00 42,50", "1_200 150; 300 42.5", "1.200,00;150,00\n300,00;42,50", "1'200 150\n300 42.5",
        "\"1,200\",150\n300,42.5", "\"1,200\",\"150\"\n\"300\",\"42.5\"", "\"1.200,0\",\"150,0\"\n\"300,0\",\"42,5\"",
        "\"1200,0\",\"150,0\"\n\"300,0\",\"42,5\"", "1,200;150\n300;42.5", "1 200;150\n300;42,5"})
    void thousandsOfEveryCountry(String text) {
        Values truth = Values.of(new double[] {1200, 150, 300, 42.5}, 2, 2);
        boolean csv = text.contains(",00;150") || text.contains("\"") || text.contains("0;150\n");
        Values read = AnswerNumbers.read(text, csv, truth).written().values();
        assertTrue(Diagnosis.sameShape(truth, read), text + " has the shape of " + read);
        assertArrayEquals(truth.toArray(), read.toArray(), text);
    }

    @Test
    void thousandsBesideNumbersAndAlone() {
        assertArrayEquals(new double[] {2500, 700, 800}, option("2,500 700 800", 2500, 700, 800));
        for (String text : List.of("1.234,5", "1 234,5", "1’234,5", "1'234.5", "1,234.5", "1 234,5")) {
            assertArrayEquals(new double[] {1234.5}, option(text, 1234.5), text);
        }
        assertArrayEquals(new double[] {1_234_567}, option("1.234.567", 1_234_567));
        assertArrayEquals(new double[] {1_234_567}, option("1.234.567", 5), "it can mean nothing else");
        // Nobody writes one sign for two things, or a 0 before thousands.
        assertArrayEquals(new double[] {1.2, 3.5}, option("1.200 3.5", 1200, 3.5));
        assertArrayEquals(new double[] {0.5, 1.5}, option("0.500 1.500", 500, 1500));
        assertArrayEquals(new double[] {1.2, 3.5}, option("1,200 3,5", 1200, 3.5));
    }

    /** A wrong number among thousands is wrong, and the others are right. */
    @Test
    void mostRightNumbersCount() {
        for (String text : List.of("1,000 2,000; 3,000 4,001", "1.000 2.000; 3.000 4.001", "1'000 2'000; 3'000 4'001",
                "1 000 2 000; 3 000 4 001")) {
            Values truth = Values.of(new double[] {1000, 2000, 3000, 4000}, 2, 2);
            assertArrayEquals(new double[] {1000, 2000, 3000, 4001},
                    AnswerNumbers.option("-a", text, truth).written().values().toArray(), text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"| a | b |\n|-|-|\n| 19 | -2.5 |\n| 0.25 | 43 |", "| a | b |\n| - | :-: |\n| 19 | -2.5 |\n| 0.25 | 43 |",
        "a | b\n-|-\n19 | -2.5\n0.25 | 43", "|19|-2.5|\n|-|-|\n|0.25|43|", "- 19 -2.5\n- 0.25 43", "* 19 -2.5\n* 0.25 43",
        "\u2022 19 -2.5\n\u2022 0.25 43", "1. 19 -2.5\n2. 0.25 43", "1) 19 -2.5\n2) 0.25 43", "1: 19 -2.5\n2: 0.25 43", "Rows:\n- 19 -2.5\n- 0.25 43\nAna"})
    void tablesAndLists(String text) {
        Values read = AnswerNumbers.read(text, false, TRUTH).written().values();
        assertTrue(Diagnosis.sameShape(TRUTH, read), text + " has the shape of " + read);
        assertArrayEquals(TRUTH.toArray(), read.toArray(), text);
    }

    /** A hyphen with a blank behind it is a minus where more is right then, and where there is no list. */
    @Test
    void aHyphenMayBeAMinus() {
        assertArrayEquals(new double[] {-1, 2, -3, 4}, read("- 1 2\n- 3 4", -1, 2, -3, 4));
        assertArrayEquals(new double[] {1, 2, 3, 4}, read("- 1 2\n- 3 4", 1, 2, 3, 4));
        assertArrayEquals(new double[] {-5}, read("- 5", 5));
        assertArrayEquals(new double[] {-1, -2, -3, 4}, read("- 1 - 2\n- 3 4", 1, -2, 3, 4));
        assertArrayEquals(new double[] {-1, 2, 3, 4}, read("- 1 2\n3 4", 1, 2, 3, 4));
        assertThrows(MatrixFormatException.class, () -> read("1:2", 2));
    }

    /** Neither a table nor thousands without end exhaust the stack. */
    @ParameterizedTest
    @ValueSource(strings = {"| - ", "+ -", "1 200 200 ", "200,200,", "\\bf{", "Y[0][1] ", "times 3 ", "14 x 28 ; "})
    void longLinesAreRead(String part) {
        String text = "x\n" + part.repeat(20_000) + "y";
        assertThrows(MatrixFormatException.class, () -> read(text, 1));
        assertThrows(MatrixFormatException.class, () -> read(text, 1, 2, 3, 4)); // which may be sizes
    }

    private static double[] read(String text, double... truth) {
        Values shape = truth.length == 4 ? Values.of(truth, 2, 2) : Values.vector(truth);
        return AnswerNumbers.read(text, false, shape).written().values().toArray();
    }

    private static double[] option(String text, double... truth) {
        return AnswerNumbers.option("-a", text, Values.vector(truth)).written().values().toArray();
    }

    @Test
    void channelsUnderHeadings() {
        Values truth = Values.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2);
        for (String text : List.of("Channel 0:\n1 2\n3 4\nChannel 1:\n5 6\n7 8", "1 2\n3 4\n\n**second**\n5 6\n7 8",
                "y[0] =\n1 2\n3 4\ny[1] =\n5 6\n7 8")) {
            Values read = AnswerNumbers.read(text, false, truth).written().values();
            assertTrue(Diagnosis.sameShape(truth, read), text + " is read as " + read);
            assertArrayEquals(truth.toArray(), read.toArray(), text);
        }
    }

    @Test
    void sizesMayBeWrittenWithACross() {
        Values truth = Values.of(new double[] {14, 28}, 2);
        for (String text : List.of("14x28", "14 x 28", "14\u00D728", "(14, 28)", "14 \u00D7 28")) {
            Values read = AnswerNumbers.read(text, false, truth).written().values();
            assertArrayEquals(truth.toArray(), read.toArray(), text);
        }
    }

    @Test
    void decimalCommasAreRemarkedUpon() {
        Values truth = Values.of(new double[][] {{19.5}, {37.2}});
        AnswerNumbers read = AnswerNumbers.read("19,5\n37,2", false, truth);
        assertArrayEquals(truth.toArray(), read.written().values().toArray());
        assertEquals(List.of("Commas were read as decimal points."), read.remarks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "I do not know", "19 x; 3 4", "19 ? 3", "19 25; 37", "nan inf", "1..2 3", "2 3 apples 4 pears",
        "19 25\n37 x", "19 25\nx 43", "l9 25\n37 43"})
    void whatIsNoAnswerIsRefused(String text) {
        assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, TRUTH));
    }

    /** What stands beside the numbers is quoted, 60 characters of it. */
    @Test
    void textLeftOutIsQuoted() {
        String sixty = "a ".repeat(29) + "bc";
        for (String text : List.of(sixty, sixty + "d")) {
            AnswerNumbers read = AnswerNumbers.read(text + "\n19 -2.5\n0.25 43", false, TRUTH);
            assertEquals(List.of("The text beside the numbers was left out: \"" + sixty
                    + (text.length() > 60 ? "…" : "") + "\"."), read.remarks());
        }
        assertEquals(List.of(), AnswerNumbers.read("19 -2.5\n0.25 43", false, TRUTH).remarks());
    }

    @Test
    void aMillionCharactersAreTheMost() {
        String text = "Ana\n19 -2.5\n0.25 43";
        String most = text + " ".repeat(MatrixText.MOST_CHARACTERS - text.length());
        assertArrayEquals(TRUTH.toArray(), AnswerNumbers.read(most, false, TRUTH).written().values().toArray());
        String message = assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(most + " ", false, TRUTH))
                .getMessage();
        assertTrue(message.contains("the text has 1000001 characters"), message);
    }
}
