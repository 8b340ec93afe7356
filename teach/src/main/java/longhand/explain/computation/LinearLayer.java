package longhand.explain.computation;

import longhand.explain.ViewNames;
import longhand.explain.computation.Rule.BiasRule;

/**
 * A linear layer Y = X·Wᵀ + b or one of its gradients.
 *
 * @param view what is computed, as in {@link ViewNames}
 * @param given input N × in, weights out × in, upstream N × out
 * @param rule product, reduction of the products, and what is done with the bias
 * @param biasOf which bias is added at a sample and an output
 */
public record LinearLayer(String view, Given given, Rule rule, BiasIndex biasOf) implements Layer<LinearLayer> {

    /** Which bias belongs to a sample and an output. */
    @FunctionalInterface
    public interface BiasIndex {
        int at(int sample, int output);
    }

    @Override
    public LinearLayer given(Given other) {
        return new LinearLayer(view, other, rule, biasOf);
    }

    public LinearLayer rule(Rule other) {
        return new LinearLayer(view, given, other, biasOf);
    }

    public LinearLayer biasOf(BiasIndex other) {
        return new LinearLayer(view, given, rule, other);
    }

    @Override
    public int[] dims() {
        return switch (view) {
            case ViewNames.INPUT_GRADIENT -> new int[] {x().rows(), x().columns()};
            case ViewNames.WEIGHT_GRADIENT -> new int[] {w().rows(), w().columns()};
            case ViewNames.BIAS_GRADIENT -> new int[] {bias().size()};
            default -> new int[] {x().rows(), w().rows()};
        };
    }

    @Override
    public boolean possible() {
        return x().columns() == w().columns() && (!ViewNames.isGradient(view)
                || upstream().rows() == x().rows() && upstream().columns() == w().rows());
    }

    @Override
    public long cellCost() {
        return Math.max(x().columns(), Math.max(x().rows(), w().rows()));
    }

    @Override
    public double cell(int position) {
        int columns = dims()[dims().length - 1];
        int i = position / columns;
        int j = position % columns;
        return switch (view) {
            case ViewNames.INPUT_GRADIENT -> sum(w().rows(), o -> product(upstream().get(0, i, o), w().get(0, o, j)));
            case ViewNames.WEIGHT_GRADIENT -> sum(x().rows(), n -> product(upstream().get(0, n, i), x().get(0, n, j)));
            case ViewNames.BIAS_GRADIENT -> sum(upstream().rows(), n -> upstream().get(0, n, position));
            default -> forward(i, j);
        };
    }

    private double forward(int sample, int output) {
        double sum = sum(x().columns(), k -> product(x().get(0, sample, k), w().get(0, output, k)));
        int b = biasOf.at(sample, output);
        BiasRule join = rule.bias();
        return b < 0 || b >= bias().size() ? sum : join.join(sum, bias().get(b), sample * w().rows() + output);
    }

    private double product(double a, double b) {
        return rule.product().applyAsDouble(a, b);
    }

    private double sum(int count, java.util.function.IntToDoubleFunction term) {
        double[] terms = new double[count];
        java.util.Arrays.setAll(terms, term);
        return rule.inside().of(terms, count);
    }
}
