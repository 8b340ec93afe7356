package longhand.backend.cpu;

import java.util.Arrays;
import longhand.backend.BinaryOp;
import longhand.backend.Operand;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.ChannelShape;

/**
 * Channels with short planes, such as those of {@code [batch, features]}: a call for each plane would cost more than
 * its numbers. A row is one image, all channels of it, and what belongs to a channel is written out for its numbers.
 */
final class ShortPlanes {
    /** Longer planes are worth a call each. */
    static final int LONGEST = 32;
    /** For fewer images it does not pay to write anything out. */
    private static final int FEWEST_IMAGES = 4;
    /** Elements of some rows together: they stay in the first-level cache. */
    private static final int PIECE = 2048;
    static final int GRAIN = 32_768;

    private ShortPlanes() {}

    static boolean hasThem(ChannelShape s) {
        return s.plane() <= LONGEST && s.batch() >= FEWEST_IMAGES && s.length() > 0;
    }

    /** {@link longhand.backend.Backend#channelAffine}. */
    static void affine(Kernels kernels, float[] x, float[] center, float[] scale, float[] shift, float[] y,
            ChannelShape s) {
        try (Scratch.Frame frame = Scratch.frame()) {
            Operand centers = writtenOut(center, s, frame);
            Operand scales = writtenOut(scale, s, frame);
            Operand shifts = writtenOut(shift, s, frame);
            Operand from = new Operand(x, 1);
            Operand to = new Operand(y, 1);
            eachPiece(s, (at, n) -> {
                kernels.binary(BinaryOp.SUB, from, at, centers, 0, y, at, n);
                kernels.binary(BinaryOp.MUL, to, at, scales, 0, y, at, n);
                kernels.binary(BinaryOp.ADD, to, at, shifts, 0, y, at, n);
            });
        }
    }

    /** {@link longhand.backend.Backend#channelCombination}, for the arrays of each channel in their order there. */
    static void combination(Kernels kernels, float[] a, float[] b, float[][] ofChannels, float[] y, ChannelShape s) {
        try (Scratch.Frame frame = Scratch.frame()) {
            Operand[] written = Arrays.stream(ofChannels).map(each -> writtenOut(each, s, frame))
                    .toArray(Operand[]::new);
            Operand to = new Operand(y, 1);
            eachPiece(s, (at, n) -> {
                try (Scratch.Frame own = Scratch.frame()) {
                    Operand second = new Operand(own.floats(n), 1); // b is read before y is written, which may be b
                    kernels.binary(BinaryOp.SUB, new Operand(b, 1), at, written[1], 0, second.values(), 0, n);
                    kernels.binary(BinaryOp.MUL, second, 0, written[2], 0, second.values(), 0, n);
                    kernels.binary(BinaryOp.MUL, new Operand(a, 1), at, written[0], 0, y, at, n);
                    kernels.binary(BinaryOp.ADD, to, at, second, 0, y, at, n);
                    kernels.binary(BinaryOp.ADD, to, at, written[3], 0, y, at, n);
                }
            });
        }
    }

    private static int rowsOfPiece(ChannelShape s) {
        return Math.clamp(PIECE / (s.channels() * s.plane()), 1, s.batch());
    }

    /** The number of each channel for all numbers of its plane, and that for some rows. */
    private static Operand writtenOut(float[] ofChannel, ChannelShape s, Scratch.Frame frame) {
        int width = s.channels() * s.plane();
        int rows = rowsOfPiece(s);
        float[] all = frame.floats(rows * width);
        for (int c = 0; c < s.channels(); c++) {
            for (int i = c * s.plane(); i < (c + 1) * s.plane(); i++) {
                all[i] = ofChannel[c];
            }
        }
        for (int row = 1; row < rows; row++) {
            System.arraycopy(all, 0, all, row * width, width);
        }
        return new Operand(all, 1);
    }

    /** Some whole rows: where they begin, and how many numbers they have. */
    @FunctionalInterface
    private interface Piece {
        void run(int at, int n);
    }

    private static void eachPiece(ChannelShape s, Piece piece) {
        int width = s.channels() * s.plane();
        int rows = rowsOfPiece(s);
        Workers.ranges(s.batch(), Math.max(1, GRAIN / width), (from, to) -> {
            for (int row = from; row < to; row += rows) {
                piece.run(row * width, Math.min(rows, to - row) * width);
            }
        });
    }
}
