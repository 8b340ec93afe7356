package longhand.backend.cpu.conv2d;

import java.util.concurrent.atomic.AtomicBoolean;
import longhand.backend.Epilogue;
import longhand.backend.cpu.conv2d.Winograd.Tiles;
import longhand.backend.cpu.conv2d.WinogradTiles.Frequencies;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.loops.Rows;
import longhand.backend.cpu.matmul.Gemm;
import longhand.backend.cpu.matmul.Matrix;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Conv2dShape;

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
 * <p>The transforms mix the pixels of a tile, so a pixel that is NaN or ∞ would spoil outputs whose window does not
 * hold it. The methods return false when that happened. (A large pixel spoils its neighbours too, as far as rounding
 * goes: the errors are relative to the largest number in the tile.)
 */
public final class Conv2dWinograd {
    private static final int TILES = 24; // tiles in one part, whose transforms stay in the second-level cache
    static final int CHANNELS = 32; // transformed together: intermediate results stay in the first-level cache
    private static final int SLICE = 128; // input channels whose transformed weights stay in the second-level cache
    private static final int IMAGE_FLOATS = 2_000_000; // small images with channels last held at a time
    private static final int ENOUGH_PARTS = 8; // images, for all threads to have about the same to do

    private final Kernels kernels;
    private final Gemm gemm;
    private final WinogradWeights weights;
    private final WinogradWeightGradient gradient;

    public Conv2dWinograd(Kernels kernels, Gemm gemm) {
        this.kernels = kernels;
        this.gemm = gemm;
        weights = new WinogradWeights(gemm);
        gradient = new WinogradWeightGradient(kernels, gemm);
    }

    /** Returns false if some result is not finite: then y has to be computed by another algorithm. */
    public boolean forward(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        WinogradTiles tiles = new WinogradTiles(kernels, gemm, s);
        int area = tiles.f.r * tiles.f.r;
        int k = s.inChannels() * area;
        WinogradWeights.Order order = (c, first, outputs, to, at, row) ->
                kernels.transpose(w, first * k + c * area, k, to, at, row, outputs, area);
        return new Forward(end, y, s, tiles).run(x, order);
    }

    /**
     * The input gradient: the convolution of dy whose shape {@link RotatedKernel#shape} gives, with w rotated. Returns
     * false if some result is not finite.
     */
    public boolean inputGradient(float[] dy, float[] w, float[] dx, Conv2dShape rotated) {
        WinogradTiles tiles = new WinogradTiles(kernels, gemm, rotated);
        int area = tiles.f.r * tiles.f.r;
        WinogradWeights.Order order = (c, first, outputs, to, at, row) ->
                kernels.transpose(w, (c * rotated.outChannels() + first) * area, area, to, at + (area - 1) * row, -row,
                        outputs, area);
        return new Forward(Epilogue.NONE, dx, rotated, tiles).run(dy, order);
    }

    /** Returns false if some result is not finite: then dw has to be computed by another algorithm. */
    public boolean weightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        return gradient.compute(x, dy, dw, s);
    }

    /** One call of {@link #forward} or {@link #inputGradient}. */
    private final class Forward {
        private final Epilogue end;
        private final float[] y;
        private final Conv2dShape s;
        private final WinogradTiles tiles;
        private final Winograd f;
        private final AtomicBoolean finite = new AtomicBoolean(true);

        Forward(Epilogue end, float[] y, Conv2dShape s, WinogradTiles tiles) {
            this.end = end;
            this.y = y;
            this.s = s;
            this.tiles = tiles;
            f = tiles.f;
        }

        boolean run(float[] x, WinogradWeights.Order w) {
            try (Scratch.Frame frame = Scratch.frame()) {
                if (s.outChannels() > s.batch() * tiles.perImage) {
                    byOutputs(x, w, frame);
                } else {
                    byTiles(x, weights.transformed(w, s, f, frame), frame);
                }
            }
            return finite.get();
        }

        /**
         * For few tiles: each part transforms the weights of a block of outputs, so many input channels at a time that
         * they stay in the second-level cache, and multiplies all tiles with them.
         */
        private void byOutputs(float[] x, WinogradWeights.Order w, Scratch.Frame frame) {
            int row = gemm.paddedRow(s.inChannels());
            int all = s.batch() * tiles.perImage;
            int area = f.n * f.n;
            float[] v = frame.floats(area * all * row);
            tiles.transform(f.input, tiles.inputs(x), 0, s.batch(), new Frequencies(v, all * row, CHANNELS, row));
            Workers.run(Math.ceilDiv(s.outChannels(), CHANNELS), block -> {
                try (Scratch.Frame own = Scratch.frame()) {
                    float[] u = own.floats(area * Math.min(SLICE, s.inChannels()) * CHANNELS);
                    float[] products = own.floats(area * all * CHANNELS);
                    for (int from = 0; from < s.inChannels(); from += SLICE) {
                        int inputs = Math.min(SLICE, s.inChannels() - from);
                        int[] uRows = Rows.multiples(CHANNELS, inputs);
                        weights.ofBlock(w, s, f, block, from, inputs, u);
                        for (int i = 0; i < area; i++) {
                            gemm.multiply(Matrix.ofRows(v, i * all * row + from, all, inputs, row),
                                    new Rows(u, i * inputs * CHANNELS, uRows, CHANNELS, 1),
                                    Matrix.ofRows(products, i * all * CHANNELS, all, CHANNELS, CHANNELS), from > 0);
                        }
                    }
                    for (int strip = 0; strip < s.batch() * tiles.down; strip++) {
                        strip(products, strip * tiles.across * CHANNELS, all * CHANNELS, 0, strip, block * CHANNELS);
                    }
                }
            });
        }

        /** With the weights transformed before: each part has some tiles, and computes all their outputs. */
        private void byTiles(float[] x, float[] u, Scratch.Frame frame) {
            int row = gemm.paddedRow(s.inChannels());
            int imageSize = tiles.height * tiles.width * row;
            if (s.batch() >= ENOUGH_PARTS && tiles.perImage >= TILES) {
                int perPart = Math.ceilDiv(tiles.down, Math.round((float) tiles.perImage / TILES));
                Workers.run(s.batch(), image -> {
                    try (Scratch.Frame own = Scratch.frame()) {
                        float[] pixels = own.floats(imageSize);
                        tiles.channelsLast(tiles.inputs(x), image, pixels, 0, row);
                        for (int from = 0; from < tiles.down; from += perPart) {
                            rows(pixels, row, u, image, from, Math.min(tiles.down, from + perPart));
                        }
                    }
                });
                return;
            }
            int perPart = Math.max(1, TILES / tiles.across);
            int chunk = Math.clamp(IMAGE_FLOATS / imageSize, 1, s.batch());
            int bands = Math.ceilDiv(ENOUGH_PARTS, chunk);
            float[] images = frame.floats(chunk * imageSize);
            for (int first = 0; first < s.batch(); first += chunk) {
                int start = first;
                int count = Math.min(chunk, s.batch() - first);
                Workers.run(count * bands, part -> tiles.channelsLast(tiles.inputs(x), start + part / bands,
                        part % bands, bands, images, part / bands * imageSize, row));
                int strips = count * tiles.down;
                Workers.run(Math.ceilDiv(strips, perPart), part -> rows(images, row, u, start, part * perPart,
                        Math.min(strips, (part + 1) * perPart)));
            }
        }

        /** All outputs of the rows of tiles [from, to), counted through all images of the chunk. */
        private void rows(float[] images, int row, float[] u, int firstImage, int from, int to) {
            int count = (to - from) * tiles.across;
            int inputs = s.inChannels();
            int blocks = Math.ceilDiv(s.outChannels(), CHANNELS);
            int[] uRows = Rows.multiples(CHANNELS, inputs);
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] v = frame.floats(f.n * f.n * count * row);
                float[] products = frame.floats(f.n * f.n * count * CHANNELS);
                for (int strip = from; strip < to; strip++) {
                    tiles.toFrequencies(f.input, images, tiles.stripStart(strip, row), row, inputs,
                            new Frequencies(v, count * row, CHANNELS, row), (strip - from) * tiles.across * row);
                }
                for (int block = 0; block < blocks; block++) {
                    for (int i = 0; i < f.n * f.n; i++) {
                        gemm.multiply(Matrix.ofRows(v, i * count * row, count, inputs, row),
                                new Rows(u, (i * blocks + block) * inputs * CHANNELS, uRows, CHANNELS, 1),
                                Matrix.ofRows(products, i * count * CHANNELS, count, CHANNELS, CHANNELS), false);
                    }
                    for (int strip = from; strip < to; strip++) {
                        strip(products, (strip - from) * tiles.across * CHANNELS, count * CHANNELS, firstImage, strip,
                                block * CHANNELS);
                    }
                }
            }
        }

        /** Brings one row of tiles back from the frequencies into the planes of y, adds the bias and applies ReLU. */
        private void strip(float[] products, int at, int frequency, int firstImage, int strip, int firstOutput) {
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
                // row by row: what the last tile of a row has too much lands where the next row begins, which is
                // written after it
                f.output.rows(gemm, new Tiles(half, 0, f.n * length, length, CHANNELS),
                        new Tiles(pixels, 0, width * CHANNELS, CHANNELS, f.m * CHANNELS), tiles.across, CHANNELS);
                if (!kernels.areFinite(pixels, 0, positions * CHANNELS)) {
                    finite.set(false);
                }
                kernels.transpose(pixels, 0, CHANNELS, y, yAt, plane, positions, outputs);
            }
            Epilogues.apply(kernels, end, y, yAt, plane, positions, firstOutput, outputs);
        }
    }
}
