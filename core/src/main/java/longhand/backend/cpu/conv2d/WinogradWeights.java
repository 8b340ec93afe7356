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
    /** Input channels transformed together, so that loops are long; 4 and 8 were no quicker for single images. */
    private static final int INPUTS = 16;

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
        int parts = Math.ceilDiv(s.inChannels(), INPUTS);
        int block = s.inChannels() * CHANNELS;
        int frequency = blocks * block;
        float[] u = callers.floats(f.n * f.n * frequency);
        Workers.run(blocks * parts, part -> {
            int c = part % parts * INPUTS;
            int to = part / parts * block + c * CHANNELS;
            transform(w, s, f, part / parts, c, Math.min(INPUTS, s.inChannels() - c),
                    new Tiles(u, to, f.n * frequency, frequency, 0));
        });
        return u;
    }

    /** u = U[f][c][output in the block] of one block of outputs and the input channels from one on. */
    void ofBlock(Order w, Conv2dShape s, Winograd f, int block, int from, int inputs, float[] u) {
        int frequency = inputs * CHANNELS;
        for (int c = 0; c < inputs; c += INPUTS) {
            transform(w, s, f, block, from + c, Math.min(INPUTS, inputs - c),
                    new Tiles(u, c * CHANNELS, f.n * frequency, frequency, 0));
        }
    }

    /** What so many input channels from c on meet in one block of outputs. */
    private void transform(Order w, Conv2dShape s, Winograd f, int block, int c, int inputs, Tiles u) {
        int first = block * CHANNELS;
        int outputs = Math.min(CHANNELS, s.outChannels() - first);
        int length = inputs * CHANNELS;
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] kernels = frame.floats(f.r * f.r * length);
            float[] half = frame.floats(f.n * f.r * length);
            if (outputs < CHANNELS) {
                Arrays.fill(kernels, 0, f.r * f.r * length, 0);
            }
            for (int i = 0; i < inputs; i++) {
                w.copy(c + i, first, outputs, kernels, i * CHANNELS, length);
            }
            f.weight.columns(gemm, kernels, 0, f.r * length, length, f.r, length, half);
            f.weight.rows(gemm, new Tiles(half, 0, f.r * length, length, 0), u, 1, length);
        }
    }
}
