package longhand.backend.cpu.conv2d;

import java.util.Arrays;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Conv2dShape;

/**
 * One call of {@link Conv2dShifted#weightGradient}. Images, or bands of them, are split into a fixed number of shares
 * with sums of their own, added up in order at the end. Within a share, a few small images lie side by side, so that
 * the sums run over many positions.
 */
final class ShiftedWeightGradient {
    private static final int SHARES = 8;
    private static final int CHUNK_FLOATS = 128_000; // images and gradients held at a time: 512 KB
    private static final int LONGEST_SUM = 16_384; // positions added as float, in the lanes of vectors; whole vectors

    private final Kernels kernels;
    private final float[] x;
    private final float[] dy;
    private final Conv2dShape s;
    private final int bands; // of an image
    private final int shares;
    private final ShiftedImages layout;
    private final int positions;

    ShiftedWeightGradient(Kernels kernels, float[] x, float[] dy, Conv2dShape s) {
        this.kernels = kernels;
        this.x = x;
        this.dy = dy;
        this.s = s;
        int height = s.output().h();
        int rowFloats = ShiftedImages.pixelsInRow(s) + s.outChannelsPerGroup() * s.output().w();
        int band = ShiftedImages.rowsInBand(s, height, rowFloats, SHARES);
        bands = Math.ceilDiv(height, band);
        int units = s.batch() * bands;
        shares = Math.min(units, SHARES);
        int perShare = Math.ceilDiv(units, shares);
        int most = bands > 1 ? 1 : Math.clamp(CHUNK_FLOATS / Math.max(1L, (long) rowFloats * height), 1, perShare);
        layout = new ShiftedImages(kernels, s, Math.ceilDiv(perShare, Math.ceilDiv(perShare, most)), band);
        positions = layout.positions(band);
    }

    void run(float[] dw) {
        int size = s.weightLength();
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] sums = frame.floats(shares * size);
            Arrays.fill(sums, 0, shares * size, 0);
            Workers.run(shares * s.groups(), part -> share(part / s.groups(), part % s.groups(), sums));
            for (int share = 1; share < shares; share++) {
                kernels.accumulate(sums, share * size, sums, 0, size);
            }
            System.arraycopy(sums, 0, dw, 0, size);
        }
    }

    /** The sums over the bands of one share, for the weights of one group. */
    private void share(int share, int group, float[] sums) {
        int units = s.batch() * bands;
        int from = Math.toIntExact((long) units * share / shares);
        int to = Math.toIntExact((long) units * (share + 1) / shares);
        int outputs = s.outChannelsPerGroup();
        int sumsAt = share * s.weightLength() + group * outputs * layout.shifts.length;
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] images = frame.floats(layout.size + positions);
            // what is read beyond the last window counts 0 times, so must be finite
            Arrays.fill(images, 0, layout.size + positions, 0);
            float[] gradients = frame.floats(outputs * positions);
            Arrays.fill(gradients, 0, outputs * positions, 0);
            for (int first = from; first < to; first += layout.places) {
                int count = Math.min(layout.places, to - first);
                if (count < layout.places || rows(first) < layout.rows) {
                    Arrays.fill(gradients, 0, outputs * positions, 0);
                }
                for (int i = 0; i < count; i++) {
                    int image = (first + i) / bands;
                    int top = (first + i) % bands * layout.rows;
                    layout.load(x, image, group, images, i, top);
                    layout.loadGradient(dy, image, group, gradients, positions, i, top, rows(first + i));
                }
                for (int p = 0; p < positions; p += LONGEST_SUM) {
                    addProducts(gradients, images, p, Math.min(LONGEST_SUM, positions - p), sums, sumsAt);
                }
            }
        }
    }

    /** Output rows of a band, of which the last one of an image may have fewer; counted through all images. */
    private int rows(int band) {
        return Math.min(layout.rows, s.output().h() - band % bands * layout.rows);
    }

    /** Adds {@code length} positions, from p on, to the sums of all weights. */
    private void addProducts(float[] gradients, float[] images, int p, int length, float[] sums, int sumsAt) {
        int[] shifts = layout.shiftsFrom(p);
        int k = shifts.length;
        int outputs = s.outChannelsPerGroup();
        for (int o = 0; o < outputs; o += kernels.dotRows()) {
            int rows = Math.min(kernels.dotRows(), outputs - o);
            for (int j = 0; j < k; j += kernels.dotColumns()) {
                kernels.dotTile(length, gradients, p + o * positions, positions, images, shifts, j,
                        sums, sumsAt + o * k + j, k, rows);
            }
        }
    }
}
