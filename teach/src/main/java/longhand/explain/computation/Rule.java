package longhand.explain.computation;

import java.util.function.DoubleBinaryOperator;

/**
 * What is done with the numbers that meet.
 *
 * @param product what becomes of two numbers that meet
 * @param inside how the products of one plane become one number
 * @param across how the planes become one number
 * @param bias what is done with the bias
 */
public record Rule(DoubleBinaryOperator product, Reduction inside, Reduction across, BiasRule bias) {
    /** Multiply, add up, add up, add the bias. */
    public static final Rule RIGHT = new Rule((a, b) -> a * b, Reduction.SUM, Reduction.SUM, (sum, b, at) -> sum + b);

    /** How a bias meets the sum of the products. */
    @FunctionalInterface
    public interface BiasRule {
        /** @param at the position of the number in its plane */
        double join(double sum, double bias, int at);
    }

    public Rule product(DoubleBinaryOperator other) {
        return new Rule(other, inside, across, bias);
    }

    public Rule inside(Reduction other) {
        return new Rule(product, other, across, bias);
    }

    public Rule across(Reduction other) {
        return new Rule(product, inside, other, bias);
    }

    public Rule bias(BiasRule other) {
        return new Rule(product, inside, across, other);
    }
}
