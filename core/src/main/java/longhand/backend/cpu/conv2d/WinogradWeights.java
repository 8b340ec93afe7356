package longhand.backend.cpu.conv2d;

import static longhand.backend.cpu.conv2d.Conv2dWinograd.CHANNELS;

import java.util.Arrays;
import longhand.backend.cpu.conv2d.Winograd.Tiles;
import longhand.backend.cpu.matmul.Gemm;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Conv2dShape;

/** The weights of a convolution as {@link Conv2dWinograd} multiplies with them. */
final class WinogradWeights {
    private static final int INPUTS = 4; // in one part

    private final Gemm gemm;

    WinogradWeights(Gemm gemm) {
        this.gemm = gemm;
    }

    /** Where the weights of a convolution come from: its own, or those of another one, rotated. */
    @FunctionalInterface
    interface Order {
        /** Writes what input channel c meets in so many output channels to to[at + place in the kernel · row + o]. */
        void copy(int c, int firstOutput, int outputs, float[] to, int at, int row);
    }

    /**
     * U[f][block of outputs][c][output in the block], in memory of the caller's frame. Outputs that fill up a block are
     * 0.
     */
    float[] transformed(Order w, Conv2dShape s, Winograd f, Scratch.Frame callers) {
        int blocks = Math.ceilDiv(s.outChannels(), CHANNELS);
        float[] u = callers.floats(f.n * f.n * s.inChannels() * blocks * CHANNELS);
        Workers.ranges(s.inChannels(), INPUTS,
                (from, to) -> transform(w, s, f, new Range(from, to), new Range(0, blocks), u));
        return u;
    }

    /** U[f][c][output in the block] of one block of outputs alone, in memory of the caller's frame. */
    float[] ofBlock(Order w, Conv2dShape s, Winograd f, int block, Scratch.Frame callers) {
        float[] u = callers.floats(f.n * f.n * s.inChannels() * CHANNELS);
        transform(w, s, f, new Range(0, s.inChannels()), new Range(block, block + 1), u);
        return u;
    }

    private record Range(int from, int to) {}

    private void transform(Order w, Conv2dShape s, Winograd f, Range inputs, Range blocks, float[] u) {
        int first = blocks.from * CHANNELS;
        int row = (blocks.to - blocks.from) * CHANNELS;
        int outputs = Math.min(row, s.outChannels() - first);
        int frequency = s.inChannels() * row;
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] channel = frame.floats(f.r * f.r * row);
            float[] half = frame.floats(f.n * f.r * row);
            Arrays.fill(channel, 0, f.r * f.r * row, 0);
            for (int c = inputs.from; c < inputs.to; c++) {
                w.copy(c, first, outputs, channel, 0, row);
                f.weight.columns(gemm, channel, 0, f.r * row, row, f.r, row, half);
                f.weight.rows(gemm, new Tiles(half, 0, f.r * row, row, CHANNELS), new Tiles(u, c * CHANNELS,
                        f.n * frequency, frequency, s.inChannels() * CHANNELS), blocks.to - blocks.from, CHANNELS);
            }
        }
    }
}
