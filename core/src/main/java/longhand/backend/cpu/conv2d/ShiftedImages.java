package longhand.backend.cpu.conv2d;

import java.util.Arrays;
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
 */
final class ShiftedImages {
    /** How many images have a place side by side. */
    final int places;
    /** Input channels of one group: so many are in the layout. */
    final int channels;
    /** Floats of all images, one group of channels of them. */
    final int size;
    /** Width of one image. */
    final int width;
    /** Width of all images: distance between the positions of two output rows. */
    final int row;
    /** For each weight of one output channel, how far on it reads. */
    final int[] shifts;

    private final Conv2dShape s;
    private final int height;
    private final Phase[] phases; // of one channel

    /**
     * The pixels of one channel with the same row and column modulo the stride.
     *
     * @param pixel where the first of them is in the channel
     * @param at where it is in the layout of the channel
     */
    private record Phase(int pixel, int at, int rows, int columns) {}

    ShiftedImages(Conv2dShape s, int places) {
        this.s = s;
        this.places = places;
        Window2d w = s.window();
        channels = s.inChannelsPerGroup();
        height = Math.ceilDiv(s.input().h() + 2 * w.padding().h(), w.stride().h());
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
        int at = (i * stride.w() + j) * height * row
                + (top + padding.h()) / stride.h() * row + (left + padding.w()) / stride.w();
        return new Phase(top * w + left, at,
                Math.max(0, Math.ceilDiv(h - top, stride.h())), Math.max(0, Math.ceilDiv(w - left, stride.w())));
    }

    /** The shifts for sums that begin at position {@code first}. */
    int[] shiftsFrom(int first) {
        return first == 0 ? shifts : Arrays.stream(shifts).map(shift -> shift + first).toArray();
    }

    /** Whether the layout of a single image is that of the image itself. */
    boolean isImage() {
        return phases.length == 1 && s.window().padding().equals(Size2d.square(0));
    }

    /** Positions of all outputs, rounded up to whole vectors. */
    int positions(int lanes) {
        return Math.ceilDiv(s.output().h() * row, lanes) * lanes;
    }

    /** Copies channels of one group of image n to place {@code place}, between the zeros of the padding. */
    void load(float[] x, int n, int group, float[] images, int place) {
        for (int c = 0; c < channels; c++) {
            int from = s.x(n, group * channels + c, 0, 0);
            int to = c * phases.length * height * row + place * width;
            for (Phase phase : phases) {
                load(phase, x, from + phase.pixel, images, to + phase.at);
            }
        }
    }

    private void load(Phase phase, float[] x, int from, float[] images, int to) {
        int rowStep = s.window().stride().h() * s.input().w();
        int step = s.window().stride().w();
        for (int i = 0; i < phase.rows; i++) {
            if (step == 1) {
                System.arraycopy(x, from + i * rowStep, images, to + i * row, phase.columns);
                continue;
            }
            for (int j = 0; j < phase.columns; j++) {
                images[to + i * row + j] = x[from + i * rowStep + j * step];
            }
        }
    }

    /** The way back for the only image: leaves out the padding. */
    void unload(float[] image, float[] x, int n, int group) {
        for (int c = 0; c < channels; c++) {
            int to = s.x(n, group * channels + c, 0, 0);
            int from = c * phases.length * height * row;
            for (Phase phase : phases) {
                unload(phase, image, from + phase.at, x, to + phase.pixel);
            }
        }
    }

    private void unload(Phase phase, float[] image, int from, float[] x, int to) {
        int rowStep = s.window().stride().h() * s.input().w();
        int step = s.window().stride().w();
        for (int i = 0; i < phase.rows; i++) {
            if (step == 1) {
                System.arraycopy(image, from + i * row, x, to + i * rowStep, phase.columns);
                continue;
            }
            for (int j = 0; j < phase.columns; j++) {
                x[to + i * rowStep + j * step] = image[from + i * row + j];
            }
        }
    }

    /** Copies an output gradient of image n, one group's channels, to the positions of a place: [channel][position]. */
    void loadGradient(float[] dy, int n, int group, float[] gradients, int gradientRow, int place) {
        int outputs = s.outChannelsPerGroup();
        int w = s.output().w();
        for (int o = 0; o < outputs; o++) {
            int from = s.y(n, group * outputs + o, 0, 0);
            int to = o * gradientRow + place * width;
            for (int i = 0; i < s.output().h(); i++) {
                System.arraycopy(dy, from + i * w, gradients, to + i * row, w);
            }
        }
    }
}
