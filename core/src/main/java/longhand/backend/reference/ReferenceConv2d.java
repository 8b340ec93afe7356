package longhand.backend.reference;

import longhand.backend.Epilogue;
import longhand.shape.Conv2dShape;

/**
 * Convolution and its two gradients, as the notes write them: for each image n, output channel o, row i and column j,
 * the sum over the input channels c, kernel rows u and kernel columns v.
 *
 * <pre>
 *   forward          y[n, o, i, j]       = Σ over c, u, v  x[n, c, row, column] · w[o, c, u, v]
 *   input gradient   dx[n, c, row, column] += dy[n, o, i, j] · w[o, c, u, v]           for each of these products
 *   weight gradient  dw[o, c, u, v]        += dy[n, o, i, j] · x[n, c, row, column]    for each of these products
 * </pre>
 *
 * <p>where row = i · stride + u · dilation − padding, and likewise column. All three walk the same products in the same
 * loops; only the left side differs. The sums are double, so that their order does not show in the result.
 */
final class ReferenceConv2d {
    private ReferenceConv2d() {}

    static void forward(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        SideBySide.run(s.batch(), n -> {
            for (int o = 0; o < s.outChannels(); o++) {
                int first = s.firstInChannel(o); // 0 unless there are groups
                for (int i = 0; i < s.output().h(); i++) {
                    for (int j = 0; j < s.output().w(); j++) {
                        double sum = 0;
                        for (int c = 0; c < s.inChannelsPerGroup(); c++) {
                            for (int u = 0; u < s.window().kernel().h(); u++) {
                                for (int v = 0; v < s.window().kernel().w(); v++) {
                                    int row = s.row(i, u);
                                    int column = s.column(j, v);
                                    if (s.inside(row, column)) { // padding is 0: it adds nothing
                                        sum += (double) x[s.x(n, first + c, row, column)] * w[s.w(o, c, u, v)];
                                    }
                                }
                            }
                        }
                        y[s.y(n, o, i, j)] = end.apply(sum, o);
                    }
                }
            }
        });
    }

    static void inputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        double[] sum = new double[s.inputLength()];
        SideBySide.run(s.batch(), n -> {
            for (int o = 0; o < s.outChannels(); o++) {
                int first = s.firstInChannel(o); // 0 unless there are groups
                for (int i = 0; i < s.output().h(); i++) {
                    for (int j = 0; j < s.output().w(); j++) {
                        double g = dy[s.y(n, o, i, j)];
                        for (int c = 0; c < s.inChannelsPerGroup(); c++) {
                            for (int u = 0; u < s.window().kernel().h(); u++) {
                                for (int v = 0; v < s.window().kernel().w(); v++) {
                                    int row = s.row(i, u);
                                    int column = s.column(j, v);
                                    if (s.inside(row, column)) {
                                        sum[s.x(n, first + c, row, column)] += g * w[s.w(o, c, u, v)];
                                    }
                                }
                            }
                        }
                    }
                }
            }
        });
        round(sum, dx);
    }

    static void weightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        double[] sum = new double[s.weightLength()];
        SideBySide.run(s.outChannels(), o -> {
            int first = s.firstInChannel(o);
            for (int n = 0; n < s.batch(); n++) {
                for (int i = 0; i < s.output().h(); i++) {
                    for (int j = 0; j < s.output().w(); j++) {
                        double g = dy[s.y(n, o, i, j)];
                        for (int c = 0; c < s.inChannelsPerGroup(); c++) {
                            for (int u = 0; u < s.window().kernel().h(); u++) {
                                for (int v = 0; v < s.window().kernel().w(); v++) {
                                    int row = s.row(i, u);
                                    int column = s.column(j, v);
                                    if (s.inside(row, column)) {
                                        sum[s.w(o, c, u, v)] += g * x[s.x(n, first + c, row, column)];
                                    }
                                }
                            }
                        }
                    }
                }
            }
        });
        round(sum, dw);
    }

    static void round(double[] sum, float[] result) {
        for (int i = 0; i < sum.length; i++) {
            result[i] = (float) sum[i];
        }
    }
}
