package longhand.explain.check.student;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import longhand.explain.Values;
import longhand.explain.check.Problem;

/**
 * A problem with random numbers that is worked out on paper, by arithmetic that shares nothing with the code under
 * test. Mistakes change its fields before it is worked out, or the finished planes afterwards.
 */
abstract class Worksheet {
    final Random random;
    private final List<Afterwards> afterwards = new ArrayList<>();

    /** Something done with the finished planes; small numbers come first. */
    private record Afterwards(int order, UnaryOperator<double[][][]> change) {}

    Worksheet(Random random) {
        this.random = random;
    }

    /** The problem as the code under test gets it. */
    abstract Problem problem();

    /** Whether what was changed still fits together. */
    abstract boolean possible();

    /** The answer of the student, plane by plane. */
    abstract double[][][] work();

    /** The answer with everything that the student did. */
    final Values answer() {
        double[][][] planes = work();
        for (Afterwards a : afterwards.stream().sorted(Comparator.comparingInt(Afterwards::order)).toList()) {
            planes = a.change().apply(planes);
        }
        return shaped(planes);
    }

    /** The planes in the shape in which a student writes them. */
    Values shaped(double[][][] planes) {
        return Grid.values(planes);
    }

    final void after(int order, UnaryOperator<double[][][]> change) {
        afterwards.add(new Afterwards(order, change));
    }

    final void afterEach(int order, UnaryOperator<double[][]> change) {
        after(order, planes -> Arrays.stream(planes).map(change).toArray(double[][][]::new));
    }

    final int pick(int n) {
        return random.nextInt(n);
    }

    final double[][] randomMatrix(int h, int w, int least, int most) {
        double[][] m = new double[h][w];
        for (double[] row : m) {
            Arrays.setAll(row, j -> least + random.nextInt(most - least + 1));
        }
        return m;
    }
}
