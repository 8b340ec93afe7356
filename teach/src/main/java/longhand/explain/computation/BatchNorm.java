package longhand.explain.computation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import longhand.explain.ViewNames;

/**
 * Batch normalisation in training or in evaluation, or one of the running statistics after a batch.
 *
 * @param view what is computed, as in {@link ViewNames}
 * @param given the input in its own shape, γ and β of each channel
 * @param mean the running mean of each channel before the batch
 * @param variance the running variance of each channel before the batch
 * @param form where the channels are in the input
 * @param settings ε, and the momentum of the running statistics
 * @param rule what is done with them
 */
public record BatchNorm(String view, Given given, Planes mean, Planes variance, Form form, Settings settings,
        Rule rule) implements Layer<BatchNorm>, Ruled<BatchNorm.Rule, BatchNorm> {

    /**
     * The shape of the input.
     *
     * @param dims the shape as it is written
     * @param channels how many channels there are
     * @param plane how many numbers of a channel each sample has
     */
    public record Form(int[] dims, int channels, int plane) {
        /** The channel of a number of the input. */
        public int channel(int position) {
            return position / plane % channels;
        }

        /** The sample of a number of the input. */
        public int sample(int position) {
            return position / plane / channels;
        }
    }

    /**
     * The parts of a normalisation.
     *
     * @param group numbers with the same group have their mean and variance together
     * @param center the mean of some numbers
     * @param spread the variance of some numbers, for the normalisation
     * @param runningSpread the variance of some numbers, for the running statistics
     * @param meanOfBatch whether the mean is that of the batch, or else the running one
     * @param varianceOfBatch the same for the variance
     * @param standard the standardized number
     * @param affine what γ and β make of it
     * @param mix the new running statistic
     */
    public record Rule(IntUnaryOperator group, Reduction center, Spread spread, Spread runningSpread,
            boolean meanOfBatch, boolean varianceOfBatch, Standard standard, Affine affine, Mix mix) {

        public Rule group(IntUnaryOperator other) {
            return new Rule(other, center, spread, runningSpread, meanOfBatch, varianceOfBatch, standard, affine, mix);
        }

        /** The mean, from which the variances are measured, too. */
        public Rule center(Reduction other) {
            return new Rule(group, other, spread, runningSpread, meanOfBatch, varianceOfBatch, standard, affine, mix);
        }

        /** Both variances. */
        public Rule spread(Spread other) {
            return new Rule(group, center, other, other, meanOfBatch, varianceOfBatch, standard, affine, mix);
        }

        /** Of which numbers mean and variance are. */
        public Rule ofBatch(boolean newMean, boolean newVariance) {
            return new Rule(group, center, spread, runningSpread, newMean, newVariance, standard, affine, mix);
        }

        public Rule standard(Standard other) {
            return new Rule(group, center, spread, runningSpread, meanOfBatch, varianceOfBatch, other, affine, mix);
        }

        public Rule affine(Affine other) {
            return new Rule(group, center, spread, runningSpread, meanOfBatch, varianceOfBatch, standard, other, mix);
        }

        public Rule mix(Mix other) {
            return new Rule(group, center, spread, runningSpread, meanOfBatch, varianceOfBatch, standard, affine,
                    other);
        }
    }

    /** How far numbers lie from their mean. */
    @FunctionalInterface
    public interface Spread {
        /** The squares of the distances, divided by their number. */
        Spread BIASED = (x, mean) -> squares(x, mean) / x.length;
        /** Divided by one less. */
        Spread UNBIASED = (x, mean) -> squares(x, mean) / (x.length - 1);

        double of(double[] numbers, double mean);

        /** The sum of the squares of the distances. */
        static double squares(double[] numbers, double mean) {
            double sum = 0;
            for (double v : numbers) {
                sum += (v - mean) * (v - mean);
            }
            return sum;
        }
    }

    /** The standardized number. */
    @FunctionalInterface
    public interface Standard {
        double of(double x, double mean, double variance, double eps);
    }

    /** The number of the output. */
    @FunctionalInterface
    public interface Affine {
        double of(double standard, double gamma, double beta);
    }

    /** A running statistic after a batch. */
    @FunctionalInterface
    public interface Mix {
        double of(double old, double ofBatch, double momentum);
    }

    /** The right computation. */
    public static BatchNorm right(String view, Given given, Planes mean, Planes variance, Form form, Settings settings,
            boolean training) {
        return new BatchNorm(view, given, mean, variance, form, settings,
                new Rule(form::channel, Reduction.MEAN, Spread.BIASED, Spread.UNBIASED, training, training,
                        (x, m, v, eps) -> (x - m) / Math.sqrt(v + eps), (x, gamma, beta) -> gamma * x + beta,
                        (old, batch, momentum) -> (1 - momentum) * old + momentum * batch));
    }

    @Override
    public BatchNorm given(Given other) {
        return new BatchNorm(view, other, mean, variance, form, settings, rule);
    }

    /** The same with other running statistics before the batch. */
    public BatchNorm running(Planes newMean, Planes newVariance) {
        return new BatchNorm(view, given, newMean, newVariance, form, settings, rule);
    }

    public BatchNorm with(Setting setting, double value) {
        return new BatchNorm(view, given, mean, variance, form, settings.with(setting, value), rule);
    }

    @Override
    public BatchNorm rule(Rule other) {
        return new BatchNorm(view, given, mean, variance, form, settings, other);
    }

    @Override
    public int[] dims() {
        return view.equals(ViewNames.FORWARD) ? form.dims() : new int[] {form.channels()};
    }

    @Override
    public boolean possible() {
        return x().columns() == form.dims()[form.dims().length - 1] && w().size() == form.channels();
    }

    @Override
    public long cellCost() {
        return 4L * x().size();
    }

    @Override
    public double magnitude() {
        double each = x().magnitude() + w().magnitude() + bias().magnitude() + mean.magnitude() + variance.magnitude();
        return view.equals(ViewNames.RUNNING_VARIANCE) ? each + x().magnitude() * x().magnitude() : each;
    }

    private double[] members(int group) {
        return IntStream.range(0, x().size()).filter(i -> rule.group.applyAsInt(i) == group).mapToDouble(x()::get)
                .toArray();
    }

    @Override
    public double cell(int position) {
        if (!view.equals(ViewNames.FORWARD)) {
            return running(position);
        }
        int c = form.channel(position);
        return rule.affine.of(standardized(position), w().get(c), bias().get(c));
    }

    /** The number of the input at a position, standardized. */
    double standardized(int position) {
        return standardized(position, x().get(position), ofBatch(rule.group.applyAsInt(position)));
    }

    /** The same of several positions; mean and variance of a group are worked out once. */
    double[] standardized(int[] positions) {
        Map<Integer, double[]> groups = new HashMap<>();
        return Arrays.stream(positions).mapToDouble(i -> standardized(i, x().get(i),
                groups.computeIfAbsent(rule.group.applyAsInt(i), this::ofBatch))).toArray();
    }

    /** By how much that grows with the number, mean and variance being constant. */
    double slope(int position) {
        double[] ofBatch = ofBatch(rule.group.applyAsInt(position));
        double number = x().get(position);
        return standardized(position, number + 1, ofBatch) - standardized(position, number, ofBatch);
    }

    /** Mean and variance of a group; nothing if the running ones are used. */
    private double[] ofBatch(int group) {
        if (!rule.meanOfBatch && !rule.varianceOfBatch) {
            return new double[0];
        }
        double[] members = members(group);
        double center = rule.center.of(members, members.length);
        return new double[] {center, rule.varianceOfBatch ? rule.spread.of(members, center) : 0};
    }

    private double standardized(int position, double number, double... ofBatch) {
        int c = form.channel(position);
        double m = rule.meanOfBatch ? ofBatch[0] : mean.get(c);
        double v = rule.varianceOfBatch ? ofBatch[1] : variance.get(c);
        return rule.standard.of(number, m, v, settings.get(Setting.EPSILON));
    }

    private double running(int channel) {
        double[] members = members(rule.group.applyAsInt(channel * form.plane()));
        double m = rule.center.of(members, members.length);
        double momentum = settings.get(Setting.MOMENTUM);
        return view.equals(ViewNames.RUNNING_MEAN) ? rule.mix.of(mean.get(channel), m, momentum)
                : rule.mix.of(variance.get(channel), rule.runningSpread.of(members, m), momentum);
    }
}
