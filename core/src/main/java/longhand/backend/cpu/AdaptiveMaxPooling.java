package longhand.backend.cpu;

import longhand.backend.BinaryOp;
import longhand.backend.Operand;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.AdaptivePool2dShape;

/**
 * Maxima of parts of image planes, of any size: first the largest number of each column of a row of parts, then from
 * these the largest of each part, and at last its place.
 */
final class AdaptiveMaxPooling {
    private static final int GRAIN = 16_384; // input pixels in one part of the work

    private final Kernels kernels;

    AdaptiveMaxPooling(Kernels kernels) {
        this.kernels = kernels;
    }

    void run(float[] x, float[] y, int[] argmax, AdaptivePool2dShape s) {
        int width = s.input().w();
        int high = s.bottom(0);
        Workers.ranges(s.planes() * s.output().h(), Math.max(1, GRAIN / (high * width)), (from, to) -> {
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] largest = frame.floats(width);
                for (int row = from; row < to; row++) {
                    int plane = row / s.output().h() * s.input().area();
                    int i = row % s.output().h();
                    largestOfColumns(x, plane + s.top(i) * width, s.bottom(i) - s.top(i), width, largest);
                    for (int j = 0; j < s.output().w(); j++) {
                        float max = kernels.max(largest, s.left(j), s.right(j) - s.left(j));
                        int place = max == max ? first(x, plane, max, s, i, j) : lastNaN(x, plane, s, i, j);
                        int at = row * s.output().w() + j;
                        argmax[at] = place;
                        y[at] = x[plane + place]; // the sign of the 0 that stands there
                    }
                }
            }
        });
    }

    private void largestOfColumns(float[] x, int at, int rows, int width, float[] largest) {
        System.arraycopy(x, at, largest, 0, width);
        for (int r = 1; r < rows; r++) {
            kernels.binary(BinaryOp.MAXIMUM, new Operand(x, 1), at + r * width, new Operand(largest, 1), 0, largest, 0,
                    width);
        }
    }

    private static int first(float[] x, int plane, float value, AdaptivePool2dShape s, int i, int j) {
        int width = s.input().w();
        int start = s.left(j);
        int end = s.right(j);
        for (int row = s.top(i) * width; row < s.bottom(i) * width; row += width) {
            for (int at = row + start; at < row + end; at++) {
                if (x[plane + at] == value) {
                    return at;
                }
            }
        }
        throw new AssertionError("the largest number is in the part");
    }

    private static int lastNaN(float[] x, int plane, AdaptivePool2dShape s, int i, int j) {
        int width = s.input().w();
        for (int row = s.bottom(i) - 1; row >= s.top(i); row--) {
            for (int column = s.right(j) - 1; column >= s.left(j); column--) {
                if (Float.isNaN(x[plane + row * width + column])) {
                    return row * width + column;
                }
            }
        }
        throw new AssertionError("there is NaN in the part");
    }
}
