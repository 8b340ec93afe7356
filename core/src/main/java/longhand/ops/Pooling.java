package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import java.util.Arrays;
import java.util.Map;
import longhand.autograd.Edge;
import longhand.autograd.NoGrad;
import longhand.autograd.internal.Constants;
import longhand.backend.Backends;
import longhand.names.Given;
import longhand.shape.Pool2dShape;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Indices;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * 2-D pooling of [batch, channels, height, width] with a sliding window, each plane on its own. PyTorch: {@code
 * F.max_pool2d}, {@code F.avg_pool2d}. The adaptive kinds are in {@link AdaptivePooling}.
 */
public final class Pooling {
    private Pooling() {}

    /**
     * The largest element of each window. Padding counts as −∞ and is never chosen; of equal elements the first in scan
     * order gets the gradient.
     *
     * @param window its padding is at most half the kernel, so that every window meets the image
     */
    public static Tensor maxPool2d(Tensor x, Window2d window) {
        Pool2dShape s = shape("maxPool2d", x, window, false);
        Tensor y = result(outputShape(s));
        boolean chosen = NoGrad.gradEnabled() && (x.requiresGrad() || Constants.isRecording());
        Indices argmax = chosen ? Internals.indices(s.outputLength()) : null;
        if (s.planes() > 0 && chosen) { // of no images, the sizes may be more than an int counts
            Backends.current().maxPool2d(values(x), values(y), argmax.array(), s);
        } else if (s.planes() > 0) {
            Backends.current().maxPool2dValues(values(x), values(y), s);
        }
        return recorded("maxPool2d", Map.of("window", window), y, Edge.to(x, g -> maxGradient(g, argmax, s)));
    }

    private static Tensor maxGradient(Tensor dy, Indices argmax, Pool2dShape s) {
        Tensor dx = result(inputShape(s));
        if (s.planes() > 0) {
            Backends.current().maxPool2dGradient(values(dy), argmax.array(), values(dx), s);
        }
        return recorded("maxPool2dGradient", dx, Edge.to(dy, g -> chosen(g, argmax, s)));
    }

    /** The elements at the positions that the maximum chose. */
    static Tensor chosen(Tensor x, Indices argmax, Pool2dShape s) {
        Tensor flat = ShapeOps.reshape(x, s.planes() * s.input().h() * s.input().w());
        int[] index = Arrays.copyOf(argmax.array(), s.outputLength());
        int outputPlane = s.output().h() * s.output().w();
        for (int i = 0; i < index.length; i++) {
            index[i] += i / outputPlane * s.input().h() * s.input().w();
        }
        return ShapeOps.reshape(Selection.indexSelect(flat, 0, index), outputShape(s).dims());
    }

    /**
     * The mean of each window.
     *
     * @param countIncludePad divide by the whole window, padding included (PyTorch's default), not by the number of
     *     real pixels
     */
    public static Tensor avgPool2d(Tensor x, Window2d window, boolean countIncludePad) {
        Pool2dShape s = shape("avgPool2d", x, window, countIncludePad);
        if (!window.dilation().equals(Size2d.square(1))) {
            throw new ShapeException("avgPool2d", "dilation " + window.dilation()
                    + " is not defined for average pooling", "dilation is 1", "leave dilation out");
        }
        return average(x, window, s);
    }

    /** @param window as it was given, whatever of it the backends see */
    private static Tensor average(Tensor x, Window2d window, Pool2dShape s) {
        Tensor y = result(outputShape(s));
        if (s.planes() > 0) {
            Backends.current().avgPool2d(values(x), values(y), s);
        }
        return recorded("avgPool2d", Map.of("window", window, "countIncludePad", s.countIncludePad()), y,
                Edge.to(x, g -> averageGradient(g, window, s)));
    }

    private static Tensor averageGradient(Tensor dy, Window2d window, Pool2dShape s) {
        Tensor dx = result(inputShape(s));
        if (s.planes() > 0) {
            Backends.current().avgPool2dGradient(values(dy), values(dx), s);
        }
        return recorded("avgPool2dGradient", dx, Edge.to(dy, g -> average(g, window, s)));
    }

    private static Pool2dShape shape(String operation, Tensor input, Window2d window, boolean countIncludePad) {
        requireImages(operation, input);
        Shape x = input.shape();
        Given.required(window, operation, "the window", "pass Window2d.square(2), or another one");
        if (window.padding().h() > window.kernel().h() / 2 || window.padding().w() > window.kernel().w() / 2) {
            throw new ShapeException(operation, "padding " + window.padding() + " is too large for kernel "
                    + window.kernel(), "padding is at most half the kernel, so that no window lies in the padding alone",
                    "pad less");
        }
        if ((long) window.kernel().h() * window.kernel().w() > Integer.MAX_VALUE) {
            throw new ShapeException(operation, "kernel " + window.kernel() + " has more than " + Integer.MAX_VALUE
                    + " elements", "they can be counted in an int", "pool less at a time, or all with max() or mean()");
        }
        Pool2dShape s = Pool2dShape.of(operation, x.dim(0), x.dim(1), new Size2d(x.dim(2), x.dim(3)), window,
                countIncludePad);
        requireElementInside(operation, x.dim(2), s.output().h(), window.kernel().h(), window.stride().h(),
                window.padding().h(), window.dilation().h());
        requireElementInside(operation, x.dim(3), s.output().w(), window.kernel().w(), window.stride().w(),
                window.padding().w(), window.dilation().w());
        return s;
    }

    /** Along one side, every window has an element in the image. A dilated one can step over a small image. */
    private static void requireElementInside(String operation, int n, int positions, int k, int s, int p, int d) {
        for (int i = 0; i < positions; i++) {
            long start = (long) i * s - p;
            long firstInside = start >= 0 ? start : start + Math.ceilDiv(-start, d) * d;
            if (firstInside >= n || firstInside > start + (k - 1L) * d) {
                throw new ShapeException(operation, "window " + i + " (kernel " + k + ", dilation " + d + ", padding "
                        + p + ") has no element inside " + n + " pixels", "every window meets the image",
                        "use less dilation or padding");
            }
        }
    }

    static void requireImages(String operation, Tensor input) {
        Shape x = Inputs.tensor(operation, input).shape();
        if (x.rank() != 4) {
            throw new ShapeException(operation, "input " + x + " has rank " + x.rank(),
                    "the input is [batch, channels, height, width]", "add missing dimensions with unsqueeze(0)");
        }
        if (x.dim(1) == 0) {
            throw new ShapeException(operation, "input " + x + " has no channels", "there is one at least",
                    "check the input");
        }
    }

    private static Shape inputShape(Pool2dShape s) {
        return Shape.of(s.batch(), s.channels(), s.input().h(), s.input().w());
    }

    private static Shape outputShape(Pool2dShape s) {
        return Shape.of(s.batch(), s.channels(), s.output().h(), s.output().w());
    }
}
