package longhand.explain.mistake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import longhand.explain.LayerSpec;
import longhand.explain.computation.FieldRule;
import longhand.explain.computation.LayerCount;
import longhand.explain.computation.ParameterRule;
import longhand.explain.computation.SizeRule;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/** What can be done otherwise when sizes, parameters and receptive fields of layers are counted. */
public final class LayerMistakes<R extends LayerCount.Rule> {
    private static final int MOST_LAYERS = 12;
    private final RuleChanges<R, LayerCount<R>> all = new RuleChanges<>();
    private final List<LayerSpec> layers;
    private final boolean each;

    private LayerMistakes(LayerCount<R> right) {
        this.layers = right.layers();
        this.each = right.each();
    }

    /** All changes of a right output size. */
    public static List<Change<LayerCount<SizeRule>>> ofSizes(LayerCount<SizeRule> right) {
        LayerMistakes<SizeRule> m = new LayerMistakes<>(right);
        String is = "; the formula is ⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1";
        m.all.rule(Stage.FORMULA, Likelihood.COMMON, "size-plus-one-forgotten", "the + 1 at the end was forgotten" + is,
                r -> r.plus(0));
        m.all.rule(Stage.FORMULA, Likelihood.USUAL, "size-plus-one-twice", "2 was added at the end" + is,
                r -> r.plus(2));
        m.all.rule(Stage.PADDING, Likelihood.COMMON, "size-padding-once",
                "the padding was counted on one side only" + is, r -> r.paddings(1));
        m.all.rule(Stage.PADDING, Likelihood.COMMON, "size-padding-ignored", "the padding was ignored" + is,
                r -> r.paddings(0));
        m.all.rule(Stage.PADDING, Likelihood.RARE, "size-padding-sign", "the padding was subtracted" + is,
                r -> r.paddings(-2));
        m.all.rule(Stage.COUNT, Likelihood.COMMON, "size-rounding", "the quotient was rounded up" + is,
                r -> r.rounding(Math::ceil));
        m.all.rule(Stage.COUNT, Likelihood.RARE, "size-rounding", "the quotient was rounded to the nearest number" + is,
                r -> r.rounding(v -> Math.floor(v + 0.5)));
        m.all.rule(Stage.COUNT, Likelihood.USUAL, "size-not-rounded", "the quotient was not rounded down" + is,
                r -> r.rounding(v -> v));
        m.all.rule(Stage.STRIDE, Likelihood.COMMON, "size-stride-ignored", "the stride was ignored" + is,
                r -> r.division((n, s) -> n));
        m.all.rule(Stage.STRIDE, Likelihood.RARE, "size-stride-multiplied",
                "the stride was multiplied instead of divided by" + is, r -> r.division((n, s) -> n * s));
        m.all.rule(Stage.STRIDE, Likelihood.RARE, "size-stride-subtracted",
                "the stride was subtracted instead of divided by" + is, r -> r.division((n, s) -> n - s));
        windowSizes(m, is);
        m.all.add(Stage.FORMULA, Likelihood.RARE, "size-unchanged", "the size was left as it is",
                c -> c.rule(new SizeRule(0, (k, d) -> 0, (n, s) -> n, v -> v, 0)));
        m.all.rule(Stage.FORMULA, Likelihood.RARE, "size-plus-one-inside", "1 was added before the division" + is,
                r -> r.division((n, s) -> r.division().of(n + 1, s)).plus(0));
        m.settings();
        m.lists();
        return m.all.list();
    }

    private static void windowSizes(LayerMistakes<SizeRule> m, String is) {
        m.all.rule(Stage.WINDOW, Likelihood.COMMON, "size-dilation-ignored", "the dilation was ignored" + is,
                r -> r.reach((k, d) -> k));
        m.all.rule(Stage.WINDOW, Likelihood.USUAL, "size-reach", "the window was taken to reach over d·k pixels" + is,
                r -> r.reach((k, d) -> d * k));
        m.all.rule(Stage.WINDOW, Likelihood.USUAL, "size-reach", "the − 1 was forgotten" + is,
                r -> r.reach((k, d) -> d * (k - 1)));
        m.all.rule(Stage.WINDOW, Likelihood.RARE, "size-reach", "the window was taken to reach over k + d pixels" + is,
                r -> r.reach((k, d) -> k + d));
        m.all.rule(Stage.WINDOW, Likelihood.RARE, "size-reach", "the window was taken to reach over k + d − 1 pixels"
                + is, r -> r.reach((k, d) -> k + d - 1));
        m.all.rule(Stage.WINDOW, Likelihood.USUAL, "size-reach",
                "the dilation was counted as pixels that are skipped: (d + 1)(k − 1) + 1 pixels" + is,
                r -> r.reach((k, d) -> (d + 1) * (k - 1) + 1));
        m.all.rule(Stage.WINDOW, Likelihood.RARE, "size-kernel-ignored",
                "neither the size of the window nor 1 was subtracted" + is, r -> r.reach((k, d) -> 0));
        m.all.rule(Stage.WINDOW, Likelihood.ODD, "size-kernel-added", "the whole size of the window was added" + is,
                r -> r.reach((k, d) -> -k));
        m.all.rule(Stage.WINDOW, Likelihood.USUAL, "size-kernel-ignored",
                "the size of the window was not subtracted" + is, r -> r.reach((k, d) -> 1));
        m.all.rule(Stage.WINDOW, Likelihood.RARE, "size-kernel-halved", "half the window was subtracted" + is,
                r -> r.reach((k, d) -> Math.floor(k / 2)));
        m.all.rule(Stage.WINDOW, Likelihood.RARE, "size-kernel-added", "the size of the window was added" + is,
                r -> r.reach((k, d) -> 2 - k));
    }

    /** All changes of a right number of parameters. */
    public static List<Change<LayerCount<ParameterRule>>> ofParameters(LayerCount<ParameterRule> right) {
        LayerMistakes<ParameterRule> m = new LayerMistakes<>(right);
        String is = "; output channels · input channels · rows · columns, plus one bias for each output channel";
        weights(m, Likelihood.COMMON, "input-channels-ignored", "the input channels were not counted" + is,
                (in, out, h, w) -> out * h * w);
        weights(m, Likelihood.COMMON, "output-channels-ignored", "the output channels were not counted" + is,
                (in, out, h, w) -> in * h * w);
        weights(m, Likelihood.USUAL, "kernel-side", "one side of the kernel was counted only" + is,
                (in, out, h, w) -> in * out * h);
        weights(m, Likelihood.USUAL, "kernel-ignored", "the size of the kernel was not counted" + is,
                (in, out, h, w) -> in * out);
        weights(m, Likelihood.USUAL, "channels-ignored", "the channels were not counted" + is,
                (in, out, h, w) -> h * w);
        weights(m, Likelihood.USUAL, "channels-added", "the channels were added instead of multiplied" + is,
                (in, out, h, w) -> (in + out) * h * w);
        weights(m, Likelihood.RARE, "kernel-added", "the sides of the kernel were added instead of multiplied" + is,
                (in, out, h, w) -> in * out * (h + w));
        weights(m, Likelihood.RARE, "weights-ignored", "only the biases were counted" + is, (in, out, h, w) -> 0);
        weights(m, Likelihood.ODD, "kernel-off-by-one", "the kernel was taken as one larger" + is,
                (in, out, h, w) -> in * out * (h + 1) * (w + 1));
        m.all.add(Stage.INPUT_NUMBERS, Likelihood.RARE, "dilation-counted",
                "the gaps of a dilated kernel were counted as parameters", c -> m.windows(c, w -> new Window2d(
                new Size2d(reach(w.kernel().h(), w.dilation().h()), reach(w.kernel().w(), w.dilation().w())),
                w.stride(), w.padding(), w.dilation(), false)));
        m.all.add(Stage.INPUT_NUMBERS, Likelihood.ODD, "padding-counted", "the padding was added to the kernel",
                c -> m.windows(c, w -> new Window2d(new Size2d(w.kernel().h() + 2 * w.padding().h(),
                w.kernel().w() + 2 * w.padding().w()), w.stride(), w.padding(), w.dilation(), false)));
        weights(m, Likelihood.RARE, "weights-doubled", "the weights were counted twice" + is,
                (in, out, h, w) -> 2 * in * out * h * w);
        biases(m, Likelihood.COMMON, "bias-ignored", "the biases were not counted" + is, (in, out, h, w) -> 0);
        biases(m, Likelihood.COMMON, "bias-of-input", "one bias was counted for each input channel" + is,
                (in, out, h, w) -> in);
        biases(m, Likelihood.COMMON, "bias-once", "a single bias was counted" + is, (in, out, h, w) -> 1);
        biases(m, Likelihood.USUAL, "bias-per-plane", "a bias was counted for each plane of the kernel" + is,
                (in, out, h, w) -> in * out);
        biases(m, Likelihood.RARE, "bias-subtracted", "the biases were subtracted" + is, (in, out, h, w) -> -out);
        biases(m, Likelihood.RARE, "bias-per-weight", "a bias was counted for each number of a filter" + is,
                (in, out, h, w) -> out * in * h * w);
        biases(m, Likelihood.RARE, "bias-per-element", "a bias was counted for each element of the window" + is,
                (in, out, h, w) -> out * h * w);
        m.biasesOf(LayerSpec.Kind.CONV, "convolutions");
        m.biasesOf(LayerSpec.Kind.LINEAR, "linear layers");
        if (right.layers().stream().anyMatch(l -> !l.bias() && l.kind() != LayerSpec.Kind.POOL)) {
            m.all.add(Stage.BIAS, Likelihood.COMMON, "bias-counted", "biases were counted although a layer has none",
                    c -> c.layers(c.layers().stream().map(l -> new LayerSpec(l.kind(), l.in(), l.out(), l.window(),
                            l.kind() != LayerSpec.Kind.POOL)).toList()));
        }
        m.all.add(Stage.FORMULA, Likelihood.USUAL, "pool-counted",
                "windows of poolings were counted as parameters; a pooling has none",
                c -> c.layers(c.layers().stream().map(l -> l.kind() != LayerSpec.Kind.POOL ? l
                        : new LayerSpec(LayerSpec.Kind.CONV, 1, 1, l.window(), false)).toList()));
        m.lists();
        return m.all.list();
    }

    private static void weights(LayerMistakes<ParameterRule> m, Likelihood likelihood, String id, String sentence,
            ParameterRule.Count count) {
        m.all.rule(Stage.WINDOW, likelihood, "parameters-" + id, sentence,
                r -> new ParameterRule(count, r.biases(), r.join()));
    }

    /** The biases of one kind of layer left out, where there is another kind. */
    private void biasesOf(LayerSpec.Kind kind, String layersOfKind) {
        boolean others = layers.stream().anyMatch(l -> l.kind() != kind && l.bias() && l.kind() != LayerSpec.Kind.POOL);
        if (others && layers.stream().anyMatch(l -> l.kind() == kind && l.bias())) {
            all.add(Stage.LABELS, Likelihood.USUAL, "parameters-bias-ignored",
                    "the biases of the " + layersOfKind + " were not counted", c -> c.layers(c.layers().stream().map(
                            l -> l.kind() == kind ? new LayerSpec(kind, l.in(), l.out(), l.window(), false) : l)
                            .toList()));
        }
    }

    private static void biases(LayerMistakes<ParameterRule> m, Likelihood likelihood, String id, String sentence,
            ParameterRule.Count count) {
        m.all.rule(Stage.BIAS, likelihood, "parameters-" + id, sentence,
                r -> new ParameterRule(r.weights(), count, r.join()));
    }

    /** All changes of a right receptive field. */
    public static List<Change<LayerCount<FieldRule>>> ofFields(LayerCount<FieldRule> right) {
        LayerMistakes<FieldRule> m = new LayerMistakes<>(right);
        String is = "; the field grows by (k − 1)·d times the product of the strides before";
        wider(m, Likelihood.COMMON, "strides-ignored", "the strides of the layers before were ignored" + is,
                (r, j, k, d, s) -> r + (k - 1) * d);
        wider(m, Likelihood.COMMON, "kernel-not-less-one", "the whole kernel was added" + is,
                (r, j, k, d, s) -> r + k * d * j);
        wider(m, Likelihood.USUAL, "kernels-added", "the sizes of the kernels were added up" + is,
                (r, j, k, d, s) -> (r == 1 ? 0 : r) + k);
        wider(m, Likelihood.USUAL, "kernels-multiplied", "the sizes of the kernels were multiplied" + is,
                (r, j, k, d, s) -> r * k);
        wider(m, Likelihood.COMMON, "own-stride",
                "the layer's own stride was counted too: it spreads the layers behind" + is,
                (r, j, k, d, s) -> r + (k - 1) * d * j * s);
        wider(m, Likelihood.COMMON, "dilation-ignored", "the dilation was ignored" + is,
                (r, j, k, d, s) -> r + (k - 1) * j);
        wider(m, Likelihood.USUAL, "last-only", "only the window of the last layer was given" + is,
                (r, j, k, d, s) -> d * (k - 1) + 1);
        wider(m, Likelihood.RARE, "largest", "the largest window was given" + is,
                (r, j, k, d, s) -> Math.max(r, d * (k - 1) + 1));
        wider(m, Likelihood.RARE, "times-stride", "field times stride plus kernel was computed from the first layer on"
                + is, (r, j, k, d, s) -> r * s + k - 1);
        wider(m, Likelihood.RARE, "times-stride",
                "field times stride plus kernel minus stride was computed from the first layer on" + is,
                (r, j, k, d, s) -> r * s + k - s);
        apart(m, Likelihood.COMMON, "strides-added", "the strides were added up instead of multiplied" + is,
                (j, s) -> j == 1 ? s : j + s);
        apart(m, Likelihood.COMMON, "last-stride", "only the stride of the layer before was used" + is, (j, s) -> s);
        wider(m, Likelihood.RARE, "kernel-not-less-one", "d·k − 1 was added instead of d·(k − 1)" + is,
                (r, j, k, d, s) -> r + (d * k - 1) * j);
        wider(m, Likelihood.RARE, "kernel-halved", "half the kernel was added" + is,
                (r, j, k, d, s) -> r + Math.floor(k / 2) * d * j);
        apart(m, Likelihood.ODD, "strides-squared", "the strides were multiplied twice" + is, (j, s) -> j * s * s);
        apart(m, Likelihood.RARE, "strides-added", "the strides minus 1 were added up" + is, (j, s) -> j + s - 1);
        m.all.add(Stage.LABELS, Likelihood.USUAL, "field-start", "the field of a pixel was taken as 0; it is 1",
                c -> c.start(n -> new double[] {0, n[1]}));
        m.settings();
        m.lists();
        return m.all.list();
    }

    private static void wider(LayerMistakes<FieldRule> m, Likelihood likelihood, String id, String sentence,
            FieldRule.Wider wider) {
        m.all.rule(Stage.FORMULA, likelihood, "field-" + id, sentence, r -> new FieldRule(wider, r.apart()));
    }

    private static void apart(LayerMistakes<FieldRule> m, Likelihood likelihood, String id, String sentence,
            FieldRule.Apart apart) {
        m.all.rule(Stage.STEP, likelihood, "field-" + id, sentence, r -> new FieldRule(r.wider(), apart));
    }

    /** A setting of all windows read otherwise. */
    private void settings() {
        window(Stage.INPUT_ORDER, "kernel-exchanged", "height and width of the kernels were exchanged",
                w -> new Window2d(swapped(w.kernel()), w.stride(), w.padding(), w.dilation(), false));
        window(Stage.INPUT_ORDER, "stride-exchanged", "the strides of rows and columns were exchanged",
                w -> new Window2d(w.kernel(), swapped(w.stride()), w.padding(), w.dilation(), false));
        window(Stage.INPUT_ORDER, "padding-exchanged", "the paddings of rows and columns were exchanged",
                w -> new Window2d(w.kernel(), w.stride(), swapped(w.padding()), w.dilation(), false));
        window(Stage.INPUT_NUMBERS, "kernel-off-by-one", "the kernel was taken as one larger",
                w -> new Window2d(new Size2d(w.kernel().h() + 1, w.kernel().w() + 1), w.stride(), w.padding(),
                w.dilation(), false));
        window(Stage.INPUT_NUMBERS, "stride-of-window", "the size of the window was used as the stride",
                w -> new Window2d(w.kernel(), w.kernel(), w.padding(), w.dilation(), false));
        window(Stage.INPUT_NUMBERS, "stride-ignored", "the stride was taken as 1", w -> w.stride(1));
    }

    private void window(Stage stage, String id, String sentence, UnaryOperator<Window2d> change) {
        all.add(stage, Likelihood.USUAL, id, sentence, c -> windows(c, change));
    }

    private LayerCount<R> windows(LayerCount<R> c, UnaryOperator<Window2d> change) {
        return c.layers(c.layers().stream()
                .map(l -> new LayerSpec(l.kind(), l.in(), l.out(), change.apply(l.window()), l.bias())).toList());
    }

    private static int reach(int kernel, int dilation) {
        return dilation * (kernel - 1) + 1;
    }

    private static Size2d swapped(Size2d s) {
        return new Size2d(s.w(), s.h());
    }

    /** A layer forgotten or counted twice; the order reversed; poolings left out. */
    private void lists() {
        for (int i = 0; i < layers.size() && layers.size() > 1 && layers.size() <= MOST_LAYERS; i++) {
            int layer = i;
            String which = ": layer " + i + ", " + layers.get(i);
            all.add(Stage.LABELS, Likelihood.USUAL, "layer-forgotten", "a layer was forgotten", which, c -> c.layers(
                    IntStream.range(0, c.layers().size()).filter(l -> l != layer).mapToObj(c.layers()::get).toList()));
            all.add(Stage.LABELS, Likelihood.RARE, "layer-twice", "a layer was counted twice", which, c -> {
                List<LayerSpec> more = new ArrayList<>(c.layers());
                more.add(layer, layers.get(layer));
                return c.layers(more);
            });
        }
        if (layers.stream().anyMatch(l -> l.kind() == LayerSpec.Kind.POOL) && layers.stream().anyMatch(l ->
                l.kind() == LayerSpec.Kind.CONV)) {
            all.add(Stage.LABELS, Likelihood.COMMON, "poolings-forgotten", "the poolings were left out",
                    c -> c.layers(c.layers().stream().filter(l -> l.kind() != LayerSpec.Kind.POOL).toList()));
            if (each) {
                all.add(Stage.LABELS, Likelihood.USUAL, "poolings-forgotten", "the poolings were taken to change nothing",
                        c -> c.layers(c.layers().stream().map(l -> l.kind() != LayerSpec.Kind.POOL ? l
                                : new LayerSpec(l.kind(), l.in(), l.out(), Window2d.square(1), false)).toList()));
            }
        }
        if (layers.size() > 1) {
            all.add(Stage.LABELS, Likelihood.USUAL, "layers-reversed", "the layers were taken in reverse order", c -> {
                List<LayerSpec> reversed = new ArrayList<>(c.layers());
                Collections.reverse(reversed);
                return c.layers(reversed);
            });
            all.add(Stage.LABELS, Likelihood.USUAL, "only-last-layer", "only the last layer was counted",
                    c -> c.layers(List.of(c.layers().getLast())));
            all.add(Stage.LABELS, Likelihood.RARE, "only-first-layer", "only the first layer was counted",
                    c -> c.layers(List.of(c.layers().getFirst())));
        }
    }
}
