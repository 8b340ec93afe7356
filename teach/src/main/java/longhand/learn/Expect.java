package longhand.learn;

import java.util.Arrays;
import java.util.Random;
import longhand.explain.Values;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.Problem;
import longhand.explain.check.Written;
import longhand.tensor.Tensor;

/** What judges share: comparing a result with the right one, and random inputs. */
final class Expect {
    private static final double TOLERANCE = 1e-4;

    private Expect() {}

    /** Refuses a result that differs from the right one; {@code call} describes what was called. */
    static void same(Object call, Object expected, Object actual) {
        if (!close(Show.values(expected), Show.values(actual))) {
            refuse(call, expected, actual);
        }
    }

    /** Says that a result is wrong. */
    static void refuse(Object call, Object expected, Object actual) {
        throw new WrongAnswerException(comparison(call, actual, expected));
    }

    /** As {@link #same}, for a problem whose mistakes are known: the message says which one it was. */
    static void same(Call call, Problem problem, Object actual) {
        Diagnosis diagnosis = Diagnosis.of(problem, Written.exactly(Show.values(actual)));
        if (!diagnosis.correct()) {
            String why = diagnosis.findings().isEmpty() ? "" : "\n" + diagnosis.text().replaceFirst("(?s)^.*?\n", "");
            throw new WrongAnswerException(comparison(call, actual, problem.truth()) + why);
        }
    }

    private static String comparison(Object call, Object actual, Object expected) {
        boolean oneLine = !Show.isArray(expected);
        if (oneLine) {
            return call.toString().stripTrailing() + "\n  gives  " + Show.line(actual) + "\n  but is "
                    + Show.line(expected);
        }
        return call.toString().stripTrailing() + "\ngives" + size(actual, expected) + "\n" + Show.block("", actual)
                + "but is"
                + size(expected, actual) + "\n" + Show.block("", expected).stripTrailing();
    }

    /** The shape of an array, if that is what is wrong. */
    private static String size(Object array, Object other) {
        int[] dims = Show.values(array).dims();
        return Arrays.equals(dims, Show.values(other).dims()) ? "" : " (shape " + Arrays.toString(dims) + ")";
    }

    private static boolean close(Values a, Values b) {
        boolean same = Arrays.equals(a.dims(), b.dims());
        for (int i = 0; same && i < a.size(); i++) {
            same = Math.abs(a.get(i) - b.get(i)) <= TOLERANCE * Math.max(1, Math.abs(a.get(i)));
        }
        return same;
    }

    /** A matrix of small whole numbers. */
    static float[][] matrix(Random random, int rows, int columns) {
        float[][] m = new float[rows][columns];
        for (float[] row : m) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextInt(19) - 9;
            }
        }
        return m;
    }

    /** A tensor of small whole numbers. */
    static Tensor tensor(Random random, int... dims) {
        float[] values = new float[Arrays.stream(dims).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(19) - 9;
        }
        return Tensor.of(values, dims);
    }
}
