package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import longhand.explain.Explain;
import longhand.explain.Explanation;
import longhand.explain.PaperConvolution;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * A convolution, or one of its gradients, to be worked out by hand.
 *
 * @param upstream the gradient of the loss by the output, or {@link Explain#NONE} for ones
 * @param view what is asked for, as in {@link ViewNames}
 * @param pointwise whether a 1 × 1 kernel is worked out as a product of matrices
 */
public record ConvolutionProblem(PaperConvolution conv, Values upstream, String view, boolean pointwise) implements Problem {

    /** The output of a convolution; shapes as in {@link PaperConvolution#of}. */
    public static ConvolutionProblem of(Values x, Values w, Values bias, Window2d window) {
        return of(x, w, bias, window, Explain.NONE, ViewNames.FORWARD);
    }

    /** A view of a convolution; shapes as in {@link PaperConvolution#of}. */
    public static ConvolutionProblem of(Values x, Values w, Values bias, Window2d window, Values upstream, String view) {
        return new ConvolutionProblem(PaperConvolution.of(x, w, bias, window), upstream, ViewNames.of(view), false).checked();
    }

    /** A view of a 1 × 1 convolution: x is C × H × W, w is O × C × 1 × 1. */
    public static ConvolutionProblem pointwise(Values x, Values w, Values upstream, String view) {
        PaperConvolution conv = PaperConvolution.of(x, w, Explain.NONE, Window2d.of(w.rows(), w.columns()));
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
    public Values truth() {
        return view.equals(ViewNames.FORWARD) ? conv.result() : asked().target().values();
    }

    @Override
    public double magnitude() {
        PaperConvolution sizes = new PaperConvolution(map(conv.x(), Math::abs), map(conv.w(), Math::abs), map(conv.bias(),
                Math::abs),
                conv.window(), conv.outDims());
        return Arrays.stream(sizes.result().toArray()).max().orElse(0);
    }

    @Override
    public String sizeWorking() {
        return switch (view) {
            case ViewNames.FORWARD -> conv.window().outputWorking(conv.input());
            case ViewNames.INPUT_GRADIENT -> "dX has one number for each number of X";
            case ViewNames.WEIGHT_GRADIENT -> "dW has one number for each number of W";
            default -> "db has one number for each output channel";
        };
    }

    @Override
    public Explanation explanation() {
        Values w = conv.outDims().length == 3 ? conv.w() : conv.w().reshape(conv.channels(), conv.w().rows(), conv.w().columns());
        return pointwise ? Explain.conv1x1(conv.x(), w, upstream) : Explain.conv2d(conv.x(), w, conv.bias(), conv.window(), upstream);
    }

    @Override
    public String question() {
        String bias = conv.bias().size() > 0 ? ", plus the bias b" : "";
        String channels = conv.channels() > 1 ? ", added up over the " + conv.channels() + " input channels" : "";
        String outputs = conv.outChannels() > 1 ? ", for each of the " + conv.outChannels() + " output channels" : "";
        return Questions.ask(view, "the cross-correlation (the kernel is not flipped) of X with W"
                + Questions.settings(conv.window()) + channels + outputs + bias);
    }

    @Override
    public List<Mistake> mistakes() {
        List<Mistake> all = new ArrayList<>();
        all.add(Mistake.of(Misconception.KERNEL_FLIPPED, with(flipped(conv.w()), conv.window()).result()));
        Window2d turned = new Window2d(new Size2d(conv.w().columns(), conv.w().rows()), conv.window().stride(),
                conv.window().padding(),
                conv.window().dilation(), false);
        if (WindowMistakes.fits(turned, conv.input())) {
            all.add(Mistake.of(Misconception.KERNEL_TRANSPOSED, with(conv.w().transposed(), turned).result()));
        }
        all.add(Mistake.of(Misconception.ROWS_AND_COLUMNS_SWAPPED, truth().transposed()));
        WindowMistakes.of(conv.window(), window -> WindowMistakes.fits(window, conv.input()), window -> with(conv.w(), window)
                .result(), all);
        channelMistakes(all);
        biasMistakes(all);
        return all;
    }

    private PaperConvolution with(Values w, Window2d window) {
        Size2d out = window.output("conv2d", conv.input());
        int[] dims = conv.outDims().clone();
        dims[dims.length - 2] = out.h();
        dims[dims.length - 1] = out.w();
        return new PaperConvolution(conv.x(), w, conv.bias(), window, dims);
    }

    private void channelMistakes(List<Mistake> all) {
        if (conv.channels() > 1) {
            all.add(Mistake.of(Misconception.CHANNELS_NOT_SUMMED, channelsApart()));
            all.add(Mistake.of(Misconception.ONLY_FIRST_CHANNEL, oneChannel(0).result()));
        }
        if (conv.outChannels() > 1) {
            double[] first = Arrays.copyOf(truth().toArray(), conv.output().h() * conv.output().w());
            all.add(Mistake.of(Misconception.ONLY_FIRST_OUTPUT, Values.of(first, conv.output().h(), conv.output().w())));
        }
    }

    private PaperConvolution oneChannel(int c) {
        Values x = Values.of(Arrays.copyOfRange(conv.x().toArray(), c * plane(conv.x()), (c + 1) * plane(conv.x())), 1,
                conv.x().rows(), conv.x().columns());
        double[] w = new double[conv.outChannels() * plane(conv.w())];
        for (int o = 0; o < conv.outChannels(); o++) {
            System.arraycopy(conv.w().toArray(), (o * conv.channels() + c) * plane(conv.w()), w, o * plane(conv.w()),
                    plane(conv.w()));
        }
        return new PaperConvolution(x, Values.of(w, conv.outChannels(), 1, conv.w().rows(), conv.w().columns()), conv.bias(),
                conv.window(),
                conv.outDims());
    }

    /** One result for each output and input channel, O·C × h × w; the bias is added to each. */
    private Values channelsApart() {
        int plane = conv.output().h() * conv.output().w();
        double[] y = new double[conv.outChannels() * conv.channels() * plane];
        for (int c = 0; c < conv.channels(); c++) {
            double[] part = oneChannel(c).result().toArray();
            for (int o = 0; o < conv.outChannels(); o++) {
                System.arraycopy(part, o * plane, y, (o * conv.channels() + c) * plane, plane);
            }
        }
        return Values.of(y, conv.outChannels() * conv.channels(), conv.output().h(), conv.output().w());
    }

    private void biasMistakes(List<Mistake> all) {
        if (conv.bias().size() > 0) {
            all.add(Mistake.of(Misconception.BIAS_MISSING, withBias(b -> 0)));
        }
        if (conv.bias().size() > 0 && conv.channels() > 1) {
            all.add(Mistake.of(Misconception.BIAS_PER_CHANNEL, withBias(b -> b * conv.channels())));
        }
    }

    private Values withBias(DoubleUnaryOperator change) {
        return new PaperConvolution(conv.x(), conv.w(), map(conv.bias(), change), conv.window(), conv.outDims()).result();
    }

    private static int plane(Values v) {
        return v.rows() * v.columns();
    }

    private static Values map(Values v, DoubleUnaryOperator f) {
        return Values.of(Arrays.stream(v.toArray()).map(f).toArray(), v.dims());
    }

    /** Every plane rotated by 180°. */
    private static Values flipped(Values w) {
        double[] out = new double[w.size()];
        int plane = plane(w);
        for (int i = 0; i < out.length; i++) {
            int start = i - i % plane;
            out[i] = w.get(start + plane - 1 - i % plane);
        }
        return Values.of(out, w.dims());
    }
}
