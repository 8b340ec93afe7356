package longhand.backend.cpu;

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
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.loops.ScalarKernels;
import longhand.backend.cpu.matmul.Gemm;
import longhand.backend.cpu.threads.Scratch;
import longhand.shape.AdaptivePool2dShape;
import longhand.shape.ChannelShape;
import longhand.shape.Conv2dShape;
import longhand.shape.GatherShape;
import longhand.shape.MatmulShape;
import longhand.shape.Pool2dShape;

/**
 * The fast backend in pure Java: all cores, and the CPU's vector instructions through {@code jdk.incubator.vector} if
 * the JVM was started with that module (plain loops otherwise). This class only decides which algorithm computes what.
 */
public final class CpuBackend implements Backend {
    /** The name of the backend {@link #withoutVectors}. */
    public static final String PLAIN = "cpu-plain";

    private final String name;
    private final Kernels kernels;
    private final Elementwise elementwise;
    private final Reductions reductions;
    private final Copies copies;
    private final Maxima maxima;
    private final Softmaxes softmaxes;
    private final LayerNorms layerNorms;
    private final Gathering gathering;
    private final Scattering scattering;
    private final Gemm gemm;
    private final Pooling pooling;
    private final AdaptiveMaxPooling adaptiveMaxPooling;
    private final Convolutions convolutions;

    /**
     * The backend with the fastest inner loops that this JVM offers; says so in one line if that is not the Vector API.
     */
    public CpuBackend() {
        this(FastestKernels.get());
    }

    CpuBackend(Kernels kernels) {
        this(kernels, "cpu");
    }

    private CpuBackend(Kernels kernels, String name) {
        this.name = name;
        this.kernels = kernels;
        elementwise = new Elementwise(kernels);
        reductions = new Reductions(kernels);
        copies = new Copies(kernels);
        maxima = new Maxima(kernels);
        softmaxes = new Softmaxes(kernels, reductions);
        layerNorms = new LayerNorms(kernels, reductions);
        gathering = new Gathering(kernels);
        scattering = new Scattering(kernels);
        gemm = new Gemm(kernels);
        pooling = new Pooling(kernels, reductions);
        adaptiveMaxPooling = new AdaptiveMaxPooling(kernels);
        convolutions = new Convolutions(kernels, gemm);
    }

    /**
     * The backend with plain inner loops, as on a JVM without the Vector API: several times slower, for tests. Its name
     * is {@link #PLAIN}.
     */
    public static CpuBackend withoutVectors() {
        return new CpuBackend(new ScalarKernels(), PLAIN);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void conv2d(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        convolutions.forward(x, w, end, y, s);
    }

    @Override
    public void conv2dInputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        convolutions.inputGradient(dy, w, dx, s);
    }

    @Override
    public void conv2dWeightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        convolutions.weightGradient(x, dy, dw, s);
    }

    /** Which algorithms compute a convolution of that shape and its gradients, and why. */
    public static Conv2dChoices algorithms(Conv2dShape s) {
        return new Conv2dChoices(Conv2dTable.forward(s), Conv2dTable.inputGradient(s), Conv2dTable.weightGradient(s));
    }

    @Override
    public void matmul(float[] a, float[] b, float[] c, MatmulShape s) {
        gemm.matmul(a, b, c, s);
    }

    @Override
    public void symmetricMatmul(float[] a, float[] b, float[] c, MatmulShape s) {
        gemm.symmetricMatmul(a, b, c, s);
    }

    @Override
    public void maxPool2d(float[] x, float[] y, int[] argmax, Pool2dShape s) {
        pooling.max(x, y, argmax, s);
    }

    @Override
    public void maxPool2dValues(float[] x, float[] y, Pool2dShape s) {
        pooling.max(x, y, null, s);
    }

    @Override
    public void maxPool2dGradient(float[] dy, int[] argmax, float[] dx, Pool2dShape s) {
        pooling.maxGradient(dy, argmax, dx, s);
    }

    @Override
    public void adaptiveMaxPool2d(float[] x, float[] y, int[] argmax, AdaptivePool2dShape s) {
        adaptiveMaxPooling.run(x, y, argmax, s);
    }

    @Override
    public void avgPool2d(float[] x, float[] y, Pool2dShape s) {
        pooling.average(x, y, s);
    }

    @Override
    public void avgPool2dGradient(float[] dy, float[] dx, Pool2dShape s) {
        pooling.averageGradient(dy, dx, s);
    }

    @Override
    public void unary(UnaryOp op, float[] x, float[] y, int n) {
        elementwise.unary(op, x, y, n);
    }

    @Override
    public void binary(BinaryOp op, float[] a, float[] b, float[] y, Broadcast s) {
        elementwise.binary(op, a, b, y, s);
    }

    @Override
    public void ternary(TernaryOp op, Operand a, Operand b, Operand c, float[] y, int n) {
        elementwise.ternary(op, a, b, c, y, n);
    }

    @Override
    public void sum(float[] x, float[] y, int outer, int n, int inner) {
        reductions.sum(x, y, outer, n, inner);
    }

    @Override
    public void cumsum(float[] x, float[] y, boolean reversed, int outer, int n, int inner) {
        CumulativeSums.run(x, y, reversed, outer, n, inner);
    }

    @Override
    public void argmax(float[] x, int[] index, int outer, int n, int inner) {
        maxima.argmax(x, index, outer, n, inner);
    }

    @Override
    public void softmax(float[] x, float[] y, boolean log, int outer, int n, int inner) {
        softmaxes.softmax(x, y, log, outer, n, inner);
    }

    @Override
    public void copy(float[] x, Walk from, float[] y, Walk to, int[] dims) {
        copies.copy(x, from, y, to, dims);
    }

    @Override
    public void indexSelect(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        copies.indexSelect(x, index, y, outer, n, inner);
    }

    @Override
    public void indexAdd(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        copies.indexAdd(x, index, y, outer, n, inner,
                () -> Backend.super.indexAdd(x, index, y, outer, n, inner));
    }

    @Override
    public void indexPut(float[] x, int[] index, float[] y, int n, int inner) {
        Copies.indexPut(x, index, y, n, inner);
    }

    @Override
    public int nonzero(float[] x, int[] places, int n) {
        return Gathering.nonzero(x, places, n);
    }

    @Override
    public void take(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        Gathering.take(x, index, y, outer, n, inner);
    }

    @Override
    public void takeGradient(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        Gathering.takeGradient(x, index, y, outer, n, inner);
    }

    @Override
    public int gather(float[] x, float[] index, float[] y, GatherShape s) {
        return gathering.gather(x, index, y, s);
    }

    @Override
    public int scatterAdd(float[] x, float[] index, float[] y, GatherShape s) {
        return scattering.scatterAdd(x, index, y, s);
    }

    @Override
    public int scatter(float[] base, float[] x, float[] index, float[] y, GatherShape s) {
        return scattering.scatter(base, x, index, y, s);
    }

    @Override
    public void scatterGradient(float[] dy, float[] index, float[] dBase, float[] dx, GatherShape s) {
        scattering.gradient(dy, index, dBase, dx, s);
    }

    @Override
    public void order(float[] x, float[] index, GatherShape s, boolean descending) {
        Gathering.order(x, index, s, descending);
    }

    @Override
    public void sparseProduct(SparseMatrix m, float[] x, float[] y, int outer, int inner) {
        SparseProducts.multiply(kernels, m, x, y, outer, inner);
    }

    @Override
    public void max(float[] x, float[] y, int outer, int n, int inner) {
        maxima.max(x, y, outer, n, inner);
    }

    @Override
    public void softmaxGradient(float[] g, float[] y, float[] dx, boolean log, int outer, int n, int inner) {
        softmaxes.gradient(g, y, dx, log, outer, n, inner);
    }

    @Override
    public void channelMoments(float[] x, double[] mean, double[] variance, ChannelShape s) {
        reductions.channelMoments(x, mean, variance, s);
    }

    @Override
    public void channelSums(float[] a, float[] b, float[] center, double[] sumA, double[] sumAB, ChannelShape s) {
        reductions.channelSums(a, b, center, sumA, sumAB, s);
    }

    @Override
    public void channelAffine(float[] x, float[] center, float[] scale, float[] shift, float[] y, ChannelShape s) {
        elementwise.channelAffine(x, center, scale, shift, y, s);
    }

    @Override
    public void channelCombination(float[] a, float[] p, float[] b, float[] center, float[] q, float[] r, float[] y,
            ChannelShape s) {
        elementwise.channelCombination(a, p, b, center, q, r, y, s);
    }

    @Override
    public void layerNorm(float[] x, StandardizedRows rows, float[] w, float[] b, float[] y) {
        layerNorms.forward(x, rows, w, b, y);
    }

    @Override
    public void layerNormGradient(float[] g, float[] x, StandardizedRows rows, float[] w, float[] dx) {
        layerNorms.gradient(g, x, rows, w, dx);
    }

    @Override
    public void layerNormWeightGradient(float[] g, float[] x, StandardizedRows rows, float[] dw) {
        layerNorms.weightGradient(g, x, rows, dw);
    }

    @Override
    public long keptBytes() {
        return Scratch.keptBytes();
    }

    @Override
    public void trim() {
        Scratch.trim();
    }

    /** Whether the inner loops use the Vector API; if not, other bits may come out than with vectors of any length. */
    public boolean usesVectors() {
        return !(kernels instanceof ScalarKernels);
    }

    /** Bits in one vector of the inner loops. */
    public int vectorBits() {
        return kernels.lanes() * Float.SIZE;
    }

    /**
     * The most that all threads can compute, in GFLOP/s, measured with multiply-adds that need no memory; takes about a
     * second.
     */
    public double measurePeak() {
        return Peak.measure(FastestKernels.multiplyAdds(), kernels.lanes());
    }
}
