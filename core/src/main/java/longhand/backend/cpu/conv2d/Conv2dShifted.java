package longhand.backend.cpu.conv2d;

import java.util.Arrays;
import longhand.backend.Epilogue;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.matmul.Matrix;
import longhand.backend.cpu.matmul.Rows;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Conv2dShape;

/**
 * Convolution without a patch matrix, for layers with few channels, where making one would cost more than the
 * arithmetic (see {@link ShiftedImages}). With p the positions:
 *
 * <pre>
 *   forward          y[o, p]  = Σₖ w[o, k] · image[p + shift(k)]
 *   input gradient   image[p + shift(k)] += Σₒ w[o, k] · dy[o, p], for each k in turn
 *   weight gradient  dw[o, k] = Σₚ dy[o, p] · image[p + shift(k)], summed over the images
 * </pre>
 *
 * <p>Error: that of float sums of at most 2,000 products (forward), of one product per output channel and then per
 * weight (input gradient), of 16,384 positions in the lanes of vectors (weight gradient); the sums of longer pieces are
 * added as float.
 */
public final class Conv2dShifted {
    private static final int POSITIONS = 512; // of a strip (output rows that are finished together) at least …
    private static final int SUMS = 8192; // … or as many as give this many sums
    private static final int READ_PAST = 64; // tiles read this far beyond an image, at most
    private static final int BANDS = 8; // a single image's rows are shared among this many parts
    private static final int LONGEST_SUM = 2000; // products added as float before their sum is added

    private final Kernels kernels;

    public Conv2dShifted(Kernels kernels) {
        this.kernels = kernels;
    }

    /** y = the convolution of x with w, then the epilogue. */
    public void forward(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        ShiftedImages layout = new ShiftedImages(s, 1);
        Forward forward = new Forward(layout, w, end, y, s);
        int bands = Math.clamp(BANDS / Math.max(1, s.batch() * s.groups()), 1, s.output().h());
        Workers.run(s.batch() * s.groups() * bands, part -> {
            int top = s.output().h() * (part % bands) / bands;
            int bottom = s.output().h() * (part % bands + 1) / bands;
            forward.rows(x, part / bands, top, bottom);
        });
    }

    /** One call of {@link #forward}. */
    private final class Forward {
        private final ShiftedImages layout;
        private final int[][] shifts; // those of the layout, in pieces
        private final float[] w;
        private final Epilogue end;
        private final float[] y;
        private final Conv2dShape s;

        Forward(ShiftedImages layout, float[] w, Epilogue end, float[] y, Conv2dShape s) {
            this.layout = layout;
            this.w = w;
            this.end = end;
            this.y = y;
            this.s = s;
            int k = layout.shifts.length;
            shifts = new int[Math.ceilDiv(k, LONGEST_SUM)][]; // nearly always one piece
            Arrays.setAll(shifts, i -> Arrays.copyOfRange(layout.shifts, i * LONGEST_SUM,
                    Math.min(k, (i + 1) * LONGEST_SUM)));
        }

        /**
         * Output rows [top, bottom) of all output channels of one group; {@code index} counts groups through all
         * images.
         */
        void rows(float[] x, int index, int top, int bottom) {
            int start = index * layout.size;
            boolean asItIs = layout.isImage() && start + layout.size + READ_PAST < x.length;
            int step = Math.max(1, Math.max(POSITIONS, SUMS / s.outChannelsPerGroup()) / layout.row);
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] image = asItIs ? x : loaded(x, index, frame);
                for (int row = top; row < bottom; row += step) {
                    strip(image, asItIs ? start : 0, index, row, Math.min(step, bottom - row));
                }
            }
        }

        private float[] loaded(float[] x, int index, Scratch.Frame frame) {
            float[] image = frame.floats(layout.size);
            Arrays.fill(image, 0, layout.size, 0);
            layout.load(x, index / s.groups(), index % s.groups(), image, 0);
            return image;
        }

        private void strip(float[] image, int imageAt, int index, int top, int rows) {
            int outputs = s.outChannelsPerGroup();
            int firstOutput = index % s.groups() * outputs;
            int k = layout.shifts.length;
            int width = s.output().w();
            int positions = (rows - 1) * layout.row + width;
            int tile = kernels.tileColumns();
            int height = kernels.tileRows();
            int row = Math.ceilDiv(positions, tile) * tile;
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] sums = frame.floats(outputs * row);
                for (int piece = 0; piece < shifts.length; piece++) {
                    int first = piece * LONGEST_SUM;
                    for (int p = 0; p < positions; p += tile) {
                        for (int o = 0; o < outputs; o += height) {
                            kernels.tile(shifts[piece].length, w, (firstOutput + o) * k + first, k, 1, image,
                                    imageAt + top * layout.row + p, shifts[piece], sums, o * row + p, row,
                                    Math.min(height, outputs - o), tile, first > 0);
                        }
                    }
                }
                Matrix from = Matrix.ofRows(sums, 0, rows, width, layout.row);
                Matrix to = Matrix.ofRows(y, s.y(index / s.groups(), firstOutput, top, 0), rows, width, width);
                for (int o = 0; o < outputs; o++) {
                    Epilogues.store(kernels, from, o * row, to, o * s.output().area(), end.bias(firstOutput + o),
                            end.relu());
                }
            }
        }
    }

    /** dx, by adding to each pixel what the weights that it met give back; works for every stride and padding. */
    public void inputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        ShiftedImages layout = new ShiftedImages(s, 1);
        int positions = layout.positions(kernels.lanes());
        int outputs = s.outChannelsPerGroup();
        int[] channels = Rows.multiples(positions, outputs);
        Workers.run(s.batch() * s.groups(), part -> {
            int n = part / s.groups();
            int group = part % s.groups();
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] gradients = frame.floats(outputs * positions);
                Arrays.fill(gradients, 0, outputs * positions, 0);
                layout.loadGradient(dy, n, group, gradients, positions, 0);
                float[] image = frame.floats(layout.size + positions);
                Arrays.fill(image, 0, layout.size + positions, 0);
                float[] products = frame.floats(kernels.tileRows() * positions);
                Matrix weights = Matrix.ofRows(w, group * outputs * layout.shifts.length, outputs, layout.shifts.length,
                        layout.shifts.length);
                addGradients(weights, new Rows(gradients, 0, channels, 1), layout, products, image);
                layout.unload(image, dx, n, group);
            }
        });
    }

    /**
     * What each weight gives back to the pixels that it met. The same place (u, v) in the kernels of several channels
     * comes together: then one sum does not wait for the one before, as it would if it went to the next pixel of the
     * same channel.
     *
     * @param w [output][weight]
     * @param gradients [output][position]
     * @param products room for the products of as many channels as a tile has rows
     */
    private void addGradients(Matrix w, Rows gradients, ShiftedImages layout, float[] products, float[] image) {
        int inputs = layout.channels;
        int k = layout.shifts.length;
        int area = k / inputs;
        int positions = layout.positions(kernels.lanes());
        int height = kernels.tileRows();
        int width = kernels.tileColumns();
        for (int place = 0; place < area; place++) {
            for (int c = 0; c < inputs; c += height) {
                int first = c * area + place;
                int rows = Math.min(height, inputs - c);
                for (int p = 0; p < positions; p += width) {
                    kernels.tile(w.rows(), w.array(), w.start() + first, area, k, gradients.array(), p,
                            gradients.offsets(), products, p, positions, rows, Math.min(width, positions - p), false);
                }
                for (int i = 0; i < rows; i++) {
                    kernels.accumulate(products, i * positions, image, layout.shifts[first + i * area], positions);
                }
            }
        }
    }

    /**
     * dw, or false if some result is not finite: then dw has to be computed by another algorithm, because at positions
     * that do not count a pixel is multiplied by 0, and 0 · ∞ is not 0.
     */
    public boolean weightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        if (s.batch() == 0) {
            Arrays.fill(dw, 0, s.weightLength(), 0);
            return true;
        }
        new ShiftedWeightGradient(kernels, x, dy, s).run(dw);
        return Float.isFinite(kernels.sum(dw, 0, s.weightLength()));
    }
}
