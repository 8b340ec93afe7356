package longhand.explain.mistake;

import java.util.List;
import java.util.stream.IntStream;
import longhand.explain.ViewNames;
import longhand.explain.computation.LinearLayer;
import longhand.explain.computation.Planes;
import longhand.explain.computation.Reduction;

/** What can be done otherwise in a linear layer and in its gradients. */
public final class LinearMistakes {
    private final Changes<LinearLayer> all = new Changes<>();
    private final LinearLayer right;

    private LinearMistakes(LinearLayer right) {
        this.right = right;
    }

    /** All changes of a right computation. */
    public static List<Change<LinearLayer>> of(LinearLayer right) {
        LinearMistakes mistakes = new LinearMistakes(right);
        if (right.view().equals(ViewNames.FORWARD)) {
            mistakes.forward();
        } else {
            mistakes.gradient();
        }
        return mistakes.all.list();
    }

    private Slot<LinearLayer> input() {
        return new Slot<>("input", "input", "it is read as it stands", Stage.INPUT_ORDER, Stage.INPUT_SIGNS,
                Stage.INPUT_NUMBERS, LinearLayer::x, LinearLayer::x);
    }

    private Slot<LinearLayer> weights() {
        return new Slot<>("matrix W", "weight", "each output has a row of W", Stage.KERNEL_ORDER, Stage.KERNEL_SIGNS,
                Stage.KERNEL_NUMBERS, LinearLayer::w, LinearLayer::w);
    }

    private RuleMistakes<LinearLayer> rule() {
        return new RuleMistakes<>(all, LinearLayer::rule, LinearLayer::rule);
    }

    private void forward() {
        new OperandMistakes<>(all, input(), right).order(Likelihood.USUAL, Likelihood.RARE).signs(Likelihood.COMMON)
                .numbers();
        weightOrder();
        rule().products("X", "W").reductions("the products", false);
        int outputs = right.w().rows();
        for (int k = 0; k < right.x().columns() && right.x().columns() > 1 && right.x().columns() <= 12; k++) {
            int forgotten = k;
            all.add(Stage.INPUT_NUMBERS, Likelihood.RARE, "feature-forgotten", "one input was forgotten in all sums",
                    ": input " + k, c -> c.x(c.x().withColumn(forgotten, 0)));
        }
        if (right.bias().size() > 0) {
            new BiasMistakes<>(all, LinearLayer::rule, LinearLayer::rule, outputs).joined(1, right.x().columns(),
                    right.x().rows() * outputs).order((c, order) ->
                    c.biasOf((n, o) -> order.applyAsInt(c.biasOf().at(n, o))),
                            right.bias(), LinearLayer::bias);
            if (right.x().rows() > 1) {
                all.add(Stage.BIAS_ORDER, Likelihood.USUAL, "bias-of-sample",
                        "each sample got a bias of its own; each output has one", c -> c.biasOf((n, o) -> n));
                all.add(Stage.BIAS, Likelihood.RARE, "bias-first-sample",
                        "the bias was added to the first sample only; it is added to all",
                        c -> c.biasOf((n, o) -> n == 0 ? c.biasOf().at(n, o) : -1));
            }
            biasInside();
        }
    }

    /** The bias put into the sum: added to each weight, or to each input. */
    private void biasInside() {
        String once = "; it is added to the sum";
        int columns = right.w().columns();
        all.add(Stage.BIAS, Likelihood.RARE, "bias-inside", "the bias was added to each weight of its output" + once,
                c -> c.w(c.w().mapAt((v, i) -> v + c.bias().get(i / columns))).biasOf((n, o) -> -1));
        all.add(Stage.BIAS, Likelihood.RARE, "bias-inside",
                "the bias was added to each input, before the sum" + once, c -> c.bias(c.bias().mapAt(
                        (b, o) -> b * IntStream.range(0, columns).mapToDouble(k -> c.w().get(0, o, k)).sum())));
    }

    private void weightOrder() {
        new OperandMistakes<>(all, weights(), right).order(Likelihood.COMMON, Likelihood.RARE).signs(Likelihood.COMMON)
                .numbers();
        for (int[] pair : ChannelMistakes.pairs(right.w().rows())) {
            all.add(Stage.KERNEL_ORDER, Likelihood.RARE, "weight-rows-exchanged", "two rows of W were exchanged",
                    ChannelMistakes.exchanged(pair),
                    c -> c.w(c.w().rearranged(i -> ChannelMistakes.exchange(i / c.w().columns(), pair)
                            * c.w().columns() + i % c.w().columns())));
        }
        if (right.w().rows() > 1) {
            all.add(Stage.KERNEL_ORDER, Likelihood.RARE, "same-weights",
                    "the first row of W was used for all outputs; each has its own",
                    c -> c.w(c.w().rearranged(i -> i % c.w().columns())));
        }
    }

    private void gradient() {
        Slot<LinearLayer> upstream = new Slot<>("gradient dY", "upstream", "it is read as it stands",
                Stage.UPSTREAM_ORDER, Stage.UPSTREAM_SIGNS, Stage.UPSTREAM_NUMBERS, LinearLayer::upstream,
                LinearLayer::upstream);
        all.add(Stage.UPSTREAM_NUMBERS, Likelihood.COMMON, "upstream-ignored",
                "the gradient dY that arrives was not used; each number is "
                + "multiplied by the gradient of its output", c -> c.upstream(c.upstream().map(v -> 1)));
        new OperandMistakes<>(all, upstream, right).order(Likelihood.USUAL, Likelihood.RARE).signs(Likelihood.USUAL);
        switch (right.view()) {
            case ViewNames.INPUT_GRADIENT -> {
                weightOrder();
                rule().products("dY", "W").reductions("the products", false)
                        .divided("the number of samples", right.x().rows());
            }
            case ViewNames.WEIGHT_GRADIENT -> {
                new OperandMistakes<>(all, input(), right).order(Likelihood.USUAL, Likelihood.RARE)
                        .signs(Likelihood.COMMON).numbers();
                rule().products("dY", "X").reductions("the products", false);
                samples();
            }
            default -> {
                rule().reductions("the gradients of the samples", false)
                        .divided("the number of outputs", right.w().rows());
                all.add(Stage.FORMULA, Likelihood.USUAL, "bias-gradient-one",
                        "1 was given: that is the gradient of one output by its bias; what arrives at it is added up",
                        c -> c.rule(c.rule().inside((n, used) -> 1)));
                samples();
                all.add(Stage.FORMULA, Likelihood.USUAL, "bias-gradient-all",
                        "all numbers of dY were added up for each bias; a bias has " + "those of its own output",
                        c -> c.upstream(summed(c.upstream())));
            }
        }
        all.add(Stage.REDUCTION, Likelihood.USUAL, "gradient-overwritten",
                "what arrives was overwritten instead of added up", c -> c.rule(c.rule().inside(Reduction.LAST)));
    }

    private static Planes summed(Planes upstream) {
        Planes sums = upstream;
        for (int i = 0; i < upstream.size(); i++) {
            double sum = 0;
            for (int j = 0; j < upstream.columns(); j++) {
                sum += upstream.get(0, i / upstream.columns(), j);
            }
            sums = sums.set(i, sum);
        }
        return sums;
    }

    private void samples() {
        if (right.x().rows() > 1) {
            all.add(Stage.REDUCTION, Likelihood.COMMON, "divided-by-samples",
                    "the gradient was divided by the number of samples; dY "
                    + "already holds such a division if there is one", c -> c.rule(c.rule().inside(Reduction.MEAN)));
        }
    }
}
