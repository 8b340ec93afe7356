package longhand.explain;

import java.util.ArrayList;
import java.util.List;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * A pooling of one image, small enough to be done by hand.
 *
 * @param x input, C × H × W
 * @param max whether the largest number of a window is taken, or else the mean
 * @param countIncludePad the mean divides by the window with its padding, as PyTorch does unless told otherwise
 * @param outDims shape in which the result is written
 */
public record PaperPooling(Values x, Window2d window, boolean max, boolean countIncludePad, int[] outDims) {

    /** A pixel under a window. */
    public record Pixel(int row, int column) {}

    /**
     * Accepts H × W, C × H × W and 1 × C × H × W; the output keeps the number of dimensions of the input, without a
     * batch of 1.
     */
    public static PaperPooling of(Values x, Window2d window, boolean max, boolean countIncludePad) {
        String operation = max ? "maxPool2d" : "avgPool2d";
        Values image = PaperConvolution.image(operation, x);
        if (!paddingFits(window)) {
            throw new ShapeException(operation, "padding " + window.padding() + " is too large for kernel "
                    + window.kernel(), "pooling pads by at most half the kernel, or a window could lie in the padding alone",
                    "use less padding");
        }
        Size2d out = window.output(operation, new Size2d(image.rows(), image.columns()));
        int[] outDims = x.rank() == 2 ? new int[] {out.h(), out.w()} : new int[] {image.dim(0), out.h(), out.w()};
        return new PaperPooling(image, window, max, countIncludePad, outDims);
    }

    /** Whether no window can lie in the padding alone: the padding is at most half the kernel. */
    public static boolean paddingFits(Window2d window) {
        return 2 * window.padding().h() <= window.kernel().h() && 2 * window.padding().w() <= window.kernel().w();
    }

    /** Rows and columns of the input. */
    public Size2d input() {
        return new Size2d(x.rows(), x.columns());
    }

    /** Rows and columns of the output. */
    public Size2d output() {
        return window.output(max ? "maxPool2d" : "avgPool2d", input());
    }

    /** The real pixels under the window of output row i and column j, in reading order; padding is left out. */
    public List<Pixel> pixels(int i, int j) {
        List<Pixel> pixels = new ArrayList<>();
        Windows.forEach(window, i, j, (u, v, row, column) -> {
            if (row >= 0 && row < x.rows() && column >= 0 && column < x.columns()) {
                pixels.add(new Pixel(row, column));
            }
        });
        return pixels;
    }

    /** Number that the mean of a window divides by. With ceil mode, what hangs over the padded image does not count. */
    public int divisor(int i, int j) {
        int[] count = {0};
        Windows.forEach(window, i, j, (u, v, row, column) -> {
            int ph = countIncludePad ? window.padding().h() : 0;
            int pw = countIncludePad ? window.padding().w() : 0;
            if (row >= -ph && row < x.rows() + ph && column >= -pw && column < x.columns() + pw) {
                count[0]++;
            }
        });
        return count[0];
    }

    /** The pixel that maximum pooling chooses: the first of the largest in reading order. */
    public Pixel largest(int c, int i, int j) {
        Pixel best = null;
        for (Pixel p : pixels(i, j)) {
            if (best == null || x.get(c, p.row(), p.column()) > x.get(c, best.row(), best.column())) {
                best = p;
            }
        }
        return best;
    }

    /** The output in channel c, row i, column j. */
    public double value(int c, int i, int j) {
        if (max) {
            Pixel p = largest(c, i, j);
            return x.get(c, p.row(), p.column());
        }
        double sum = 0;
        for (Pixel p : pixels(i, j)) {
            sum += x.get(c, p.row(), p.column());
        }
        return sum / divisor(i, j);
    }

    /** The whole output. */
    public Values result() {
        Size2d out = output();
        double[] y = new double[x.dim(0) * out.h() * out.w()];
        for (int c = 0; c < x.dim(0); c++) {
            for (int i = 0; i < out.h(); i++) {
                for (int j = 0; j < out.w(); j++) {
                    y[(c * out.h() + i) * out.w() + j] = value(c, i, j);
                }
            }
        }
        return Values.of(y, outDims);
    }
}
