package longhand.backend.cpu.conv2d;

import java.util.Arrays;
import java.util.stream.IntStream;
import longhand.backend.cpu.loops.Kernels;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * The layout in which a convolution needs no patch matrix: what the weight k meets at all output positions is the image
 * itself, read from another place on.
 *
 * <p>Take a padded image of width W and stride 1, and number the output positions by the pixel under their upper left
 * corner: position = i·W + j. Then weight (c, u, v) meets, at every position, pixel {@code position + shift} with
 * {@code shift = c·H·W + u·W + v}. Row k of the patch matrix is thus the image from {@code shifts[k]} on. The price:
 * the last columns of each row are positions where the window would run over the edge; they are computed and dropped.
 *
 * <p>Several images lie side by side, as one wide image. With stride s the same holds after the pixels are sorted into
 * s × s planes by row and column modulo s ("phases"), because neighbouring outputs are then neighbours again. Dilation
 * only changes the shifts.
 *
 * <p>Of a large image only a band is held: some output rows and the pixels under their windows.
 */
final class ShiftedImages {
    private static final int BAND_FLOATS = 128_000; // 512 KB: a band stays in the second-level cache

    /** How many images have a place side by side. */
    final int places;
    /** Input channels of one group: so many are in the layout. */
    final int channels;
    /** Output rows of a band: so many rows of windows are in the layout. */
    final int rows;
    /** Floats of a band of all images, one group of channels of them. */
    final int size;
    /** Width of one image. */
    final int width;
    /** Width of all images: distance between the positions of two output rows. */
    final int row;
    /** For each weight of one output channel, how far on it reads. */
    final int[] shifts;

    private final Conv2dShape s;
    private final Kernels kernels;
    private final int height; // of a phase
    private final Phase[] phases; // of one channel

    /**
     * The pixels of one channel with the same row and column modulo the stride.
     *
     * @param pixel where the first of them is in the channel
     * @param at where the phase begins in the layout of the channel
     * @param top above it are so many rows of padding, which the layout of the whole image has too
     * @param left to its left are so many columns of padding
     * @param seen whether some weight meets these pixels
     */
    private record Phase(int pixel, int at, int top, int left, int rows, int columns, boolean seen) {}

    /** @param rows output rows of a band */
    ShiftedImages(Kernels kernels, Conv2dShape s, int places, int rows) {
        this.kernels = kernels;
        this.s = s;
        this.places = places;
        this.rows = rows;
        Window2d w = s.window();
        channels = s.inChannelsPerGroup();
        height = rows + rowsBelow(s);
        width = Math.ceilDiv(s.input().w() + 2 * w.padding().w(), w.stride().w());
        row = places * width;
        phases = new Phase[w.stride().area()];
        Arrays.setAll(phases, i -> phase(i / w.stride().w(), i % w.stride().w()));
        size = channels * phases.length * height * row;
        shifts = new int[channels * w.kernel().area()];
        Arrays.setAll(shifts, this::shift);
    }

    private int shift(int k) {
        Window2d w = s.window();
        int i = k % w.kernel().area() / w.kernel().w() * w.dilation().h();
        int j = k % w.kernel().w() * w.dilation().w();
        int phase = i % w.stride().h() * w.stride().w() + j % w.stride().w();
        int plane = k / w.kernel().area() * phases.length + phase;
        return plane * height * row + i / w.stride().h() * row + j / w.stride().w();
    }

    private Phase phase(int i, int j) {
        Size2d stride = s.window().stride();
        Size2d padding = s.window().padding();
        int h = s.input().h();
        int w = s.input().w();
        int top = Math.floorMod(i - padding.h(), stride.h()); // the first row and column of the image in this phase
        int left = Math.floorMod(j - padding.w(), stride.w());
        return new Phase(top * w + left, (i * stride.w() + j) * height * row,
                (top + padding.h()) / stride.h(), (left + padding.w()) / stride.w(),
                Math.max(0, Math.ceilDiv(h - top, stride.h())), Math.max(0, Math.ceilDiv(w - left, stride.w())),
                meets(i, s.window().kernel().h(), s.window().dilation().h(), stride.h())
                        && meets(j, s.window().kernel().w(), s.window().dilation().w(), stride.w()));
    }

    private static boolean meets(int remainder, int kernel, int dilation, int stride) {
        return IntStream.range(0, kernel).anyMatch(u -> u * dilation % stride == remainder);
    }

    /** How many rows of a phase, below its own one, the window of an output reaches. */
    static int rowsBelow(Conv2dShape s) {
        Window2d w = s.window();
        return (w.kernel().h() - 1) * w.dilation().h() / w.stride().h();
    }

    /** Rows of a phase of the whole image, with the padding. */
    static int phaseRows(Conv2dShape s) {
        return Math.ceilDiv(s.input().h() + 2 * s.window().padding().h(), s.window().stride().h());
    }

    /**
     * How many bands an image has.
     *
     * @param all rows of an image
     * @param rowFloats floats that belong to one of them
     * @param parts so many bands are wanted at least in all images and groups
     */
    static int bands(Conv2dShape s, int all, int rowFloats, int parts) {
        int below = rowsBelow(s);
        int fitting = Math.max(BAND_FLOATS / Math.max(1, rowFloats) - below, 2 * below + 1);
        int bands = Math.max(Math.ceilDiv(all, fitting), parts / Math.max(1, s.batch() * s.groups()));
        return Math.clamp(bands, 1, Math.max(1, all));
    }

    /** How many rows a band gets at the most; see {@link #bands}. */
    static int rowsInBand(Conv2dShape s, int all, int rowFloats, int parts) {
        return Math.ceilDiv(all, bands(s, all, rowFloats, parts));
    }

    /** Floats of one row of all phases and channels of a group. */
    static int pixelsInRow(Conv2dShape s) {
        Window2d w = s.window();
        return s.inChannelsPerGroup() * w.stride().h() * (s.input().w() + 2 * w.padding().w());
    }

    /** The shifts for sums that begin at position {@code first}. */
    int[] shiftsFrom(int first) {
        return first == 0 ? shifts : Arrays.stream(shifts).map(shift -> shift + first).toArray();
    }

    /** Whether the layout of a single image, all of it, is that of the image itself. */
    static boolean isImage(Conv2dShape s) {
        return s.window().stride().equals(Size2d.square(1)) && !s.window().isPadded();
    }

    /** Positions of so many output rows, rounded up to whole vectors. */
    int positions(int outputRows) {
        return kernels.wholeVectors(outputRows * row);
    }

    /**
     * Copies a band of image n, channels of one group, to place {@code place}; rows of padding become 0. Its columns of
     * padding are left as they are: they have to be 0 already.
     *
     * @param top first output row of the band
     */
    void load(float[] x, int n, int group, float[] images, int place, int top) {
        for (int c = 0; c < channels; c++) {
            int from = s.x(n, group * channels + c, 0, 0);
            int to = c * phases.length * height * row + place * width;
            for (Phase phase : phases) {
                if (phase.seen) {
                    load(phase, x, from + phase.pixel, images, to + phase.at + phase.left, top);
                }
            }
        }
    }

    private void load(Phase phase, float[] x, int from, float[] images, int to, int top) {
        int rowStep = s.window().stride().h() * s.input().w();
        int step = s.window().stride().w();
        for (int i = 0; i < height; i++) {
            int at = to + i * row;
            int pixelRow = top + i - phase.top;
            if (pixelRow >= 0 && pixelRow < phase.rows) {
                kernels.strided(x, from + pixelRow * rowStep, step, images, at, phase.columns);
            } else {
                Arrays.fill(images, at, at + phase.columns, 0);
            }
        }
    }

    /**
     * The way back for the only image: leaves out the padding.
     *
     * @param top the output row that the layout begins with
     * @param first the first row of each phase that is copied
     * @param end the one after the last; rows below the layout are 0
     */
    void unload(float[] image, float[] x, int n, int group, int top, int first, int end) {
        for (int c = 0; c < channels; c++) {
            int to = s.x(n, group * channels + c, 0, 0);
            int from = c * phases.length * height * row;
            for (Phase phase : phases) {
                for (int i = Math.max(first, phase.top); i < Math.min(end, phase.top + phase.rows); i++) {
                    int at = i - top < height ? from + phase.at + (i - top) * row + phase.left : -1;
                    unloadRow(image, at, x, to + phase.pixel
                            + (i - phase.top) * s.window().stride().h() * s.input().w(), phase.columns);
                }
            }
        }
    }

    /** @param at where the row begins; −1: it is 0 */
    private void unloadRow(float[] image, int at, float[] x, int to, int columns) {
        int step = s.window().stride().w();
        if (step == 1 && at >= 0) {
            System.arraycopy(image, at, x, to, columns);
            return;
        }
        for (int j = 0; j < columns; j++) {
            x[to + j * step] = at < 0 ? 0 : image[at + j];
        }
    }

    /**
     * Copies output rows [top, top + count) of an output gradient of image n, one group's channels, to the positions of
     * a place: [channel][position].
     */
    void loadGradient(float[] dy, int n, int group, float[] gradients, int gradientRow, int place, int top, int count) {
        int outputs = s.outChannelsPerGroup();
        int w = s.output().w();
        for (int o = 0; o < outputs; o++) {
            int from = s.y(n, group * outputs + o, top, 0);
            int to = o * gradientRow + place * width;
            for (int i = 0; i < count; i++) {
                System.arraycopy(dy, from + i * w, gradients, to + i * row, w);
            }
        }
    }
}
