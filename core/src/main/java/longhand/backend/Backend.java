package longhand.backend;

import java.util.Arrays;
import longhand.shape.AdaptivePool2dShape;
import longhand.shape.ChannelShape;
import longhand.shape.Conv2dShape;
import longhand.shape.GatherShape;
import longhand.shape.MatmulShape;
import longhand.shape.Pool2dShape;

/**
 * The loops that take the time: kernels on plain {@code float[]} arrays and a record of sizes. No tensors, no autograd
 * in here.
 *
 * <p>Every array is row-major and at least as long as its shape says (it may be longer: buffers are reused); the
 * callers in {@code longhand.ops} have checked the shapes. A kernel overwrites every element of its output; inputs and
 * outputs never share an array unless a method says so. Implementations are safe to call from several threads at once,
 * and give the same bits whatever the number of threads they use themselves.
 *
 * <p>{@code longhand.backend.reference} states what each kernel means, as loops, or this interface does; every other
 * backend is held to it by the same tests.
 */
public interface Backend {

    /** The name by which {@link Backends#use} finds it: {@code reference}, {@code cpu}, {@code opencl}. */
    String name();

    /**
     * Cross-correlation: y[n,o,i,j] = Σ x[n,c,i·s + u·d − p, j·s + v·d − p] · w[o,c,u,v], then bias and ReLU as {@code
     * end} says.
     */
    void conv2d(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s);

    /** Gradient of {@link #conv2d} without epilogue with respect to x, given dy: the convolution run backwards. */
    void conv2dInputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s);

    /** Gradient of {@link #conv2d} without epilogue with respect to w, given dy. */
    void conv2dWeightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s);

    /** Matrix products C = op(A) · op(B). */
    void matmul(float[] a, float[] b, float[] c, MatmulShape s);

    /**
     * As {@link #matmul}, where C is known to be symmetric: X·Xᵀ, or a product of two polynomials of one symmetric
     * matrix. A backend may compute half of it.
     */
    default void symmetricMatmul(float[] a, float[] b, float[] c, MatmulShape s) {
        matmul(a, b, c, s);
    }

    /**
     * The largest element of each window; padding counts as −∞; ties go to the first in scan order; the last NaN wins.
     *
     * @param argmax for each output, the index of the chosen element in its input plane (row · width + column)
     */
    void maxPool2d(float[] x, float[] y, int[] argmax, Pool2dShape s);

    /** The values of {@link #maxPool2d} alone, where there will be no gradient. */
    default void maxPool2dValues(float[] x, float[] y, Pool2dShape s) {
        maxPool2d(x, y, new int[s.outputLength()], s);
    }

    /** Gradient of {@link #maxPool2d}: each dy is added to the element that was chosen. */
    void maxPool2dGradient(float[] dy, int[] argmax, float[] dx, Pool2dShape s);

    /** The largest element of each part; argmax, ties and NaN as in {@link #maxPool2d}. */
    void adaptiveMaxPool2d(float[] x, float[] y, int[] argmax, AdaptivePool2dShape s);

    /**
     * Gradient of {@link #adaptiveMaxPool2d}: each dy is added to the element that was chosen. {@link
     * #maxPool2dGradient} does it, unless it looks for chosen elements in their windows only.
     */
    default void adaptiveMaxPool2dGradient(float[] dy, int[] argmax, float[] dx, AdaptivePool2dShape s) {
        maxPool2dGradient(dy, argmax, dx, s.overlapping());
    }

    /** The mean of each window. */
    void avgPool2d(float[] x, float[] y, Pool2dShape s);

    /** Gradient of {@link #avgPool2d}: each dy is shared out evenly over its window. */
    void avgPool2dGradient(float[] dy, float[] dx, Pool2dShape s);

    /** y[i] = op(x[i]) for i &lt; n; y may be x. */
    void unary(UnaryOp op, float[] x, float[] y, int n);

    /** y = op(a, b) with broadcasting; y may be a or b if that one is not repeated. */
    void binary(BinaryOp op, float[] a, float[] b, float[] y, Broadcast s);

    /**
     * y[i] = op(a[i], b[i], c[i]) for i &lt; n, without broadcasting but that of single numbers; y may be an operand.
     */
    default void ternary(TernaryOp op, Operand a, Operand b, Operand c, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = op.apply(a.get(0, i), b.get(0, i), c.get(0, i));
        }
    }

    /** Copies a block of {@code dims} elements; those of y lie apart from one another. */
    default void copy(float[] x, Walk from, float[] y, Walk to, int[] dims) {
        StridedCopy.copy(x, from, y, to, dims);
    }

    /** y[o,j,i] = x[o,index[j],i] where x is {@code [outer, n, inner]}; all indices lie inside. */
    default void indexSelect(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int j = 0; j < index.length; j++) {
                System.arraycopy(x, (o * n + index[j]) * inner, y, (o * index.length + j) * inner, inner);
            }
        }
    }

    /** y[o,k,i] = Σ x[o,j,i] over the j with index[j] = k, where y is {@code [outer, n, inner]}. */
    default void indexAdd(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        double[] sums = new double[n * inner]; // an index may come a million times
        for (int o = 0; o < outer; o++) {
            Arrays.fill(sums, 0);
            for (int j = 0; j < index.length; j++) {
                for (int i = 0; i < inner; i++) {
                    sums[index[j] * inner + i] += x[(o * index.length + j) * inner + i];
                }
            }
            for (int i = 0; i < sums.length; i++) {
                y[o * sums.length + i] = (float) sums[i];
            }
        }
    }

    /** y[index[j],i] = x[j,i] in rows of {@code inner}; of several for one of the n rows of y, the last counts. */
    default void indexPut(float[] x, int[] index, float[] y, int n, int inner) {
        for (int j = 0; j < index.length; j++) {
            System.arraycopy(x, j * inner, y, index[j] * inner, inner);
        }
    }

    /** Writes down the places of those of n numbers that are not 0 (NaN is not), in order; returns how many. */
    default int nonzero(float[] x, int[] places, int n) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (x[i] != 0) {
                places[count++] = i;
            }
        }
        return count;
    }

    /** y[o,i] = x[o,index[o,i],i] where x is {@code [outer, n, inner]}; all indices lie inside. */
    default void take(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        for (int at = 0; at < outer * inner; at++) {
            y[at] = x[(at / inner * n + index[at]) * inner + at % inner];
        }
    }

    /** Gradient of {@link #take}: y[o,index[o,i],i] = x[o,i], and 0 elsewhere. */
    default void takeGradient(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        Arrays.fill(y, 0, outer * n * inner, 0);
        for (int at = 0; at < outer * inner; at++) {
            y[(at / inner * n + index[at]) * inner + at % inner] = x[at];
        }
    }

    /**
     * y[o,j,i] = x[o,index[o,j,i],i].
     *
     * @param index whole numbers from 0 to n − 1
     * @return the first place in index that holds no such number, or −1; if there is one, y may hold anything
     */
    default int gather(float[] x, float[] index, float[] y, GatherShape s) {
        int run = s.count() * s.inner();
        for (int at = 0; at < s.indexLength(); at++) {
            if (!s.isIndex(index[at])) {
                return at;
            }
            y[at] = x[(at / run * s.n() + (int) index[at]) * s.inner() + at % s.inner()];
        }
        return -1;
    }

    /**
     * y[o,k,i] = Σ x[o,j,i] over the j with index[o,j,i] = k.
     *
     * @return as {@link #gather}
     */
    default int scatterAdd(float[] x, float[] index, float[] y, GatherShape s) {
        double[] sums = new double[s.arrayLength()]; // an index may come a million times
        int run = s.count() * s.inner();
        for (int at = 0; at < s.indexLength(); at++) {
            if (!s.isIndex(index[at])) {
                return at;
            }
            sums[(at / run * s.n() + (int) index[at]) * s.inner() + at % s.inner()] += x[at];
        }
        for (int i = 0; i < sums.length; i++) {
            y[i] = (float) sums[i];
        }
        return -1;
    }

    /**
     * y[o,index[o,j,i],i] = x[o,j,i]; of several for one place, the last counts. The others of y are those of base.
     *
     * @return as {@link #gather}
     */
    default int scatter(float[] base, float[] x, float[] index, float[] y, GatherShape s) {
        System.arraycopy(base, 0, y, 0, s.arrayLength());
        int run = s.count() * s.inner();
        for (int at = 0; at < s.indexLength(); at++) {
            if (!s.isIndex(index[at])) {
                return at;
            }
            y[(at / run * s.n() + (int) index[at]) * s.inner() + at % s.inner()] = x[at];
        }
        return -1;
    }

    /**
     * Gradients of {@link #scatter} with respect to base and x, given that of y: each place gives what it has to the
     * last x that was put there, and then is 0. All indices are whole numbers from 0 to n − 1.
     */
    default void scatterGradient(float[] dy, float[] index, float[] dBase, float[] dx, GatherShape s) {
        System.arraycopy(dy, 0, dBase, 0, s.arrayLength());
        int run = s.count() * s.inner();
        for (int at = s.indexLength() - 1; at >= 0; at--) {
            int place = (at / run * s.n() + (int) index[at]) * s.inner() + at % s.inner();
            dx[at] = dBase[place];
            dBase[place] = 0;
        }
    }

    /** index[o,·,i] = the positions of the first elements of the row x[o,·,i], in the order of {@link RowOrder}. */
    default void order(float[] x, float[] index, GatherShape s, boolean descending) {
        RowOrder order = new RowOrder(s.n(), s.count(), descending);
        for (int o = 0; o < s.outer(); o++) {
            for (int i = 0; i < s.inner(); i++) {
                order.positions(x, o * s.n() * s.inner() + i, s.inner(), index, o * s.count() * s.inner() + i);
            }
        }
    }

    /**
     * y[o,i,k] = Σⱼ m[i,j] · x[o,j,k]: a matrix times each slice of x, {@code [outer, columns, inner]}. A sum of −0
     * alone is −0.
     */
    default void sparseProduct(SparseMatrix m, float[] x, float[] y, int outer, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < m.rows(); i++) {
                for (int k = 0; k < inner; k++) {
                    double sum = -0.0; // 0 + −0 would be 0
                    for (int t = m.start()[i]; t < m.start()[i + 1]; t++) {
                        sum += (double) m.weight()[t] * x[(o * m.columns() + m.column()[t]) * inner + k];
                    }
                    y[(o * m.rows() + i) * inner + k] = (float) sum;
                }
            }
        }
    }

    /** y[o,i] = Σⱼ x[o,j,i]: sums the middle dimension of {@code [outer, n, inner]}. */
    void sum(float[] x, float[] y, int outer, int n, int inner);

    /**
     * y[o,j,i] = x[o,0,i] + … + x[o,j,i] where x is {@code [outer, n, inner]}; in reverse, x[o,n−1,i] + … + x[o,j,i].
     */
    default void cumsum(float[] x, float[] y, boolean reversed, int outer, int n, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    int at = (o * n + (reversed ? n - 1 - j : j)) * inner + i;
                    sum += x[at];
                    y[at] = (float) sum;
                }
            }
        }
    }

    /** index[o,i] = the j of the largest x[o,j,i], the first of equals; NaN wins. */
    void argmax(float[] x, int[] index, int outer, int n, int inner);

    /** y[o,i] = the largest x[o,j,i] of n &gt; 0; NaN if there is one. */
    default void max(float[] x, float[] y, int outer, int n, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                float max = Float.NEGATIVE_INFINITY;
                for (int j = 0; j < n; j++) {
                    max = Math.max(max, x[(o * n + j) * inner + i]);
                }
                y[o * inner + i] = max;
            }
        }
    }

    /** Softmax over the middle dimension of {@code [outer, n, inner]}, or its logarithm. */
    void softmax(float[] x, float[] y, boolean log, int outer, int n, int inner);

    /**
     * Gradient of {@link #softmax}, given its result y: dx = y·(g − Σ g·y), or that of the logarithm, dx = g − e^y·Σ g;
     * sums are over the middle dimension.
     */
    default void softmaxGradient(float[] g, float[] y, float[] dx, boolean log, int outer, int n, int inner) {
        for (int o = 0; o < outer; o++) {
            for (int start = o * n * inner; start < (o * n + 1) * inner; start++) {
                int end = start + n * inner;
                double sum = 0;
                for (int i = start; i < end; i += inner) {
                    sum += log ? g[i] : (double) g[i] * y[i];
                }
                float rounded = (float) sum;
                for (int i = start; i < end; i += inner) {
                    dx[i] = log ? g[i] - (float) Math.exp(y[i]) * rounded : y[i] * (g[i] - rounded);
                }
            }
        }
    }

    /** For each channel, the mean over batch and plane, and the mean squared distance from it; NaN over nothing. */
    void channelMoments(float[] x, double[] mean, double[] variance, ChannelShape s);

    /** For each channel c, Σ over batch and plane of a, and of a·(b − center[c]). */
    void channelSums(float[] a, float[] b, float[] center, double[] sumA, double[] sumAB, ChannelShape s);

    /** y = (x − center[c])·scale[c] + shift[c], where c is the channel; y may be x. */
    void channelAffine(float[] x, float[] center, float[] scale, float[] shift, float[] y, ChannelShape s);

    /** y = a·p[c] + (b − center[c])·q[c] + r[c], where c is the channel; y may be a or b. */
    void channelCombination(float[] a, float[] p, float[] b, float[] center, float[] q, float[] r, float[] y,
            ChannelShape s);

    /** y[i,j] = x̂[i,j]·w[j] + b[j]: rows of mean 0 and variance 1, each column with a factor and a shift. */
    default void layerNorm(float[] x, StandardizedRows rows, float[] w, float[] b, float[] y) {
        for (int i = 0; i < rows.count(); i++) {
            for (int j = 0; j < rows.n(); j++) {
                int at = i * rows.n() + j;
                y[at] = (float) (rows.standardized(x[at], i) * w[j] + b[j]);
            }
        }
    }

    /**
     * Gradient of {@link #layerNorm} with respect to x, on which mean and variance depend too: with t[i,j] =
     * g[i,j]·w[j] and means over the row, dx = scale · (t − mean(t) − x̂ · mean(t·x̂)).
     */
    default void layerNormGradient(float[] g, float[] x, StandardizedRows rows, float[] w, float[] dx) {
        for (int i = 0; i < rows.count(); i++) {
            rows.gradientOfRow(g, x, w, dx, i);
        }
    }

    /** Gradient of {@link #layerNorm} with respect to w: dw[j] = Σᵢ g[i,j]·x̂[i,j]. */
    default void layerNormWeightGradient(float[] g, float[] x, StandardizedRows rows, float[] dw) {
        for (int j = 0; j < rows.n(); j++) {
            double sum = 0;
            for (int i = 0; i < rows.count(); i++) {
                int at = i * rows.n() + j;
                sum += g[at] * rows.standardized(x[at], i);
            }
            dw[j] = (float) sum;
        }
    }

    /** Bytes of working memory that kernels keep from call to call, in all threads. */
    default long keptBytes() {
        return 0;
    }

    /** Drops that memory; kernels that are running are not disturbed. */
    default void trim() {}
}
