package longhand.backend.opencl;

import static longhand.backend.opencl.StrictKernel.TILE;

import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;

/**
 * How the convolution kernels want their arrays: images with borders of zeros, and channels in tiles of eight side by
 * side.
 */
final class Conv2dLayout {
    private Conv2dLayout() {}

    /** x with the padding of its window. */
    static float[] padded(float[] x, Conv2dShape s) {
        Size2d padding = s.window().padding();
        Size2d size = new Size2d(s.input().h() + 2 * padding.h(), s.input().w() + 2 * padding.w());
        return Layout.pad(x, s.batch() * s.inChannels(), s.input(), padding.h(), padding.w(), size);
    }

    /** Zeros to add around each plane of dy so that every input pixel finds all its partners there. */
    record Border(int top, int bottom, int left, int right) {
        static Border of(Conv2dShape s) {
            int[] rows = side(s.input().h(), s.output().h(), s.window().kernel().h(), s.window().stride().h(),
                    s.window().padding().h(), s.window().dilation().h());
            int[] columns = side(s.input().w(), s.output().w(), s.window().kernel().w(), s.window().stride().w(),
                    s.window().padding().w(), s.window().dilation().w());
            return new Border(rows[0], rows[1], columns[0], columns[1]);
        }

        private static int[] side(int in, int out, int kernel, int stride, int padding, int dilation) {
            // the partner of input 0 under the last kernel element; that of the last input under the first one, or
            // beyond
            int first = Math.ceilDiv(padding - dilation * (kernel - 1), stride);
            int last = (in - 1) / stride + (stride - 1 + padding) / stride;
            return new int[] {Math.max(0, -first), Math.max(0, last - (out - 1))};
        }

        Size2d around(Size2d size) {
            return new Size2d(size.h() + top + bottom, size.w() + left + right);
        }
    }

    /** w as {@code [groups · tiles of output channels][inChannelsPerGroup · kernel][TILE]}. */
    static float[] tilesOfOutChannels(float[] w, Conv2dShape s) {
        int rows = s.outChannelsPerGroup();
        int taps = s.inChannelsPerGroup() * kernel(s);
        int tileStep = taps * TILE;
        float[] tiles = new float[Math.toIntExact(Limits.product(s.groups(), Layout.tiles(rows), tileStep))];
        for (int group = 0; group < s.groups(); group++) {
            Layout.interleave(w, group * rows * taps, rows, taps, tiles, group * Layout.tiles(rows) * tileStep,
                    tileStep, TILE);
        }
        return tiles;
    }

    /** w as {@code [groups · tiles of input channels][kernel][outChannelsPerGroup][TILE]}. */
    static float[] tilesOfInChannels(float[] w, Conv2dShape s) {
        int rows = s.inChannelsPerGroup();
        int step = s.outChannelsPerGroup() * TILE;
        int tileStep = kernel(s) * step;
        float[] tiles = new float[Math.toIntExact(Limits.product(s.groups(), Layout.tiles(rows), tileStep))];
        for (int channel = 0; channel < s.outChannels(); channel++) {
            int group = channel / s.outChannelsPerGroup();
            int start = group * Layout.tiles(rows) * tileStep + channel % s.outChannelsPerGroup() * TILE;
            Layout.interleave(w, channel * rows * kernel(s), rows, kernel(s), tiles, start, tileStep, step);
        }
        return tiles;
    }

    /** dy as {@code [groups · tiles of output channels][batch · pixels][TILE]}. */
    static float[] tilesOfGradients(float[] dy, Conv2dShape s) {
        int rows = s.outChannelsPerGroup();
        int pixels = s.output().h() * s.output().w();
        int tileStep = s.batch() * pixels * TILE;
        float[] tiles = new float[Math.toIntExact(Limits.product(s.groups(), Layout.tiles(rows), tileStep))];
        for (int image = 0; image < s.batch(); image++) {
            for (int group = 0; group < s.groups(); group++) {
                Layout.interleave(dy, (image * s.groups() + group) * rows * pixels, rows, pixels, tiles,
                        group * Layout.tiles(rows) * tileStep + image * pixels * TILE, tileStep, TILE);
            }
        }
        return tiles;
    }

    private static int kernel(Conv2dShape s) {
        return s.window().kernel().h() * s.window().kernel().w();
    }
}
