package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import java.util.Map;
import java.util.Optional;
import longhand.autograd.Edge;
import longhand.backend.Backends;
import longhand.backend.Epilogue;
import longhand.names.Counted;
import longhand.names.Given;
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
    private static final String CONV_TRANSPOSE_2D = "convTranspose2d";
    private static final String RANK_FIX = "add a missing dimension with unsqueeze(0), or take one away with select(0, 0)";
    private static final String CONV_1D = "conv1d";

    private Convolution() {}

    /** Convolution without bias and groups. */
    public static Tensor conv2d(Tensor x, Tensor w, Window2d window) {
        return conv2d(x, w, Optional.empty(), window, 1);
    }

    /** Convolution with bias. */
    public static Tensor conv2d(Tensor x, Tensor w, Tensor bias, Window2d window) {
        return conv2d(x, w, Optional.of(Inputs.tensor("conv2d", "the bias", bias)), window, 1);
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
        requireGiven("conv2d", x, w, bias, window);
        return forward(x, w, bias, false, shape("conv2d", x.shape(), w.shape(), bias, window, groups));
    }

    /** relu(conv2d(…)): the same numbers, but the ReLU costs no pass over memory of its own. */
    public static Tensor conv2dRelu(Tensor x, Tensor w, Optional<Tensor> bias, Window2d window, int groups) {
        requireGiven("conv2dRelu", x, w, bias, window);
        return Activations.recordRelu(forward(x, w, bias, true, shape("conv2d", x.shape(), w.shape(), bias, window, groups)));
    }

    /**
     * Convolution run backwards, which makes images larger: each input element adds its multiple of the kernel to a
     * window of the output. It is the gradient of {@link #conv2d} with respect to its input. PyTorch: {@code
     * F.conv_transpose2d}.
     *
     * @param x [batch, inChannels, height, width]
     * @param w [inChannels, outChannels / groups, kernel height, kernel width]
     * @param bias [outChannels], or empty
     * @param window stride, padding and dilation of the convolution that is run backwards
     * @param outputPadding rows and columns added at the end: a convolution with a stride gives inputs of several sizes
     *     the same output size, and this says which of them is meant
     * @return [batch, outChannels, (h − 1)·s − 2p + d(k − 1) + outputPadding + 1, the same for the width]
     */
    public static Tensor convTranspose2d(Tensor x, Tensor w, Optional<Tensor> bias, Window2d window,
            Size2d outputPadding, int groups) {
        requireGiven(CONV_TRANSPOSE_2D, x, w, bias, window);
        Given.required(outputPadding, CONV_TRANSPOSE_2D, "the output padding", "pass Size2d.square(0) for none");
        if (x.rank() != 4 || w.rank() != 4 || x.size(1) != w.size(0)) {
            throw new ShapeException(CONV_TRANSPOSE_2D, "input " + x.shape() + " does not fit weight " + w.shape(),
                    "the input is [batch, channels, height, width], the weight [channels, out / groups, kernel height, kernel width]",
                    x.rank() == 4 && w.rank() == 4 ? "check the number of channels" : RANK_FIX);
        }
        if (w.size(0) == 0 || w.size(1) == 0) {
            throw new ShapeException(CONV_TRANSPOSE_2D, "weight " + w.shape() + " has no channels",
                    "there is one input and one output channel at least", "check the number of channels");
        }
        if (groups < 1 || w.size(0) % groups != 0) {
            throw new ShapeException(CONV_TRANSPOSE_2D, "weight " + w.shape() + " cannot be split into "
                    + Counted.of(groups, "group"), "groups divides the channels of the input",
                    "choose a divisor of " + w.size(0));
        }
        Size2d out = enlarged(x.shape(), window, outputPadding);
        Shape y = Shape.of(x.size(0), w.size(1) * groups, out.h(), out.w());
        Conv2dShape s = shape(CONV_TRANSPOSE_2D, y, w.shape(), Optional.empty(), window, groups);
        bias.ifPresent(b -> requireBias(CONV_TRANSPOSE_2D, b.shape(), s.inChannels(), "weight " + w.shape()));
        boolean isForX = s.output().equals(new Size2d(x.size(2), x.size(3)));
        Tensor result = isForX ? inputGradient(x, w, s) : cutFromWhole(x, w, window, groups, out, outputPadding);
        return bias.isEmpty() ? result : result.add(bias.get().reshape(s.inChannels(), 1, 1));
    }

    /**
     * For an output padding of the stride or more (but below the dilation): it has room for more windows than x has. So
     * all windows of x are added up first, and what the padding leaves is cut from that and filled up with zeros.
     */
    private static Tensor cutFromWhole(Tensor x, Tensor w, Window2d window, int groups, Size2d out,
            Size2d outputPadding) {
        Window2d unpadded = window.padding(0);
        Size2d all = enlarged(x.shape(), unpadded, Size2d.square(0));
        Shape y = Shape.of(x.size(0), w.size(1) * groups, all.h(), all.w());
        Size2d padding = window.padding();
        return inputGradient(x, w, shape(CONV_TRANSPOSE_2D, y, w.shape(), Optional.empty(), unpadded, groups))
                .pad(0, Math.max(0, outputPadding.w() - padding.w()), 0, Math.max(0, outputPadding.h() - padding.h()))
                .narrow(2, padding.h(), out.h()).narrow(3, padding.w(), out.w());
    }

    /** Height and width of the result of a transposed convolution. */
    private static Size2d enlarged(Shape x, Window2d w, Size2d outputPadding) {
        if (x.dim(2) < 1 || x.dim(3) < 1) {
            throw new ShapeException(CONV_TRANSPOSE_2D, "the images of " + x + " have no pixels",
                    "height and width are at least 1", "pass images with at least one row and one column");
        }
        if (outputPadding.h() < 0 || outputPadding.w() < 0) {
            throw new ShapeException(CONV_TRANSPOSE_2D, "output padding " + outputPadding + " is negative",
                    "it is 0 or more and less than the stride or the dilation", "pass such numbers");
        }
        if (outputPadding.h() >= Math.max(w.stride().h(), w.dilation().h())
                || outputPadding.w() >= Math.max(w.stride().w(), w.dilation().w())) {
            throw new ShapeException(CONV_TRANSPOSE_2D, "output padding " + outputPadding + " is too large for stride "
                    + w.stride() + " and dilation " + w.dilation(), "it is less than one of them", "pad less");
        }
        long height = enlarged(x.dim(2), w.kernel().h(), w.stride().h(), w.padding().h(), w.dilation().h(),
                outputPadding.h());
        long width = enlarged(x.dim(3), w.kernel().w(), w.stride().w(), w.padding().w(), w.dilation().w(),
                outputPadding.w());
        if (Math.min(height, width) < 1 || Math.max(height, width) > Integer.MAX_VALUE) {
            throw new ShapeException(CONV_TRANSPOSE_2D, (height < 1 || width < 1
                    ? "the padding " + w.padding() + " leaves"
                    : "stride " + w.stride() + " and dilation " + w.dilation() + " make") + " an output of " + height
                    + "×" + width, "(n − 1)·s − 2p + d(k − 1) + output padding + 1 is at least 1 and less than 2³¹",
                    height < 1 || width < 1 ? "use less padding, or a larger input or kernel" : "use smaller ones");
        }
        return new Size2d((int) height, (int) width);
    }

    private static long enlarged(int n, int kernel, int stride, int padding, int dilation, int outputPadding) {
        return (n - 1L) * stride - 2L * padding + (long) dilation * (kernel - 1) + outputPadding + 1;
    }

    /**
     * Convolution along one dimension: an image of height 1. PyTorch: {@code F.conv1d}.
     *
     * @param x [batch, inChannels, length]
     * @param w [outChannels, inChannels / groups, kernel]
     * @param window of height 1; only its numbers for the width count
     * @return [batch, outChannels, ⌊(length + 2p − d(k − 1) − 1)/s⌋ + 1]
     */
    public static Tensor conv1d(Tensor x, Tensor w, Optional<Tensor> bias, Window2d window, int groups) {
        requireGiven(CONV_1D, x, w, bias, window);
        if (x.rank() != 3 || w.rank() != 3) {
            throw new ShapeException(CONV_1D, "input " + x.shape() + " and weight " + w.shape() + " have ranks "
                    + x.rank() + " and " + w.rank(),
                    "the input is [batch, channels, length], the weight [out, in / groups, kernel]", RANK_FIX);
        }
        Tensor image = x.unsqueeze(2);
        Tensor kernel = w.unsqueeze(2);
        Window2d line = window.stride(1, window.stride().w()).padding(0, window.padding().w())
                .dilation(1, window.dilation().w());
        return forward(image, kernel, bias, false,
                shape(CONV_1D, image.shape(), kernel.shape(), bias, line, groups)).squeeze(2);
    }

    private static Tensor forward(Tensor x, Tensor w, Optional<Tensor> bias, boolean relu, Conv2dShape s) {
        Tensor y = result(Shape.of(s.batch(), s.outChannels(), s.output().h(), s.output().w()));
        Epilogue end = new Epilogue(bias.map(Internals::values).orElse(new float[0]), relu);
        Backends.current().conv2d(values(x), values(w), end, values(y), s);
        Edge toX = Edge.to(x, g -> inputGradient(g, w, s)).reads(w);
        Edge toW = Edge.to(w, g -> weightGradient(x, g, s)).reads(x);
        Map<String, ?> settings = Map.of("window", s.window(), "groups", s.groups());
        return bias.isEmpty() ? recorded("conv2d", settings, y, toX, toW)
                : recorded("conv2d", settings, y, toX, toW, Edge.to(bias.get(), g -> g.sum(0, 2, 3)));
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

    private static void requireGiven(String operation, Tensor x, Tensor w, Optional<Tensor> bias, Window2d window) {
        Inputs.tensor(operation, x);
        Inputs.tensor(operation, "the weight", w);
        Given.required(bias, operation, "the bias", "pass Optional.empty() if there is none");
        Given.required(window, operation, "the window", "pass Window2d.square(3), or another one");
    }

    /** @param x with the sizes of an image, also of conv1d: height 1 */
    private static Conv2dShape shape(String operation, Shape x, Shape w, Optional<Tensor> bias, Window2d window,
            int groups) {
        if (x.rank() != 4 || w.rank() != 4) {
            throw new ShapeException(operation, "input " + x + " and weight " + w + " have ranks " + x.rank() + " and "
                    + w.rank(), "the input is [batch, channels, height, width], the weight [out, in / groups, kernel height, kernel width]",
                    RANK_FIX);
        }
        if (x.dim(1) == 0 || w.dim(0) == 0) {
            throw new ShapeException(operation, shown(operation, "input", x) + " or " + shown(operation, "weight", w)
                    + " has no channels",
                    "there is one input and one output channel at least", "check the number of channels");
        }
        if (window.ceilMode()) {
            throw new ShapeException(operation, "the window rounds its output size up (ceilMode)",
                    "only pooling does that", "leave ceilMode out");
        }
        Size2d kernel = new Size2d(w.dim(2), w.dim(3));
        if (!kernel.equals(window.kernel())) {
            throw new ShapeException(operation, shown(operation, "weight", w) + " has a kernel of " + kernel
                    + ", the window says " + window.kernel(), "both are the same", operation.equals(CONV_1D)
                    ? "make a window of height 1, and of the weight's last size"
                    : "make the window from the weight's last two sizes");
        }
        Conv2dShape s = Conv2dShape.of(operation, x.dim(0), x.dim(1), new Size2d(x.dim(2), x.dim(3)), w.dim(0), groups,
                window);
        if (w.dim(1) != s.inChannelsPerGroup()) {
            throw new ShapeException(operation, shown(operation, "input", x) + " has "
                    + Counted.of(x.dim(1), "channel") + " but " + shown(operation, "weight", w) + " expects "
                    + w.dim(1) * groups,
                    "input channels = weight's second size · groups (" + w.dim(1) + " · " + groups + ")",
                    "make the " + shown(operation, "weight", w.with(1, s.inChannelsPerGroup())));
        }
        bias.ifPresent(b -> requireBias(operation, b.shape(), w.dim(0), shown(operation, "weight", w)));
        return s;
    }

    /** The shape as the user knows it. */
    private static String shown(String operation, String name, Shape shape) {
        return name + " " + (operation.equals(CONV_1D) ? Shape.of(shape.dim(0), shape.dim(1), shape.dim(3)) : shape);
    }

    private static void requireBias(String operation, Shape bias, int outChannels, String weight) {
        if (!bias.equals(Shape.of(outChannels))) {
            throw new ShapeException(operation, "bias " + bias + " does not fit " + weight,
                    "there is one bias per output channel: [" + outChannels
                    + "]", bias.numel() == outChannels ? "reshape it to [" + outChannels + "]"
                    : "pass that many numbers, or no bias");
        }
    }
}
