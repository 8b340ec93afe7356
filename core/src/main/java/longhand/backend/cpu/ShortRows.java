package longhand.backend.cpu;

import java.util.Arrays;
import longhand.backend.BinaryOp;
import longhand.backend.Broadcast;
import longhand.backend.Operand;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;

/**
 * Functions of two arrays that broadcast to short rows. A call of the inner loop for each row would cost more than its
 * numbers, so what an operand has for many rows is written out first, unless it lies like that in memory.
 */
final class ShortRows {
    /** Longer rows are worth a call of the inner loop each. */
    static final int LONGEST = 32;
    /** Elements that are written out at a time: they stay in the first-level cache. */
    private static final int PIECE = 2048;

    private ShortRows() {}

    /** @param grain elements in one part of the work */
    static void binary(Kernels kernels, BinaryOp op, float[] a, float[] b, float[] y, Broadcast s, int grain) {
        int[] dims = s.dims();
        int width = dims[dims.length - 1];
        int step = PIECE / width;
        Workers.ranges(s.length() / width, Math.max(1, grain / width), (from, to) -> {
            try (Scratch.Frame frame = Scratch.frame()) {
                Written left = new Written(a, s.strideA(), dims, frame.floats(PIECE));
                Written right = new Written(b, s.strideB(), dims, frame.floats(PIECE));
                for (int row = from; row < to; row += step) {
                    int rows = Math.min(step, to - row);
                    kernels.binary(op, left.rows(row, rows), left.at(row), right.rows(row, rows), right.at(row), y,
                            row * width, rows * width);
                }
            }
        });
    }

    /** An operand whose rows are written out. */
    private static final class Written {
        private final float[] values;
        private final int[] strides;
        private final int[] dims;
        private final Operand written;
        private final boolean asItIs;
        private final boolean repeats; // all rows are the same
        private int count; // of the rows that are written, if all are the same

        Written(float[] values, int[] strides, int[] dims, float[] room) {
            this.values = values;
            this.strides = strides;
            this.dims = dims;
            asItIs = isRowMajor(strides, dims);
            repeats = Arrays.stream(strides, 0, strides.length - 1).allMatch(stride -> stride == 0);
            written = new Operand(asItIs ? values : room, 1);
        }

        private static boolean isRowMajor(int[] strides, int[] dims) {
            int size = 1;
            for (int d = dims.length - 1; d >= 0; d--) {
                if (strides[d] != size) {
                    return false;
                }
                size *= dims[d];
            }
            return true;
        }

        /** Where row {@code row} begins in what {@link #rows} returned for it. */
        int at(int row) {
            return asItIs ? row * dims[dims.length - 1] : 0;
        }

        /** The rows [first, first + rows), one after the other. */
        Operand rows(int first, int rows) {
            if (!asItIs && !(repeats && rows <= count)) {
                write(first, rows);
                count = rows;
            }
            return written;
        }

        private void write(int first, int rows) {
            int last = dims.length - 1;
            int outer = last - 1;
            int row = first;
            int to = 0;
            while (row < first + rows) {
                int inner = row % dims[outer];
                int n = Math.min(first + rows - row, dims[outer] - inner);
                int at = start(row / dims[outer]) + inner * strides[outer];
                for (int i = 0; i < n; i++) {
                    writeRow(at + i * strides[outer], to);
                    to += dims[last];
                }
                row += n;
            }
        }

        private void writeRow(int at, int to) {
            int width = dims[dims.length - 1];
            int step = strides[dims.length - 1];
            float[] room = written.values();
            if (step == 0) {
                float value = values[at];
                for (int i = to; i < to + width; i++) { // Arrays.fill pays for longer ranges only
                    room[i] = value;
                }
                return;
            }
            for (int i = 0; i < width; i++) {
                room[to + i] = values[at + i * step];
            }
        }

        /** Where the rows begin whose number, counted over all dimensions but the last two, is {@code number}. */
        private int start(int number) {
            int at = 0;
            int rest = number;
            for (int d = dims.length - 3; d >= 0; d--) {
                at += rest % dims[d] * strides[d];
                rest /= dims[d];
            }
            return at;
        }
    }
}
