package longhand.backend.cpu;

import longhand.backend.Conv2dShape;
import longhand.backend.Size2d;
import longhand.backend.Window2d;

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

    /** @param images side by side */
    ShiftedImages(Conv2dShape s, int images) {
        this.s = s;
        Window2d w = s.window();
        Size2d stride = w.stride();
        height = Math.ceilDiv(s.input().h() + 2 * w.padding().h(), stride.h());
        width = Math.ceilDiv(s.input().w() + 2 * w.padding().w(), stride.w());
        row = images * width;
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

    /** Whether the layout of a single image is that of the image itself. */
    boolean isImage() {
        Window2d w = s.window();
        return w.stride().equals(Size2d.square(1)) && w.padding().equals(Size2d.square(0));
    }

    /** Copies channels of one group of image n to place {@code place} among the images, between the zeros of the padding. */
    void load(Kernels kernels, float[] x, int n, int group, float[] images, int place) {
        eachPhaseOfRows(n, group, (from, at, rows) -> loadRows(kernels, x, from, images, at + place * width, rows));
    }

    /** The way back for the only image: leaves out the padding. */
    void unload(Kernels kernels, float[] image, float[] x, int n, int group) {
        eachPhaseOfRows(n, group, (from, at, rows) -> unloadRows(kernels, image, at, x, from, rows));
    }

    /** Rows of one channel that fall into the same phase: where the first is among the pixels and in the layout, and how many. */
    @FunctionalInterface
    private interface Rows {
        void at(int pixels, int layout, int rows);
    }

    private void eachPhaseOfRows(int n, int group, Rows task) {
        int h = s.input().h();
        int w = s.input().w();
        int strideH = s.window().stride().h();
        int strideW = s.window().stride().w();
        int from = (n * s.inChannels() + group * s.inChannelsPerGroup()) * h * w;
        for (int c = 0; c < s.inChannelsPerGroup(); c++) {
            for (int phase = 0; phase < strideH; phase++) {
                int first = Math.floorMod(phase - s.window().padding().h(), strideH); // the first row that falls into this phase
                int at = ((c * strideH + phase) * strideW * height + (first + s.window().padding().h()) / strideH) * row;
                task.at(from + (c * h + first) * w, at, Math.max(0, Math.ceilDiv(h - first, strideH)));
            }
        }
    }

    private void loadRows(Kernels kernels, float[] x, int from, float[] images, int at, int rows) {
        int step = s.window().stride().h() * s.input().w();
        int padding = s.window().padding().w();
        int stride = s.window().stride().w();
        if (stride == 1) {
            kernels.copyRows(x, from, step, images, at + padding, row, rows, s.input().w(), 0, false);
            return;
        }
        for (int phase = 0; phase < stride; phase++) {
            int first = Math.floorMod(phase - padding, stride);
            int target = at + phase * height * row + (first + padding) / stride;
            for (int i = 0; i < rows; i++) {
                for (int j = first, to = target + i * row; j < s.input().w(); j += stride) {
                    images[to++] = x[from + i * step + j];
                }
            }
        }
    }

    private void unloadRows(Kernels kernels, float[] image, int at, float[] x, int from, int rows) {
        int step = s.window().stride().h() * s.input().w();
        int padding = s.window().padding().w();
        int stride = s.window().stride().w();
        if (stride == 1) {
            kernels.copyRows(image, at + padding, row, x, from, step, rows, s.input().w(), 0, false);
            return;
        }
        for (int phase = 0; phase < stride; phase++) {
            int first = Math.floorMod(phase - padding, stride);
            int source = at + phase * height * row + (first + padding) / stride;
            for (int i = 0; i < rows; i++) {
                for (int j = first, next = source + i * row; j < s.input().w(); j += stride) {
                    x[from + i * step + j] = image[next++];
                }
            }
        }
    }

    /** Copies an output gradient of image n, one group's channels, to the positions of place {@code place}: [channel][position]. */
    void loadGradient(Kernels kernels, float[] dy, int n, int group, float[] gradients, int gradientRow, int place) {
        int outputs = s.outChannelsPerGroup();
        int h = s.output().h();
        int w = s.output().w();
        for (int o = 0; o < outputs; o++) {
            kernels.copyRows(dy, (n * s.outChannels() + group * outputs + o) * h * w, w, gradients, o * gradientRow + place * width, row,
                    h, w, 0, false);
        }
    }
}
