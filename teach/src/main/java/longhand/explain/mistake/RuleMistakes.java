package longhand.explain.mistake;

import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import longhand.explain.computation.Computation;
import longhand.explain.computation.Reduction;
import longhand.explain.computation.Rule;

/** Something else is done with the numbers that meet: added instead of multiplied, averaged instead of added up. */
final class RuleMistakes<C extends Computation> {
    private final Changes<C> all;
    private final Function<C, Rule> get;
    private final BiFunction<C, Rule, C> with;

    RuleMistakes(Changes<C> all, Function<C, Rule> get, BiFunction<C, Rule, C> with) {
        this.all = all;
        this.get = get;
        this.with = with;
    }

    /** @param a what the first factor is called: input
     *  @param b what the second one is called: kernel */
    RuleMistakes<C> products(String a, String b) {
        product(Likelihood.COMMON, "added", "numbers of " + a + " and " + b + " were added instead of multiplied",
                (x, w) -> x + w);
        product(Likelihood.RARE, "subtracted", "numbers of " + b + " were subtracted from those of " + a
                + " instead of multiplied", (x, w) -> x - w);
        product(Likelihood.ODD, "subtracted", "numbers of " + a + " were subtracted from those of " + b
                + " instead of multiplied", (x, w) -> w - x);
        product(Likelihood.USUAL, "only-" + word(a),
                "only numbers of " + a + " were added up; each is multiplied by one of " + b, (x, w) -> x);
        product(Likelihood.RARE, "only-" + word(b),
                "only numbers of " + b + " were added up; each is multiplied by one of " + a, (x, w) -> w);
        product(Likelihood.USUAL, "signs-dropped", "the products lost their minus signs", (x, w) -> Math.abs(x * w));
        product(Likelihood.RARE, "zero-ignored", "a number times 0 was taken as the number; it is 0",
                (x, w) -> x == 0 ? w : w == 0 ? x : x * w);
        product(Likelihood.ODD, "zero-ignored", "a number of " + b + " times 0 of " + a + " was taken as the number; it is 0",
                (x, w) -> x == 0 ? w : x * w);
        product(Likelihood.ODD, "zero-ignored", "a number of " + a + " times 0 of " + b + " was taken as the number; it is 0",
                (x, w) -> w == 0 ? x : x * w);
        product(Likelihood.ODD, "squared-distance",
                "the squared difference of the two numbers was taken instead of their product",
                (x, w) -> (x - w) * (x - w));
        product(Likelihood.RARE, "relu", "negative products were set to 0", (x, w) -> Math.max(0, x * w));
        product(Likelihood.ODD, "larger", "the larger of the two numbers was taken instead of their product",
                Math::max);
        product(Likelihood.ODD, "smaller", "the smaller of the two numbers was taken instead of their product",
                Math::min);
        product(Likelihood.ODD, "distance", "the distance of the two numbers was taken instead of their product",
                (x, w) -> Math.abs(x - w));
        product(Likelihood.ODD, "divided", "the numbers were divided instead of multiplied", (x, w) -> w == 0 ? 0
                : x / w);
        product(Likelihood.ODD, "squared", "the products were squared", (x, w) -> x * w * x * w);
        return this;
    }

    private static String word(String name) {
        return name.substring(name.lastIndexOf(' ') + 1).toLowerCase(java.util.Locale.ROOT);
    }

    private void product(Likelihood likelihood, String id, String sentence, DoubleBinaryOperator product) {
        all.add(Stage.PRODUCT, likelihood, "product-" + id, sentence,
                c -> with.apply(c, get.apply(c).product(product)));
    }

    /**
     * Mean, maximum, minimum or a part of what is added up.
     *
     * @param what what is added up: the products under the window
     * @param planes whether several planes are added up too
     */
    RuleMistakes<C> reductions(String what, boolean planes) {
        String added = "; they are added up";
        reduce(Likelihood.COMMON, "averaged", "the mean of " + what + " was taken" + added, Reduction.MEAN,
                Reduction.SUM);
        reduce(Likelihood.COMMON, "maximum", "the largest of " + what + " was taken" + added, Reduction.MAX,
                Reduction.SUM);
        reduce(Likelihood.RARE, "minimum", "the smallest of " + what + " was taken" + added, Reduction.MIN,
                Reduction.SUM);
        reduce(Likelihood.RARE, "first-only", "only the first of " + what + " was taken" + added, Reduction.FIRST,
                Reduction.SUM);
        reduce(Likelihood.RARE, "last-only", "only the last of " + what + " was taken" + added, Reduction.LAST,
                Reduction.SUM);
        reduce(Likelihood.USUAL, "first-forgotten", "the first of " + what + " was forgotten", Reduction.WITHOUT_FIRST,
                Reduction.SUM);
        reduce(Likelihood.USUAL, "last-forgotten", "the last of " + what + " was forgotten", Reduction.WITHOUT_LAST,
                Reduction.SUM);
        reduce(Likelihood.ODD, "last-twice", "the last of " + what + " was added twice",
                (n, used) -> Reduction.SUM.of(n, used) + n[used - 1], Reduction.SUM);
        reduce(Likelihood.ODD, "first-twice", "the first of " + what + " was added twice",
                (n, used) -> Reduction.SUM.of(n, used) + n[0], Reduction.SUM);
        reduce(Likelihood.ODD, "multiplied", what + " were multiplied with each other" + added, Reduction.PRODUCT,
                Reduction.SUM);
        reduce(Likelihood.ODD, "subtracted", what + " were subtracted from the first" + added, Reduction.DIFFERENCE,
                Reduction.SUM);
        reduce(Likelihood.ODD, "median", "the median of " + what + " was taken" + added, Reduction.MEDIAN,
                Reduction.SUM);
        reduce(Likelihood.ODD, "squares", what + " were squared before they were added up", Reduction.SUM_OF_SQUARES,
                Reduction.SUM);
        reduce(Likelihood.ODD, "largest-absolute", "the one of " + what + " with the largest absolute value was taken"
                + added, Reduction.LARGEST_ABSOLUTE, Reduction.SUM);
        if (planes) {
            String overall = ", over all planes together" + added;
            reduce(Likelihood.USUAL, "averaged", "the mean of " + what + " was taken" + overall, Reduction.MEAN,
                    Reduction.MEAN);
            reduce(Likelihood.USUAL, "maximum", "the largest of " + what + " was taken" + overall, Reduction.MAX,
                    Reduction.MAX);
            reduce(Likelihood.RARE, "minimum", "the smallest of " + what + " was taken" + overall, Reduction.MIN,
                    Reduction.MIN);
        }
        return this;
    }

    /**
     * The sum divided by a number of the problem.
     *
     * @param by what it is: the side of the kernel
     * @param count 1 if there is nothing to divide by
     */
    RuleMistakes<C> divided(String by, int count) {
        if (count > 1) {
            reduce(Likelihood.RARE, "divided", "the sum was divided by " + by + " (" + count + "); it is not divided",
                    Reduction.sumOver(count), Reduction.SUM);
        }
        return this;
    }

    private void reduce(Likelihood likelihood, String id, String sentence, Reduction inside, Reduction across) {
        all.add(Stage.REDUCTION, likelihood, "sum-" + id, sentence,
                c -> with.apply(c, across == Reduction.SUM ? get.apply(c).inside(inside)
                : get.apply(c).inside(inside).across(across)));
    }
}
