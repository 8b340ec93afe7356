package longhand.explain.mistake;

import java.util.ArrayList;
import java.util.List;
import longhand.explain.ViewNames;
import longhand.explain.computation.Channels;
import longhand.explain.computation.Convolution;
import longhand.explain.computation.Planes;
import longhand.explain.computation.Reduction;

/** What can be done otherwise in a convolution and in its gradients. */
public final class ConvolutionMistakes {
    private final Changes<Convolution> all = new Changes<>();
    private final Convolution right;

    private ConvolutionMistakes(Convolution right) {
        this.right = right;
    }

    /** All changes of a right computation. */
    public static List<Change<Convolution>> of(Convolution right) {
        ConvolutionMistakes mistakes = new ConvolutionMistakes(right);
        switch (right.view()) {
            case ViewNames.INPUT_GRADIENT -> mistakes.inputGradient();
            case ViewNames.WEIGHT_GRADIENT -> mistakes.weightGradient();
            case ViewNames.BIAS_GRADIENT -> mistakes.biasGradient();
            default -> mistakes.forward();
        }
        return mistakes.all.list();
    }

    private Slot<Convolution> input() {
        return new Slot<>("input", "input", "it is read as it stands", Stage.INPUT_ORDER, Stage.INPUT_SIGNS,
                Stage.INPUT_NUMBERS, Convolution::x, Convolution::x);
    }

    private Slot<Convolution> kernel(String right) {
        return new Slot<>("kernel", "kernel", right, Stage.KERNEL_ORDER, Stage.KERNEL_SIGNS, Stage.KERNEL_NUMBERS,
                Convolution::w, Convolution::w);
    }

    private Slot<Convolution> upstream() {
        return new Slot<>("gradient dY", "upstream", "it is read as it stands", Stage.UPSTREAM_ORDER,
                Stage.UPSTREAM_SIGNS, Stage.UPSTREAM_NUMBERS, Convolution::upstream, Convolution::upstream);
    }

    private RuleMistakes<Convolution> rule() {
        return new RuleMistakes<>(all, Convolution::rule, Convolution::rule);
    }

    private void walk() {
        new WalkMistakes<>(all, Convolution::walk, Convolution::walk, right).stride().dilation().count();
        new PaddingMistakes<>(all, Convolution::walk, Convolution::walk, right).width().sides()
                .numbers("it holds zeros");
    }

    private void forward() {
        new OperandMistakes<>(all, kernel("here it is laid on the input as it stands"), right)
                .order(Likelihood.COMMON, Likelihood.USUAL, " (that is convolution as in mathematics)")
                .signs(Likelihood.COMMON)
                .numbers().elements(Likelihood.RARE).onePlane("plane");
        new OperandMistakes<>(all, input(), right).order(Likelihood.USUAL, Likelihood.RARE).signs(Likelihood.USUAL)
                .numbers()
                .onePlane("channel");
        walk();
        int in = right.channels().outputs().getFirst().x().length;
        rule().products("the input", "the kernel").reductions("the products under the window", in > 1)
                .divided("the side of the kernel", right.w().rows() == right.w().columns() ? right.w().rows() : 1);
        new KernelMistakes(all, right).products().parts().biasInside().spreadInput();
        new ChannelMistakes(all, right).forward();
        if (right.bias().size() > 0) {
            int products = right.w().rows() * right.w().columns();
            int plane = right.walk().rows().out() * right.walk().columns().out();
            new BiasMistakes<>(all, Convolution::rule, Convolution::rule, right.bias().size())
                    .joined(in, products, plane)
                    .order((c, order) -> c.channels(c.channels().biases(order)), right.bias(), Convolution::bias);
        }
    }

    /** What every gradient of a product shares. */
    private void arriving() {
        all.add(Stage.UPSTREAM_NUMBERS, Likelihood.COMMON, "upstream-ignored",
                "the gradient dY that arrives was not used; each number "
                + "is multiplied by the gradient of its output", c -> c.upstream(c.upstream().map(v -> 1)));
        new OperandMistakes<>(all, upstream(), right).order(Likelihood.USUAL, Likelihood.USUAL).signs(Likelihood.USUAL)
                .onePlane("channel");
        outputChannels();
    }

    private void outputChannels() {
        int out = right.channels().count();
        for (int o = 0; out > 1 && o < Math.min(out, 4); o++) {
            int only = o;
            all.add(Stage.CHANNEL_SUM, o == 0 ? Likelihood.USUAL : Likelihood.RARE, "only-one-output",
                    "the gradient of one output channel " + "only was used; all send theirs back", ": channel " + o,
                    c -> c.upstream(c.upstream().map(v -> 0).with(only, c.upstream())));
        }
        for (int[] pair : ChannelMistakes.pairs(out)) {
            all.add(Stage.CHANNEL_ORDER, Likelihood.USUAL, "output-channels-exchanged",
                    "two channels of dY were exchanged", ChannelMistakes.exchanged(pair),
                    c -> c.upstream(c.upstream().reordered(o -> ChannelMistakes.exchange(o, pair))));
        }
    }

    private void meetings() {
        new ChannelMistakes(all, right).meetings();
        new ChannelMistakes(all, right).groups();
    }

    private void inputGradient() {
        arriving();
        new OperandMistakes<>(all, kernel("each pixel gets the weight that lay on it"), right)
                .order(Likelihood.COMMON, Likelihood.USUAL).signs(Likelihood.COMMON).numbers().elements(Likelihood.RARE)
                .onePlane("plane");
        walk();
        accumulated("what the windows send to a pixel");
        rule().products("dY", "the kernel").reductions("what the windows send back", right.channels().count() > 1)
                .divided("how many numbers the kernel has", right.w().rows() * right.w().columns())
                .divided("the number of output channels", right.channels().count());
        meetings();
        if (right.channels().count() > 1) {
            new ChannelMistakes(all, right).filters();
        }
        paddedInput();
        slidLikeForward();
    }

    private void accumulated(String what) {
        all.add(Stage.REDUCTION, Likelihood.COMMON, "gradient-overwritten",
                what + " was overwritten instead of added up",
                c -> c.rule(c.rule().inside(Reduction.LAST).across(Reduction.LAST)));
    }

    /** The gradient of the padded input, with its border. */
    private void paddedInput() {
        int top = right.walk().rows().before();
        int left = right.walk().columns().before();
        if (top + left > 0) {
            Planes padded = Planes.filled(0, right.x().count(), right.x().rows() + 2 * top,
                    right.x().columns() + 2 * left);
            all.add(Stage.CROP, Likelihood.USUAL, "gradient-of-padding",
                    "the gradient of the padding is still there; only the pixels of " + "the input have one",
                    c -> c.x(padded).walk(c.walk().image(padded.rows(), padded.columns()).axes(
                            c.walk().rows().in(padded.rows()).padding(0, 0),
                            c.walk().columns().in(padded.columns()).padding(0, 0))));
        }
    }

    /** The kernel slid over dY as it slides over the input: no padding, so that the result is too small. */
    private void slidLikeForward() {
        all.add(Stage.FORMULA, Likelihood.USUAL, "gradient-as-forward",
                "the kernel was slid over dY as over an input, so that the result is "
                + "too small; each window sends its gradient back to all its pixels",
                c -> new Convolution(ViewNames.FORWARD, c.given().x(c.upstream()).bias(Planes.NONE),
                        c.walk().image(c.upstream().rows(), c.upstream().columns()), backwards(c), c.rule()));
    }

    /** For each input channel, the output channels that read it, with the kernel planes that they meet it with. */
    private static Channels backwards(Convolution c) {
        List<Channels.Output> outputs = c.channels().outputs();
        return Channels.of(c.x().count(), i -> {
            List<int[]> met = new ArrayList<>();
            for (int o = 0; o < outputs.size(); o++) {
                for (int m = 0; m < outputs.get(o).x().length; m++) {
                    if (outputs.get(o).x()[m] == i) {
                        met.add(new int[] {o, outputs.get(o).k()[m]});
                    }
                }
            }
            return new Channels.Output(Channels.range(met.size(), m -> met.get(m)[0]),
                    Channels.range(met.size(), m -> met.get(m)[1]), -1);
        });
    }

    private void weightGradient() {
        arriving();
        new OperandMistakes<>(all, input(), right).order(Likelihood.USUAL, Likelihood.USUAL).signs(Likelihood.COMMON)
                .numbers()
                .onePlane("channel");
        walk();
        accumulated("what the windows send to a weight");
        rule().products("dY", "the input").reductions("what the windows send back", false)
                .divided("how many numbers the kernel has", right.w().rows() * right.w().columns());
        meetings();
        inputsTogether();
    }

    /** One plane for each output channel instead of one for each pair of channels. */
    private void inputsTogether() {
        int in = right.x().count();
        int out = right.channels().count();
        if (in > 1 && right.channels().outputs().getFirst().x().length == in) {
            all.add(Stage.CHANNEL_SUM, Likelihood.RARE, "input-channels-summed",
                    "the planes of all input channels were added up; the kernel has one for each of them",
                    c -> c.x(summed(c.x()).reordered(p -> 0)).w(Planes.filled(0, out, c.w().rows(), c.w().columns()))
                            .channels(Channels.full(out, 1)));
        }
    }

    private void biasGradient() {
        arriving();
        accumulated("what arrives at a bias");
        rule().reductions("what arrives at a bias", false);
        all.add(Stage.FORMULA, Likelihood.USUAL, "bias-gradient-one",
                "1 was given: that is the gradient of one output by its bias; what arrives at all of them is added up",
                c -> c.rule(c.rule().inside((n, used) -> 1)));
        int out = right.channels().count();
        if (out > 1) {
            all.add(Stage.CHANNEL_SUM, Likelihood.USUAL, "bias-gradient-all",
                    "the gradients of all output channels were added up for "
                    + "each bias; a bias has those of its own channel", c -> c.upstream(summed(c.upstream())));
        }
    }

    private static Planes summed(Planes upstream) {
        int plane = upstream.rows() * upstream.columns();
        Planes sum = upstream;
        for (int i = 0; i < upstream.size(); i++) {
            double all = 0;
            for (int p = 0; p < upstream.count(); p++) {
                all += upstream.get(p * plane + i % plane);
            }
            sum = sum.set(i, all);
        }
        return sum;
    }
}
