package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.explain.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What JSON, R, MATLAB, libtorch and pandas write and print, tables with an index, numbers named by their places. */
class ProgramFormsTest {
    private static final Values TRUTH = Values.of(new double[][] {{1, 2}, {3, 4}});
    private static final Values PLANES = Values.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2);

    private static void requireRight(String text, boolean csv, Values truth) {
        Values read = AnswerNumbers.read(text, csv, truth).written().values();
        assertTrue(Diagnosis.sameShape(truth, read), text + " has the shape of " + read);
        assertArrayEquals(truth.toArray(), read.toArray(), text);
    }

    private static String refused(String text, Values truth) {
        return assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, truth), text)
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Y\": [[1, 2], [3, 4]]}", "{'Y': [[1, 2], [3, 4]]}", "{\n  \"answer\": [\n    [1, 2],\n    [3, 4]\n  ]\n}", "{\"answer\": \"1 2; 3 4\"}",
        "{\"student\": \"Ana\", \"answer\": [[1, 2], [3, 4]]}", "{\"conv output\": [[1, 2], [3, 4]]}", "```json\n{\"answer\": [[1, 2], [3, 4]]}\n```",
        "rbind(c(1,2),c(3,4))", "y <- rbind(c(1, 2), c(3, 4))", "rbind(a = c(1, 2), b = c(3, 4))", "cbind(c(1,3), c(2,4))", "matrix(c(1,2,3,4), nrow=2, byrow=TRUE)", "matrix(c(1, 3, 2, 4), nrow = 2)",
        "matrix(c(1, 3, 2, 4), 2, 2)", "Y <- matrix(c(1, 2, 3, 4), 2, byrow = T)", "matrix(c(1, 3, 2, 4), ncol = 2)",
        "top left: 1\ntop right: 2\nbottom left: 3\nbottom right: 4", "bottom right: 4\ntop left: 1\ntop-right: 2\nbottom left: 3", "oben links: 1, oben rechts: 2, unten links: 3, unten rechts: 4",
        "The upper left entry is 1.\nThe upper right entry is 2.\nThe lower left entry is 3.\nThe lower right entry is 4.",
        "\\begin{align} Y &= \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix} \\end{align}", "\\begin{align*}\nY &= X * K \\\\\n&= \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}\n\\end{align*}",
        " 1  2\n 3  4\n[ CPUFloatType{2,2} ]", "   A  B\na  1  2\nb  3  4", "     0  1\nr1  1  2\nr2  3  4", "      x1   x2\ncat  1.0  2.0\ndog  3.0  4.0", "i\\j 0 1\n0 1 2\n1 3 4",
        "| i\\j | 0 | 1 |\n|---|---|---|\n| 0 | 1 | 2 |\n| 1 | 3 | 4 |", "| | 1 | 2 |\n|---|---|---|\n| 1 | 1 | 2 |\n| 2 | 3 | 4 |", "| i/j | a | b |\n|---|---|---|\n| 1 | 1 | 2 |\n| 2 | 3 | 4 |",
        "| | a | b |\n|---|---|---|\n| cat | 1 | 2 |\n| dog | 3 | 4 |"})
    void matrices(String text) {
        requireRight(text, false, TRUTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {",0,1\n0,1,2\n1,3,4", ",a,b\n0,1,2\n1,3,4", ",a,b\n1,1,2\n2,3,4", "\"\",\"a\",\"b\"\n\"1\",1,2\n\"2\",3,4", "i\\j,0,1\n0,1,2\n1,3,4", ";A;B\n1;1,0;2\n2;3;4,0", ",a,b\ncat,1,2\ndog,3,4"})
    void tablesOfValuesWithAnIndex(String text) {
        requireRight(text, true, TRUTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {", , 1\n\n     [,1] [,2]\n[1,]    1    2\n[2,]    3    4\n\n, , 2\n\n     [,1] [,2]\n[1,]    5    6\n[2,]    7    8\n",
        "> y\n, , 1\n\n     [,1] [,2]\n[1,]    1    2\n[2,]    3    4\n\n, , 2\n\n     [,1] [,2]\n[1,]    5    6\n[2,]    7    8\n", "(1,.,.) = \n  1  2\n  3  4\n\n(2,.,.) = \n  5  6\n  7  8\n[ CPUFloatType{2,2,2} ]",
        "(0,.,.) =\n  1  2\n  3  4\n\n(1,.,.) =\n  5  6\n  7  8", "(1,1,.,.) = \n  1  2\n  3  4\n\n(1,2,.,.) = \n  5  6\n  7  8\n[ CPUFloatType{1,2,2,2} ]",
        "(:,:,1) =\n\n     1     2\n     3     4\n\n(:,:,2) =\n\n     5     6\n     7     8", "ans =\n\n(:,:,1) =\n\n     1     2\n     3     4\n\n(:,:,2) =\n\n     5     6\n     7     8"})
    void planes(String text) {
        requireRight(text, false, PLANES);
    }

    @Test
    void otherShapes() {
        Values row = Values.vector(1, 2, 3, 4);
        for (String text : new String[] {"y =\n\n  Columns 1 through 2\n\n     1     2\n\n  Columns 3 through 4\n\n     3     4", "y =\n\n  Columns 1 through 3\n\n     1     2     3\n\n  Column 4\n\n     4",
            "y =\n\n Columns 1 and 2:\n\n   1   2\n\n Columns 3 and 4:\n\n   3   4\n"}) {
            requireRight(text, false, row);
        }
        Values wide = Values.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
        requireRight("y =\n\n  Columns 1 through 2\n\n     1     2\n     4     5\n\n  Column 3\n\n     3\n     6", false, wide);
        requireRight("matrix(c(1,4,2,5,3,6), nrow=2)", false, wide);
        requireRight("matrix(c(1, 2, 3, 4), nrow=2)", false, Values.of(new double[][] {{1, 3}, {2, 4}}));
        requireRight("{\"loss\": 0.50}", false, Values.vector(0.5));
        requireRight("(1,1,.,.) =\n 1 2\n\n(1,2,.,.) =\n 3 4\n\n(2,1,.,.) =\n 5 6\n\n(2,2,.,.) =\n 7 8\n", false,
                Values.of(PLANES.toArray(), 2, 2, 1, 2));
        Values three = Values.vector(1, 2, 3);
        for (String text : new String[] {"{\"y\": [1, 2, 3]}", "The answer is 1, 2 and 3.", "The answers are 1, 2, and 3.", "Die Antwort ist 1, 2 und 3.", "I got 1, 2 and 3."}) {
            requireRight(text, false, three);
        }
    }

    /** Names above columns and before rows that are no index, and columns in another order. */
    @Test
    void tablesThatAreNone() {
        Values three = Values.vector(1, 2, 3);
        for (String text : new String[] {"L\u00E4nge 1\nBreite 2\nTiefe 3", "mean 1\nvar 2\nn 3", "1\nw 2\nb 3", "a,1\nb,2\nc,3"}) {
            refused(text, three);
        }
        Values sizes = Values.of(new double[][] {{3, 4}, {5, 6}});
        requireRight("| Layer | H | W |\n|---|---|---|\n| conv | 3 | 4 |\n| pool | 5 | 6 |", false, sizes);
        for (String text : new String[] {"| Layer | W | H |\n|---|---|---|\n| conv | 3 | 4 |\n| pool | 5 | 6 |", "W H\n3 4\n5 6", "Breite, H\u00F6he\n3 4\n5 6"}) {
            String said = refused(text, sizes);
            assertTrue(said.endsWith("Write the height before the width."), said);
        }
        refused("| | b | a |\n|---|---|---|\n| x | 1 | 2 |\n| y | 3 | 4 |", TRUTH);
        requireRight("#,b,c\n1,2,3\n4,5,6", true, Values.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
    }

    /** Other names, an order or a size that does not fit, and a member too many. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"Y\": [[1, 2], [3, 4]], \"Z\": [[5, 6], [7, 8]]}", "{\"answer\": [[1, 2], [3, 4]], \"scale\": 0.1}", "{\"Y^T\": [[1, 2], [3, 4]]}", "{\"twice\": [[1, 2], [3, 4]]}",
        "matrix(c(1,2,3,4,5), nrow=2, byrow=TRUE)", "matrix(c(1,2,3,4), nrow=2, ncol=3)", "rbind(c(1,2),c(3))", "t(rbind(c(1,2),c(3,4)))", "2 * rbind(c(1,2),c(3,4))", "top left: 1\ntop right: 2\nbottom left: 3",
        "top left: 1\ntop left: 2\nbottom left: 3\nbottom right: 4", "top left: 1\ntop right: 2\nbottom left: 3\nbottom right: 4\ntwice", "\\begin{align} Y &= 2 \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix} \\end{align}",
        "\\begin{align} Y &= \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix} \\cdot 2 \\end{align}", ", , 2\n\n     [,1] [,2]\n[1,]    1    2\n\n, , 1\n\n     [,1] [,2]\n[1,]    3    4\n",
        "(2,.,.) =\n  1  2\n\n(1,.,.) =\n  3  4\n", "(1,2,.,.) =\n  1  2\n\n(1,1,.,.) =\n  3  4\n", "Columns 3 through 4\n\n  1  2\n\nColumns 1 through 2\n\n 3  4", "   A  B\nb  1  2\na  3  4", "     A  B\nr2  1  2\nr1  3  4",
        "    A  B\ntwice  1  2\nhalf  3  4", "The answer is not 1, 2 and 3."})
    void whatDoesNotFitIsRefused(String text) {
        refused(text, TRUTH);
    }

    @Test
    void severalMembersAreNamed() {
        String said = refused("{\"Y\": 1, \"Z\": 2}", TRUTH);
        assertTrue(said.startsWith("the JSON object has 2 members, 'Y' and 'Z' among them."), said);
    }

    /** A cell of a table is a number, with quotation marks or stars around it at most. */
    @Test
    void cellsOfTables() {
        for (String table : new String[] {"| i | x | y |\n|---|---|---|\n| 0 | %s | %s |\n| 1 | 3 | 4 |", "\"\",x,y\n0,%s,%s\n1,3,4"}) {
            requireRight(table.formatted("**1**", "`2`"), true, TRUTH);
            requireRight(table.formatted("\"1\"", "2"), true, TRUTH);
            for (String cell : new String[] {"1*2", "*12", "12*", "1`2", "3*4", "*1*2"}) {
                refused(table.formatted("1", cell), Values.of(new double[][] {{1, 12}, {3, 4}}));
            }
        }
    }

    /** One object and nothing else, with each name once. */
    @Test
    void jsonThatIsNotOneObject() {
        Values half = Values.vector(0.5);
        for (String text : new String[] {"{\"a\": 0.6}\n{\"a\": 0.5}", "{\"a\": 0.5} {\"b\": {}}"}) {
            assertTrue(refused(text, half).startsWith("something stands behind the JSON object."), text);
        }
        for (String text : new String[] {"{\"a\": 0.5} }", "{\"a\": 0.5}, {\"a\": 0.6}", "{\"a\": 0.6, \"a\": 0.5}", "{\"a\": 0.5,}", "{'a': array(0.5)}"}) {
            assertTrue(refused(text, half).startsWith("this is not JSON: "), text);
        }
    }

    /** Commas between columns with names are no decimal commas, and a column that counts is left out with a remark. */
    @Test
    void columnsWithNames() {
        Values three = Values.vector(1, 2, 3);
        for (String text : new String[] {"class,logit\n0,1\n1,2\n2,3", "class logit\n0 1\n1 2\n2 3", "i,y\n1,1\n2,2\n3,3", "| k | p |\n|---|---|\n| 0 | 1 |\n| 1 | 2 |\n| 2 | 3 |", "row, value\n0, 1\n1, 2\n2, 3"}) {
            requireRight(text, false, three);
            requireRight(text, true, Values.of(three.toArray(), 3, 1));
            assertTrue(AnswerNumbers.read(text, false, three).remarks().contains("The numbers of the rows were left out."), text);
        }
        for (String text : new String[] {"class,logit\n0,1\n1,2\n2,3", "a,b\n0,1\n1,2\n2,3"}) {
            Values read = AnswerNumbers.read(text, false, Values.vector(0.1, 1.2, 2.3)).written().values();
            assertArrayEquals(new double[] {0, 1, 1, 2, 2, 3}, read.toArray(), text);
        }
        requireRight("a,b\n1,2\n3,4", false, TRUTH);
        requireRight("y\n0,1\n1,2\n2,3", false, Values.vector(0.1, 1.2, 2.3));
        assertFalse(Diagnosis.sameShape(three, AnswerNumbers.read("class,logit\n2,1\n1,2\n0,3", false, three).written().values()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rbind(1:2, 3:4)", "rbind(c(1L, 2L), c(3L, 4L))", "cbind(c(1, 3), c(2, 4))", "matrix(1:4, nrow=2, byrow=TRUE)", "rbind(c(1,2), 3:4)", "{\"data\": [[1, 2], [3, 4]], \"shape\": [2, 2]}",
        "1.0e+03 *\n\n    0.0010    0.0020\n    0.0030    0.0040", "Y =\n\n   1.0e-05 *\n\n   100000   200000\n   300000   400000\n"})
    void rangesShapesAndScales(String text) {
        requireRight(text, false, TRUTH);
    }

    @Test
    void scalesThatNoProgramPrints() {
        for (String text : new String[] {"1e-3 *\n1 2\n3 4", "2.0e-03 *\n1 2\n3 4", "1 2\n3 4\n1e-05 *", "{\"data\": [[1, 2], [3, 4]], \"shape\": [4, 1]}", "1:4"}) {
            refused(text, TRUTH);
        }
        requireRight("Y(:,:,1) =\n\n   1.0e+03 *\n\n 0.001 0.002\n 0.003 0.004\n\nY(:,:,2) =\n\n 5 6\n 7 8\n", false,
                Values.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2));
    }

    @Test
    void cornersInShort() {
        for (String text : new String[] {"TL: 1\nBL: 3\nTR: 2\nBR: 4", "NW = 1, SW = 3, NE = 2, SE = 4", "\u5DE6\u4E0A: 1\n\u5DE6\u4E0B: 3\n\u53F3\u4E0A: 2\n\u53F3\u4E0B: 4", "\u4E0A\u5DE6: 1\n\u4E0B\u5DE6: 3\n\u4E0A\u53F3: 2\n\u4E0B\u53F3: 4"}) {
            requireRight(text, false, TRUTH);
        }
        for (String key : new String[] {"minusLoss", "halfLoss", "negY", "squaredOutput"}) {
            refused("{\"" + key + "\": [[1, 2], [3, 4]]}", TRUTH);
        }
        requireRight("{\"convOutput\": [[1, 2], [3, 4]]}", false, TRUTH);
        requireRight("{\"squaredError\": 0.5}", false, Values.vector(0.5));
    }
}
