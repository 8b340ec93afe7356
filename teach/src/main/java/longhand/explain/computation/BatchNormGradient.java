package longhand.explain.computation;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import longhand.explain.ViewNames;
import longhand.explain.computation.BatchNorm.Form;

/**
 * The gradient of a batch normalisation by its input, by γ or by β.
 *
 * @param norm the normalisation, with the gradient that arrives at its output
 * @param view which gradient, as in {@link ViewNames}
 * @param over what is added up for one number of the gradients by γ and β
 * @param backward the gradient by a number of the input
 * @param collect the gradient by γ or β
 */
public record BatchNormGradient(BatchNorm norm, String view, Over over, Backward backward, Collect collect)
        implements Layer<BatchNormGradient> {

    /** Which numbers are added up. */
    public enum Over {
        /** All numbers of a channel. */
        CHANNEL,
        /** All numbers of a sample. */
        SAMPLE,
        /** The same place of all samples. */
        PLACE,
        /** All places of a channel in one sample. */
        IMAGE;

        private int[] dims(Form form, int size) {
            int samples = size / form.channels() / form.plane();
            int[] dims = form.dims();
            return switch (this) {
                case CHANNEL -> new int[] {form.channels()};
                case SAMPLE -> new int[] {samples};
                case PLACE -> new int[] {form.channels(), dims[dims.length - 2], dims[dims.length - 1]};
                case IMAGE -> new int[] {samples, form.channels()};
            };
        }

        private int of(Form form, int position) {
            return switch (this) {
                case CHANNEL -> form.channel(position);
                case SAMPLE -> form.sample(position);
                case PLACE -> position % (form.channels() * form.plane());
                case IMAGE -> position / form.plane();
            };
        }
    }

    /**
     * What the gradient by a number of the input is made of.
     *
     * @param upstream the gradient that arrives there
     * @param standard the standardized number
     * @param slope by how much that grows with the number, mean and variance being constant: 1 / √(variance + ε)
     * @param mean the mean of the gradients that arrive in the channel
     * @param meanProduct the mean of their products with the standardized numbers
     * @param count how many numbers the channel has
     */
    public record Parts(double upstream, double standard, double gamma, double slope, double mean, double meanProduct,
            int count) {}

    /** The gradient by a number of the input. */
    @FunctionalInterface
    public interface Backward {
        /** In training: mean and variance depend on the number, too. */
        Backward TRAINING = p -> p.gamma() * p.slope() * (p.upstream() - p.mean() - p.standard() * p.meanProduct());
        /** In evaluation: they are constants. */
        Backward EVALUATION = p -> p.gamma() * p.slope() * p.upstream();

        double of(Parts parts);
    }

    /** The gradient by γ or β, from the gradients that arrive and the standardized numbers. */
    @FunctionalInterface
    public interface Collect {
        double of(double[] upstream, double[] standard);

        /** The sum of some products. */
        static double products(double[] upstream, double[] standard) {
            return IntStream.range(0, upstream.length).mapToDouble(i -> upstream[i] * standard[i]).sum();
        }

        /** The sum of the gradients. */
        static double sum(double[] upstream, double[] standard) {
            return Arrays.stream(upstream).sum();
        }
    }

    /** The right computation; {@code norm} is that of the output. */
    public static BatchNormGradient right(BatchNorm norm, String view) {
        return new BatchNormGradient(norm, view, Over.CHANNEL,
                norm.rule().meanOfBatch() ? Backward.TRAINING : Backward.EVALUATION,
                view.equals(ViewNames.BIAS_GRADIENT) ? Collect::sum : Collect::products);
    }

    @Override
    public Given given() {
        return norm.given();
    }

    @Override
    public BatchNormGradient given(Given other) {
        return norm(norm.given(other));
    }

    /** The same of another normalisation. */
    public BatchNormGradient norm(BatchNorm other) {
        return new BatchNormGradient(other, view, over, backward, collect);
    }

    public BatchNormGradient over(Over other) {
        return new BatchNormGradient(norm, view, other, backward, collect);
    }

    public BatchNormGradient backward(Backward other) {
        return new BatchNormGradient(norm, view, over, other, collect);
    }

    public BatchNormGradient collect(Collect other) {
        return new BatchNormGradient(norm, view, over, backward, other);
    }

    @Override
    public int[] dims() {
        return view.equals(ViewNames.INPUT_GRADIENT) ? norm.form().dims() : over.dims(norm.form(), x().size());
    }

    @Override
    public boolean possible() {
        return norm.possible() && upstream().columns() == x().columns() && upstream().size() == x().size();
    }

    @Override
    public long cellCost() {
        return 10L * x().size();
    }

    /** A standardized number is at most the root of their count; three terms are added up. */
    @Override
    public double magnitude() {
        int count = x().size();
        double each = upstream().magnitude() * Math.sqrt(count);
        double slope = IntStream.range(0, count).mapToDouble(i -> Math.abs(norm.slope(i))).max().orElse(0);
        return view.equals(ViewNames.INPUT_GRADIENT) ? 3 * each * w().magnitude() * slope : each * count;
    }

    @Override
    public double cell(int position) {
        if (!view.equals(ViewNames.INPUT_GRADIENT)) {
            int[] members = members(i -> over.of(norm.form(), i), position);
            return collect.of(gradients(members), norm.standardized(members));
        }
        int channel = norm.form().channel(position);
        int[] members = members(norm.form()::channel, channel);
        double[] gradients = gradients(members);
        double[] standard = norm.standardized(members);
        int n = members.length;
        return backward.of(new Parts(upstream().get(position), norm.standardized(position), w().get(channel),
                norm.slope(position), Collect.sum(gradients, standard) / n,
                Collect.products(gradients, standard) / n, n));
    }

    private int[] members(IntUnaryOperator key, int value) {
        return IntStream.range(0, x().size()).filter(i -> key.applyAsInt(i) == value).toArray();
    }

    private double[] gradients(int... positions) {
        return Arrays.stream(positions).mapToDouble(upstream()::get).toArray();
    }
}
