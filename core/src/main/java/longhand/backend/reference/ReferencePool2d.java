package longhand.backend.reference;

import longhand.shape.AdaptivePool2dShape;
import longhand.shape.Pool2dShape;

/**
 * Max and average pooling with their gradients: for each plane, row i and column j, over the window's rows u and
 * columns v.
 */
final class ReferencePool2d {
    private ReferencePool2d() {}

    static void max(float[] x, float[] y, int[] argmax, Pool2dShape s) {
        for (int plane = 0; plane < s.planes(); plane++) {
            for (int i = 0; i < s.output().h(); i++) {
                for (int j = 0; j < s.output().w(); j++) {
                    int best = -1;
                    float largest = Float.NEGATIVE_INFINITY;
                    for (int u = 0; u < s.window().kernel().h(); u++) {
                        for (int v = 0; v < s.window().kernel().w(); v++) {
                            int row = s.row(i, u);
                            int column = s.column(j, v);
                            if (s.inside(row, column)) { // padding counts as −∞: it never wins
                                float value = x[s.x(plane, row, column)];
                                if (best < 0 || value > largest || Float.isNaN(value)) {
                                    best = row * s.input().w() + column;
                                    largest = value;
                                }
                            }
                        }
                    }
                    y[s.y(plane, i, j)] = largest;
                    argmax[s.y(plane, i, j)] = best;
                }
            }
        }
    }

    static void adaptiveMax(float[] x, float[] y, int[] argmax, AdaptivePool2dShape s) {
        for (int at = 0; at < s.outputLength(); at++) {
            int plane = at / s.output().area() * s.input().area();
            int i = at / s.output().w() % s.output().h();
            int j = at % s.output().w();
            int best = s.top(i) * s.input().w() + s.left(j);
            for (int row = s.top(i); row < s.bottom(i); row++) {
                for (int column = s.left(j); column < s.right(j); column++) {
                    float value = x[plane + row * s.input().w() + column];
                    if (value > x[plane + best] || Float.isNaN(value)) {
                        best = row * s.input().w() + column;
                    }
                }
            }
            y[at] = x[plane + best];
            argmax[at] = best;
        }
    }

    static void maxGradient(float[] dy, int[] argmax, float[] dx, Pool2dShape s) {
        double[] sum = new double[s.inputLength()];
        for (int plane = 0; plane < s.planes(); plane++) {
            for (int i = 0; i < s.output().h(); i++) {
                for (int j = 0; j < s.output().w(); j++) {
                    sum[s.x(plane, 0, 0) + argmax[s.y(plane, i, j)]] += dy[s.y(plane, i, j)];
                }
            }
        }
        ReferenceConv2d.round(sum, dx);
    }

    static void average(float[] x, float[] y, Pool2dShape s) {
        for (int plane = 0; plane < s.planes(); plane++) {
            for (int i = 0; i < s.output().h(); i++) {
                for (int j = 0; j < s.output().w(); j++) {
                    double sum = 0;
                    for (int u = 0; u < s.window().kernel().h(); u++) {
                        for (int v = 0; v < s.window().kernel().w(); v++) {
                            int row = s.row(i, u);
                            int column = s.column(j, v);
                            if (s.inside(row, column)) {
                                sum += x[s.x(plane, row, column)];
                            }
                        }
                    }
                    y[s.y(plane, i, j)] = (float) (sum / s.divisor(i, j));
                }
            }
        }
    }

    static void averageGradient(float[] dy, float[] dx, Pool2dShape s) {
        double[] sum = new double[s.inputLength()];
        for (int plane = 0; plane < s.planes(); plane++) {
            for (int i = 0; i < s.output().h(); i++) {
                for (int j = 0; j < s.output().w(); j++) {
                    for (int u = 0; u < s.window().kernel().h(); u++) {
                        for (int v = 0; v < s.window().kernel().w(); v++) {
                            int row = s.row(i, u);
                            int column = s.column(j, v);
                            if (s.inside(row, column)) {
                                sum[s.x(plane, row, column)] += (double) dy[s.y(plane, i, j)] / s.divisor(i, j);
                            }
                        }
                    }
                }
            }
        }
        ReferenceConv2d.round(sum, dx);
    }
}
