package longhand.backend.cpu.conv2d;

import static longhand.backend.cpu.conv2d.Conv2dWinograd.CHANNELS;

import java.util.Arrays;
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
        int row = Math.ceilDiv(s.outChannels(), CHANNELS) * CHANNELS;
        float[] u = callers.floats(f.n * f.n * s.inChannels() * row);
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] last = frame.floats(s.inChannels() * f.r * f.r * row);
            Workers.ranges(s.inChannels(), INPUTS, (from, to) -> transform(w, s, f, from, to, last, u));
        }
        return u;
    }

    private void transform(Order w, Conv2dShape s, Winograd f, int from, int to, float[] last, float[] u) {
        int blocks = Math.ceilDiv(s.outChannels(), CHANNELS);
        int row = blocks * CHANNELS;
        int frequency = s.inChannels() * row;
        int area = f.r * f.r;
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] half = frame.floats(f.n * f.r * row);
            for (int c = from; c < to; c++) {
                w.copy(c, 0, s.outChannels(), last, c * area * row, row);
                for (int i = c * area; i < (c + 1) * area; i++) {
                    Arrays.fill(last, i * row + s.outChannels(), (i + 1) * row, 0);
                }
                f.weight.columns(gemm, last, c * area * row, f.r * row, row, f.r, row, half);
                f.weight.rows(gemm, half, f.r * row, row, CHANNELS, blocks, CHANNELS, u, c * CHANNELS, f.n * frequency,
                        frequency, s.inChannels() * CHANNELS);
            }
        }
    }

    /** U[f][c][output in the block] of one block of outputs alone, in memory of the caller's frame. */
    float[] ofBlock(Order w, Conv2dShape s, Winograd f, int block, Scratch.Frame callers) {
        int area = f.r * f.r;
        int first = block * CHANNELS;
        int outputs = Math.min(CHANNELS, s.outChannels() - first);
        int frequency = s.inChannels() * CHANNELS;
        float[] u = callers.floats(f.n * f.n * frequency);
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] channel = frame.floats(area * CHANNELS);
            float[] half = frame.floats(f.n * f.r * CHANNELS);
            Arrays.fill(channel, 0, area * CHANNELS, 0);
            for (int c = 0; c < s.inChannels(); c++) {
                w.copy(c, first, outputs, channel, 0, CHANNELS);
                f.weight.columns(gemm, channel, 0, f.r * CHANNELS, CHANNELS, f.r, CHANNELS, half);
                f.weight.rows(gemm, half, f.r * CHANNELS, CHANNELS, 0, 1, CHANNELS, u, c * CHANNELS, f.n * frequency,
                        frequency, 0);
            }
        }
        return u;
    }
}
