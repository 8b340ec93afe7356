package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import java.util.Optional;
import longhand.autograd.Edge;
import longhand.backend.Backends;
import longhand.backend.Epilogue;
import longhand.shape.Conv2dShape;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * 2-D convolution as deep learning means it (cross-correlation: the kernel is not flipped; S4 §1.1). PyTorch: {@code
 * F.conv2d}.
 *
 * <p>Convolution is bilinear in x and w, so it comes as three kernels that are each other's gradients:
 *
 * <pre>
 *   y  = conv(x, w)          d/dx: inputGradient(g, w)      d/dw: weightGradient(x, g)
 *   dx = inputGradient(g, w) d/dg: conv(·, w)               d/dw: weightGradient(·, g)
 *   dw = weightGradient(x, g) d/dx: inputGradient(g, ·)     d/dg: conv(x, ·)
 * </pre>
 */
public final class Convolution {
    private Convolution() {}

    /** Convolution without bias and groups. */
    public static Tensor conv2d(Tensor x, Tensor w, Window2d window) {
        return conv2d(x, w, Optional.empty(), window, 1);
    }

    /** Convolution with bias. */
    public static Tensor conv2d(Tensor x, Tensor w, Tensor bias, Window2d window) {
        return conv2d(x, w, Optional.of(bias), window, 1);
    }

    /**
     * @param x [batch, inChannels, height, width]
     * @param w [outChannels, inChannels / groups, kernel height, kernel width]
     * @param bias [outChannels], or empty
     * @param window stride, padding and dilation; its kernel is that of w
     * @param groups number of independent channel groups
     * @return [batch, outChannels, ⌊(h + 2p − d(k − 1) − 1)/s⌋ + 1, the same for the width]
     * @throws ShapeException if ranks, channels, kernel or groups do not fit
     */
    public static Tensor conv2d(Tensor x, Tensor w, Optional<Tensor> bias, Window2d window, int groups) {
        return forward(x, w, bias, false, shape(x.shape(), w.shape(), bias, window, groups));
    }

    /** relu(conv2d(…)): the same numbers, but the ReLU costs no pass over memory of its own. */
    public static Tensor conv2dRelu(Tensor x, Tensor w, Optional<Tensor> bias, Window2d window, int groups) {
        return Activations.recordRelu(forward(x, w, bias, true, shape(x.shape(), w.shape(), bias, window, groups)));
    }

    private static Tensor forward(Tensor x, Tensor w, Optional<Tensor> bias, boolean relu, Conv2dShape s) {
        Tensor y = result(Shape.of(s.batch(), s.outChannels(), s.output().h(), s.output().w()));
        Epilogue end = new Epilogue(bias.map(Internals::values).orElse(new float[0]), relu);
        Backends.current().conv2d(values(x), values(w), end, values(y), s);
        Edge toX = Edge.to(x, g -> inputGradient(g, w, s)).reads(w);
        Edge toW = Edge.to(w, g -> weightGradient(x, g, s)).reads(x);
        return bias.isEmpty() ? recorded("conv2d", y, toX, toW)
                : recorded("conv2d", y, toX, toW, Edge.to(bias.get(), g -> g.sum(0, 2, 3)));
    }

    private static Tensor inputGradient(Tensor dy, Tensor w, Conv2dShape s) {
        Tensor dx = result(Shape.of(s.batch(), s.inChannels(), s.input().h(), s.input().w()));
        Backends.current().conv2dInputGradient(values(dy), values(w), values(dx), s);
        return recorded("conv2dInputGradient", dx,
                Edge.to(dy, g -> forward(g, w, Optional.empty(), false, s)).reads(w),
                Edge.to(w, g -> weightGradient(g, dy, s)).reads(dy));
    }

    private static Tensor weightGradient(Tensor x, Tensor dy, Conv2dShape s) {
        Size2d kernel = s.window().kernel();
        Tensor dw = result(Shape.of(s.outChannels(), s.inChannelsPerGroup(), kernel.h(), kernel.w()));
        Backends.current().conv2dWeightGradient(values(x), values(dy), values(dw), s);
        return recorded("conv2dWeightGradient", dw,
                Edge.to(x, g -> inputGradient(dy, g, s)).reads(dy),
                Edge.to(dy, g -> forward(x, g, Optional.empty(), false, s)).reads(x));
    }

    private static Conv2dShape shape(Shape x, Shape w, Optional<Tensor> bias, Window2d window, int groups) {
        if (x.rank() != 4 || w.rank() != 4) {
            throw new ShapeException("conv2d", "input " + x + " and weight " + w + " have ranks " + x.rank() + " and "
                    + w.rank(), "the input is [batch, channels, height, width], the weight [out, in / groups, kernel height, kernel width]",
                    "add missing dimensions with unsqueeze(0)");
        }
        if (x.dim(1) == 0 || w.dim(0) == 0) {
            throw new ShapeException("conv2d", "input " + x + " or weight " + w + " has no channels",
                    "there is one input and one output channel at least", "check the number of channels");
        }
        Size2d kernel = new Size2d(w.dim(2), w.dim(3));
        if (!kernel.equals(window.kernel())) {
            throw new ShapeException("conv2d", "weight " + w + " has a kernel of " + kernel + ", the window says "
                    + window.kernel(), "both are the same", "make the window from the weight's last two sizes");
        }
        Conv2dShape s = Conv2dShape.of(x.dim(0), x.dim(1), new Size2d(x.dim(2), x.dim(3)), w.dim(0), groups, window);
        if (w.dim(1) != s.inChannelsPerGroup()) {
            throw new ShapeException("conv2d", "input " + x + " has " + x.dim(1) + " channels but weight " + w
                    + " expects " + w.dim(1) * groups, "input channels = weight's second size · groups (" + w.dim(1)
                    + " · " + groups + ")", "make the weight [" + w.dim(0) + ", " + s.inChannelsPerGroup() + ", "
                    + kernel.h() + ", " + kernel.w() + "]");
        }
        if (bias.isPresent() && !bias.get().shape().equals(Shape.of(w.dim(0)))) {
            throw new ShapeException("conv2d", "bias " + bias.get().shape() + " does not fit weight " + w,
                    "there is one bias per output channel: [" + w.dim(0) + "]", "reshape the bias");
        }
        return s;
    }
}
