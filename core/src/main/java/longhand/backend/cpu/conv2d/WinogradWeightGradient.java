package longhand.backend.cpu.conv2d;

import static longhand.backend.cpu.conv2d.Conv2dWinograd.CHANNELS;

import java.util.concurrent.atomic.AtomicBoolean;
import longhand.backend.cpu.conv2d.Winograd.Tiles;
import longhand.backend.cpu.conv2d.WinogradTiles.Frequencies;
import longhand.backend.cpu.conv2d.WinogradTiles.Images;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.loops.Rows;
import longhand.backend.cpu.matmul.Gemm;
import longhand.backend.cpu.matmul.Matrix;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Conv2dShape;

/**
 * The weight gradient of {@link Conv2dWinograd}: dU[f][o][c] = Σ_tile D[f][tile][o] · V[f][tile][c]. All threads
 * transform some images, and then each takes some of the frequencies. (Shares of images with sums of their own are
 * slower.)
 */
final class WinogradWeightGradient {
    private static final int TILES = 112; // tiles between two passes over dU
    private static final int LONGEST_SUM = 256; // tiles added as float before their sum is added to dU

    private final Kernels kernels;
    private final Gemm gemm;

    WinogradWeightGradient(Kernels kernels, Gemm gemm) {
        this.kernels = kernels;
        this.gemm = gemm;
    }

    /** Returns false if some result is not finite. */
    boolean compute(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        WinogradTiles tiles = new WinogradTiles(kernels, gemm, s);
        Winograd f = tiles.f;
        AtomicBoolean finite = new AtomicBoolean(true);
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] du = frame.floats(f.n * f.n * s.outChannels() * gemm.paddedRow(s.inChannels()));
            ofFrequencies(tiles.inputs(x), tiles.outputGradients(dy), s, tiles, du);
            Workers.ranges(s.outChannels(), 8, (from, to) -> fromFrequencies(du, s, f, from, to, dw, finite));
        }
        return finite.get();
    }

    /** All images: chunk by chunk, first the transforms, then the products frequency by frequency. */
    private void ofFrequencies(Images x, Images dy, Conv2dShape s, WinogradTiles tiles, float[] du) {
        Winograd f = tiles.f;
        int chunk = Math.ceilDiv(s.batch(), Math.ceilDiv(s.batch(), Math.max(1, TILES / tiles.perImage)));
        int most = f.n * f.n * chunk * tiles.perImage * CHANNELS;
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] v = frame.floats(most * blocks(s.inChannels()));
            float[] d = frame.floats(most * blocks(s.outChannels()));
            for (int first = 0; first < s.batch(); first += chunk) {
                boolean add = first > 0;
                int count = Math.min(chunk, s.batch() - first);
                int total = count * tiles.perImage;
                tiles.transform(f.input, x, first, count, frequencies(v, s.inChannels(), total));
                tiles.transform(f.outputGradient, dy, first, count, frequencies(d, s.outChannels(), total));
                Workers.run(f.n * f.n, i -> products(i, total, v, d, s, du, add));
            }
        }
    }

    private static int blocks(int channels) {
        return Math.ceilDiv(channels, CHANNELS);
    }

    /** [frequency][block of channels][tile][channel] */
    private static Frequencies frequencies(float[] array, int channels, int tiles) {
        int block = tiles * CHANNELS;
        return new Frequencies(array, blocks(channels) * block, block, CHANNELS);
    }

    /** Sets dU[i], or adds to it, the products of so many tiles. */
    private void products(int i, int total, float[] v, float[] d, Conv2dShape s, float[] du, boolean add) {
        int inputs = s.inChannels();
        int outputs = s.outChannels();
        int inRow = gemm.paddedRow(inputs);
        int block = total * CHANNELS;
        int[] vRows = Rows.multiples(CHANNELS, Math.min(LONGEST_SUM, total));
        for (int o = 0; o < outputs; o += CHANNELS) {
            for (int c = 0; c < inputs; c += CHANNELS) {
                for (int tile = 0; tile < total; tile += LONGEST_SUM) {
                    int m = Math.min(CHANNELS, outputs - o);
                    int n = Math.min(CHANNELS, inputs - c);
                    int k = Math.min(LONGEST_SUM, total - tile);
                    int dAt = (i * blocks(outputs) + o / CHANNELS) * block + tile * CHANNELS;
                    int vAt = (i * blocks(inputs) + c / CHANNELS) * block + tile * CHANNELS;
                    gemm.multiply(new Matrix(d, dAt, m, k, 1, CHANNELS), new Rows(v, vAt, vRows, CHANNELS, 1),
                            Matrix.ofRows(du, (i * outputs + o) * inRow + c, m, n, inRow), add || tile > 0);
                }
            }
        }
    }

    /** Brings the weight gradients of some outputs back from the frequencies. */
    private void fromFrequencies(float[] du, Conv2dShape s, Winograd f, int from, int to, float[] dw,
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
                f.weightGradient.rows(gemm, new Tiles(half, 0, f.n * inRow, inRow, 0),
                        new Tiles(taps, 0, f.r * inRow, inRow, 0), 1, inRow);
                kernels.transpose(taps, 0, inRow, dw, o * inputs * area, area, area, inputs);
                if (!kernels.areFinite(dw, o * inputs * area, inputs * area)) {
                    finite.set(false);
                }
            }
        }
    }
}
