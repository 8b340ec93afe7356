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
    private static final int TOGETHER = 16; // input channels of one block of outputs, so that loops are long

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
                (from, to) -> transform(w, s, f, new Range(from, to), new Range(0, blocks), u, new Range(0,
                s.inChannels())));
        return u;
    }

    /** u = U[f][c][output in the block] of one block of outputs and the input channels from one on. */
    void ofBlock(Order w, Conv2dShape s, Winograd f, int block, int from, int inputs, float[] u) {
        Range range = new Range(from, from + inputs);
        transform(w, s, f, range, new Range(block, block + 1), u, range);
    }

    private record Range(int from, int to) {}

    /** @param held the input channels that u has room for */
    private void transform(Order w, Conv2dShape s, Winograd f, Range inputs, Range blocks, float[] u, Range held) {
        int first = blocks.from * CHANNELS;
        int row = (blocks.to - blocks.from) * CHANNELS;
        int outputs = Math.min(row, s.outChannels() - first);
        int block = (held.to - held.from) * CHANNELS;
        int frequency = (blocks.to - blocks.from) * block;
        int most = row == CHANNELS ? TOGETHER : 1; // one block's input channels follow each other in u
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] kernels = frame.floats(f.r * f.r * most * row);
            float[] half = frame.floats(f.n * f.r * most * row);
            for (int c = inputs.from; c < inputs.to; c += most) {
                int count = Math.min(most, inputs.to - c);
                int length = count * row;
                if (outputs < row) {
                    Arrays.fill(kernels, 0, f.r * f.r * length, 0);
                }
                for (int i = 0; i < count; i++) {
                    w.copy(c + i, first, outputs, kernels, i * row, length);
                }
                f.weight.columns(gemm, kernels, 0, f.r * length, length, f.r, length, half);
                f.weight.rows(gemm, new Tiles(half, 0, f.r * length, length, CHANNELS), new Tiles(u,
                        (c - held.from) * CHANNELS, f.n * frequency, frequency, block), blocks.to - blocks.from, count
                        * CHANNELS);
            }
        }
    }
}
