package longhand.backend.cpu;

import longhand.backend.BinaryOp;
import longhand.backend.Broadcast;
import longhand.backend.Operand;
import longhand.backend.TernaryOp;
import longhand.backend.UnaryOp;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.ChannelShape;

/**
 * Functions of one or two arrays element by element: cut into pieces that fit the caches, shared among the workers when
 * large.
 */
final class Elementwise {
    /** Elements in one piece: 128 KB of output, some tens of microseconds of work. */
    private static final int GRAIN = 32_768;

    private final Kernels kernels;

    Elementwise(Kernels kernels) {
        this.kernels = kernels;
    }

    void unary(UnaryOp op, float[] x, float[] y, int n) {
        Workers.ranges(n, GRAIN, (from, to) -> kernels.unary(op, x, from, y, from, to - from));
    }

    void ternary(TernaryOp op, Operand a, Operand b, Operand c, float[] y, int n) {
        Workers.ranges(n, GRAIN, (from, to) -> kernels.ternary(op, a, b, c, y, from, to - from));
    }

    /**
     * Each row of the last dimension is one call of the inner loop; a whole array of equal shape is a single row, cut
     * into pieces.
     */
    void binary(BinaryOp op, float[] a, float[] b, float[] y, Broadcast s) {
        int rank = s.dims().length;
        int length = s.length();
        if (rank == 0) {
            y[0] = op.apply(a[0], b[0]);
            return;
        }
        if (length == 0) {
            return;
        }
        int width = s.dims()[rank - 1];
        Operand left = new Operand(a, s.strideA()[rank - 1]);
        Operand right = new Operand(b, s.strideB()[rank - 1]);
        if (rank == 1) {
            Workers.ranges(width, GRAIN,
                    (from, to) -> row(op, left, from * left.step(), right, from * right.step(), y, from, to - from));
            return;
        }
        if (width <= ShortRows.LONGEST) {
            ShortRows.binary(kernels, op, a, b, y, s, GRAIN);
            return;
        }
        Workers.ranges(length / width, Math.max(1, GRAIN / width), (from, to) -> {
            int[] index = indexOf(from, s.dims());
            for (int r = from; r < to; r++) {
                int aAt = 0;
                int bAt = 0;
                for (int d = 0; d < rank - 1; d++) {
                    aAt += index[d] * s.strideA()[d];
                    bAt += index[d] * s.strideB()[d];
                }
                row(op, left, aAt, right, bAt, y, r * width, width);
                for (int d = rank - 2; d >= 0 && ++index[d] == s.dims()[d]; d--) {
                    index[d] = 0;
                }
            }
        });
    }

    /** The index of a row over all dimensions but the last. */
    private static int[] indexOf(int row, int[] dims) {
        int[] index = new int[dims.length - 1];
        int rest = row;
        for (int d = index.length - 1; d >= 0; d--) {
            index[d] = rest % dims[d];
            rest /= dims[d];
        }
        return index;
    }

    private void row(BinaryOp op, Operand a, int aAt, Operand b, int bAt, float[] y, int yAt, int n) {
        if (a.step() <= 1 && b.step() <= 1) {
            kernels.binary(op, a, aAt, b, bAt, y, yAt, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            y[yAt + i] = op.apply(a.get(aAt, i), b.get(bAt, i));
        }
    }

    void channelAffine(float[] x, float[] center, float[] scale, float[] shift, float[] y, ChannelShape s) {
        if (ShortPlanes.hasThem(s)) {
            ShortPlanes.affine(kernels, x, center, scale, shift, y, s);
            return;
        }
        eachPlane(s, (c, at) -> affine(x, center[c], scale[c], shift[c], y, at, s.plane()));
    }

    /** y[i] = (x[i] − center)·scale + shift: the compiler makes vectors of this loop by itself. */
    private static void affine(float[] x, float center, float scale, float shift, float[] y, int at, int n) {
        for (int i = at; i < at + n; i++) {
            y[i] = (x[i] - center) * scale + shift;
        }
    }

    void channelCombination(float[] a, float[] p, float[] b, float[] center, float[] q, float[] r, float[] y,
            ChannelShape s) {
        if (ShortPlanes.hasThem(s)) {
            ShortPlanes.combination(kernels, a, b, new float[][] {p, center, q, r}, y, s);
            return;
        }
        Combination combination = new Combination(a, p, b, center, q, r, y);
        eachPlane(s, (c, at) -> combination.plane(c, at, s.plane()));
    }

    private record Combination(float[] a, float[] p, float[] b, float[] center, float[] q, float[] r, float[] y) {

        /** y[i] = a[i]·p + (b[i] − center)·q + r, with the factors of channel c. */
        void plane(int c, int at, int n) {
            float[] first = a;
            float[] second = b;
            float[] to = y;
            float factor1 = p[c];
            float factor2 = q[c];
            float middle = center[c];
            float shift = r[c];
            for (int i = at; i < at + n; i++) {
                to[i] = first[i] * factor1 + (second[i] - middle) * factor2 + shift;
            }
        }
    }

    /** One plane: its channel, and where it begins. */
    @FunctionalInterface
    private interface PlaneTask {
        void run(int channel, int at);
    }

    private static void eachPlane(ChannelShape s, PlaneTask task) {
        Workers.ranges(s.batch() * s.channels(), Math.max(1, GRAIN / Math.max(1, s.plane())), (from, to) -> {
            for (int plane = from; plane < to; plane++) {
                task.run(plane % s.channels(), plane * s.plane());
            }
        });
    }
}
