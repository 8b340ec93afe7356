package longhand.conformance.fuzz;

import java.util.SplittableRandom;
import longhand.backend.Backend;
import longhand.backend.BinaryOp;
import longhand.backend.Broadcast;
import longhand.backend.Epilogue;
import longhand.backend.SparseMatrix;
import longhand.backend.StandardizedRows;
import longhand.backend.UnaryOp;
import longhand.shape.AdaptivePool2dShape;
import longhand.shape.ChannelShape;
import longhand.shape.Conv2dShape;
import longhand.shape.GatherShape;
import longhand.shape.MatmulShape;
import longhand.shape.Pool2dShape;

/**
 * The reference with random errors as large as {@link ErrorBounds} allows. How far the result of an operation moves
 * when its kernels err so, from run to run, is how far a correct backend may be from the reference (Monte Carlo
 * arithmetic: Parker, "Monte Carlo arithmetic: exploiting randomness in floating-point arithmetic", 1997). So no
 * operation needs an error analysis of its own, forward or backward.
 */
final class NoisyBackend implements Backend {
    private final Backend reference;
    private final Backend bounds;
    private final SplittableRandom signs;
    private final SplittableRandom sizes;
    private final boolean opposite;
    private final boolean tipping;
    private boolean anything;
    private boolean free;

    /**
     * The noise of one run. Runs 2i and 2i + 1 have opposite signs: where a result bends, as ReLU's does at 0, errors
     * of one sign move nothing, so both sides of every bend are tried. The sizes of the errors are others in every run,
     * as two errors of the same size may cancel.
     *
     * @param tipping let also the rounding of each sum and product of two numbers go either way, as a small error
     *     before it can
     */
    NoisyBackend(Backend reference, long seed, int run, boolean tipping) {
        this.reference = reference;
        this.bounds = new ErrorBounds(reference);
        this.opposite = run % 2 == 1;
        this.tipping = tipping;
        this.signs = new SplittableRandom(seed + run / 2);
        this.sizes = new SplittableRandom(~seed - run);
    }

    /** Whether some kernel was free to give any number, because sums may overflow or NaN spread. */
    boolean allowedAnything() {
        return anything;
    }

    /** Whether some kernel was free to give another number, even if that moved no result. */
    boolean allowedErrors() {
        return free;
    }

    @Override
    public String name() {
        return "noisy";
    }

    /** A kernel that writes n numbers to an array. */
    @FunctionalInterface
    private interface Kernel {
        void run(Backend backend, float[] y);
    }

    private void noisy(float[] y, int n, Kernel kernel) {
        float[] error = new float[n];
        kernel.run(bounds, error); // first, because y may be an input
        kernel.run(reference, y);
        for (int i = 0; i < n; i++) {
            // a bound of Float.MIN_VALUE means the same number
            y[i] = error[i] <= Float.MIN_VALUE ? y[i] : (float) noisy(y[i], error[i]);
        }
    }

    /** Up or down by at least half of the bound. */
    private double noisy(double value, double bound) {
        if (bound == 0) {
            return value;
        }
        free = true;
        anything |= !Double.isFinite(bound);
        return value + sizes.nextDouble(0.5, 1) * (up() ? bound : -bound);
    }

    private boolean up() {
        return signs.nextBoolean() != opposite;
    }

    private void tip(float[] y, int n) {
        for (int i = 0; i < n && tipping; i++) {
            if (y[i] != 0) {
                y[i] = up() ? Math.nextUp(y[i]) : Math.nextDown(y[i]);
            }
        }
    }

    private void noisy(double[] values, double[] bounds) {
        for (int i = 0; i < values.length; i++) {
            values[i] = noisy(values[i], bounds[i]);
        }
    }

    @Override
    public void conv2d(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        noisy(y, s.outputLength(), (backend, to) -> backend.conv2d(x, w, end, to, s));
        for (int i = 0; i < s.outputLength() && end.relu(); i++) {
            y[i] = UnaryOp.RELU.apply(y[i]);
        }
    }

    @Override
    public void conv2dInputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        noisy(dx, s.inputLength(), (backend, to) -> backend.conv2dInputGradient(dy, w, to, s));
    }

    @Override
    public void conv2dWeightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        noisy(dw, s.weightLength(), (backend, to) -> backend.conv2dWeightGradient(x, dy, to, s));
    }

    @Override
    public void matmul(float[] a, float[] b, float[] c, MatmulShape s) {
        noisy(c, s.batch() * s.m() * s.n(), (backend, to) -> backend.matmul(a, b, to, s));
    }

    @Override
    public void symmetricMatmul(float[] a, float[] b, float[] c, MatmulShape s) {
        matmul(a, b, c, s);
    }

    @Override
    public void maxPool2d(float[] x, float[] y, int[] argmax, Pool2dShape s) {
        reference.maxPool2d(x, y, argmax, s);
    }

    @Override
    public void maxPool2dGradient(float[] dy, int[] argmax, float[] dx, Pool2dShape s) {
        noisy(dx, s.inputLength(), (backend, to) -> backend.maxPool2dGradient(dy, argmax, to, s));
    }

    @Override
    public void adaptiveMaxPool2d(float[] x, float[] y, int[] argmax, AdaptivePool2dShape s) {
        reference.adaptiveMaxPool2d(x, y, argmax, s);
    }

    @Override
    public void adaptiveMaxPool2dGradient(float[] dy, int[] argmax, float[] dx, AdaptivePool2dShape s) {
        noisy(dx, s.inputLength(), (backend, to) -> backend.adaptiveMaxPool2dGradient(dy, argmax, to, s));
    }

    @Override
    public void avgPool2d(float[] x, float[] y, Pool2dShape s) {
        noisy(y, s.outputLength(), (backend, to) -> backend.avgPool2d(x, to, s));
    }

    @Override
    public void avgPool2dGradient(float[] dy, float[] dx, Pool2dShape s) {
        noisy(dx, s.inputLength(), (backend, to) -> backend.avgPool2dGradient(dy, to, s));
    }

    @Override
    public void unary(UnaryOp op, float[] x, float[] y, int n) {
        noisy(y, n, (backend, to) -> backend.unary(op, x, to, n));
        switch (op) {
            case SQUARE, SQRT, RECIPROCAL -> tip(y, n);
            default -> { } // no rounding, or noisy already
        }
    }

    @Override
    public void binary(BinaryOp op, float[] a, float[] b, float[] y, Broadcast s) {
        noisy(y, s.length(), (backend, to) -> backend.binary(op, a, b, to, s));
        switch (op) {
            case ADD, SUB, MUL, DIV, SIGMOID_GRADIENT, TANH_GRADIENT -> tip(y, s.length());
            default -> { } // no rounding, or noisy already
        }
    }

    @Override
    public void indexAdd(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        noisy(y, outer * n * inner, (backend, to) -> backend.indexAdd(x, index, to, outer, n, inner));
    }

    @Override
    public int scatterAdd(float[] x, float[] index, float[] y, GatherShape s) {
        noisy(y, s.arrayLength(), (backend, to) -> backend.scatterAdd(x, index, to, s));
        return reference.scatterAdd(x, index, new float[s.arrayLength()], s);
    }

    @Override
    public void sparseProduct(SparseMatrix m, float[] x, float[] y, int outer, int inner) {
        noisy(y, outer * m.rows() * inner, (backend, to) -> backend.sparseProduct(m, x, to, outer, inner));
    }

    @Override
    public void softmaxGradient(float[] g, float[] y, float[] dx, boolean log, int outer, int n, int inner) {
        noisy(dx, outer * n * inner, (backend, to) -> backend.softmaxGradient(g, y, to, log, outer, n, inner));
    }

    @Override
    public void sum(float[] x, float[] y, int outer, int n, int inner) {
        noisy(y, outer * inner, (backend, to) -> backend.sum(x, to, outer, n, inner));
    }

    @Override
    public void cumsum(float[] x, float[] y, boolean reversed, int outer, int n, int inner) {
        noisy(y, outer * n * inner, (backend, to) -> backend.cumsum(x, to, reversed, outer, n, inner));
    }

    @Override
    public void argmax(float[] x, int[] index, int outer, int n, int inner) {
        reference.argmax(x, index, outer, n, inner);
    }

    @Override
    public void softmax(float[] x, float[] y, boolean log, int outer, int n, int inner) {
        noisy(y, outer * n * inner, (backend, to) -> backend.softmax(x, to, log, outer, n, inner));
    }

    @Override
    public void channelMoments(float[] x, double[] mean, double[] variance, ChannelShape s) {
        double[] meanError = new double[s.channels()];
        double[] varianceError = new double[s.channels()];
        bounds.channelMoments(x, meanError, varianceError, s);
        reference.channelMoments(x, mean, variance, s);
        noisy(mean, meanError);
        noisy(variance, varianceError);
    }

    @Override
    public void channelSums(float[] a, float[] b, float[] center, double[] sumA, double[] sumAB, ChannelShape s) {
        double[] errorA = new double[s.channels()];
        double[] errorAB = new double[s.channels()];
        bounds.channelSums(a, b, center, errorA, errorAB, s);
        reference.channelSums(a, b, center, sumA, sumAB, s);
        noisy(sumA, errorA);
        noisy(sumAB, errorAB);
    }

    @Override
    public void channelAffine(float[] x, float[] center, float[] scale, float[] shift, float[] y, ChannelShape s) {
        noisy(y, s.length(), (backend, to) -> backend.channelAffine(x, center, scale, shift, to, s));
    }

    @Override
    public void channelCombination(float[] a, float[] p, float[] b, float[] center, float[] q, float[] r, float[] y,
            ChannelShape s) {
        noisy(y, s.length(), (backend, to) -> backend.channelCombination(a, p, b, center, q, r, to, s));
    }

    @Override
    public void layerNorm(float[] x, StandardizedRows rows, float[] w, float[] b, float[] y) {
        noisy(y, rows.count() * rows.n(), (backend, to) -> backend.layerNorm(x, rows, w, b, to));
    }

    @Override
    public void layerNormGradient(float[] g, float[] x, StandardizedRows rows, float[] w, float[] dx) {
        noisy(dx, rows.count() * rows.n(), (backend, to) -> backend.layerNormGradient(g, x, rows, w, to));
    }

    @Override
    public void layerNormWeightGradient(float[] g, float[] x, StandardizedRows rows, float[] dw) {
        noisy(dw, rows.n(), (backend, to) -> backend.layerNormWeightGradient(g, x, rows, to));
    }
}
