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

/**
 * Convolution of any geometry as matrix products over pieces of the patch matrix (see {@link Patches}), image by image:
 *
 * <pre>
 *   forward          y[o, pos]  = Σₖ   w[o, k]        · patches[k, pos]
 *   weight gradient  dw[o, k]ᵀ  = Σ_pos patches[k, pos] · dy[o, pos]ᵀ, summed over the images
 * </pre>
 *
 * <p>A piece has at most 256 rows and columns (256 KB). The patch matrix of a pointwise convolution is the image
 * itself. Each number in a piece is used once per output channel, so making the piece pays if there are many of them.
 * If there are few, or few products in a sum, {@link Conv2dShifted} is faster; with 3 × 3 and 5 × 5 kernels and many
 * channels it is {@link Conv2dWinograd}.
 *
 * <p>Error: that of float sums of 256 products each, see {@link Gemm}.
 */
public final class Conv2dIm2col {
    private static final int MOST_POSITIONS = Gemm.MOST_ROWS; // columns of a piece …
    private static final int MOST_WEIGHTS = Gemm.MOST_ROWS; // … and its rows
    private static final int SHARES = 8;
    private static final int LARGEST_PARTIAL_SUMS = 8_000_000;

    private final Kernels kernels;
    private final Gemm gemm;

    public Conv2dIm2col(Kernels kernels, Gemm gemm) {
        this.kernels = kernels;
        this.gemm = gemm;
    }

    /** y = the convolution of x with w, then the epilogue. */
    public void forward(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        int plane = s.output().area();
        int pieces = Math.ceilDiv(plane, MOST_POSITIONS);
        int step = Math.ceilDiv(Math.ceilDiv(plane, pieces), kernels.lanes()) * kernels.lanes();
        try (Scratch.Frame frame = Scratch.frame()) {
            Forward forward = new Forward(new Patches(x, s, frame), w, end, y, s);
            Workers.run(s.batch() * s.groups() * pieces, part -> {
                int from = part % pieces * step;
                int to = Math.min(plane, from + step);
                if (from < to) {
                    forward.piece(part / pieces / s.groups(), part / pieces % s.groups(), from, to);
                }
            });
        }
    }

    /** One call of {@link #forward}. */
    private final class Forward {
        private final Patches patches;
        private final float[] w;
        private final Epilogue end;
        private final float[] y;
        private final Conv2dShape s;

        Forward(Patches patches, float[] w, Epilogue end, float[] y, Conv2dShape s) {
            this.patches = patches;
            this.w = w;
            this.end = end;
            this.y = y;
            this.s = s;
        }

        /** Output positions [from, to) of all output channels of one group. */
        void piece(int image, int group, int from, int to) {
            int k = s.weightsPerOutput();
            int outputs = s.outChannelsPerGroup();
            int firstOutput = group * outputs;
            int plane = s.output().area();
            int yAt = s.y(image, firstOutput, 0, 0) + from;
            int start = patches.start(image, group);
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] panels = frame.floats(Math.min(k, MOST_WEIGHTS) * (to - from + kernels.tileColumns()));
                float[] patchRow = frame.floats(MOST_POSITIONS);
                Matrix c = Matrix.ofRows(y, yAt, outputs, to - from, plane);
                for (int first = 0; first < k; first += MOST_WEIGHTS) {
                    int rows = Math.min(MOST_WEIGHTS, k - first);
                    for (int r = 0; r < rows; r++) {
                        pack(start, first + r, from, to, patchRow, panels, r, rows);
                    }
                    gemm.multiply(Matrix.ofRows(w, firstOutput * k + first, outputs, rows, k),
                            gemm.panels(panels, rows), c, first > 0);
                }
            }
            Epilogues.apply(end, y, yAt, plane, to - from, firstOutput, outputs);
        }

        /** Packs positions [from, to) of row k of the patch matrix as row r of panels of so many rows. */
        private void pack(int start, int k, int from, int to, float[] patchRow, float[] panels, int r, int rows) {
            int width = kernels.tileColumns();
            if (s.isPointwise()) {
                int at = start + k * s.input().area() + from;
                kernels.packRow(patches.pixels(), at, to - from, panels, r * width, rows * width);
            } else {
                patches.row(start, k, from, to, patchRow, 0);
                kernels.packRow(patchRow, 0, to - from, panels, r * width, rows * width);
            }
        }
    }

    /**
     * dw: images are split into a fixed number of shares with partial sums of their own, added up in order at the end.
     */
    public void weightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        int k = s.weightsPerOutput();
        int outputs = s.outChannelsPerGroup();
        int row = gemm.paddedRow(outputs);
        int size = s.groups() * k * row;
        int shares = Math.clamp(LARGEST_PARTIAL_SUMS / Math.max(1, size), 1, Math.clamp(s.batch(), 1, SHARES));
        int slices = Math.ceilDiv(k, MOST_WEIGHTS);
        try (Scratch.Frame frame = Scratch.frame()) {
            WeightGradient gradient = new WeightGradient(new Patches(x, s, frame), dy, s);
            float[] sums = frame.floats(shares * size);
            Workers.run(shares * slices * s.groups(), part -> {
                int share = part / slices / s.groups();
                int first = part / s.groups() % slices * MOST_WEIGHTS;
                int group = part % s.groups();
                Matrix sum = Matrix.ofRows(sums, share * size + (group * k + first) * row,
                        Math.min(MOST_WEIGHTS, k - first), outputs, row);
                gradient.share(s.batch() * share / shares, s.batch() * (share + 1) / shares, group, first, sum);
            });
            for (int share = 1; share < shares; share++) {
                kernels.accumulate(sums, share * size, sums, 0, size);
            }
            for (int group = 0; group < s.groups(); group++) {
                kernels.transpose(sums, group * k * row, row, dw, group * outputs * k, k, k, outputs);
            }
        }
    }

    /** One call of {@link #weightGradient}. */
    private final class WeightGradient {
        private final Patches patches;
        private final float[] dy;
        private final Conv2dShape s;

        WeightGradient(Patches patches, float[] dy, Conv2dShape s) {
            this.patches = patches;
            this.dy = dy;
            this.s = s;
        }

        /** The sum over images [from, to) for the weights from {@code first} on: sums[k − first][o]. */
        void share(int from, int to, int group, int first, Matrix sums) {
            int plane = s.output().area();
            int outputs = s.outChannelsPerGroup();
            Arrays.fill(sums.array(), sums.start(), sums.start() + sums.rows() * sums.rowStride(), 0);
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] gradient = frame.floats(MOST_POSITIONS * (outputs + kernels.tileColumns()));
                float[] piece = frame.floats(sums.rows() * gemm.paddedRow(MOST_POSITIONS));
                int parts = (to - from) * Math.ceilDiv(plane, MOST_POSITIONS);
                LongSum sum = new LongSum(kernels, parts, sums, frame);
                for (int image = from; image < to; image++) {
                    int dyAt = s.y(image, group * outputs, 0, 0);
                    int start = patches.start(image, group);
                    for (int p = 0; p < plane; p += MOST_POSITIONS) {
                        int n = Math.min(MOST_POSITIONS, plane - p);
                        gemm.transposeToPanels(Matrix.ofRows(dy, dyAt + p, outputs, n, plane), gradient);
                        gemm.multiply(piece(start, first, sums.rows(), p, n, piece), gemm.panels(gradient, n),
                                sum.target(), sum.adds());
                        sum.next();
                    }
                }
            }
        }

        /**
         * Rows [first, first + rows) and positions [p, p + n) of the patch matrix, copied to {@code copy} if need be.
         */
        private Matrix piece(int start, int first, int rows, int p, int n, float[] copy) {
            if (s.isPointwise()) {
                int plane = s.input().area();
                return Matrix.ofRows(patches.pixels(), start + first * plane + p, rows, n, plane);
            }
            int row = gemm.paddedRow(MOST_POSITIONS);
            for (int r = 0; r < rows; r++) {
                patches.row(start, first + r, p, p + n, copy, r * row);
            }
            return Matrix.ofRows(copy, 0, rows, n, row);
        }
    }
}
