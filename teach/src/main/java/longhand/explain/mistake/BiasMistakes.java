package longhand.explain.mistake;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import longhand.explain.computation.Computation;
import longhand.explain.computation.Planes;
import longhand.explain.computation.Rule;

/**
 * The bias is left out, subtracted, counted several times, or that of another output. Convolution and linear layer
 * share them.
 */
final class BiasMistakes<C extends Computation> {
    private final Changes<C> all;
    private final Function<C, Rule> get;
    private final BiFunction<C, Rule, C> with;
    private final int biases;

    BiasMistakes(Changes<C> all, Function<C, Rule> get, BiFunction<C, Rule, C> with, int biases) {
        this.all = all;
        this.get = get;
        this.with = with;
        this.biases = biases;
    }

    private void bias(Likelihood likelihood, String id, String sentence, Rule.BiasRule rule) {
        all.add(Stage.BIAS, likelihood, "bias-" + id, sentence, c -> with.apply(c, get.apply(c).bias(rule)));
    }

    /**
     * How the bias is joined.
     *
     * @param channels how many planes are added up for one number
     * @param products how many products of one plane are added up
     * @param plane how many numbers one plane of the output has
     */
    BiasMistakes<C> joined(int channels, int products, int plane) {
        bias(Likelihood.COMMON, "missing", "the bias was not added", (sum, b, at) -> sum);
        bias(Likelihood.USUAL, "subtracted", "the bias was subtracted; it is added", (sum, b, at) -> sum - b);
        bias(Likelihood.RARE, "multiplied", "the result was multiplied by the bias; it is added",
                (sum, b, at) -> sum * b);
        bias(Likelihood.RARE, "twice", "the bias was added twice", (sum, b, at) -> sum + 2 * b);
        bias(Likelihood.RARE, "first-only",
                "the bias was added to the first number only; it is added to all of its channel",
                (sum, b, at) -> at == 0 ? sum + b : sum);
        bias(Likelihood.ODD, "first-missing", "the bias was not added to the first number", (sum, b, at) -> at == 0
                ? sum : sum + b);
        bias(Likelihood.ODD, "last-only",
                "the bias was added to the last number only; it is added to all of its channel",
                (sum, b, at) -> at == plane - 1 ? sum + b : sum);
        bias(Likelihood.RARE, "after-relu", "negative sums were set to 0 (ReLU) before the bias was added",
                (sum, b, at) -> Math.max(0, sum) + b);
        bias(Likelihood.RARE, "signs-dropped", "the bias lost its minus sign", (sum, b, at) -> sum + Math.abs(b));
        bias(Likelihood.ODD, "alone", "only the bias is left of the sum", (sum, b, at) -> b);
        if (channels > 1) {
            bias(Likelihood.COMMON, "per-channel", "the bias was added once for each input channel; it is added once",
                    (sum, b, at) -> sum + channels * b);
        }
        if (products > 1) {
            bias(Likelihood.USUAL, "per-product",
                    "the bias was added to each product; it is added once",
                    (sum, b, at) -> sum + products * b);
        }
        if (products > 1 && channels > 1) {
            bias(Likelihood.RARE, "per-product", "the bias was added to each product of all channels; it is added once",
                    (sum, b, at) -> sum + (double) channels * products * b);
        }
        return this;
    }

    /** Of which output the bias is. */
    BiasMistakes<C> order(BiFunction<C, IntUnaryOperator, C> withOrder, Planes values, BiFunction<C, Planes,
            C> withValues) {
        if (biases < 2) {
            return this;
        }
        for (int[] pair : ChannelMistakes.pairs(biases)) {
            order(Likelihood.USUAL, "exchanged", "two biases were exchanged", ChannelMistakes.exchanged(pair),
                    withOrder, b -> ChannelMistakes.exchange(b, pair));
        }
        if (biases > 2) {
            order(Likelihood.RARE, "reversed", "the biases were taken in reverse order", "", withOrder,
                    b -> biases - 1 - b);
            order(Likelihood.RARE, "shifted", "each output got the bias of the next one", "", withOrder,
                    b -> (b + 1) % biases);
            order(Likelihood.RARE, "shifted", "each output got the bias of the one before", "", withOrder,
                    b -> (b + biases - 1) % biases);
        }
        order(Likelihood.USUAL, "same", "all outputs got the same bias; each has its own", ": the first", withOrder,
                b -> 0);
        order(Likelihood.RARE, "same", "all outputs got the same bias; each has its own", ": the last", withOrder,
                b -> biases - 1);
        double sum = IntStream.range(0, biases).mapToDouble(values::get).sum();
        all.add(Stage.BIAS_ORDER, Likelihood.RARE, "bias-all",
                "all biases were added to every output; each has its own",
                c -> withValues.apply(c, values.map(b -> sum)));
        all.add(Stage.BIAS_ORDER, Likelihood.ODD, "bias-mean",
                "the mean of the biases was added; each output has its own",
                c -> withValues.apply(c, values.map(b -> sum / biases)));
        for (int o = 0; o < biases && biases <= 4; o++) {
            int missing = o;
            all.add(Stage.BIAS_ORDER, Likelihood.RARE, "bias-missing", "the bias of one output was not added",
                    ": output " + o, c -> withValues.apply(c, values.set(missing, 0)));
        }
        return this;
    }

    private void order(Likelihood likelihood, String id, String sentence, String detail, BiFunction<C,
            IntUnaryOperator, C> withOrder, IntUnaryOperator index) {
        all.add(Stage.BIAS_ORDER, likelihood, "bias-" + id, sentence, detail, c -> withOrder.apply(c, index));
    }
}
