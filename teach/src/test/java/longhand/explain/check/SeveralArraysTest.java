package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.explain.Values;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays with different names are refused; rows with names that count and those of classes are read. */
class SeveralArraysTest {
    private static final Values TRUTH = Values.of(new double[][] {{1, 2}, {3, 4}});

    @ParameterizedTest
    @ValueSource(strings = {"X = 1 2\nY = 3 4", "z = [1,2]\np = [3,4]", "input: 1 2\noutput: 3 4", "mean = 1 2\nvar = 3 4", "Input:\n1 2\n3 4\nOutput:\n5 6\n7 8", "old:\n1 2\n3 4\nnew:\n5 6\n7 8",
        "before: 1 2\nafter: 3 4", "w = 1 2\nw' = 3 4", "X =\n1\n3\nY =\n2\n4", "Eingabe: 1 2\nAusgabe: 3 4", "a = x + 1 = 1 2\nb = 3 4"})
    void differentArrays(String text) {
        String said = assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, TRUTH), text)
                .getMessage();
        assertTrue(said.contains("there are two arrays, ") && said.endsWith("Write only the answer."), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p1 = 1 2\np2 = 3 4", "cat: 1 2\ndog: 3 4", "Y_1 = 1 2\nY_2 = 3 4", "y[0] = [1, 2]\ny[1] = [3, 4]", "dW1: 1 2\ndW2: 3 4", "Y = 1 2\n    3 4", "conv: 1 2\npool: 3 4",
        "row 1: 1 2\nrow 2: 3 4", "Y = X * K =\n1 2\n3 4", "Ana: my answer\nY = 1 2\n3 4"})
    void oneArray(String text) {
        assertArrayEquals(TRUTH.toArray(), AnswerNumbers.read(text, false, TRUTH).written().values().toArray(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w = 1\nb = 2\nc = 3", "C: 1\nH: 2\nW: 3", "mean = 1\nvar = 2\nstd = 3"})
    void singleNumbersMayHaveAnyName(String text) {
        Values three = Values.vector(1, 2, 3);
        assertArrayEquals(three.toArray(), AnswerNumbers.read(text, false, three).written().values().toArray(), text);
    }
}
