package longhand.backend.opencl;

import com.aparapi.device.OpenCLDevice;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import longhand.backend.Backend;
import longhand.backend.BackendException;
import longhand.backend.BinaryOp;
import longhand.backend.Broadcast;
import longhand.backend.Epilogue;
import longhand.backend.Operand;
import longhand.backend.SparseMatrix;
import longhand.backend.StandardizedRows;
import longhand.backend.TernaryOp;
import longhand.backend.UnaryOp;
import longhand.backend.Walk;
import longhand.backend.cpu.CpuBackend;
import longhand.shape.AdaptivePool2dShape;
import longhand.shape.ChannelShape;
import longhand.shape.Conv2dShape;
import longhand.shape.GatherShape;
import longhand.shape.MatmulShape;
import longhand.shape.Pool2dShape;

/**
 * Convolution, matrix products and pooling on an OpenCL device; all else on the host, where moving the numbers costs
 * more than the work.
 *
 * <p>Arrays travel to the device and back at every call. A kernel that cannot run there is a {@link BackendException},
 * never a slow answer from somewhere else.
 */
public final class OpenClBackend implements Backend, AutoCloseable {
    private static final Map<Integer, OpenClBackend> DEVICES = new ConcurrentHashMap<>();

    private final Backend host;
    private final OpenClMatmul matmul;
    private final OpenClConv2d conv2d;
    private final OpenClPool2d pool2d;

    private OpenClBackend(int number, Backend host) {
        OpenCLDevice device = OpenClDevices.get(number);
        this.host = host;
        this.matmul = new OpenClMatmul(device);
        this.conv2d = new OpenClConv2d(device, matmul, host);
        this.pool2d = new OpenClPool2d(device);
    }

    /**
     * The backend on the device with the given number (see {@link OpenClDevices#list()}); one for each device, made at
     * the first call.
     *
     * @throws BackendException if there is no such device; says what was looked for, what was found, and what to
     *     install
     */
    public static OpenClBackend device(int number) {
        return DEVICES.computeIfAbsent(number, n -> new OpenClBackend(n, new CpuBackend()));
    }

    @Override
    public String name() {
        return "opencl";
    }

    @Override
    public void conv2d(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        conv2d.forward(x, w, end, y, s);
    }

    @Override
    public void conv2dInputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        conv2d.inputGradient(dy, w, dx, s);
    }

    @Override
    public void conv2dWeightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        conv2d.weightGradient(x, dy, dw, s);
    }

    @Override
    public void matmul(float[] a, float[] b, float[] c, MatmulShape s) {
        matmul.multiply(a, b, Epilogue.NONE, c, s);
    }

    @Override
    public void maxPool2d(float[] x, float[] y, int[] argmax, Pool2dShape s) {
        pool2d.max(x, y, argmax, s);
    }

    @Override
    public void maxPool2dGradient(float[] dy, int[] argmax, float[] dx, Pool2dShape s) {
        pool2d.maxGradient(dy, argmax, dx, s);
    }

    @Override
    public void adaptiveMaxPool2d(float[] x, float[] y, int[] argmax, AdaptivePool2dShape s) {
        host.adaptiveMaxPool2d(x, y, argmax, s);
    }

    /** The kernel of max pooling looks for chosen elements in windows, which these parts are not. */
    @Override
    public void adaptiveMaxPool2dGradient(float[] dy, int[] argmax, float[] dx, AdaptivePool2dShape s) {
        host.adaptiveMaxPool2dGradient(dy, argmax, dx, s);
    }

    @Override
    public void avgPool2d(float[] x, float[] y, Pool2dShape s) {
        pool2d.average(x, y, s);
    }

    @Override
    public void avgPool2dGradient(float[] dy, float[] dx, Pool2dShape s) {
        pool2d.averageGradient(dy, dx, s);
    }

    @Override
    public void unary(UnaryOp op, float[] x, float[] y, int n) {
        host.unary(op, x, y, n);
    }

    @Override
    public void binary(BinaryOp op, float[] a, float[] b, float[] y, Broadcast s) {
        host.binary(op, a, b, y, s);
    }

    @Override
    public void ternary(TernaryOp op, Operand a, Operand b, Operand c, float[] y, int n) {
        host.ternary(op, a, b, c, y, n);
    }

    @Override
    public void sum(float[] x, float[] y, int outer, int n, int inner) {
        host.sum(x, y, outer, n, inner);
    }

    @Override
    public void cumsum(float[] x, float[] y, boolean reversed, int outer, int n, int inner) {
        host.cumsum(x, y, reversed, outer, n, inner);
    }

    @Override
    public void argmax(float[] x, int[] index, int outer, int n, int inner) {
        host.argmax(x, index, outer, n, inner);
    }

    @Override
    public void softmax(float[] x, float[] y, boolean log, int outer, int n, int inner) {
        host.softmax(x, y, log, outer, n, inner);
    }

    @Override
    public void copy(float[] x, Walk from, float[] y, Walk to, int[] dims) {
        host.copy(x, from, y, to, dims);
    }

    @Override
    public void sparseProduct(SparseMatrix m, float[] x, float[] y, int outer, int inner) {
        host.sparseProduct(m, x, y, outer, inner);
    }

    @Override
    public void indexSelect(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        host.indexSelect(x, index, y, outer, n, inner);
    }

    @Override
    public void indexAdd(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        host.indexAdd(x, index, y, outer, n, inner);
    }

    @Override
    public void indexPut(float[] x, int[] index, float[] y, int n, int inner) {
        host.indexPut(x, index, y, n, inner);
    }

    @Override
    public int nonzero(float[] x, int[] places, int n) {
        return host.nonzero(x, places, n);
    }

    @Override
    public void take(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        host.take(x, index, y, outer, n, inner);
    }

    @Override
    public void takeGradient(float[] x, int[] index, float[] y, int outer, int n, int inner) {
        host.takeGradient(x, index, y, outer, n, inner);
    }

    @Override
    public int gather(float[] x, float[] index, float[] y, GatherShape s) {
        return host.gather(x, index, y, s);
    }

    @Override
    public int scatterAdd(float[] x, float[] index, float[] y, GatherShape s) {
        return host.scatterAdd(x, index, y, s);
    }

    @Override
    public int scatter(float[] base, float[] x, float[] index, float[] y, GatherShape s) {
        return host.scatter(base, x, index, y, s);
    }

    @Override
    public void scatterGradient(float[] dy, float[] index, float[] dBase, float[] dx, GatherShape s) {
        host.scatterGradient(dy, index, dBase, dx, s);
    }

    @Override
    public void order(float[] x, float[] index, GatherShape s, boolean descending) {
        host.order(x, index, s, descending);
    }

    @Override
    public void max(float[] x, float[] y, int outer, int n, int inner) {
        host.max(x, y, outer, n, inner);
    }

    @Override
    public void softmaxGradient(float[] g, float[] y, float[] dx, boolean log, int outer, int n, int inner) {
        host.softmaxGradient(g, y, dx, log, outer, n, inner);
    }

    @Override
    public void channelMoments(float[] x, double[] mean, double[] variance, ChannelShape s) {
        host.channelMoments(x, mean, variance, s);
    }

    @Override
    public void channelSums(float[] a, float[] b, float[] center, double[] sumA, double[] sumAB, ChannelShape s) {
        host.channelSums(a, b, center, sumA, sumAB, s);
    }

    @Override
    public void channelAffine(float[] x, float[] center, float[] scale, float[] shift, float[] y, ChannelShape s) {
        host.channelAffine(x, center, scale, shift, y, s);
    }

    @Override
    public void channelCombination(float[] a, float[] p, float[] b, float[] center, float[] q, float[] r, float[] y,
            ChannelShape s) {
        host.channelCombination(a, p, b, center, q, r, y, s);
    }

    @Override
    public void layerNorm(float[] x, StandardizedRows rows, float[] w, float[] b, float[] y) {
        host.layerNorm(x, rows, w, b, y);
    }

    @Override
    public void layerNormGradient(float[] g, float[] x, StandardizedRows rows, float[] w, float[] dx) {
        host.layerNormGradient(g, x, rows, w, dx);
    }

    @Override
    public void layerNormWeightGradient(float[] g, float[] x, StandardizedRows rows, float[] dw) {
        host.layerNormWeightGradient(g, x, rows, dw);
    }

    /** Frees the kernels and their memory on the device; the next call makes new ones. */
    @Override
    public void close() {
        matmul.close();
        conv2d.close();
        pool2d.close();
    }

    @Override
    public long keptBytes() {
        return host.keptBytes();
    }

    @Override
    public void trim() {
        host.trim();
    }
}
