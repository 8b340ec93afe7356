package longhand.backend.cpu.conv2d;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import longhand.backend.Epilogue;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.matmul.Gemm;
import longhand.backend.cpu.matmul.Matrix;
import longhand.backend.cpu.matmul.Rows;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;

/**
 * 3 × 3 and 5 × 5 convolutions with stride 1 through {@link Winograd} tiles.
 *
 * <p>All transforms work on vectors of channels, so images are first copied with the channels last. A tile of n × n
 * pixels becomes n² "frequencies"; for each frequency f the sum over channels is a matrix product:
 *
 * <pre>
 *   forward          M[f][tile][o]  = Σ_c     V[f][tile][c] · U[f][c][o]     U from w, V from x, y from M
 *   weight gradient  dU[f][o][c]    = Σ_tile  D[f][tile][o] · V[f][tile][c]  D from dy, V from x, dw from dU
 * </pre>
 *
 * <p>The work goes by blocks of tiles and output channels that stay in the caches.
 *
 * <p>The transforms mix the pixels of a tile, so a pixel that is NaN or ∞ would spoil outputs that never meet it. The
 * methods say when that happened. (A large pixel spoils its neighbours too, as far as rounding goes: the errors are
 * relative to the largest number in the tile.)
 */
public final class Conv2dWinograd {
    private static final int TILES = 24; // tiles in one part, whose transforms stay in the second-level cache
    private static final int GRADIENT_TILES = 112; // tiles between two passes over dU
    private static final int LONGEST_SUM = 256; // tiles added as float before their sum is added to dU
    static final int CHANNELS = 32; // transformed together: what is half done stays in the first-level cache
    private static final int GROUP = 64; // tiles multiplied with a block of weights at a time
    private static final int ENOUGH_PARTS = 8; // images, for all threads to have about the same to do

    private final Kernels kernels;
    private final Gemm gemm;
    private final WinogradWeights weights;

    public Conv2dWinograd(Kernels kernels, Gemm gemm) {
        this.kernels = kernels;
        this.gemm = gemm;
        weights = new WinogradWeights(gemm);
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

    /** Returns false if some result is not finite: then y has to be computed by another algorithm. */
    public boolean forward(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        Tiles tiles = Tiles.of(s);
        int area = tiles.f.r * tiles.f.r;
        int k = s.inChannels() * area;
        WinogradWeights.Order order = (c, first, outputs, to, at, row) ->
                kernels.transpose(w, first * k + c * area, k, to, at, row, outputs, area);
        return forward(x, order, end, y, s, tiles);
    }

    /**
     * The input gradient: the convolution of dy whose shape {@link RotatedKernel#shape} gives, with w rotated. Returns
     * false if some result is not finite.
     */
    public boolean inputGradient(float[] dy, float[] w, float[] dx, Conv2dShape rotated) {
        Tiles tiles = Tiles.of(rotated);
        int area = tiles.f.r * tiles.f.r;
        WinogradWeights.Order order = (c, first, outputs, to, at, row) ->
                kernels.transpose(w, (c * rotated.outChannels() + first) * area, area, to, at + (area - 1) * row, -row,
                        outputs, area);
        return forward(dy, order, Epilogue.NONE, dx, rotated, tiles);
    }

    private boolean forward(float[] x, WinogradWeights.Order w, Epilogue end, float[] y, Conv2dShape s, Tiles tiles) {
        AtomicBoolean finite = new AtomicBoolean(true);
        try (Scratch.Frame frame = Scratch.frame()) {
            if (s.outChannels() > s.batch() * tiles.perImage) {
                byOutputs(x, w, end, y, s, tiles, frame, finite);
            } else {
                byTiles(x, weights.transformed(w, s, tiles.f, frame), end, y, s, tiles, frame, finite);
            }
        }
        return finite.get();
    }

    /** For few tiles: each part transforms the weights of a block of outputs, and multiplies all tiles with them. */
    private void byOutputs(float[] x, WinogradWeights.Order w, Epilogue end, float[] y, Conv2dShape s, Tiles tiles,
            Scratch.Frame frame, AtomicBoolean finite) {
        Winograd f = tiles.f;
        int inputs = s.inChannels();
        int row = gemm.paddedRow(inputs);
        int all = s.batch() * tiles.perImage;
        float[] v = frame.floats(f.n * f.n * all * row);
        transform(f.input, x, 0, s.batch(), inputs, s.input(), s.window().padding(), tiles,
                new Frequencies(v, all * row, CHANNELS, row));
        int[] uRows = Rows.multiples(CHANNELS, inputs);
        int strips = s.batch() * tiles.down;
        int perGroup = Math.max(1, GROUP / tiles.across);
        Workers.run(Math.ceilDiv(s.outChannels(), CHANNELS), block -> {
            try (Scratch.Frame own = Scratch.frame()) {
                float[] u = weights.ofBlock(w, s, f, block, own);
                float[] products = own.floats(f.n * f.n * Math.min(strips, perGroup) * tiles.across * CHANNELS);
                for (int from = 0; from < strips; from += perGroup) {
                    int to = Math.min(strips, from + perGroup);
                    int count = (to - from) * tiles.across;
                    for (int i = 0; i < f.n * f.n; i++) {
                        gemm.multiply(Matrix.ofRows(v, (i * all + from * tiles.across) * row, count, inputs, row),
                                new Rows(u, i * inputs * CHANNELS, uRows, 1),
                                Matrix.ofRows(products, i * count * CHANNELS, count, CHANNELS, CHANNELS), false);
                    }
                    for (int strip = from; strip < to; strip++) {
                        strip(products, (strip - from) * tiles.across * CHANNELS, count * CHANNELS, end, y, s, tiles, 0,
                                strip, block * CHANNELS, finite);
                    }
                }
            }
        });
    }

    /** With the weights transformed before: each part has some tiles, and computes all their outputs. */
    private void byTiles(float[] x, float[] u, Epilogue end, float[] y, Conv2dShape s, Tiles tiles,
            Scratch.Frame frame, AtomicBoolean finite) {
        int row = gemm.paddedRow(s.inChannels());
        int imageSize = tiles.height * tiles.width * row;
        int perPart = Math.max(1, TILES / tiles.across);
        if (s.batch() >= ENOUGH_PARTS) {
            Workers.run(s.batch(), image -> {
                try (Scratch.Frame own = Scratch.frame()) {
                    float[] pixels = own.floats(imageSize);
                    channelsLast(x, image, s, tiles, pixels, 0, row);
                    for (int from = 0; from < tiles.down; from += perPart) {
                        forwardRows(pixels, row, u, end, y, s, tiles, image, from,
                                Math.min(tiles.down, from + perPart), finite);
                    }
                }
            });
            return;
        }
        float[] images = frame.floats(s.batch() * imageSize);
        Workers.run(s.batch(), i -> channelsLast(x, i, s, tiles, images, i * imageSize, row));
        int strips = s.batch() * tiles.down;
        Workers.run(Math.ceilDiv(strips, perPart), part -> forwardRows(images, row, u, end, y, s, tiles, 0,
                part * perPart, Math.min(strips, (part + 1) * perPart), finite));
    }

    private void channelsLast(float[] x, int image, Conv2dShape s, Tiles tiles, float[] pixels, int at, int row) {
        channelsLast(x, image * s.inChannels(), s.inChannels(), s.input(), s.window().padding(), pixels, at,
                tiles.height, tiles.width, row);
    }

    /**
     * Copies an image [channels][h][w] into the middle of a zero image [height][width][row], a few channels at a time
     * from end to end.
     */
    private void channelsLast(float[] x, int firstPlane, int channels, Size2d size, Size2d padding, float[] image,
            int at, int height, int width, int row) {
        int h = size.h();
        int w = size.w();
        int top = padding.h();
        int left = padding.w();
        for (int i = 0; i < height; i++) {
            boolean outside = i < top || i >= top + h;
            int to = at + i * width * row;
            Arrays.fill(image, to, to + (outside ? width : left) * row, 0);
            Arrays.fill(image, to + (outside ? width : left + w) * row, to + width * row, 0);
        }
        for (int c = 0; c < channels; c += kernels.lanes()) {
            for (int i = 0; i < h; i++) {
                kernels.transpose(x, ((firstPlane + c) * h + i) * w, h * w, image,
                        at + ((i + top) * width + left) * row + c, row, Math.min(kernels.lanes(), channels - c), w);
            }
        }
    }

    /** All outputs of the rows of tiles [from, to), counted through all images of the chunk. */
    private void forwardRows(float[] images, int row, float[] u, Epilogue end, float[] y, Conv2dShape s, Tiles tiles,
            int firstImage, int from, int to, AtomicBoolean finite) {
        Winograd f = tiles.f;
        int count = (to - from) * tiles.across;
        int inputs = s.inChannels();
        int blocks = Math.ceilDiv(s.outChannels(), CHANNELS);
        int[] uRows = Rows.multiples(CHANNELS, inputs);
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] v = frame.floats(f.n * f.n * count * row);
            float[] products = frame.floats(f.n * f.n * count * CHANNELS);
            for (int strip = from; strip < to; strip++) {
                toFrequencies(f.input, images, stripStart(tiles, strip, row), row, inputs, tiles, v,
                        (strip - from) * tiles.across * row, count * row, CHANNELS, row);
            }
            for (int block = 0; block < blocks; block++) {
                for (int i = 0; i < f.n * f.n; i++) {
                    gemm.multiply(Matrix.ofRows(v, i * count * row, count, inputs, row),
                            new Rows(u, (i * blocks + block) * inputs * CHANNELS, uRows, 1),
                            Matrix.ofRows(products, i * count * CHANNELS, count, CHANNELS, CHANNELS), false);
                }
                for (int strip = from; strip < to; strip++) {
                    strip(products, (strip - from) * tiles.across * CHANNELS, count * CHANNELS, end, y, s, tiles,
                            firstImage, strip, block * CHANNELS, finite);
                }
            }
        }
    }

    /** Brings one row of tiles back from the frequencies into the planes of y, adds the bias and applies ReLU. */
    private void strip(float[] products, int at, int frequency, Epilogue end, float[] y, Conv2dShape s, Tiles tiles,
            int firstImage, int strip, int firstOutput, AtomicBoolean finite) {
        Winograd f = tiles.f;
        int width = s.output().w();
        int outputs = Math.min(CHANNELS, s.outChannels() - firstOutput);
        int length = tiles.across * CHANNELS;
        int top = strip % tiles.down * f.m;
        int positions = Math.min(f.m, s.output().h() - top) * width;
        int plane = s.output().h() * width;
        int yAt = ((firstImage + strip / tiles.down) * s.outChannels() + firstOutput) * plane + top * width;
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] half = frame.floats(f.m * f.n * length);
            float[] pixels = frame.floats(f.m * (width + f.m) * CHANNELS);
            f.output.columns(gemm, products, at, f.n * frequency, frequency, f.n, length, half);
            // row by row: what the last tile of a row has too much lands where the next row begins, which is written
            // after it
            f.output.rows(gemm, half, f.n * length, length, CHANNELS, tiles.across, CHANNELS, pixels, 0,
                    width * CHANNELS, CHANNELS, f.m * CHANNELS);
            if (!Float.isFinite(kernels.sum(pixels, 0, positions * CHANNELS))) { // no faster way to ask them all
                finite.set(false);
            }
            kernels.transpose(pixels, 0, CHANNELS, y, yAt, plane, positions, outputs);
        }
        Epilogues.apply(end, y, yAt, plane, positions, firstOutput, outputs);
    }

    /** Where a row of tiles begins in images with channels last. */
    private static int stripStart(Tiles tiles, int strip, int row) {
        return (strip / tiles.down * tiles.height + strip % tiles.down * tiles.f.m) * tiles.width * row;
    }

    /**
     * Transforms a row of tiles, beginning at position {@code at} of an image with channels last, to y[frequency][block
     * of channels][tile][channel], or any other order that the strides say.
     */
    private void toFrequencies(Winograd.Transform t, float[] image, int at, int row, int channels, Tiles tiles,
            float[] y, int yAt, int frequency, int block, int tile) {
        int columns = (tiles.across - 1) * tiles.f.m + t.ins();
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] half = frame.floats(t.outs() * columns * CHANNELS);
            for (int c = 0; c < channels; c += CHANNELS) {
                int n = Math.ceilDiv(Math.min(CHANNELS, channels - c), kernels.lanes()) * kernels.lanes();
                t.columns(gemm, image, at + c, tiles.width * row, row, columns, n, half);
                t.rows(gemm, half, columns * n, n, tiles.f.m * n, tiles.across, n, y, yAt + c / CHANNELS * block,
                        tiles.f.n * frequency, frequency, tile);
            }
        }
    }

    /** Returns false if some result is not finite: then dw has to be computed by another algorithm. */
    public boolean weightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        Tiles tiles = Tiles.of(s);
        Winograd f = tiles.f;
        int inputs = s.inChannels();
        int outputs = s.outChannels();
        int inRow = gemm.paddedRow(inputs);
        int inBlocks = Math.ceilDiv(inputs, CHANNELS);
        int outBlocks = Math.ceilDiv(outputs, CHANNELS);
        int chunk = Math.ceilDiv(s.batch(), Math.ceilDiv(s.batch(), Math.max(1, GRADIENT_TILES / tiles.perImage)));
        int most = f.n * f.n * chunk * tiles.perImage * CHANNELS;
        int[] vRows = Rows.multiples(CHANNELS, chunk * tiles.perImage);
        AtomicBoolean finite = new AtomicBoolean(true);
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] v = frame.floats(most * inBlocks);
            float[] d = frame.floats(most * outBlocks);
            float[] du = frame.floats(f.n * f.n * outputs * inRow);
            for (int first = 0; first < s.batch(); first += chunk) {
                int start = first;
                int count = Math.min(chunk, s.batch() - first);
                int total = count * tiles.perImage;
                int block = total * CHANNELS;
                transform(f.input, x, first, count, inputs, s.input(), s.window().padding(), tiles,
                        new Frequencies(v, inBlocks * block, block, CHANNELS));
                transform(f.outputGradient, dy, first, count, outputs, s.output(), Size2d.square(0), tiles,
                        new Frequencies(d, outBlocks * block, block, CHANNELS));
                Workers.run(f.n * f.n, i -> {
                    for (int o = 0; o < outputs; o += CHANNELS) {
                        for (int c = 0; c < inputs; c += CHANNELS) {
                            for (int tile = 0; tile < total; tile += LONGEST_SUM) {
                                int m = Math.min(CHANNELS, outputs - o);
                                int n = Math.min(CHANNELS, inputs - c);
                                int k = Math.min(LONGEST_SUM, total - tile);
                                int dAt = (i * outBlocks + o / CHANNELS) * block + tile * CHANNELS;
                                int vAt = (i * inBlocks + c / CHANNELS) * block + tile * CHANNELS;
                                gemm.multiply(new Matrix(d, dAt, m, k, 1, CHANNELS), new Rows(v, vAt, vRows, 1),
                                        Matrix.ofRows(du, (i * outputs + o) * inRow + c, m, n, inRow),
                                        start > 0 || tile > 0);
                            }
                        }
                    }
                });
            }
            Workers.ranges(outputs, 8, (from, to) -> toWeightGradient(du, s, f, from, to, dw, finite));
        }
        return finite.get();
    }

    /** Brings the weight gradients of some outputs back from the frequencies. */
    private void toWeightGradient(float[] du, Conv2dShape s, Winograd f, int from, int to, float[] dw,
            AtomicBoolean finite) {
        int inputs = s.inChannels();
        int outputs = s.outChannels();
        int inRow = gemm.paddedRow(inputs);
        int area = f.r * f.r;
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] taps = frame.floats(area * inRow);
            float[] half = frame.floats(f.r * f.n * inRow);
            for (int o = from; o < to; o++) {
                f.weightGradient.columns(gemm, du, o * inRow, f.n * outputs * inRow, outputs * inRow, f.n, inRow, half);
                f.weightGradient.rows(gemm, half, f.n * inRow, inRow, 0, 1, inRow, taps, 0, f.r * inRow, inRow, 0);
                kernels.transpose(taps, 0, inRow, dw, o * inputs * area, area, area, inputs);
                if (!Float.isFinite(kernels.sum(dw, o * inputs * area, inputs * area))) {
                    finite.set(false);
                }
            }
        }
    }

    /** Where tiles go, as [frequency][block of channels][tile][channel] or in another order: distances in memory. */
    private record Frequencies(float[] array, int frequency, int block, int tile) {}

    /** Transforms all tiles of so many images; each part has a block of channels of an image. */
    private void transform(Winograd.Transform t, float[] x, int firstImage, int images, int channels, Size2d size,
            Size2d padding, Tiles tiles, Frequencies to) {
        int blocks = Math.ceilDiv(channels, CHANNELS);
        Workers.run(images * blocks, part -> {
            int image = part / blocks;
            int c = part % blocks * CHANNELS;
            int count = Math.min(CHANNELS, channels - c);
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] pixels = frame.floats(tiles.height * tiles.width * CHANNELS);
                channelsLast(x, (firstImage + image) * channels + c, count, size, padding, pixels, 0, tiles.height,
                        tiles.width, CHANNELS);
                for (int i = 0; i < tiles.down; i++) {
                    int tile = image * tiles.perImage + i * tiles.across;
                    toFrequencies(t, pixels, stripStart(tiles, i, CHANNELS), CHANNELS, count, tiles, to.array,
                            part % blocks * to.block + tile * to.tile, to.frequency,
                            to.block, to.tile);
                }
            }
        });
    }
}
