package longhand.explain.check;

import longhand.explain.Explain;
import longhand.explain.Explanation;
import longhand.explain.PaperConvolution;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.computation.Border;
import longhand.explain.computation.Channels;
import longhand.explain.computation.Convolution;
import longhand.explain.computation.Given;
import longhand.explain.computation.Planes;
import longhand.explain.computation.Rule;
import longhand.explain.computation.Walk;
import longhand.explain.mistake.Model;
import longhand.shape.Window2d;

/**
 * A convolution, or one of its gradients, to be worked out by hand.
 *
 * @param upstream the gradient of the loss by the output, or {@link Explain#NONE} for ones
 * @param view what is asked for, as in {@link ViewNames}
 * @param pointwise whether a 1 × 1 kernel is worked out as a product of matrices
 */
public record ConvolutionProblem(PaperConvolution conv, Values upstream, String view,
        boolean pointwise) implements Problem {

    /** The output of a convolution; shapes as in {@link PaperConvolution#of}. */
    public static ConvolutionProblem of(Values x, Values w, Values bias, Window2d window) {
        return of(x, w, bias, window, Explain.NONE, ViewNames.FORWARD);
    }

    /** A view of a convolution; shapes as in {@link PaperConvolution#of}. */
    public static ConvolutionProblem of(Values x, Values w, Values bias, Window2d window, Values upstream,
            String view) {
        return of(x, w, bias, window, 1, upstream, view);
    }

    /** A view of a convolution in groups of channels; shapes as in {@link PaperConvolution#of}. */
    public static ConvolutionProblem of(Values x, Values w, Values bias, Window2d window, int groups, Values upstream,
            String view) {
        return new ConvolutionProblem(PaperConvolution.of(x, w, bias, window, groups), upstream, ViewNames.of(view),
                false).checked();
    }

    /** A view of a 1 × 1 convolution: x is C × H × W, w is as in {@link PaperConvolution#pointwiseKernel}. */
    public static ConvolutionProblem pointwise(Values x, Values w, Values upstream, String view) {
        PaperConvolution conv = PaperConvolution.of(x, PaperConvolution.pointwiseKernel(x, w), Explain.NONE,
                Window2d.square(1), 1);
        return new ConvolutionProblem(conv, upstream, ViewNames.of(view), true).checked();
    }

    private ConvolutionProblem checked() {
        asked();
        return this;
    }

    /** {@code conv1x1}, {@code corr2d} for a single channel without anything else, or else {@code conv2d}. */
    @Override
    public String operation() {
        boolean plain = conv.channels() == 1 && conv.outDims().length == 2 && conv.bias().size() == 0
                && conv.window().equals(Window2d.of(conv.w().rows(), conv.w().columns()));
        return pointwise ? "conv1x1" : plain ? "corr2d" : "conv2d";
    }

    @Override
    public SizeWorking size() {
        return switch (view) {
            case ViewNames.FORWARD -> SizeWorking.ofWindow(conv.window(), conv.input());
            case ViewNames.INPUT_GRADIENT -> SizeWorking.like("dX", "X");
            case ViewNames.WEIGHT_GRADIENT -> SizeWorking.like("dW", "W");
            default -> SizeWorking.like("db", "b");
        };
    }

    @Override
    public Explanation explanation() {
        Values w = conv.outDims().length == 3 ? conv.w()
                : conv.w().reshape(conv.channels(), conv.w().rows(), conv.w().columns());
        return pointwise ? Explain.conv1x1(conv.x(), w, upstream)
                : Explain.conv2d(conv.x(), w, conv.bias(), conv.window(), conv.groups(), upstream);
    }

    @Override
    public String question() {
        String bias = conv.bias().size() > 0 ? ", plus the bias b" : "";
        String channels = conv.groups() > 1 ? ", in " + conv.groups()
                + " groups of channels: each output channel reads the input channels of its group only"
                : conv.channels() > 1 ? ", added up over the " + conv.channels() + " input channels" : "";
        String outputs = conv.outChannels() > 1 ? ", for each of the " + conv.outChannels() + " output channels" : "";
        return Questions.ask(view, "the cross-correlation (the kernel is not flipped) of X with W"
                + Questions.settings(conv.window()) + channels + outputs + bias);
    }

    @Override
    public Model<Convolution> model() {
        int[] out = {conv.outChannels(), conv.output().h(), conv.output().w()};
        Values given = upstream.size() == 0 ? Values.filled(1, out) : upstream.reshape(out);
        Walk walk = Walk.of(conv.window(), conv.x().rows(), conv.x().columns(), Border.ZERO);
        return Model.of(new Convolution(view, new Given(Planes.of(conv.x()), Planes.of(conv.w()),
                Planes.of(conv.bias()), Planes.of(given)), walk,
                Channels.grouped(conv.outChannels(), conv.channels(), conv.groups()), Rule.RIGHT));
    }
}
