package longhand.backend.cpu.conv2d;

import java.util.Arrays;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * The layout in which a convolution needs no patch matrix: what the weight k meets at all output positions is the image itself, read
 * from another place on.
 *
 * <p>Take a padded image of width W and stride 1, and number the output positions by the pixel under their upper left corner:
 * position = i·W + j. Then weight (c, u, v) meets, at every position, pixel {@code position + shift} with {@code shift = c·H·W + u·W
 * + v}. Row k of the patch matrix is thus the image from {@code shifts[k]} on. The price: the last columns of each row are positions
 * where the window would run over the edge; they are computed and dropped.
 *
 * <p>Several images lie side by side, as one wide image. With stride s the same holds after the pixels are sorted into s × s planes by
 * row and column modulo s ("phases"), because neighbouring outputs are then neighbours again. Dilation only changes the shifts.
 */
final class ShiftedImages {
    /** How many images have a place side by side. */
    final int places;
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

    ShiftedImages(Conv2dShape s, int places) {
        this.s = s;
        this.places = places;
        Window2d w = s.window();
        Size2d stride = w.stride();
        height = Math.ceilDiv(s.input().h() + 2 * w.padding().h(), stride.h());
        width = Math.ceilDiv(s.input().w() + 2 * w.padding().w(), stride.w());
        row = places * width;
        int plane = height * row;
        int phases = stride.h() * stride.w();
        size = s.inChannelsPerGroup() * phases * plane;
        int area = w.kernel().h() * w.kernel().w();
        shifts = new int[s.inChannelsPerGroup() * area];
        for (int k = 0; k < shifts.length; k++) {
            int i = k % area / w.kernel().w() * w.dilation().h();
            int j = k % w.kernel().w() * w.dilation().w();
            int phase = i % stride.h() * stride.w() + j % stride.w();
            shifts[k] = (k / area * phases + phase) * plane + i / stride.h() * row + j / stride.w();
        }
    }

    /** The shifts for sums that begin at position {@code first}. */
    int[] shiftsFrom(int first) {
        return first == 0 ? shifts : Arrays.stream(shifts).map(shift -> shift + first).toArray();
    }

    /** Whether the layout of a single image is that of the image itself. */
    boolean isImage() {
        Window2d w = s.window();
        return w.stride().equals(Size2d.square(1)) && w.padding().equals(Size2d.square(0));
    }

    /** Positions of all outputs, rounded up to whole vectors. */
    int positions(int lanes) {
        return Math.ceilDiv(s.output().h() * row, lanes) * lanes;
    }

    /** Copies channels of one group of image n to place {@code place} among the images, between the zeros of the padding. */
    void load(float[] x, int n, int group, float[] images, int place) {
        Size2d stride = s.window().stride();
        eachPhase(n, group, (pixels, at, rows, columns) -> copy(x, pixels, stride.h() * s.input().w(), stride.w(),
                images, at + place * width, row, 1, rows, columns));
    }

    /** The way back for the only image: leaves out the padding. */
    void unload(float[] image, float[] x, int n, int group) {
        Size2d stride = s.window().stride();
        eachPhase(n, group, (pixels, at, rows, columns) -> copy(image, at, row, 1,
                x, pixels, stride.h() * s.input().w(), stride.w(), rows, columns));
    }

    /** Pixels of one channel in the same phase: where the first is in the image and in the layout, how many rows and columns of them. */
    @FunctionalInterface
    private interface Phase {
        void at(int pixels, int layout, int rows, int columns);
    }

    private void eachPhase(int n, int group, Phase task) {
        int h = s.input().h();
        int w = s.input().w();
        Size2d stride = s.window().stride();
        Size2d padding = s.window().padding();
        int from = (n * s.inChannels() + group * s.inChannelsPerGroup()) * h * w;
        int at = 0;
        for (int c = 0; c < s.inChannelsPerGroup(); c++) {
            for (int i = 0; i < stride.h(); i++) {
                int top = Math.floorMod(i - padding.h(), stride.h()); // the first row and column of the image in this phase
                for (int j = 0; j < stride.w(); j++) {
                    int left = Math.floorMod(j - padding.w(), stride.w());
                    task.at(from + (c * h + top) * w + left,
                            at + (top + padding.h()) / stride.h() * row + (left + padding.w()) / stride.w(),
                            Math.max(0, Math.ceilDiv(h - top, stride.h())), Math.max(0, Math.ceilDiv(w - left, stride.w())));
                    at += height * row;
                }
            }
        }
    }

    private static void copy(float[] from, int fromAt, int fromRow, int fromStep, float[] to, int toAt, int toRow,
            int toStep, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            if (fromStep == 1 && toStep == 1) {
                System.arraycopy(from, fromAt + i * fromRow, to, toAt + i * toRow, columns);
                continue;
            }
            for (int j = 0; j < columns; j++) {
                to[toAt + i * toRow + j * toStep] = from[fromAt + i * fromRow + j * fromStep];
            }
        }
    }

    /** Copies an output gradient of image n, one group's channels, to the positions of place {@code place}: [channel][position]. */
    void loadGradient(float[] dy, int n, int group, float[] gradients, int gradientRow, int place) {
        int outputs = s.outChannelsPerGroup();
        int h = s.output().h();
        int w = s.output().w();
        for (int o = 0; o < outputs; o++) {
            copy(dy, (n * s.outChannels() + group * outputs + o) * h * w, w, 1, gradients, o * gradientRow + place * width, row, 1, h, w);
        }
    }
}
