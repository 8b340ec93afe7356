package longhand.backend.cpu.conv2d;

import java.util.Arrays;
import longhand.backend.Epilogue;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.loops.Rows;
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
    private static final int ENOUGH_PARTS = 8; // for all threads to have about the same to do
    private static final int FEWEST_OUTPUTS = 16; // in one part
    private static final int FEW_OUTPUTS = 32; // of a pointwise convolution: packing would take longer than it saves
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
        int step = kernels.wholeVectors(Math.ceilDiv(plane, pieces));
        int blocks = Math.clamp(ENOUGH_PARTS / Math.max(1, s.batch() * s.groups() * pieces), 1,
                Math.ceilDiv(s.outChannelsPerGroup(), FEWEST_OUTPUTS));
        try (Scratch.Frame frame = Scratch.frame()) {
            new Forward(new Patches(kernels, x, s, frame), w, end, y, s, pieces, step).run(blocks, frame);
        }
    }

    /** One call of {@link #forward}; each image is cut into {@code pieces} of {@code step} output positions. */
    private final class Forward {
        private final Patches patches;
        private final float[] w;
        private final Epilogue end;
        private final float[] y;
        private final Conv2dShape s;
        private final int pieces;
        private final int step;
        private final int row; // room for the columns of a piece: whole tiles

        Forward(Patches patches, float[] w, Epilogue end, float[] y, Conv2dShape s, int pieces, int step) {
            this.patches = patches;
            this.w = w;
            this.end = end;
            this.y = y;
            this.s = s;
            this.pieces = pieces;
            this.step = step;
            row = kernels.wholeTiles(step);
        }

        /**
         * All images. A piece of the patch matrix is packed and multiplied slice by slice, by the same thread. If there
         * are too few pieces for all threads, all are packed first, and then the output channels are shared in blocks.
         */
        void run(int blocks, Scratch.Frame frame) {
            int all = s.batch() * s.groups() * pieces;
            int outputs = s.outChannelsPerGroup();
            boolean asItIs = s.isPointwise() && (blocks > 1 || outputs <= FEW_OUTPUTS);
            if (blocks == 1 || asItIs) {
                Workers.run(all * blocks, part -> slices(part / blocks, outputs * (part % blocks) / blocks,
                        outputs * (part % blocks + 1) / blocks, asItIs));
                return;
            }
            int slices = Math.ceilDiv(s.weightsPerOutput(), MOST_WEIGHTS);
            int size = s.weightsPerOutput() * row;
            float[] panels = frame.floats(all * size);
            Workers.run(all * slices, part -> {
                int piece = part / slices;
                int first = part % slices * MOST_WEIGHTS;
                pack(piece, first, panels, piece * size + first * row);
            });
            Workers.run(all * blocks, part -> {
                int firstOutput = outputs * (part % blocks) / blocks;
                int lastOutput = outputs * (part % blocks + 1) / blocks;
                int piece = part / blocks;
                for (int first = 0; first < s.weightsPerOutput(); first += MOST_WEIGHTS) {
                    multiply(piece, first, firstOutput, lastOutput, gemm.panels(panels, rows(first)),
                            piece * size + first * row);
                }
                finish(piece, firstOutput, lastOutput);
            });
        }

        /** One slice after the other, packed or, of a pointwise convolution, read where it is in the image. */
        private void slices(int piece, int firstOutput, int lastOutput, boolean asItIs) {
            int plane = s.input().area();
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] panels = frame.floats(Math.min(s.weightsPerOutput(), MOST_WEIGHTS) * row);
                for (int first = 0; first < s.weightsPerOutput(); first += MOST_WEIGHTS) {
                    int rows = rows(first);
                    int pixel = patches.start(image(piece), group(piece)) + first * plane + from(piece);
                    int end = pixel + (rows - 1) * plane + kernels.wholeVectors(to(piece) - from(piece));
                    if (asItIs && end <= patches.pixels().length) {
                        multiply(piece, first, firstOutput, lastOutput,
                                Rows.every(patches.pixels(), pixel, plane, rows), 0);
                    } else {
                        pack(piece, first, panels, 0);
                        multiply(piece, first, firstOutput, lastOutput, gemm.panels(panels, rows), 0);
                    }
                }
            }
            finish(piece, firstOutput, lastOutput);
        }

        private int group(int piece) {
            return piece / pieces % s.groups();
        }

        private int image(int piece) {
            return piece / pieces / s.groups();
        }

        /** The first output position of a piece; pieces at the end of an image may have none. */
        private int from(int piece) {
            return Math.min(s.output().area(), piece % pieces * step);
        }

        private int to(int piece) {
            return Math.min(s.output().area(), from(piece) + step);
        }

        /** Rows of weights from {@code first} on. */
        private int rows(int first) {
            return Math.min(MOST_WEIGHTS, s.weightsPerOutput() - first);
        }

        /** Packs a slice of a piece of the patch matrix into panels that begin at {@code at}. */
        private void pack(int piece, int first, float[] panels, int at) {
            int from = from(piece);
            int to = to(piece);
            int start = patches.start(image(piece), group(piece));
            int width = kernels.tileColumns();
            int rows = rows(first);
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] patchRow = frame.floats(MOST_POSITIONS);
                for (int r = 0; r < rows; r++) {
                    if (s.isPointwise()) {
                        int pixel = start + (first + r) * s.input().area() + from;
                        kernels.packRow(patches.pixels(), pixel, to - from, panels, at + r * width, rows * width);
                    } else {
                        patches.row(start, first + r, from, to, patchRow, 0);
                        kernels.packRow(patchRow, 0, to - from, panels, at + r * width, rows * width);
                    }
                }
            }
        }

        /** Adds the products of a slice to the output channels [firstOutput, lastOutput) of the group. */
        private void multiply(int piece, int first, int firstOutput, int lastOutput, Rows b, int at) {
            int k = s.weightsPerOutput();
            int channel = group(piece) * s.outChannelsPerGroup() + firstOutput;
            int outputs = lastOutput - firstOutput;
            int from = from(piece);
            Matrix c = Matrix.ofRows(y, s.y(image(piece), channel, 0, 0) + from, outputs,
                    to(piece) - from, s.output().area());
            gemm.multiply(Matrix.ofRows(w, channel * k + first, outputs, rows(first), k), b, at, c, 0, first > 0);
        }

        private void finish(int piece, int firstOutput, int lastOutput) {
            int channel = group(piece) * s.outChannelsPerGroup() + firstOutput;
            int from = from(piece);
            Epilogues.apply(kernels, end, y, s.y(image(piece), channel, 0, 0) + from, s.output().area(),
                    to(piece) - from, channel, lastOutput - firstOutput);
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
            WeightGradient gradient = new WeightGradient(new Patches(kernels, x, s, frame), dy, s);
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
