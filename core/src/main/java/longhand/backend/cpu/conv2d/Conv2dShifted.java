package longhand.backend.cpu.conv2d;

import java.util.Arrays;
import longhand.backend.Epilogue;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.matmul.Matrix;
import longhand.backend.cpu.matmul.Rows;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;

/**
 * Convolution without a patch matrix, for layers with few channels, where making one would cost more than the arithmetic (see {@link
 * ShiftedImages}). With p the positions:
 *
 * <pre>
 *   forward          y[o, p]  = Σₖ w[o, k] · image[p + shift(k)]
 *   input gradient   image[p + shift(k)] += Σₒ w[o, k] · dy[o, p], for each k in turn
 *   weight gradient  dw[o, k] = Σₚ dy[o, p] · image[p + shift(k)], summed over the images
 * </pre>
 */
public final class Conv2dShifted {
    private static final int POSITIONS = 512; // of a strip (output rows that are finished together) at least …
    private static final int SUMS = 8192; // … or as many as give this many sums
    private static final int READ_PAST = 64; // tiles read this far beyond an image, at most
    private static final int PARTS = 8; // a single image's rows are shared among this many parts, a batch's weight gradient too
    private static final int CHUNK_FLOATS = 128_000; // images and gradients that a weight gradient holds at a time: 512 KB
    private static final int LONGEST_SUM = 16_384; // positions added as float, in the lanes of vectors; whole vectors
    private static final int MOST_WEIGHTS = 2000; // with more of them, packed patches stay in the first-level cache and win
    private static final int FEW = 16; // output channels: too few to make packed patches worth their making
    private static final int MOST_WEIGHTS_OF_GRADIENT = 500;

    private final Kernels kernels;

    public Conv2dShifted(Kernels kernels) {
        this.kernels = kernels;
    }

    /** Whether {@link #forward} pays. */
    public static boolean suits(Conv2dShape s) {
        return isCheaper(s, MOST_WEIGHTS);
    }

    /** Whether {@link #weightGradient} pays. */
    public static boolean suitsWeightGradient(Conv2dShape s) {
        return isCheaper(s, MOST_WEIGHTS_OF_GRADIENT);
    }

    private static boolean isCheaper(Conv2dShape s, int mostWeights) {
        return (s.weightsPerOutput() <= mostWeights || s.outChannelsPerGroup() <= FEW)
                && !s.window().kernel().equals(Size2d.square(1));
    }

    public void forward(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        ShiftedImages layout = new ShiftedImages(s, 1);
        int bands = Math.clamp(PARTS / Math.max(1, s.batch() * s.groups()), 1, s.output().h());
        Workers.run(s.batch() * s.groups() * bands, part -> {
            int n = part / bands / s.groups();
            int group = part / bands % s.groups();
            int start = part / bands * layout.size;
            boolean asItIs = layout.isImage() && start + layout.size + READ_PAST < x.length;
            int top = s.output().h() * (part % bands) / bands;
            int bottom = s.output().h() * (part % bands + 1) / bands;
            int step = Math.max(1, Math.max(POSITIONS, SUMS / s.outChannelsPerGroup()) / layout.row);
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] image = asItIs ? x : loaded(x, n, group, layout, frame);
                for (int row = top; row < bottom; row += step) {
                    strip(image, asItIs ? start : 0, layout, w, end, y, s, n, group, row, Math.min(step, bottom - row));
                }
            }
        });
    }

    private static float[] loaded(float[] x, int n, int group, ShiftedImages layout, Scratch.Frame frame) {
        float[] image = frame.floats(layout.size);
        Arrays.fill(image, 0, layout.size, 0);
        layout.load(x, n, group, image, 0);
        return image;
    }

    private void strip(float[] image, int imageAt, ShiftedImages layout, float[] w, Epilogue end, float[] y,
            Conv2dShape s, int n, int group, int top, int rows) {
        int outputs = s.outChannelsPerGroup();
        int firstOutput = group * outputs;
        int k = layout.shifts.length;
        int width = s.output().w();
        int positions = (rows - 1) * layout.row + width;
        int tile = kernels.tileColumns();
        int height = kernels.tileRows();
        int row = Math.ceilDiv(positions, tile) * tile;
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] sums = frame.floats(outputs * row);
            for (int first = 0; first < k; first += MOST_WEIGHTS) { // nearly always once
                int[] shifts = k <= MOST_WEIGHTS ? layout.shifts
                        : Arrays.copyOfRange(layout.shifts, first, Math.min(k, first + MOST_WEIGHTS));
                for (int p = 0; p < positions; p += tile) {
                    for (int o = 0; o < outputs; o += height) {
                        kernels.tile(shifts.length, w, (firstOutput + o) * k + first, k, 1, image,
                                imageAt + top * layout.row + p, shifts, sums, o * row + p, row,
                                Math.min(height, outputs - o), tile, first > 0);
                    }
                }
            }
            Matrix from = Matrix.ofRows(sums, 0, rows, width, layout.row);
            Matrix to = Matrix.ofRows(y, s.y(n, firstOutput, top, 0), rows, width, width);
            for (int o = 0; o < outputs; o++) {
                Epilogues.store(from, o * row, to, o * s.output().area(), end.bias(firstOutput + o), end.relu());
            }
        }
    }

    /** Whether {@link #inputGradient} beats the convolution with the rotated kernel, which computes every pixel of the input. */
    public static boolean suitsInputGradient(Conv2dShape s) {
        return 2L * s.input().h() * s.input().w() >= 3L * s.output().h() * s.output().w();
    }

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
                addGradients(gradients, positions, channels, w, group * outputs, s, layout, products, image);
                layout.unload(image, dx, n, group);
            }
        });
    }

    /**
     * What each weight gives back to the pixels that it met. The same place (u, v) in the kernels of several channels comes together: then
     * one sum does not wait for the one before, as it would if it went to the next pixel of the same channel.
     */
    private void addGradients(float[] gradients, int positions, int[] channels, float[] w, int firstOutput, Conv2dShape s,
            ShiftedImages layout, float[] products, float[] image) {
        int inputs = s.inChannelsPerGroup();
        int k = layout.shifts.length;
        int area = k / inputs;
        int height = kernels.tileRows();
        int width = kernels.tileColumns();
        for (int place = 0; place < area; place++) {
            for (int c = 0; c < inputs; c += height) {
                int first = c * area + place;
                int rows = Math.min(height, inputs - c);
                for (int p = 0; p < positions; p += width) {
                    kernels.tile(s.outChannelsPerGroup(), w, firstOutput * k + first, area, k, gradients, p, channels, products, p,
                            positions, rows, Math.min(width, positions - p), false);
                }
                for (int i = 0; i < rows; i++) {
                    kernels.accumulate(products, i * positions, image, layout.shifts[first + i * area], positions);
                }
            }
        }
    }

    /**
     * Images are split into a fixed number of shares with sums of their own, added up in order at the end.
     *
     * @return false if some result is not finite: then dw has to be computed by another algorithm, because at positions
     *     that do not count a pixel is multiplied by 0, and 0 · ∞ is not 0
     */
    public boolean weightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        int size = s.weightLength();
        if (s.batch() == 0) {
            Arrays.fill(dw, 0, size, 0);
            return true;
        }
        int shares = Math.min(s.batch(), PARTS);
        int perGroup = size / s.groups();
        int perImage = s.inputLength() + s.outputLength();
        int perShare = Math.ceilDiv(s.batch(), shares);
        int most = Math.clamp((long) CHUNK_FLOATS * s.batch() * s.groups() / perImage, 1, perShare);
        int chunk = Math.ceilDiv(perShare, Math.ceilDiv(perShare, most));
        ShiftedImages layout = new ShiftedImages(s, chunk);
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] sums = frame.floats(shares * size);
            Arrays.fill(sums, 0, shares * size, 0);
            Workers.run(shares * s.groups(), part -> {
                int share = part / s.groups();
                int group = part % s.groups();
                weightGradientShare(x, dy, s, layout, group, s.batch() * share / shares, s.batch() * (share + 1) / shares, sums,
                        share * size + group * perGroup);
            });
            for (int share = 1; share < shares; share++) {
                kernels.accumulate(sums, share * size, sums, 0, size);
            }
            System.arraycopy(sums, 0, dw, 0, size);
        }
        return Float.isFinite(kernels.sum(dw, 0, size));
    }

    private void weightGradientShare(float[] x, float[] dy, Conv2dShape s, ShiftedImages layout, int group, int from, int to,
            float[] sums, int at) {
        int outputs = s.outChannelsPerGroup();
        int positions = layout.positions(kernels.lanes());
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] images = frame.floats(layout.size + positions);
            Arrays.fill(images, 0, layout.size + positions, 0); // what is read beyond the last window counts 0 times, so must be finite
            float[] gradients = frame.floats(outputs * positions);
            Arrays.fill(gradients, 0, outputs * positions, 0);
            for (int first = from; first < to; first += layout.places) {
                int count = Math.min(layout.places, to - first);
                if (count < layout.places) {
                    Arrays.fill(gradients, 0, outputs * positions, 0);
                }
                for (int i = 0; i < count; i++) {
                    layout.load(x, first + i, group, images, i);
                    layout.loadGradient(dy, first + i, group, gradients, positions, i);
                }
                for (int p = 0; p < positions; p += LONGEST_SUM) {
                    int length = Math.min(LONGEST_SUM, positions - p);
                    addDots(length, gradients, p, positions, images, layout.shiftsFrom(p), outputs, sums, at);
                }
            }
        }
    }

    /** Adds a piece of the positions to the sums of all weights. */
    private void addDots(int positions, float[] gradients, int gradientsAt, int gradientsRow, float[] images,
            int[] shifts, int outputs, float[] sums, int sumsAt) {
        int k = shifts.length;
        for (int o = 0; o < outputs; o += kernels.dotRows()) {
            int rows = Math.min(kernels.dotRows(), outputs - o);
            for (int j = 0; j < k; j += kernels.dotColumns()) {
                kernels.dotTile(positions, gradients, gradientsAt + o * gradientsRow, gradientsRow, images, shifts, j,
                        sums, sumsAt + o * k + j, k, rows);
            }
        }
    }
}
