package longhand.conformance.fuzz;

import static longhand.conformance.fuzz.SumBounds.finite;
import static longhand.conformance.fuzz.SumBounds.integers;
import static longhand.conformance.fuzz.SumBounds.magnitudes;
import static longhand.conformance.fuzz.SumBounds.ofSum;
import static longhand.conformance.fuzz.SumBounds.ofSums;

import java.util.Arrays;
import longhand.backend.Backend;
import longhand.backend.BinaryOp;
import longhand.backend.Broadcast;
import longhand.backend.Epilogue;
import longhand.backend.Operand;
import longhand.backend.SparseMatrix;
import longhand.backend.StandardizedRows;
import longhand.backend.TernaryOp;
import longhand.backend.UnaryOp;
import longhand.backend.Walk;
import longhand.shape.AdaptivePool2dShape;
import longhand.shape.ChannelShape;
import longhand.shape.Conv2dShape;
import longhand.shape.GatherShape;
import longhand.shape.MatmulShape;
import longhand.shape.Pool2dShape;

/**
 * Each kernel gives, in place of its numbers, how far a correct backend may be from the reference.
 *
 * <p>Those of sums are in {@link SumBounds}: the sum of magnitudes is the kernel itself on the magnitudes of its
 * inputs. Bound 0 demands the same bits. Bound NaN allows a number that is not finite in place of a finite one
 * ({@link SpreadBounds}).
 */
final class ErrorBounds implements Backend {
    /**
     * Units in the last place by which e^x, log, tanh and the like may be off, as OpenCL C allows for most of them
     * (§7.4).
     */
    static final int FUNCTION_ULPS = 4;

    private final Backend reference;

    ErrorBounds(Backend reference) {
        this.reference = reference;
    }

    @Override
    public String name() {
        return "error bounds";
    }

    @Override
    public void conv2d(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        reference.conv2d(magnitudes(x), magnitudes(w), new Epilogue(magnitudes(end.bias()), false), y, s);
        boolean integers = integers(x, s.inputLength()) && integers(w, s.weightLength())
                && integers(end.bias(), Math.min(end.bias().length, s.outChannels()));
        ofSums(y, s.outputLength(), s.weightsPerOutput() + 1, integers);
        WinogradBounds.ofForward(x, w, y, s);
        SpreadBounds.ofForward(w, y, s);
    }

    @Override
    public void conv2dInputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        reference.conv2dInputGradient(magnitudes(dy), magnitudes(w), dx, s);
        long n = (long) s.outChannelsPerGroup() * s.window().kernel().h() * s.window().kernel().w();
        ofSums(dx, s.inputLength(), n, integers(dy, s.outputLength()) && integers(w, s.weightLength()));
        WinogradBounds.ofInputGradient(dy, w, dx, s);
        SpreadBounds.ofInputGradient(w, dx, s);
    }

    @Override
    public void conv2dWeightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        reference.conv2dWeightGradient(magnitudes(x), magnitudes(dy), dw, s);
        long n = (long) s.batch() * s.output().h() * s.output().w();
        ofSums(dw, s.weightLength(), n, integers(x, s.inputLength()) && integers(dy, s.outputLength()));
        WinogradBounds.ofWeightGradient(x, dy, dw, s);
        SpreadBounds.ofWeightGradient(x, dy, dw, s);
    }

    @Override
    public void matmul(float[] a, float[] b, float[] c, MatmulShape s) {
        reference.matmul(magnitudes(a), magnitudes(b), c, s);
        boolean integers = integers(a, lengthOf(s, s.strideA(), s.m())) && integers(b, lengthOf(s, s.strideB(), s.n()));
        ofSums(c, s.batch() * s.m() * s.n(), s.k(), integers);
    }

    private static int lengthOf(MatmulShape s, int stride, int size) {
        return s.batch() == 0 ? 0 : (s.batch() - 1) * stride + size * s.k();
    }

    @Override
    public void maxPool2d(float[] x, float[] y, int[] argmax, Pool2dShape s) {
        Arrays.fill(y, 0, s.outputLength(), 0);
        Arrays.fill(argmax, 0, s.outputLength(), 0);
    }

    @Override
    public void maxPool2dGradient(float[] dy, int[] argmax, float[] dx, Pool2dShape s) {
        reference.maxPool2dGradient(magnitudes(dy), argmax, dx, s);
        ofSums(dx, s.inputLength(), roundingsOfWindows(s), integers(dy, s.outputLength()));
    }

    /** Two for each window that an element can lie in, because the reference rounds there too. */
    private static long roundingsOfWindows(Pool2dShape s) {
        return 2L * Math.ceilDiv(s.window().kernel().h(), s.window().stride().h())
                * Math.ceilDiv(s.window().kernel().w(), s.window().stride().w());
    }

    @Override
    public void adaptiveMaxPool2d(float[] x, float[] y, int[] argmax, AdaptivePool2dShape s) {
        Arrays.fill(y, 0, s.outputLength(), 0);
        Arrays.fill(argmax, 0, s.outputLength(), 0);
    }

    @Override
    public void avgPool2d(float[] x, float[] y, Pool2dShape s) {
        reference.avgPool2d(magnitudes(x), y, s);
        int area = s.window().kernel().h() * s.window().kernel().w();
        for (int i = 0; i < s.outputLength(); i++) {
            y[i] = ofSum((double) y[i] * area, area, false) / area;
        }
    }

    @Override
    public void avgPool2dGradient(float[] dy, float[] dx, Pool2dShape s) {
        reference.avgPool2dGradient(magnitudes(dy), dx, s);
        ofSums(dx, s.inputLength(), roundingsOfWindows(s), false);
    }

    @Override
    public void unary(UnaryOp op, float[] x, float[] y, int n) {
        boolean rounded = switch (op) {
            case NEG, ABS, SIGN, FLOOR, ROUND, RELU, SQUARE, CUBE, SQRT, RECIPROCAL -> true; // as IEEE 754 demands
            case SIN, COS, EXP, LOG, SIGMOID, TANH, SOFTPLUS, ERF, GELU, SILU -> false;
        };
        for (int i = 0; i < n; i++) {
            float size = op == UnaryOp.GELU ? x[i] : op.apply(x[i]);
            y[i] = rounded ? 0 : ofFunction(size);
        }
    }

    /** Results below the normal range may come out as 0. */
    private static float ofFunction(float value) {
        return Float.isFinite(value) ? FUNCTION_ULPS * Math.ulp(value) + Float.MIN_NORMAL : 0;
    }

    @Override
    public void binary(BinaryOp op, float[] a, float[] b, float[] y, Broadcast s) {
        switch (op) {
            case POW, SOFTPLUS_GRADIENT -> reference.binary(op, a, b, y, s);
            // sums of numbers of either sign, up to about g in size
            case SILU_GRADIENT, GELU_GRADIENT -> reference.binary(BinaryOp.MUL, a, ones(b.length), y, s);
            default -> {
                Arrays.fill(y, 0, s.length(), 0);
                return;
            }
        }
        for (int i = 0; i < s.length(); i++) {
            y[i] = ofFunction(y[i]);
        }
    }

    private static float[] ones(int n) {
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Override
    public void ternary(TernaryOp op, Operand a, Operand b, Operand c, float[] y, int n) {
        Arrays.fill(y, 0, n, 0);
    }

    @Override
    public void copy(float[] x, Walk from, float[] y, Walk to, int[] dims) {
        reference.copy(new float[x.length], from, y, to, dims);
    }

    @Override
    public void indexSelect(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        Arrays.fill(y, 0, outer * index.length * inner, 0);
    }

    @Override
    public void indexAdd(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        reference.indexAdd(magnitudes(x), index, y, outer, n, inner);
        ofSums(y, outer * n * inner, index.length, integers(x, outer * index.length * inner));
    }

    @Override
    public void indexPut(float[] x, int[] index, float[] y, int n, int inner) {
        Arrays.fill(y, 0, n * inner, 0);
    }

    @Override
    public int nonzero(float[] x, int[] places, int n) {
        Arrays.fill(places, 0, n, 0);
        return 0;
    }

    @Override
    public void take(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        Arrays.fill(y, 0, outer * inner, 0);
    }

    @Override
    public void takeGradient(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        Arrays.fill(y, 0, outer * n * inner, 0);
    }

    @Override
    public int gather(float[] x, float[] index, float[] y, GatherShape s) {
        Arrays.fill(y, 0, s.indexLength(), 0);
        return reference.gather(x, index, new float[s.indexLength()], s);
    }

    @Override
    public int scatterAdd(float[] x, float[] index, float[] y, GatherShape s) {
        int wrong = reference.scatterAdd(magnitudes(x), index, y, s);
        ofSums(y, s.arrayLength(), s.count(), integers(x, s.indexLength()));
        return wrong;
    }

    @Override
    public int scatter(float[] base, float[] x, float[] index, float[] y, GatherShape s) {
        Arrays.fill(y, 0, s.arrayLength(), 0);
        return reference.scatter(base, x, index, new float[s.arrayLength()], s);
    }

    @Override
    public void scatterGradient(float[] dy, float[] index, float[] dBase, float[] dx, GatherShape s) {
        Arrays.fill(dBase, 0, s.arrayLength(), 0);
        Arrays.fill(dx, 0, s.indexLength(), 0);
    }

    @Override
    public void order(float[] x, float[] index, GatherShape s, boolean descending) {
        Arrays.fill(index, 0, s.indexLength(), 0);
    }

    @Override
    public void sparseProduct(SparseMatrix m, float[] x, float[] y, int outer, int inner) {
        SparseMatrix sizes = new SparseMatrix(m.columns(), m.start(), m.column(), magnitudes(m.weight()));
        reference.sparseProduct(sizes, magnitudes(x), y, outer, inner);
        int most = 0;
        for (int i = 0; i < m.rows(); i++) {
            most = Math.max(most, m.start()[i + 1] - m.start()[i]);
        }
        ofSums(y, outer * m.rows() * inner, most + 1,
                integers(x, outer * m.columns() * inner) && integers(m.weight(), m.weight().length));
    }

    @Override
    public void max(float[] x, float[] y, int outer, int n, int inner) {
        Arrays.fill(y, 0, outer * inner, 0);
    }

    @Override
    public void sum(float[] x, float[] y, int outer, int n, int inner) {
        reference.sum(magnitudes(x), y, outer, n, inner);
        ofSums(y, outer * inner, n, integers(x, outer * n * inner));
    }

    @Override
    public void cumsum(float[] x, float[] y, boolean reversed, int outer, int n, int inner) {
        reference.cumsum(magnitudes(x), y, reversed, outer, n, inner);
        ofSums(y, outer * n * inner, n, integers(x, outer * n * inner));
    }

    @Override
    public void argmax(float[] x, int[] index, int outer, int n, int inner) {
        Arrays.fill(index, 0, outer * inner, 0);
    }

    @Override
    public void softmax(float[] x, float[] y, boolean log, int outer, int n, int inner) {
        SoftmaxBounds.ofSoftmax(reference, x, y, log, outer, n, inner);
    }

    @Override
    public void softmaxGradient(float[] g, float[] y, float[] dx, boolean log, int outer, int n, int inner) {
        SoftmaxBounds.ofGradient(g, y, dx, log, outer, n, inner);
    }

    @Override
    public void channelMoments(float[] x, double[] mean, double[] variance, ChannelShape s) {
        ChannelBounds.ofMoments(x, mean, variance, s);
    }

    @Override
    public void channelSums(float[] a, float[] b, float[] center, double[] sumA, double[] sumAB, ChannelShape s) {
        ChannelBounds.ofSums(a, b, center, sumA, sumAB, s);
    }

    /** Three roundings, and those of the reference. */
    @Override
    public void channelAffine(float[] x, float[] center, float[] scale, float[] shift, float[] y, ChannelShape s) {
        ChannelBounds.each(s, (c, i) -> {
            double product = ChannelBounds.finiteProduct(scale[c], x[i], center[c]);
            y[i] = ofSum(product + finite(shift[c]), 4, false);
        });
    }

    @Override
    public void channelCombination(float[] a, float[] p, float[] b, float[] center, float[] q, float[] r, float[] y,
            ChannelShape s) {
        ChannelBounds.each(s, (c, i) -> {
            double products = finite((double) a[i] * p[c]) + ChannelBounds.finiteProduct(q[c], b[i], center[c]);
            y[i] = ofSum(products + finite(r[c]), 6, false);
        });
    }

    @Override
    public void layerNorm(float[] x, StandardizedRows rows, float[] w, float[] b, float[] y) {
        LayerNormBounds.ofForward(x, rows, w, b, y);
    }

    @Override
    public void layerNormGradient(float[] g, float[] x, StandardizedRows rows, float[] w, float[] dx) {
        LayerNormBounds.ofGradient(g, x, rows, w, dx);
    }

    @Override
    public void layerNormWeightGradient(float[] g, float[] x, StandardizedRows rows, float[] dw) {
        LayerNormBounds.ofWeightGradient(g, x, rows, dw);
    }
}
