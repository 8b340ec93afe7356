package longhand.backend.cpu.conv2d;

import static longhand.backend.cpu.conv2d.Conv2dWinograd.CHANNELS;

import java.util.Arrays;
import longhand.backend.cpu.conv2d.Winograd.Tiles;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.matmul.Gemm;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;

/**
 * The tiles that {@link Conv2dWinograd} cuts images into, and their way to the frequencies. Images are first copied
 * with the channels last, with zeros around them, since all transforms work on vectors of channels.
 */
final class WinogradTiles {
    final Winograd f;
    /** Rows of tiles in an image. */
    final int down;
    /** Tiles in a row. */
    final int across;
    final int perImage;
    /** Rows and columns of pixels that the tiles cover. */
    final int height;
    final int width;

    private final Kernels kernels;
    private final Gemm gemm;
    private final Conv2dShape s;

    WinogradTiles(Kernels kernels, Gemm gemm, Conv2dShape s) {
        this.kernels = kernels;
        this.gemm = gemm;
        this.s = s;
        f = s.window().kernel().h() == 3 ? Winograd.F4_3 : Winograd.F4_5;
        down = Math.ceilDiv(s.output().h(), f.m);
        across = Math.ceilDiv(s.output().w(), f.m);
        perImage = down * across;
        height = down * f.m + f.r - 1;
        width = across * f.m + f.r - 1;
    }

    /** Images of one size, and the zeros that they get at the top and on the left. */
    record Images(float[] array, int channels, Size2d size, Size2d padding) {}

    /** The inputs of the convolution. */
    Images inputs(float[] x) {
        return new Images(x, s.inChannels(), s.input(), s.window().padding());
    }

    /** The gradients of its outputs. */
    Images outputGradients(float[] dy) {
        return new Images(dy, s.outChannels(), s.output(), Size2d.square(0));
    }

    /** Where tiles go, as [frequency][block of channels][tile][channel] or in another order: distances in memory. */
    record Frequencies(float[] array, int frequency, int block, int tile) {}

    /** Copies an image into the middle of a zero image [height][width][row]. */
    void channelsLast(Images x, int image, float[] pixels, int at, int row) {
        channelsLast(x, image, 0, 1, pixels, at, row);
    }

    /** The same, of so many bands of that image one. */
    void channelsLast(Images x, int image, int band, int bands, float[] pixels, int at, int row) {
        channelsLast(x, image * x.channels, x.channels, height * band / bands, height * (band + 1) / bands, pixels, at,
                row);
    }

    /** Rows [from, to) of the zero image, a few channels at a time from end to end. */
    private void channelsLast(Images x, int firstPlane, int channels, int from, int to, float[] pixels, int at,
            int row) {
        int h = x.size.h();
        int w = x.size.w();
        int top = x.padding.h();
        int left = x.padding.w();
        for (int i = from; i < to; i++) {
            boolean outside = i < top || i >= top + h;
            int start = at + i * width * row;
            Arrays.fill(pixels, start, start + (outside ? width : left) * row, 0);
            Arrays.fill(pixels, start + (outside ? width : left + w) * row, start + width * row, 0);
        }
        for (int c = 0; c < channels; c += kernels.lanes()) {
            for (int i = Math.max(0, from - top); i < Math.min(h, to - top); i++) {
                kernels.transpose(x.array, ((firstPlane + c) * h + i) * w, h * w, pixels,
                        at + ((i + top) * width + left) * row + c, row, Math.min(kernels.lanes(), channels - c), w);
            }
        }
    }

    /** Where a row of tiles begins in images with channels last. */
    int stripStart(int strip, int row) {
        return (strip / down * height + strip % down * f.m) * width * row;
    }

    /**
     * Transforms a row of tiles, beginning at position {@code at} of an image with channels last.
     *
     * @param toAt where the first tile's first frequency goes
     */
    void toFrequencies(Winograd.Transform t, float[] image, int at, int row, int channels, Frequencies to, int toAt) {
        int columns = (across - 1) * f.m + t.ins();
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] half = frame.floats(t.outs() * columns * CHANNELS);
            for (int c = 0; c < channels; c += CHANNELS) {
                int n = kernels.wholeVectors(Math.min(CHANNELS, channels - c));
                t.columns(gemm, image, at + c, width * row, row, columns, n, half);
                t.rows(gemm, new Tiles(half, 0, columns * n, n, f.m * n), new Tiles(to.array,
                        toAt + c / CHANNELS * to.block, f.n * to.frequency, to.frequency, to.tile), across, n);
            }
        }
    }

    /** Transforms all tiles of so many images; each part has a block of channels of an image. */
    void transform(Winograd.Transform t, Images x, int firstImage, int images, Frequencies to) {
        int blocks = Math.ceilDiv(x.channels, CHANNELS);
        Workers.run(images * blocks, part -> {
            int image = part / blocks;
            int c = part % blocks * CHANNELS;
            int count = Math.min(CHANNELS, x.channels - c);
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] pixels = frame.floats(height * width * CHANNELS);
                channelsLast(x, (firstImage + image) * x.channels + c, count, 0, height, pixels, 0, CHANNELS);
                for (int i = 0; i < down; i++) {
                    int tile = image * perImage + i * across;
                    toFrequencies(t, pixels, stripStart(i, CHANNELS), CHANNELS, count, to,
                            part % blocks * to.block + tile * to.tile);
                }
            }
        });
    }
}
