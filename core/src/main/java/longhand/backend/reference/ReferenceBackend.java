package longhand.backend.reference;

import longhand.backend.Backend;
import longhand.backend.BinaryOp;
import longhand.backend.Broadcast;
import longhand.backend.Epilogue;
import longhand.backend.UnaryOp;
import longhand.shape.AdaptivePool2dShape;
import longhand.shape.ChannelShape;
import longhand.shape.Conv2dShape;
import longhand.shape.MatmulShape;
import longhand.shape.Pool2dShape;

/**
 * What every kernel means, as loops one can read: one thread, no tricks, never optimised. The other backends are tested
 * against it.
 */
public final class ReferenceBackend implements Backend {

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public void conv2d(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        ReferenceConv2d.forward(x, w, end, y, s);
    }

    @Override
    public void conv2dInputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        ReferenceConv2d.inputGradient(dy, w, dx, s);
    }

    @Override
    public void conv2dWeightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        ReferenceConv2d.weightGradient(x, dy, dw, s);
    }

    @Override
    public void matmul(float[] a, float[] b, float[] c, MatmulShape s) {
        for (int item = 0; item < s.batch(); item++) {
            int startA = item * s.strideA();
            int startB = item * s.strideB();
            int startC = item * s.m() * s.n();
            for (int i = 0; i < s.m(); i++) {
                for (int j = 0; j < s.n(); j++) {
                    double sum = 0;
                    for (int l = 0; l < s.k(); l++) {
                        float left = a[startA + (s.transposeA() ? l * s.m() + i : i * s.k() + l)];
                        float right = b[startB + (s.transposeB() ? j * s.k() + l : l * s.n() + j)];
                        sum += (double) left * right;
                    }
                    c[startC + i * s.n() + j] = (float) sum;
                }
            }
        }
    }

    @Override
    public void maxPool2d(float[] x, float[] y, int[] argmax, Pool2dShape s) {
        ReferencePool2d.max(x, y, argmax, s);
    }

    @Override
    public void maxPool2dGradient(float[] dy, int[] argmax, float[] dx, Pool2dShape s) {
        ReferencePool2d.maxGradient(dy, argmax, dx, s);
    }

    @Override
    public void adaptiveMaxPool2d(float[] x, float[] y, int[] argmax, AdaptivePool2dShape s) {
        ReferencePool2d.adaptiveMax(x, y, argmax, s);
    }

    @Override
    public void avgPool2d(float[] x, float[] y, Pool2dShape s) {
        ReferencePool2d.average(x, y, s);
    }

    @Override
    public void avgPool2dGradient(float[] dy, float[] dx, Pool2dShape s) {
        ReferencePool2d.averageGradient(dy, dx, s);
    }

    @Override
    public void unary(UnaryOp op, float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = op.apply(x[i]);
        }
    }

    @Override
    public void binary(BinaryOp op, float[] a, float[] b, float[] y, Broadcast s) {
        int rank = s.dims().length;
        int[] index = new int[rank];
        int length = s.length();
        for (int i = 0; i < length; i++) {
            int atA = 0;
            int atB = 0;
            for (int d = 0; d < rank; d++) {
                atA += index[d] * s.strideA()[d];
                atB += index[d] * s.strideB()[d];
            }
            y[i] = op.apply(a[atA], b[atB]);
            for (int d = rank - 1; d >= 0 && ++index[d] == s.dims()[d]; d--) {
                index[d] = 0;
            }
        }
    }

    @Override
    public void sum(float[] x, float[] y, int outer, int n, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += x[(o * n + j) * inner + i];
                }
                y[o * inner + i] = (float) sum;
            }
        }
    }

    @Override
    public void argmax(float[] x, int[] index, int outer, int n, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                int best = 0;
                for (int j = 1; j < n; j++) {
                    float candidate = x[(o * n + j) * inner + i];
                    float champion = x[(o * n + best) * inner + i];
                    if (candidate > champion || Float.isNaN(candidate) && !Float.isNaN(champion)) {
                        best = j;
                    }
                }
                index[o * inner + i] = best;
            }
        }
    }

    @Override
    public void softmax(float[] x, float[] y, boolean log, int outer, int n, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                int start = o * n * inner + i;
                float max = Float.NEGATIVE_INFINITY;
                for (int j = 0; j < n; j++) {
                    max = Math.max(max, x[start + j * inner]);
                }
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += Math.exp(x[start + j * inner] - max);
                }
                for (int j = 0; j < n; j++) {
                    double shifted = x[start + j * inner] - max;
                    y[start + j * inner] = (float) (log ? shifted - Math.log(sum) : Math.exp(shifted) / sum);
                }
            }
        }
    }

    @Override
    public void channelMoments(float[] x, double[] mean, double[] variance, ChannelShape s) {
        double count = (double) s.batch() * s.plane();
        for (int c = 0; c < s.channels(); c++) {
            double sum = 0;
            for (int n = 0; n < s.batch(); n++) {
                int start = (n * s.channels() + c) * s.plane();
                for (int i = start; i < start + s.plane(); i++) {
                    sum += x[i];
                }
            }
            mean[c] = sum / count;
            double squares = 0;
            for (int n = 0; n < s.batch(); n++) {
                int start = (n * s.channels() + c) * s.plane();
                for (int i = start; i < start + s.plane(); i++) {
                    squares += (x[i] - mean[c]) * (x[i] - mean[c]);
                }
            }
            variance[c] = squares / count;
        }
    }

    @Override
    public void channelSums(float[] a, float[] b, float[] center, double[] sumA, double[] sumAB, ChannelShape s) {
        for (int c = 0; c < s.channels(); c++) {
            double onlyA = 0;
            double both = 0;
            for (int n = 0; n < s.batch(); n++) {
                int start = (n * s.channels() + c) * s.plane();
                for (int i = start; i < start + s.plane(); i++) {
                    onlyA += a[i];
                    both += a[i] * ((double) b[i] - center[c]);
                }
            }
            sumA[c] = onlyA;
            sumAB[c] = both;
        }
    }

    @Override
    public void channelAffine(float[] x, float[] center, float[] scale, float[] shift, float[] y, ChannelShape s) {
        for (int n = 0; n < s.batch(); n++) {
            for (int c = 0; c < s.channels(); c++) {
                int start = (n * s.channels() + c) * s.plane();
                for (int i = start; i < start + s.plane(); i++) {
                    y[i] = (x[i] - center[c]) * scale[c] + shift[c];
                }
            }
        }
    }

    @Override
    public void channelCombination(float[] a, float[] p, float[] b, float[] center, float[] q, float[] r, float[] y,
            ChannelShape s) {
        for (int n = 0; n < s.batch(); n++) {
            for (int c = 0; c < s.channels(); c++) {
                int start = (n * s.channels() + c) * s.plane();
                for (int i = start; i < start + s.plane(); i++) {
                    y[i] = a[i] * p[c] + (b[i] - center[c]) * q[c] + r[c];
                }
            }
        }
    }
}
