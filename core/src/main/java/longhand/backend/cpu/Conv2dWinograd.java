package longhand.backend.cpu;

import java.util.Arrays;
import longhand.backend.Conv2dShape;
import longhand.backend.cpu.Scratch.Use;

/**
 * 3 × 3 and 5 × 5 convolutions with stride 1 through {@link Winograd} tiles.
 *
 * <p>All transforms work on vectors of channels, so images are first copied with the channels last. A tile of n × n pixels becomes
 * n² "frequencies"; for each frequency f the sum over channels is a matrix product:
 *
 * <pre>
 *   forward          M[f][tile][o]  = Σ_c     V[f][tile][c] · U[f][c][o]     U from w, V from x, y from M
 *   weight gradient  dU[f][o][c]    = Σ_tile  D[f][tile][o] · V[f][tile][c]  D from dy, V from x, dw from dU
 * </pre>
 *
 * <p>The work goes by blocks of tiles and output channels that stay in the caches.
 */
final class Conv2dWinograd {
    private static final int TILES = 56; // tiles in one part: a multiple of the rows of every matrix tile
    private static final int OUTPUTS = 32; // output channels that go through the inverse transform together
    private static final int GRADIENT_TILES = 224; // tiles between two passes over dU
    private static final int IMAGE_FLOATS = 2_000_000; // images with channels last held at a time
    /** Below, little time is won, and the transforms' rounding errors would weigh more than the sum's own. */
    private static final int FEWEST_CHANNELS = 32;

    private final Kernels kernels;
    private final Gemm gemm;

    Conv2dWinograd(Kernels kernels, Gemm gemm) {
        this.kernels = kernels;
        this.gemm = gemm;
    }

    /** Whether this algorithm applies and pays. */
    static boolean suits(Conv2dShape s) {
        var w = s.window();
        int k = w.kernel().h();
        return k == w.kernel().w() && (k == 3 || k == 5) && w.stride().h() == 1 && w.stride().w() == 1
                && w.dilation().h() == 1 && w.dilation().w() == 1 && s.groups() == 1
                && s.inChannels() >= FEWEST_CHANNELS && s.outChannels() >= FEWEST_CHANNELS
                && s.batch() * s.output().h() * s.output().w() >= 256;
    }

    /** The tiles of one shape. */
    private record Tiles(Winograd f, int down, int across, int perImage, int height, int width) {
        static Tiles of(Conv2dShape s) {
            Winograd f = s.window().kernel().h() == 3 ? Winograd.F4_3 : Winograd.F4_5;
            int down = Math.ceilDiv(s.output().h(), f.m);
            int across = Math.ceilDiv(s.output().w(), f.m);
            return new Tiles(f, down, across, down * across, down * f.m + f.r - 1, across * f.m + f.r - 1);
        }
    }

    void forward(float[] x, float[] w, float[] bias, boolean relu, float[] y, Conv2dShape s) {
        Tiles tiles = Tiles.of(s);
        float[] u = weights(w, s, tiles.f);
        int row = gemm.paddedRow(s.inChannels());
        int imageSize = tiles.height * tiles.width * row;
        int chunk = Math.clamp(IMAGE_FLOATS / imageSize, 1, s.batch());
        float[] images = Scratch.floats(Use.CHANNELS_LAST, chunk * imageSize);
        for (int first = 0; first < s.batch(); first += chunk) {
            int start = first;
            int count = Math.min(chunk, s.batch() - first);
            Workers.run(count, i -> channelsLast(x, (start + i) * s.inChannels(), s.inChannels(), s.input().h(), s.input().w(),
                    s.window().padding().h(), s.window().padding().w(), images, i * imageSize, tiles.height, tiles.width, row));
            int strips = count * tiles.down;
            int perPart = Math.max(1, TILES / tiles.across);
            Workers.run(Math.ceilDiv(strips, perPart), part -> forwardRows(images, row, u, bias, relu, y, s, tiles, start,
                    part * perPart, Math.min(strips, (part + 1) * perPart)));
        }
    }

    /** U[f][block of outputs][c][output in the block]. */
    private float[] weights(float[] w, Conv2dShape s, Winograd f) {
        int area = f.r * f.r;
        int k = s.inChannels() * area;
        int blocks = Math.ceilDiv(s.outChannels(), OUTPUTS);
        int row = blocks * OUTPUTS;
        int frequency = blocks * s.inChannels() * OUTPUTS;
        float[] last = Scratch.floats(Use.CHANNELS_LAST, k * row);
        float[] u = Scratch.floats(Use.FREQUENCY_WEIGHT, f.n * f.n * frequency);
        Workers.ranges(s.inChannels(), 4, (from, to) -> {
            kernels.transpose(w, from * area, k, last, from * area * row, row, s.outChannels(), (to - from) * area);
            for (int c = from; c < to; c++) {
                for (int block = 0; block < blocks; block++) {
                    kernels.sandwich(f.weight, last, c * area * row + block * OUTPUTS, f.r * row, row,
                            u, (block * s.inChannels() + c) * OUTPUTS, f.n * frequency, frequency, OUTPUTS);
                }
            }
        });
        return u;
    }

    /** Copies an image [channels][h][w] into the middle of a zero image [height][width][row]. */
    private void channelsLast(float[] x, int firstPlane, int channels, int h, int w, int top, int left, float[] image, int at,
            int height, int width, int row) {
        for (int i = 0; i < height; i++) {
            int to = at + i * width * row;
            if (i < top || i >= top + h) {
                Arrays.fill(image, to, to + width * row, 0);
            } else {
                Arrays.fill(image, to, to + left * row, 0);
                kernels.transpose(x, (firstPlane * h + i - top) * w, h * w, image, to + left * row, row, channels, w);
                Arrays.fill(image, to + (left + w) * row, to + width * row, 0);
            }
        }
    }

    /** All outputs of the rows of tiles [from, to), counted through all images of the chunk. */
    private void forwardRows(float[] images, int row, float[] u, float[] bias, boolean relu, float[] y, Conv2dShape s, Tiles tiles,
            int firstImage, int from, int to) {
        Winograd f = tiles.f;
        int count = (to - from) * tiles.across;
        int inputs = s.inChannels();
        float[] v = Scratch.floats(Use.BLOCK_A, f.n * f.n * count * row);
        for (int t = 0; t < count; t++) {
            kernels.sandwich(f.input, images, tileStart(tiles, from * tiles.across + t, row), tiles.width * row, row,
                    v, t * row, f.n * count * row, count * row, row);
        }
        float[] products = Scratch.floats(Use.BLOCK_C, f.n * f.n * count * OUTPUTS);
        int blocks = Math.ceilDiv(s.outChannels(), OUTPUTS);
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < f.n * f.n; i++) {
                gemm.multiply(count, OUTPUTS, inputs, v, i * count * row, row, 1, u, (i * blocks + block) * inputs * OUTPUTS, OUTPUTS,
                        products, i * count * OUTPUTS, OUTPUTS, false);
            }
            for (int strip = from; strip < to; strip++) {
                strip(products, (strip - from) * tiles.across * OUTPUTS, count * OUTPUTS, bias, relu, y, s, tiles, firstImage, strip,
                        block * OUTPUTS);
            }
        }
    }

    /** Brings one row of tiles back from the frequencies, adds the bias, applies ReLU and writes the pixels into the planes of y. */
    private void strip(float[] products, int at, int frequency, float[] bias, boolean relu, float[] y, Conv2dShape s, Tiles tiles,
            int firstImage, int strip, int firstOutput) {
        Winograd f = tiles.f;
        int width = tiles.across * f.m;
        int outputs = Math.min(OUTPUTS, s.outChannels() - firstOutput);
        float[] pixels = Scratch.floats(Use.SMALL, (f.m * width + 1) * OUTPUTS);
        for (int t = 0; t < tiles.across; t++) {
            kernels.sandwich(f.output, products, at + t * OUTPUTS, f.n * frequency, frequency, pixels, t * f.m * OUTPUTS,
                    width * OUTPUTS, OUTPUTS, OUTPUTS);
        }
        if (bias.length > 0 || relu) {
            int biasAt = f.m * width * OUTPUTS;
            Arrays.fill(pixels, biasAt, biasAt + OUTPUTS, 0);
            System.arraycopy(bias, bias.length > 0 ? firstOutput : 0, pixels, biasAt, bias.length > 0 ? outputs : 0);
            kernels.addRowThenRelu(pixels, 0, f.m * width, OUTPUTS, pixels, biasAt, relu);
        }
        int plane = s.output().h() * s.output().w();
        int top = strip % tiles.down * f.m;
        int yAt = ((firstImage + strip / tiles.down) * s.outChannels() + firstOutput) * plane + top * s.output().w();
        for (int i = 0; i < Math.min(f.m, s.output().h() - top); i++) {
            kernels.transpose(pixels, i * width * OUTPUTS, OUTPUTS, y, yAt + i * s.output().w(), plane, s.output().w(), outputs);
        }
    }

    private static int tileStart(Tiles tiles, int t, int row) {
        int image = t / tiles.perImage;
        int i = t % tiles.perImage / tiles.across;
        int j = t % tiles.across;
        return ((image * tiles.height + i * tiles.f.m) * tiles.width + j * tiles.f.m) * row;
    }

    void weightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        Tiles tiles = Tiles.of(s);
        Winograd f = tiles.f;
        int inputs = s.inChannels();
        int outputs = s.outChannels();
        int inRow = gemm.paddedRow(inputs);
        int outRow = gemm.paddedRow(outputs);
        int chunk = Math.clamp(GRADIENT_TILES / tiles.perImage, 1, s.batch());
        int most = chunk * tiles.perImage;
        float[] v = Scratch.floats(Use.FREQUENCY_INPUT, f.n * f.n * most * inRow);
        float[] d = Scratch.floats(Use.FREQUENCY_OUTPUT, f.n * f.n * most * outRow);
        float[] du = Scratch.floats(Use.PARTIAL_SUMS, f.n * f.n * outputs * inRow);
        for (int first = 0; first < s.batch(); first += chunk) {
            int start = first;
            int count = Math.min(chunk, s.batch() - first);
            int total = count * tiles.perImage;
            Workers.run(count, i -> transformImage(x, dy, s, tiles, start + i, i * tiles.perImage, total, v, inRow, d, outRow));
            Workers.run(f.n * f.n, i -> gemm.multiply(outputs, inputs, total, d, i * total * outRow, 1, outRow, v, i * total * inRow,
                    inRow, du, i * outputs * inRow, inRow, start > 0));
        }
        int area = f.r * f.r;
        Workers.ranges(outputs, 8, (from, to) -> {
            float[] taps = Scratch.floats(Use.SMALL, area * inRow);
            for (int o = from; o < to; o++) {
                kernels.sandwich(f.weightGradient, du, o * inRow, f.n * outputs * inRow, outputs * inRow, taps, 0, f.r * inRow, inRow,
                        inRow);
                kernels.transpose(taps, 0, inRow, dw, o * inputs * area, area, area, inputs);
            }
        });
    }

    /** Writes the tiles of one image of x into V and of dy into D, beginning with tile number {@code firstTile} of {@code total}. */
    private void transformImage(float[] x, float[] dy, Conv2dShape s, Tiles tiles, int n, int firstTile, int total, float[] v,
            int inRow, float[] d, int outRow) {
        Winograd f = tiles.f;
        float[] image = Scratch.floats(Use.PLANES, tiles.height * tiles.width * Math.max(inRow, outRow));
        channelsLast(x, n * s.inChannels(), s.inChannels(), s.input().h(), s.input().w(), s.window().padding().h(),
                s.window().padding().w(), image, 0, tiles.height, tiles.width, inRow);
        for (int t = 0; t < tiles.perImage; t++) {
            kernels.sandwich(f.input, image, tileStart(tiles, t, inRow), tiles.width * inRow, inRow, v, (firstTile + t) * inRow,
                    f.n * total * inRow, total * inRow, inRow);
        }
        channelsLast(dy, n * s.outChannels(), s.outChannels(), s.output().h(), s.output().w(), 0, 0, image, 0, tiles.height,
                tiles.width, outRow);
        for (int t = 0; t < tiles.perImage; t++) {
            kernels.sandwich(f.outputGradient, image, tileStart(tiles, t, outRow), tiles.width * outRow, outRow, d,
                    (firstTile + t) * outRow, f.n * total * outRow, total * outRow, outRow);
        }
    }
}
