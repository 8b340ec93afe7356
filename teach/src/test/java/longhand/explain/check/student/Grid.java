package longhand.explain.check.student;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import longhand.explain.Values;

/** Arithmetic of small matrices for students: nothing of it is taken from the code under test. */
final class Grid {
    private Grid() {}

    static double[][] copy(double[][] m) {
        return Arrays.stream(m).map(double[]::clone).toArray(double[][]::new);
    }

    static double[][] map(double[][] m, DoubleUnaryOperator f) {
        return Arrays.stream(m).map(r -> Arrays.stream(r).map(f).toArray()).toArray(double[][]::new);
    }

    static double[][] upsideDown(double[][] m) {
        return IntStream.range(0, m.length).mapToObj(i -> m[m.length - 1 - i].clone()).toArray(double[][]::new);
    }

    static double[][] mirrored(double[][] m) {
        double[][] out = copy(m);
        for (int i = 0; i < m.length; i++) {
            for (int j = 0; j < m[0].length; j++) {
                out[i][j] = m[i][m[0].length - 1 - j];
            }
        }
        return out;
    }

    static double[][] halfTurn(double[][] m) {
        return mirrored(upsideDown(m));
    }

    static double[][] transposed(double[][] m) {
        double[][] out = new double[m[0].length][m.length];
        for (int i = 0; i < m.length; i++) {
            for (int j = 0; j < m[0].length; j++) {
                out[j][i] = m[i][j];
            }
        }
        return out;
    }

    static double[][] quarterTurn(double[][] m) {
        return mirrored(transposed(m));
    }

    /** The numbers in reading order, written down column by column. */
    static double[][] byColumns(double[][] m) {
        double[][] out = new double[m.length][m[0].length];
        int n = 0;
        for (double[] row : m) {
            for (double v : row) {
                out[n % m.length][n / m.length] = v;
                n++;
            }
        }
        return out;
    }

    static double[][] filled(int h, int w, double value) {
        double[][] m = new double[h][w];
        for (double[] row : m) {
            Arrays.fill(row, value);
        }
        return m;
    }

    static double[][] plus(double[][] a, double[][] b) {
        double[][] out = copy(a);
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                out[i][j] += b[i][j];
            }
        }
        return out;
    }

    static double reduce(String how, List<Double> terms) {
        double[] n = terms.stream().mapToDouble(Double::doubleValue).toArray();
        if (n.length == 0) {
            return 0;
        }
        double sum = Arrays.stream(n).sum();
        return switch (how) {
            case "sum" -> sum;
            case "mean" -> sum / n.length;
            case "max" -> Arrays.stream(n).max().orElseThrow();
            case "min" -> Arrays.stream(n).min().orElseThrow();
            case "middle of the range" -> (reduce("max", terms) + reduce("min", terms)) / 2;
            case "geometric mean" -> Math.exp(Arrays.stream(n).map(v -> Math.log(Math.abs(v))).sum() / n.length);
            case "first" -> n[0];
            case "last" -> n[n.length - 1];
            case "without first" -> sum - n[0];
            case "without last" -> sum - n[n.length - 1];
            case "median" -> {
                Arrays.sort(n);
                yield n.length % 2 == 1 ? n[n.length / 2] : (n[n.length / 2] + n[n.length / 2 - 1]) / 2;
            }
            default -> throw new IllegalArgumentException(how);
        };
    }

    /** Planes on top of each other; a single one is a matrix. */
    static Values values(double[][][] planes) {
        int h = planes[0].length;
        int w = planes[0][0].length;
        double[] all = Arrays.stream(planes).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
        return planes.length == 1 ? Values.of(all, h, w) : Values.of(all, planes.length, h, w);
    }
}
