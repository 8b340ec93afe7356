package longhand.explain.computation;

import longhand.shape.Window2d;

/**
 * How a window moves along one direction of an image.
 *
 * @param in rows (or columns) of the image
 * @param kernel rows of the window
 * @param before rows of padding in front of the image; negative if so many rows of it are passed over
 * @param after rows of padding behind it
 * @param ceil whether a last window may hang over, as in {@link Window2d#ceilMode}
 * @param more windows more (or fewer, if negative) than the formula of the output size says
 */
public record Axis(int in, int kernel, int stride, int dilation, int before, int after, boolean ceil, int more) {

    /** The rows of a window. */
    public static Axis rows(Window2d w, int in) {
        return new Axis(in, w.kernel().h(), w.stride().h(), w.dilation().h(), w.padding().h(), w.padding().h(),
                w.ceilMode(), 0);
    }

    /** The columns of a window. */
    public static Axis columns(Window2d w, int in) {
        return new Axis(in, w.kernel().w(), w.stride().w(), w.dilation().w(), w.padding().w(), w.padding().w(),
                w.ceilMode(), 0);
    }

    /** How many positions the window takes; below 1 if it does not fit. */
    public int out() {
        int slack = in + before + after - dilation * (kernel - 1) - 1;
        if (slack < 0 || stride < 1 || dilation < 1 || kernel < 1) {
            return 0;
        }
        int out = (ceil ? Math.ceilDiv(slack, stride) : slack / stride) + 1;
        boolean startsInPadding = ceil && (out - 1) * stride >= in + before;
        return (startsInPadding ? out - 1 : out) + more;
    }

    /** The row of the image under window row u at position i; it may lie outside. */
    public int at(int i, int u) {
        return i * stride + u * dilation - before;
    }

    public Axis in(int rows) {
        return new Axis(rows, kernel, stride, dilation, before, after, ceil, more);
    }

    public Axis kernel(int rows) {
        return new Axis(in, rows, stride, dilation, before, after, ceil, more);
    }

    public Axis stride(int rows) {
        return new Axis(in, kernel, rows, dilation, before, after, ceil, more);
    }

    public Axis dilation(int rows) {
        return new Axis(in, kernel, stride, rows, before, after, ceil, more);
    }

    public Axis padding(int rowsBefore, int rowsAfter) {
        return new Axis(in, kernel, stride, dilation, rowsBefore, rowsAfter, ceil, more);
    }

    public Axis more(int windows) {
        return new Axis(in, kernel, stride, dilation, before, after, ceil, windows);
    }

    public Axis ceil(boolean on) {
        return new Axis(in, kernel, stride, dilation, before, after, on, more);
    }
}
