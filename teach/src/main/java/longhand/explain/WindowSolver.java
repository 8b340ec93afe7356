package longhand.explain;

import java.util.ArrayList;
import java.util.List;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * Turns the output-size formula around: which windows lead from one size to another?
 *
 * <p>Only windows that one would build are tried: no pixel is skipped (the stride is at most the kernel size), and no
 * window lies in the padding alone (the padding is at most half the kernel).
 */
public final class WindowSolver {
    private WindowSolver() {}

    /**
     * What is asked for.
     *
     * @param in size of the input in pixels
     * @param out size of the output in pixels
     * @param largestKernel kernels of 1 to this size are tried
     * @param dilation the same for all
     * @param kernel only this kernel size, or 0 for any
     * @param stride only this stride, or 0 for any; given, it may be larger than the kernel
     * @param padding only this padding, or −1 for any; given, it may be larger than half the kernel
     */
    public record Question(int in, int out, int largestKernel, int dilation, int kernel, int stride, int padding) {}

    /**
     * A square window that fits.
     *
     * @param unused rows (and columns) of the padded input that no window reaches
     */
    public record Solution(Window2d window, int unused) {}

    /** All windows, by kernel, stride and padding. */
    public static List<Solution> solve(Question q) {
        List<Solution> solutions = new ArrayList<>();
        for (int k = 1; k <= Math.max(q.largestKernel(), q.kernel()); k++) {
            for (int s = 1; s <= Math.max(k, q.stride()); s++) {
                for (int p = 0; p <= Math.max(q.dilation() * k / 2, q.padding()); p++) {
                    Window2d window = Window2d.square(k).stride(s).padding(p).dilation(q.dilation());
                    if (asked(q, k, s, p) && output(window, q.in()) == q.out()) {
                        int reach = (q.out() - 1) * s + q.dilation() * (k - 1) + 1;
                        solutions.add(new Solution(window, q.in() + 2 * p - reach));
                    }
                }
            }
        }
        return solutions;
    }

    private static boolean asked(Question q, int k, int s, int p) {
        return (q.kernel() == 0 || k == q.kernel())
                && (q.stride() == 0 ? s <= k : s == q.stride())
                && (q.padding() < 0 ? 2 * p <= q.dilation() * (k - 1) + 1 : p == q.padding());
    }

    private static int output(Window2d window, int in) {
        try {
            return window.output("solve", Size2d.square(in)).h();
        } catch (ShapeException doesNotFit) {
            return -1;
        }
    }
}
