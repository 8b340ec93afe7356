package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import longhand.explain.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels that count rows in every way, in the right order and in another one; and those of columns. */
class RowLabelsTest {
    private static final Values TRUTH = Values.of(new double[][] {{1, 2}, {3, 4}});
    private static final Values PLANES = Values.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2);

    private static void requireRight(String text, Values truth) {
        Values read = AnswerNumbers.read(text, false, truth).written().values();
        assertTrue(Diagnosis.sameShape(truth, read), text + " has the shape of " + read);
        assertArrayEquals(truth.toArray(), read.toArray(), text);
    }

    private static String refused(String text, Values truth) {
        return assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, truth), text)
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Second line: 1 2\nFirst line: 3 4", "zwei: 1 2\neins: 3 4", "Reihe 2: 1 2\nReihe 1: 3 4", "Row #2: 1 2\nRow #1: 3 4", "Row no. 2: 1 2\nRow no. 1: 3 4",
        "row(2): 1 2\nrow(1): 3 4", "row 2 = 1 2\nrow 1 = 3 4", "row 2 1 2\nrow 1 3 4", "2) 1 2\n1) 3 4", "2: 1 2\n1: 3 4",
        "(b) 1 2\n(a) 3 4", "iv) 1 2\niii) 3 4", "II: 1 2\nI: 3 4", "C: 1 2\nB: 3 4", "a) 1 2\nc) 3 4", "i) 1 2\niii) 3 4", "1) 1 2\n3) 3 4", "(1) 1 2\n(3) 3 4",
        "i=0: 1 2\ni=2: 3 4", "r = 1: 1 2\nr = 0: 3 4", "first row: 1 2\nthird row: 3 4", "1st row: 1 2\n3rd row: 3 4", "erste Zeile: 1 2\ndritte Zeile: 3 4",
        "die zweite Zeile: 1 2\ndie erste Zeile: 3 4", "last row: 1 2\nfirst row: 3 4", "bottom row: 1 2\ntop row: 3 4", "bottom: 1 2\ntop: 3 4",
        "unten: 1 2\noben: 3 4", "y_1 = 1 2\ny_3 = 3 4", "y[0]: 1 2\ny[2]: 3 4", "Row 1: 1 2; Row 3: 3 4", "row 2: 1 2; row 1: 3 4", "Row 2\n1 2\nRow 1\n3 4",
        "Second row\n1 2\nFirst row\n3 4", "Row two\n1 2\nRow one\n3 4", "| # | a | b |\n|---|---|---|\n| 2 | 1 | 2 |\n| 1 | 3 | 4 |",
        "| | x1 | x2 |\n|:-:|---|---|\n| 1 | 1 | 2 |\n| 0 | 3 | 4 |", "| Zeile | x1 | x2 |\n|---|---|---|\n| b | 1 | 2 |\n| a | 3 | 4 |",
        "| row | x1 | x2 |\n|---|---|---|\n| 1 | 1 | 2 |\n| 3 | 3 | 4 |", "row | x1 | x2\n---|---|---\n2 | 1 | 2\n1 | 3 | 4",
        "| row | x1 | x2 |\n|---|---|---|\n| second | 1 | 2 |\n| first | 3 | 4 |"})
    void anotherOrderAndGapsAreRefused(String text) {
        String said = refused(text, TRUTH);
        assertTrue(said.endsWith("in their order."), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Spalten:\n1 3\n2 4", "as columns:\n1 3\n2 4", "column-wise\n1 3\n2 4", "Column 1: 1 3\nColumn 2: 2 4", "Column 1 = 1 3\nColumn 2 = 2 4", "column one: 1 3\ncolumn two: 2 4", "1st column: 1 3\n2nd column: 2 4",
        "first col: 1 3\nsecond col: 2 4", "erste Spalte: 1 3\nzweite Spalte: 2 4", "left column: 1 3\nright column: 2 4", "left: 1 3\nright: 2 4",
        "Col 1 1 3\nCol 2 2 4", "C1: 1 3\nC2: 2 4", "c_1 = 1 3\nc_2 = 2 4", "Colonne 1 : 1 3\nColonne 2 : 2 4", "Columna 1: 1 3\nColumna 2: 2 4", "Spalte 1\n1 3\nSpalte 2\n2 4"})
    void columnsAreRefused(String text) {
        String said = refused(text, TRUTH);
        assertTrue(said.contains("names a column. Rows are read"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 2\n3 4\nand lastly 3 4", "start 1 2\n1 2\n3 4", "Ana: row of mine is 9 9\n1 2\n3 4", "1 2\n3 4\nnext one = 5 6", "1 2\n3 4\nunder it: [5, 6]",
        "j=0: 1 3\nj=1: 2 4", "north 1 2\nsouth 3 4", "1 2\n3 4\nend (5, 6)."})
    void rowsWithUnknownLabelsAreRefused(String text) {
        refused(text, TRUTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Second: \n1 2\n3 4", "1st: 1 2\n2nd: 3 4", "First line: 1 2\nSecond line: 3 4", "Reihe 1: 1 2\nReihe 2: 3 4", "Row #1: 1 2\nRow #2: 3 4", "Row no. 1: 1 2\nRow no. 2: 3 4",
        "row 1 = 1 2\nrow 2 = 3 4", "row 1: 1 2; row 2: 3 4", "row 1: [1, 2]\nrow 2: [3, 4]", "Row 1: 1, 2\nRow 2: 3, 4", "1) 1 2\n2) 3 4", "0) 1 2\n1) 3 4",
        "(a) 1 2\n(b) 3 4", "iii) 1 2\niv) 3 4", "I: 1 2\nII: 3 4", "erste Zeile: 1 2\nzweite Zeile: 3 4", "top row: 1 2\nbottom row: 3 4",
        "top: 1 2\nbottom: 3 4", "oben: 1 2\nunten: 3 4", "first row: 1 2\nlast row: 3 4", "The first row is 1 2\nThe second row is 3 4",
        "First row\n1 2\nSecond row\n3 4", "r = 0: 1 2\nr = 1: 3 4", "| # | a | b |\n|---|---|---|\n| 1 | 1 | 2 |\n| 2 | 3 | 4 |",
        "| | x1 | x2 |\n|:-:|---|---|\n| 0 | 1 | 2 |\n| 1 | 3 | 4 |", "row | x1 | x2\n---|---|---\n1 | 1 | 2\n2 | 3 | 4",
        "| row | x1 | x2 |\n|---|---|---|\n| **first** | 1 | 2 |\n| **second** | 3 | 4 |",
        "| row | x1 | x2 |\n|---|---|---|\n| row 1 | 1 | 2 |\n| row 2 | 3 | 4 |", "| | |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |",
        "| Column 1 | Column 2 |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", "Column 1  Column 2\n1 2\n3 4", "Col 1, Col 2\n1 2\n3 4", "kernel 3, 3:\n1 2\n3 4",
        "Ana, group 3\n1 2\n3 4", "step 1 of 2\n1 2\n3 4", "a) 1 2; 3 4", "b) 1 2\n3 4", "3) 1 2\n3 4", "Row 3:\n1 2\n3 4", "Problem 2\n1 2\n3 4"})
    void theRightOrderIsRead(String text) {
        requireRight(text, TRUTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c1:\n1 2\n3 4\nc2:\n5 6\n7 8", "Channel 1:\n1 2\n3 4\nChannel 2:\n5 6\n7 8", "Channel one\n1 2\n3 4\nChannel two\n5 6\n7 8",
        "first channel:\n1 2\n3 4\nsecond channel:\n5 6\n7 8", "Kanal 1:\nZeile 1: 1 2\nZeile 2: 3 4\nKanal 2:\nZeile 1: 5 6\nZeile 2: 7 8",
        "A:\n1 2\n3 4\nB:\n5 6\n7 8", "a)\n1 2\n3 4\nb)\n5 6\n7 8",
        "Feature map 1\n1 2\n3 4\nFeature map 2\n5 6\n7 8", "Map A\n1 2\n3 4\nMap B\n5 6\n7 8", "first feature map:\n1 2\n3 4\nsecond feature map:\n5 6\n7 8", "Filter 1:\n1 2\n3 4\nFilter 2:\n5 6\n7 8"})
    void planesAreCountedToo(String text) {
        requireRight(text, PLANES);
    }

    @Test
    void otherPlanesAreRefused() {
        for (String text : new String[] {"B:\n1 2\n3 4\nA:\n5 6\n7 8", "second channel:\n1 2\n3 4\nfirst channel:\n5 6\n7 8", "Channel 1:\n1 2\n3 4\nChannel 3:\n5 6\n7 8",
            "Feature map 2\n1 2\n3 4\nFeature map 1\n5 6\n7 8", "Output channel 2\n1 2\n3 4\nOutput channel 1\n5 6\n7 8", "Filter 2:\n1 2\n3 4\nFilter 1:\n5 6\n7 8", "Map B\n1 2\n3 4\nMap A\n5 6\n7 8",
            "second feature map:\n1 2\n3 4\nfirst feature map:\n5 6\n7 8", "**Image 2**\n1 2\n3 4\n**Image 1**\n5 6\n7 8", "Feature map 1\n1 2\n3 4\nFeature map 3\n5 6\n7 8"}) {
            assertTrue(refused(text, PLANES).endsWith("in their order."), text);
        }
    }

    /** Of layers some may be asked; sizes have letters that do not count; channels may be a vector. */
    @Test
    void whatCountsNoRows() {
        for (String text : new String[] {"layer 1: 14x14\nlayer 3: 7x7\nlayer 5: 5x5", "conv1: 14x14\nconv2: 7x7\nconv5: 5x5", "conv1: 14 14\npool: 7 7\nconv2: 5 5"}) {
            requireRight(text, Values.of(new double[][] {{14, 14}, {7, 7}, {5, 5}}));
        }
        for (String text : new String[] {"C: 3\nH: 4\nW: 5", "C = 3\nH = 4\nW = 5", "a: 3\nb: 4\nc: 5", "c1: 3\nc2: 4\nc3: 5", "Row 9: 3\nRow 10: 4\nRow 11: 5"}) {
            requireRight(text, Values.vector(3, 4, 5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"row 1 ", "(1) ", "a) 1\n", "| - |\n", "row 1: 2; "})
    void longTextsAreReadSoon(String part) {
        String text = part.repeat(120_000 / part.length());
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> refused(text + "x y z\n1 2\n3 x", TRUTH));
    }
}
