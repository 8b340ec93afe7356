package longhand.backend.cpu.conv2d;

import longhand.backend.Epilogue;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.matmul.Matrix;

/** Bias and ReLU for finished sums. */
final class Epilogues {
    private Epilogues() {}

    /**
     * Applies the epilogue in place to the first n numbers of some planes, one plane per output channel.
     *
     * @param at where the first plane begins in y
     * @param plane distance between two planes
     * @param channel output channel of the first plane
     */
    static void apply(Kernels kernels, Epilogue end, float[] y, int at, int plane, int n, int channel, int channels) {
        if (!end.isEmpty()) {
            Matrix row = Matrix.ofRows(y, at, 1, n, n);
            for (int i = 0; i < channels; i++) {
                store(kernels, row, i * plane, row, i * plane, end.bias(channel + i), end.relu());
            }
        }
    }

    /**
     * y = x + bias, then ReLU if wanted; x has the rows and columns of y, may be y, and elements of a row follow each
     * other.
     *
     * @param xShift where x begins, counted from its start
     * @param yShift where y begins, counted from its start
     */
    static void store(Kernels kernels, Matrix x, int xShift, Matrix y, int yShift, float bias, boolean relu) {
        float floor = relu ? 0 : Float.NEGATIVE_INFINITY;
        for (int i = 0; i < y.rows(); i++) {
            kernels.biasAndFloor(x.array(), x.at(i, xShift), bias, floor, y.array(), y.at(i, yShift), y.columns());
        }
    }
}
