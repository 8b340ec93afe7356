package longhand.explain.computation;

import java.util.function.DoubleUnaryOperator;
import longhand.explain.ViewNames;

/**
 * Softmax of each row, the cross-entropy with the right classes, or the gradient of both together. It cannot be
 * changed; the probabilities are worked out once, when the first number is asked for.
 */
public final class SoftmaxLoss implements Computation {

    private static final String EACH = "each";

    /** What the powers of the logits are divided by. */
    @FunctionalInterface
    public interface Total {
        /** @param powers N × K */
        double of(Planes powers, int sample, int k);
    }

    /** The loss of all samples. */
    @FunctionalInterface
    public interface Loss {
        /** @param p the probabilities, N × K */
        double of(Planes p, int... labels);
    }

    /** The gradient by one logit. */
    @FunctionalInterface
    public interface Slope {
        /** @param p the probabilities, N × K */
        double of(Planes p, int sample, int k, int... labels);
    }

    private final String view;
    private final Planes logits;
    private final int[] labels;
    private final DoubleUnaryOperator power;
    private final Total total;
    private final DoubleUnaryOperator between;
    private final Loss loss;
    private final Slope slope;
    /** Null until it is asked for. */
    private Planes probabilities;

    /**
     * A way to compute it.
     *
     * @param view what is computed, as in {@link ViewNames}
     * @param logits N × K
     * @param labels the right class of each sample
     * @param power what becomes of a logit before it is divided
     * @param total what it is divided by
     * @param between what is done with a probability before it is used further: nothing, or rounding
     * @param loss what one sample contributes, and how samples are put together
     * @param slope the gradient by one logit
     */
    public SoftmaxLoss(String view, Planes logits, int[] labels, DoubleUnaryOperator power, Total total,
            DoubleUnaryOperator between, Loss loss, Slope slope) {
        this.view = view;
        this.logits = logits;
        this.labels = labels;
        this.power = power;
        this.total = total;
        this.between = between;
        this.loss = loss;
        this.slope = slope;
    }

    /** What is computed. */
    public String view() {
        return view;
    }

    /** N × K. */
    public Planes logits() {
        return logits;
    }

    /** The right class of each sample. */
    public int[] labels() {
        return labels;
    }

    public SoftmaxLoss logits(Planes other) {
        return new SoftmaxLoss(view, other, labels, power, total, between, loss, slope);
    }

    public SoftmaxLoss labels(int... other) {
        return new SoftmaxLoss(view, logits, other, power, total, between, loss, slope);
    }

    public SoftmaxLoss power(DoubleUnaryOperator other) {
        return new SoftmaxLoss(view, logits, labels, other, total, between, loss, slope);
    }

    public SoftmaxLoss total(Total other) {
        return new SoftmaxLoss(view, logits, labels, power, other, between, loss, slope);
    }

    public SoftmaxLoss between(DoubleUnaryOperator other) {
        return new SoftmaxLoss(view, logits, labels, power, total, other, loss, slope);
    }

    public SoftmaxLoss loss(Loss other) {
        return new SoftmaxLoss(view, logits, labels, power, total, between, other, slope);
    }

    public SoftmaxLoss slope(Slope other) {
        return new SoftmaxLoss(view, logits, labels, power, total, between, loss, other);
    }

    /** The loss of each sample, instead of one for all. */
    public SoftmaxLoss each() {
        return new SoftmaxLoss(EACH, logits, labels, power, total, between, loss, slope);
    }

    /** The probabilities of all samples. */
    public Planes probabilities() {
        if (probabilities == null) {
            probabilities = shares();
        }
        return probabilities;
    }

    private Planes shares() {
        double largest = logits.magnitude();
        // Large logits are made smaller by the same number: that changes no share, and e to their power stays a number.
        double shift = largest > 300 ? java.util.stream.IntStream.range(0, logits.size()).mapToDouble(logits::get).max()
                .orElse(0) : 0;
        Planes powers = logits.map(z -> power.applyAsDouble(z - shift));
        return powers.mapAt((each, i) -> between.applyAsDouble(
                each / total.of(powers, i / logits.columns(), i % logits.columns())));
    }

    @Override
    public int[] dims() {
        return switch (view) {
            case ViewNames.LOSS -> new int[0];
            case EACH -> new int[] {labels.length};
            default -> new int[] {logits.rows(), logits.columns()};
        };
    }

    @Override
    public boolean possible() {
        if (view.equals(ViewNames.FORWARD)) {
            return true;
        }
        return labels.length == logits.rows()
                && java.util.stream.IntStream.of(labels).allMatch(k -> k >= 0 && k < logits.columns());
    }

    /** Of the first number: the others are at hand then, but few are asked for. */
    @Override
    public long cellCost() {
        return 30L * logits.size();
    }

    @Override
    public double magnitude() {
        return 1 + logits.magnitude();
    }

    @Override
    public double cell(int position) {
        Planes p = probabilities();
        return switch (view) {
            case ViewNames.LOSS -> loss.of(p, labels);
            case EACH -> loss.of(p.rearranged(i -> position * p.columns() + i % p.columns()), labels[position]);
            case ViewNames.INPUT_GRADIENT -> slope.of(p, position / logits.columns(), position % logits.columns(),
                    labels);
            default -> p.get(position);
        };
    }
}
