package longhand.notes;

import longhand.names.Given;
import longhand.tensor.Tensor;

/**
 * The functions of the course notes, word for word: the textbook that every other convolution is tested against.
 *
 * <p>They are written with tensor operations, so they are differentiable. They are the shortest code, not the fastest.
 */
public final class CourseNotes {
    private CourseNotes() {}

    /** How {@link #pool2d} summarises a window. */
    public enum Mode {
        MAX,
        AVG
    }

    /**
     * Two-dimensional cross-correlation, S4 §1.1: x [h, w] with k [kh, kw] → [h − kh + 1, w − kw + 1].
     *
     * <p>(The notes let j run to the number of <em>rows</em> of the output; columns are meant.)
     */
    public static Tensor corr2d(Tensor x, Tensor k) {
        int h = Grid.requireMatrix("corr2d", k).size(0);
        int w = k.size(1);
        Tensor[][] y = Grid.ofWindows("corr2d", x, h, w);
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < y[i].length; j++) {
                y[i][j] = x.slice(0, i, i + h).slice(1, j, j + w).mul(k).sum();
            }
        }
        return Grid.matrix(y);
    }

    /**
     * Several input channels, S4 §3.1: x [c, h, w] with k [c, kh, kw]; correlate each channel with its kernel, then add
     * up.
     */
    public static Tensor corr2dMultiIn(Tensor x, Tensor k) {
        Grid.requireSameChannels("corr2dMultiIn", x, 0, k, 0);
        Tensor sum = corr2d(x.select(0, 0), k.select(0, 0));
        for (int c = 1; c < x.size(0); c++) {
            sum = sum.add(corr2d(x.select(0, c), k.select(0, c)));
        }
        return sum;
    }

    /**
     * Several output channels, S4 §3.1: k [out, in, kh, kw]; one multi-channel correlation each, stacked to [out, …].
     */
    public static Tensor corr2dMultiInOut(Tensor x, Tensor k) {
        Grid.requireSameChannels("corr2dMultiInOut", x, 0, k, 1);
        Tensor[] outputs = new Tensor[k.size(0)];
        for (int o = 0; o < outputs.length; o++) {
            outputs[o] = corr2dMultiIn(x, k.select(0, o));
        }
        return Tensor.stack(0, outputs);
    }

    /**
     * 1×1 convolution as a matrix product, S4 §3.2: channels times pixels. x [in, h, w], k [out, in, 1, 1] → [out, h,
     * w].
     */
    public static Tensor corr2dMultiInOut1x1(Tensor x, Tensor k) {
        Grid.requireSameChannels("corr2dMultiInOut1x1", x, 0, k, 1);
        Tensor pixels = x.reshape(x.size(0), -1);
        Tensor weights = k.reshape(k.size(0), k.size(1));
        return weights.matmul(pixels).reshape(k.size(0), x.size(1), x.size(2));
    }

    /** Pooling, S4 §4.1: the maximum or mean of each h × w window of x, with stride 1. */
    public static Tensor pool2d(Tensor x, int h, int w, Mode mode) {
        Given.required(mode, "pool2d", "the mode", "pass Mode.MAX or Mode.AVG");
        Tensor[][] y = Grid.ofWindows("pool2d", x, h, w);
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < y[i].length; j++) {
                Tensor window = x.slice(0, i, i + h).slice(1, j, j + w);
                y[i][j] = mode == Mode.MAX ? window.max() : window.mean();
            }
        }
        return Grid.matrix(y);
    }
}
