package longhand.backend.cpu.conv2d;

import java.util.Arrays;
import longhand.backend.Epilogue;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.loops.Rows;
import longhand.backend.cpu.matmul.Matrix;
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
    private static final int BANDS = 8; // in so many bands at least, for all threads to have about the same to do
    private static final int LONGEST_SUM = 2000; // products added as float before their sum is added
    private static final int FEW_OUTPUTS = 2; // a tile of so few rows would take the time of a whole one

    private final Kernels kernels;

    public Conv2dShifted(Kernels kernels) {
        this.kernels = kernels;
    }

    /** y = the convolution of x with w, then the epilogue. */
    public void forward(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        int height = s.output().h();
        int bands = ShiftedImages.bands(s, height, ShiftedImages.pixelsInRow(s), BANDS);
        ShiftedImages layout = new ShiftedImages(kernels, s, 1, Math.ceilDiv(height, bands));
        Forward forward = new Forward(layout, w, end, y, s);
        Workers.run(s.batch() * s.groups() * bands, part -> {
            int band = part % bands; // evenly: threads with as many bands have as many rows
            forward.rows(x, part / bands, height * band / bands, height * (band + 1) / bands);
        });
    }

    /** One call of {@link #forward}. */
    private final class Forward {
        private final ShiftedImages layout; // of a band
        private final int[][] shifts; // those of the layout, in pieces
        private final ShiftedImages whole; // of an image that is read where it is
        private final int[][] wholeShifts;
        private final float[] w;
        private final Epilogue end;
        private final float[] y;
        private final Conv2dShape s;

        Forward(ShiftedImages layout, float[] w, Epilogue end, float[] y, Conv2dShape s) {
            this.layout = layout;
            shifts = pieces(layout);
            boolean other = ShiftedImages.isImage(s) && layout.rows < s.output().h();
            whole = other ? new ShiftedImages(kernels, s, 1, s.output().h()) : layout;
            wholeShifts = other ? pieces(whole) : shifts;
            this.w = w;
            this.end = end;
            this.y = y;
            this.s = s;
        }

        /**
         * Output rows [top, bottom) of all output channels of one group; {@code index} counts groups through all
         * images.
         */
        void rows(float[] x, int index, int top, int bottom) {
            int step = Math.max(1, Math.max(POSITIONS, SUMS / s.outChannelsPerGroup()) / layout.row);
            int start = index * whole.size + top * whole.row;
            int end = (index + 1) * whole.size - (s.output().h() - bottom) * whole.row;
            boolean asItIs = ShiftedImages.isImage(s) && end + READ_PAST < x.length;
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] image = asItIs ? x : loaded(x, index, top, frame);
                int imageAt = asItIs ? start : 0;
                for (int row = top; row < bottom; row += step) {
                    strip(image, imageAt + (row - top) * layout.row, asItIs ? wholeShifts : shifts, index, row,
                            Math.min(step, bottom - row));
                }
            }
        }

        /** The shifts of a layout for one sum after the other; nearly always there is only one. */
        private static int[][] pieces(ShiftedImages of) {
            int k = of.shifts.length;
            int[][] pieces = new int[Math.ceilDiv(k, LONGEST_SUM)][];
            Arrays.setAll(pieces, i -> Arrays.copyOfRange(of.shifts, i * LONGEST_SUM,
                    Math.min(k, (i + 1) * LONGEST_SUM)));
            return pieces;
        }

        private float[] loaded(float[] x, int index, int top, Scratch.Frame frame) {
            float[] image = frame.floats(layout.size);
            Arrays.fill(image, 0, layout.size, 0);
            layout.load(x, index / s.groups(), index % s.groups(), image, 0, top);
            return image;
        }

        /** @param imageAt where the row {@code top} begins */
        private void strip(float[] image, int imageAt, int[][] imageShifts, int index, int top, int rows) {
            int outputs = s.outChannelsPerGroup();
            int firstOutput = index % s.groups() * outputs;
            int width = s.output().w();
            int positions = (rows - 1) * layout.row + width;
            int row = kernels.wholeTiles(positions);
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] sums = frame.floats(outputs * row);
                if (outputs <= FEW_OUTPUTS && imageShifts.length == 1) {
                    for (int o = 0; o < outputs; o++) {
                        kernels.weightedSum(w, (firstOutput + o) * imageShifts[0].length, image, imageAt,
                                imageShifts[0], sums, o * row, positions);
                    }
                } else {
                    sumInTiles(image, imageAt, imageShifts, firstOutput, positions, sums, row);
                }
                Matrix from = Matrix.ofRows(sums, 0, rows, width, layout.row);
                Matrix to = Matrix.ofRows(y, s.y(index / s.groups(), firstOutput, top, 0), rows, width, width);
                for (int o = 0; o < outputs; o++) {
                    Epilogues.store(kernels, from, o * row, to, o * s.output().area(), end.bias(firstOutput + o),
                            end.relu());
                }
            }
        }

        private void sumInTiles(float[] image, int imageAt, int[][] imageShifts, int firstOutput, int positions,
                float[] sums, int row) {
            int outputs = s.outChannelsPerGroup();
            int k = layout.shifts.length;
            int tile = kernels.tileColumns();
            int height = kernels.tileRows();
            for (int piece = 0; piece < imageShifts.length; piece++) {
                int first = piece * LONGEST_SUM;
                Rows pixels = Rows.at(image, imageShifts[piece]);
                for (int p = 0; p < positions; p += tile) {
                    int columns = Math.min(tile, kernels.wholeVectors(positions - p));
                    for (int o = 0; o < outputs; o += height) {
                        kernels.tile(imageShifts[piece].length, w, (firstOutput + o) * k + first, k, 1, pixels,
                                imageAt + p, sums, o * row + p, row, Math.min(height, outputs - o), columns, first > 0);
                    }
                }
            }
        }
    }

    /** dx, by adding to each pixel what the weights that it met give back; works for every stride and padding. */
    public void inputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        int all = ShiftedImages.phaseRows(s);
        int below = ShiftedImages.rowsBelow(s);
        int band = ShiftedImages.rowsInBand(s, all, ShiftedImages.pixelsInRow(s) + s.outChannelsPerGroup()
                * s.output().w(), BANDS);
        int bands = Math.ceilDiv(all, band);
        ShiftedImages layout = new ShiftedImages(kernels, s, 1, Math.min(s.output().h(), band + below));
        Workers.run(s.batch() * s.groups() * bands, part -> {
            int first = part % bands * band;
            pixels(dy, w, dx, s, layout, part / bands, first, Math.min(all, first + band));
        });
    }

    /**
     * Rows [first, end) of every phase of one group of an image, from all output rows whose windows reach them.
     *
     * @param index counts groups through all images
     */
    private void pixels(float[] dy, float[] w, float[] dx, Conv2dShape s, ShiftedImages layout, int index, int first,
            int end) {
        int n = index / s.groups();
        int group = index % s.groups();
        int outputs = s.outChannelsPerGroup();
        int top = Math.max(0, first - ShiftedImages.rowsBelow(s));
        int rows = Math.max(0, Math.min(s.output().h(), end) - top);
        int positions = layout.positions(rows);
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] gradients = frame.floats(outputs * positions);
            Arrays.fill(gradients, 0, outputs * positions, 0);
            layout.loadGradient(dy, n, group, gradients, positions, 0, top, rows);
            float[] image = frame.floats(layout.size + positions);
            Arrays.fill(image, 0, layout.size + positions, 0);
            Matrix weights = Matrix.ofRows(w, group * outputs * layout.shifts.length, outputs, layout.shifts.length,
                    layout.shifts.length);
            addGradients(weights, Rows.every(gradients, 0, positions, outputs), layout,
                    frame.floats(Math.min(kernels.tileRows(), layout.channels) * positions), image, positions);
            layout.unload(image, dx, n, group, top, first, end);
        }
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
    private void addGradients(Matrix w, Rows gradients, ShiftedImages layout, float[] products, float[] image,
            int positions) {
        int inputs = layout.channels;
        int k = layout.shifts.length;
        int area = k / inputs;
        if (inputs == 1 && w.rows() == 1) {
            for (int place = 0; place < area; place++) {
                kernels.addWeightedRows(w.array(), w.start() + place, gradients.array(), 0, 0, 1, image,
                        layout.shifts[place], positions);
            }
            return;
        }
        int height = kernels.tileRows();
        int width = kernels.tileColumns();
        for (int place = 0; place < area; place++) {
            for (int c = 0; c < inputs; c += height) {
                int first = c * area + place;
                int rows = Math.min(height, inputs - c);
                for (int p = 0; p < positions; p += width) {
                    kernels.tile(w.rows(), w.array(), w.start() + first, area, k, gradients, p, products, p, positions,
                            rows, Math.min(width, positions - p), false);
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
        return kernels.areFinite(dw, 0, s.weightLength());
    }
}
