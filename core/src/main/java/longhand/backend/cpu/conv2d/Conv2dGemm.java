package longhand.backend.cpu.conv2d;

import java.util.Arrays;
import longhand.backend.Epilogue;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.matmul.Gemm;
import longhand.backend.cpu.matmul.LongSum;
import longhand.backend.cpu.matmul.Matrix;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * Convolution of any geometry as matrix products over pieces of the patch matrix (see {@link Patches}), image by image:
 *
 * <pre>
 *   forward          y[o, pos]  = Σₖ   w[o, k]        · patches[k, pos]
 *   weight gradient  dw[o, k]ᵀ  = Σ_pos patches[k, pos] · dy[o, pos]ᵀ, summed over the images
 * </pre>
 *
 * <p>With stride 1 the input gradient is itself a convolution, of dy with the kernel turned by 180° and its channels swapped.
 */
public final class Conv2dGemm {
    private static final int POSITIONS = 256; // columns of a piece of the patch matrix …
    private static final int K_SLICE = 256; // … and its rows: 256 KB
    private static final int WEIGHT_PARTS = 8;
    private static final int LARGEST_PARTIAL_SUMS = 8_000_000;

    private final Kernels kernels;
    private final Gemm gemm;

    public Conv2dGemm(Kernels kernels, Gemm gemm) {
        this.kernels = kernels;
        this.gemm = gemm;
    }

    public void forward(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        int plane = s.output().h() * s.output().w();
        int pieces = Math.ceilDiv(plane, POSITIONS);
        int step = Math.ceilDiv(Math.ceilDiv(plane, pieces), kernels.lanes()) * kernels.lanes();
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] sorted = Patches.sorted(x, s, frame);
            Workers.run(s.batch() * s.groups() * pieces, part -> {
                int from = part % pieces * step;
                int to = Math.min(plane, from + step);
                if (from < to) {
                    forwardPiece(sorted, w, end, y, s, part / pieces / s.groups(), part / pieces % s.groups(), from, to);
                }
            });
        }
    }

    private void forwardPiece(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s, int n, int group, int from,
            int to) {
        int k = s.weightsPerOutput();
        int outputs = s.outChannelsPerGroup();
        int plane = s.output().h() * s.output().w();
        int firstOutput = group * outputs;
        int yAt = (n * s.outChannels() + firstOutput) * plane + from;
        int width = kernels.tileColumns();
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] panels = frame.floats(Math.min(k, K_SLICE) * (to - from + width));
            float[] patchRow = frame.floats(POSITIONS);
            for (int first = 0; first < k; first += K_SLICE) {
                int rows = Math.min(K_SLICE, k - first);
                for (int r = 0; r < rows; r++) {
                    patchRowToPanels(x, inputStart(s, n, group), s, first + r, from, to, patchRow, panels, r * width, rows * width);
                }
                gemm.multiply(Matrix.ofRows(w, firstOutput * k + first, outputs, rows, k), gemm.panels(panels, rows),
                        Matrix.ofRows(y, yAt, outputs, to - from, plane), first > 0);
            }
        }
        kernels.finish(y, yAt, plane, to - from, end, firstOutput, outputs);
    }

    private void patchRowToPanels(float[] x, int start, Conv2dShape s, int k, int from, int to, float[] row, float[] panels, int at,
            int step) {
        if (Patches.isPointwise(s)) {
            kernels.packRow(x, start + k * s.input().h() * s.input().w() + from, to - from, panels, at, step);
        } else {
            Patches.row(x, start, s, k, from, to, row, 0);
            kernels.packRow(row, 0, to - from, panels, at, step);
        }
    }

    /** The convolution that computes the input gradient from dy and {@link #turned} weights, if stride and padding allow it. */
    public static boolean hasTurnedShape(Conv2dShape s) {
        Window2d window = s.window();
        return window.stride().equals(Size2d.square(1))
                && window.padding().h() <= window.dilation().h() * (window.kernel().h() - 1)
                && window.padding().w() <= window.dilation().w() * (window.kernel().w() - 1);
    }

    public static Conv2dShape turnedShape(Conv2dShape s) {
        Window2d w = s.window();
        Window2d turned = w.padding(w.dilation().h() * (w.kernel().h() - 1) - w.padding().h(),
                w.dilation().w() * (w.kernel().w() - 1) - w.padding().w());
        return new Conv2dShape(s.batch(), s.outChannels(), s.output(), s.inChannels(), s.groups(), turned, s.input());
    }

    /** w[o, c, u, v] as weights from o to c, with the kernel turned by 180°, in memory of the given frame. */
    public float[] turned(float[] w, Conv2dShape s, Scratch.Frame frame) {
        int area = s.window().kernel().h() * s.window().kernel().w();
        int inputs = s.inChannelsPerGroup();
        int outputs = s.outChannelsPerGroup();
        float[] turned = frame.floats(s.weightLength());
        if (area == 1) { // a transpose
            int size = outputs * inputs;
            Workers.run(s.groups(), group -> kernels.transpose(w, group * size, inputs, turned, group * size, outputs, outputs, inputs));
            return turned;
        }
        for (int o = 0; o < s.outChannels(); o++) {
            int group = o / outputs;
            for (int c = 0; c < inputs; c++) {
                int from = (o * inputs + c) * area;
                int to = ((group * inputs + c) * outputs + o % outputs) * area + area - 1;
                for (int i = 0; i < area; i++) {
                    turned[to - i] = w[from + i];
                }
            }
        }
        return turned;
    }

    /** Images are split into a fixed number of shares with partial sums of their own, added up in order at the end. */
    public void weightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        int k = s.weightsPerOutput();
        int row = gemm.paddedRow(s.outChannelsPerGroup());
        int size = s.groups() * k * row;
        int shares = Math.clamp(LARGEST_PARTIAL_SUMS / Math.max(1, size), 1, Math.clamp(s.batch(), 1, WEIGHT_PARTS));
        int slices = Math.ceilDiv(k, K_SLICE);
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] sorted = Patches.sorted(x, s, frame);
            float[] sums = frame.floats(shares * size);
            Workers.run(shares * slices * s.groups(), part -> {
                int share = part / slices / s.groups();
                int first = part / s.groups() % slices * K_SLICE;
                int group = part % s.groups();
                weightGradientShare(sorted, dy, s, share, shares, first, Math.min(K_SLICE, k - first), group, sums,
                        share * size + (group * k + first) * row, row);
            });
            for (int share = 1; share < shares; share++) {
                kernels.accumulate(sums, share * size, sums, 0, size);
            }
            for (int group = 0; group < s.groups(); group++) {
                int outputs = s.outChannelsPerGroup();
                kernels.transpose(sums, group * k * row, row, dw, group * outputs * k, k, k, outputs);
            }
        }
    }

    private void weightGradientShare(float[] x, float[] dy, Conv2dShape s, int share, int shares, int first, int rows, int group,
            float[] sums, int sumsAt, int sumsRow) {
        int plane = s.output().h() * s.output().w();
        int outputs = s.outChannelsPerGroup();
        Arrays.fill(sums, sumsAt, sumsAt + rows * sumsRow, 0);
        int patchRow = gemm.paddedRow(POSITIONS);
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] gradient = frame.floats(POSITIONS * (outputs + kernels.tileColumns()));
            float[] patches = frame.floats(rows * patchRow);
            int firstImage = s.batch() * share / shares;
            int endImage = s.batch() * (share + 1) / shares;
            int parts = (endImage - firstImage) * Math.ceilDiv(plane, POSITIONS);
            LongSum sum = new LongSum(kernels, parts, Matrix.ofRows(sums, sumsAt, rows, outputs, sumsRow), frame);
            for (int n = firstImage; n < endImage; n++) {
                int dyAt = (n * s.outChannels() + group * outputs) * plane;
                int xAt = inputStart(s, n, group);
                for (int from = 0; from < plane; from += POSITIONS) {
                    int to = Math.min(plane, from + POSITIONS);
                    gemm.transposeToPanels(Matrix.ofRows(dy, dyAt + from, outputs, to - from, plane), gradient);
                    Matrix patchMatrix;
                    if (Patches.isPointwise(s)) {
                        patchMatrix = Matrix.ofRows(x, xAt + first * plane + from, rows, to - from, plane);
                    } else {
                        for (int r = 0; r < rows; r++) {
                            Patches.row(x, xAt, s, first + r, from, to, patches, r * patchRow);
                        }
                        patchMatrix = Matrix.ofRows(patches, 0, rows, to - from, patchRow);
                    }
                    gemm.multiply(patchMatrix, gemm.panels(gradient, to - from), sum.target(), sum.adds());
                    sum.next();
                }
            }
        }
    }

    /** Where a group of an image begins in {@link Patches#sorted} order. */
    private static int inputStart(Conv2dShape s, int n, int group) {
        return (n * s.inChannels() + group * s.inChannelsPerGroup()) * s.input().h() * Patches.sortedRow(s);
    }
}
