package longhand.explain.check;

import longhand.explain.Values;

/**
 * Computes convolutions and poolings with the mistakes of a student, in loops of its own: what {@link Diagnosis} must see
 * through.
 *
 * <p>The input is first copied into a larger array with its padding, as on paper; the code under test never does that.
 */
final class CarelessStudent {
    int strideH = 1;
    int strideW = 1;
    int padH;
    int padW;
    int dilationH = 1;
    int dilationW = 1;
    double padValue;

    CarelessStudent stride(int h, int w) {
        strideH = h;
        strideW = w;
        return this;
    }

    CarelessStudent padding(int h, int w) {
        padH = h;
        padW = w;
        return this;
    }

    CarelessStudent dilation(int h, int w) {
        dilationH = h;
        dilationW = w;
        return this;
    }

    private double[][] padded(double[][] plane) {
        double[][] big = new double[plane.length + 2 * padH][plane[0].length + 2 * padW];
        for (double[] row : big) {
            java.util.Arrays.fill(row, padValue);
        }
        for (int i = 0; i < plane.length; i++) {
            System.arraycopy(plane[i], 0, big[i + padH], padW, plane[i].length);
        }
        return big;
    }

    private static int steps(int length, int window, int stride) {
        int n = 0;
        for (int at = 0; at + window <= length; at += stride) {
            n++;
        }
        return n;
    }

    /** One plane with one kernel plane. */
    double[][] corr(double[][] plane, double[][] kernel) {
        double[][] x = padded(plane);
        int reachH = dilationH * (kernel.length - 1) + 1;
        int reachW = dilationW * (kernel[0].length - 1) + 1;
        double[][] y = new double[steps(x.length, reachH, strideH)][steps(x[0].length, reachW, strideW)];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < y[0].length; j++) {
                for (int u = 0; u < kernel.length; u++) {
                    for (int v = 0; v < kernel[0].length; v++) {
                        y[i][j] += x[i * strideH + u * dilationH][j * strideW + v * dilationW] * kernel[u][v];
                    }
                }
            }
        }
        return y;
    }

    /** How the numbers of a window become one. */
    interface Summary {
        double of(double[] numbers);
    }

    /** Pools one plane; numbers that equal NaN (a padding that is left out) are not passed on. */
    double[][] pool(double[][] plane, int kernelH, int kernelW, Summary summary) {
        double[][] x = padded(plane);
        double[][] y = new double[steps(x.length, kernelH, strideH)][steps(x[0].length, kernelW, strideW)];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < y[0].length; j++) {
                double[] numbers = new double[kernelH * kernelW];
                for (int e = 0; e < numbers.length; e++) {
                    numbers[e] = x[i * strideH + e / kernelW][j * strideW + e % kernelW];
                }
                y[i][j] = summary.of(java.util.Arrays.stream(numbers).filter(n -> !Double.isNaN(n)).toArray());
            }
        }
        return y;
    }

    static double[][] plus(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                sum[i][j] = a[i][j] + b[i][j];
            }
        }
        return sum;
    }

    static double[][] plus(double[][] a, double b) {
        double[][] all = new double[a.length][a[0].length];
        for (double[] row : all) {
            java.util.Arrays.fill(row, b);
        }
        return plus(a, all);
    }

    static double[][] rotated(double[][] k) {
        double[][] out = new double[k.length][k[0].length];
        for (int i = 0; i < k.length; i++) {
            for (int j = 0; j < k[0].length; j++) {
                out[k.length - 1 - i][k[0].length - 1 - j] = k[i][j];
            }
        }
        return out;
    }

    static double[][] turned(double[][] k) {
        double[][] out = new double[k[0].length][k.length];
        for (int i = 0; i < k.length; i++) {
            for (int j = 0; j < k[0].length; j++) {
                out[j][i] = k[i][j];
            }
        }
        return out;
    }

    /** Planes on top of each other. */
    static Values stack(java.util.List<double[][]> planes) {
        int h = planes.getFirst().length;
        int w = planes.getFirst()[0].length;
        double[] all = new double[planes.size() * h * w];
        for (int p = 0; p < planes.size(); p++) {
            for (int i = 0; i < h; i++) {
                System.arraycopy(planes.get(p)[i], 0, all, (p * h + i) * w, w);
            }
        }
        return Values.of(all, planes.size(), h, w);
    }
}
