package longhand.shape;


/**
 * A window that slides over the rows and columns of an image: the geometry that convolution and pooling share.
 *
 * <p>This is the only home of the output-size formula (S4 §2.1 of the notes; {@code torch.nn.Conv2d})
 *
 * <pre>  out = ⌊(n + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1</pre>
 *
 * and of the messages that explain why a window does not fit. With {@code ceilMode} (pooling only) the division rounds
 * up, so that a window may reach beyond the right and bottom padding, the first one too; but a last window that would
 * start entirely in that padding is dropped, as in PyTorch.
 *
 * @param kernel rows and columns of the window, each ≥ 1
 * @param stride step between neighbouring windows, each ≥ 1
 * @param padding rows and columns added on <em>each</em> side, ≥ 0
 * @param dilation distance between neighbouring elements inside the window, ≥ 1 (1: no gaps)
 * @param ceilMode round the output size up instead of down
 */
public record Window2d(Size2d kernel, Size2d stride, Size2d padding, Size2d dilation, boolean ceilMode) {

    public Window2d {
        requireAtLeast("kernel size", kernel, 1);
        requireAtLeast("stride", stride, 1);
        requireAtLeast("padding", padding, 0);
        requireAtLeast("dilation", dilation, 1);
    }

    /** A window with stride 1, no padding and no dilation. */
    public static Window2d of(int kernelH, int kernelW) {
        return new Window2d(new Size2d(kernelH, kernelW), Size2d.square(1), Size2d.square(0), Size2d.square(1), false);
    }

    /** A square window with stride 1, no padding and no dilation. */
    public static Window2d square(int kernel) {
        return of(kernel, kernel);
    }

    /** This window with another stride. */
    public Window2d stride(int h, int w) {
        return new Window2d(kernel, new Size2d(h, w), padding, dilation, ceilMode);
    }

    /** This window with the same stride both ways. */
    public Window2d stride(int n) {
        return stride(n, n);
    }

    /** This window with other padding. */
    public Window2d padding(int h, int w) {
        return new Window2d(kernel, stride, new Size2d(h, w), dilation, ceilMode);
    }

    /** This window with the same padding both ways. */
    public Window2d padding(int n) {
        return padding(n, n);
    }

    /** This window with other dilation. */
    public Window2d dilation(int h, int w) {
        return new Window2d(kernel, stride, padding, new Size2d(h, w), ceilMode);
    }

    /** This window with the same dilation both ways. */
    public Window2d dilation(int n) {
        return dilation(n, n);
    }

    /** This window, rounding the output size up if {@code ceil}. */
    public Window2d ceilMode(boolean ceil) {
        return new Window2d(kernel, stride, padding, dilation, ceil);
    }

    /** Whether it may reach over the edge of the image. */
    public boolean isPadded() {
        return padding.h() > 0 || padding.w() > 0;
    }

    /**
     * The number of window positions over an image of the given size.
     *
     * @param operation name of the calling operation, for the error message
     * @throws ShapeException if the window does not fit into the padded image
     */
    public Size2d output(String operation, Size2d input) {
        Shape.given(input, operation, "the size of the input");
        return new Size2d(
                positions(operation, "height", input.h(), kernel.h(), stride.h(), padding.h(), dilation.h()),
                positions(operation, "width", input.w(), kernel.w(), stride.w(), padding.w(), dilation.w()));
    }

    private int positions(String operation, String side, int n, int k, int s, int p, int d) {
        long reach = (long) d * (k - 1) + 1;
        long slack = n + 2L * p - reach;
        if (n + 2L * p > Integer.MAX_VALUE) {
            throw new ShapeException(operation, "input " + side + " " + n + " is too large with padding " + p,
                    side + " + 2·padding is at most 2³¹ − 1", "use less padding");
        }
        long out = (ceilMode ? Math.ceilDiv(slack, s) : Math.floorDiv(slack, s)) + 1;
        if (n < 1 || out < 1) {
            throw new ShapeException(operation,
                    "a window of " + reach + " (kernel " + k + ", dilation " + d + ") does not fit into input " + side
                    + " " + n
                            + " with padding " + p,
                    outputFormula(n, k, s, p, d) + " must be at least 1",
                    "use a larger input or more padding, or a smaller kernel or dilation");
        }
        return (int) (ceilMode && (out - 1) * s >= n + p ? out - 1 : out);
    }

    /**
     * This window with no step longer than the padded image, which nothing can be beyond, and without the elements that
     * are beyond it wherever the window stands: its positions are the same. Backends may take memory for a whole step
     * and a whole window.
     */
    Window2d within(Size2d input) {
        int h = input.h() + 2 * padding.h();
        int w = input.w() + 2 * padding.w();
        Size2d seen = new Size2d(Math.min(kernel.h(), (h - 1) / dilation.h() + 1),
                Math.min(kernel.w(), (w - 1) / dilation.w() + 1));
        // a window larger than the image stands in one place; of a smaller kernel there could be a second one
        Size2d step = new Size2d(seen.h() < kernel.h() ? h : Math.min(stride.h(), h),
                seen.w() < kernel.w() ? w : Math.min(stride.w(), w));
        return new Window2d(seen, step, padding, dilation, ceilMode);
    }

    /** The input row under kernel row u where the window stands at output row i; outside the image it is padding. */
    public int row(int i, int u) {
        return i * stride.h() + u * dilation.h() - padding.h();
    }

    /**
     * The input column under kernel column v where the window stands at output column j; outside the image it is
     * padding.
     */
    public int column(int j, int v) {
        return j * stride.w() + v * dilation.w() - padding.w();
    }

    /**
     * The formula of the output size with the numbers of both directions put in, as one writes it on paper: {@code out
     * = … = ⌊(8 + 2·1 − 1·(3 − 1) − 1) / 2⌋ + 1 = 4}.
     */
    public String outputWorking(Size2d input) {
        String height = heightWorking(input);
        String width = widthWorking(input);
        return height.equals(width) ? "height and width: " + height : "height: " + height + "; width: " + width;
    }

    /** The formula with the numbers of the rows put in: {@code out = … = 4}. */
    public String heightWorking(Size2d input) {
        return outputFormula(Shape.given(input, "window2d", "the size of the input").h(), kernel.h(), stride.h(), padding.h(), dilation.h()) + " = "
                + output("window2d", input).h();
    }

    /** The formula with the numbers of the columns put in. */
    public String widthWorking(Size2d input) {
        return outputFormula(Shape.given(input, "window2d", "the size of the input").w(), kernel.w(), stride.w(), padding.w(), dilation.w()) + " = "
                + output("window2d", input).w();
    }

    private String outputFormula(int n, int k, int s, int p, int d) {
        String open = ceilMode ? "⌈" : "⌊";
        String close = ceilMode ? "⌉" : "⌋";
        return "out = " + open + "(n + 2p − d(k − 1) − 1) / s" + close + " + 1 = " + open + "(" + n + " + 2·" + p
                + " − " + d + "·(" + k + " − 1) − 1) / " + s + close + " + 1";
    }

    private static void requireAtLeast(String what, Size2d value, int least) {
        if (Shape.given(value, "window2d", "the " + what).h() < least || value.w() < least) {
            throw new ShapeException("window2d", what + " " + value + " is too small",
                    what + " must be at least " + least + " in both directions", "pass " + least + " or more");
        }
    }
}
