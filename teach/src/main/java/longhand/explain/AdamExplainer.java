package longhand.explain;

import java.util.ArrayList;
import java.util.List;
import longhand.explain.Expr.Minus;
import longhand.explain.Expr.Num;
import longhand.explain.Expr.Power;
import longhand.explain.Expr.Product;
import longhand.explain.Expr.Quotient;
import longhand.explain.Expr.Root;
import longhand.explain.Expr.Sum;
import longhand.shape.ShapeException;

/** Puts one step of Adam or AdamW into words, as in {@code torch.optim.Adam}; Kingma and Ba 2014. */
final class AdamExplainer {
    private final Operand w;
    private final Operand g;
    private final Operand first;
    private final Operand second;
    private final AdamSettings settings;

    AdamExplainer(Values weights, Values gradient, Values first, Values second, AdamSettings settings) {
        this.w = Operand.of("W", "weights before the step", weights);
        this.g = Operand.of("g", "gradient of the loss", like(weights, gradient, "gradients"));
        Values zeros = Values.filled(0, weights.dims());
        this.first = Operand.of("m", "first moment before the step",
                first.size() == 0 ? zeros : like(weights, first, "first moments"));
        this.second = Operand.of("v", "second moment before the step",
                second.size() == 0 ? zeros : like(weights, second, "second moments"));
        this.settings = settings;
        for (double value : this.second.values().toArray()) {
            if (value < 0) {
                throw new IllegalArgumentException("adam: a second moment is " + Numbers.format(value)
                        + ". Rule: it is a mean of squares, so it is 0 or more. Fix: give the numbers of v again");
            }
        }
    }

    private static Values like(Values weights, Values given, String what) {
        if (given.size() != weights.size()) {
            throw new ShapeException("adam", weights.size() + " weights and " + given.size() + " " + what,
                    "each weight has one", "give as many of each");
        }
        return given.reshape(weights.dims());
    }

    Explanation explain() {
        int[] dims = w.values().dims();
        return new Explanation("One step of " + (settings.decoupled() ? "AdamW" : "Adam"),
                "mix the gradient into the first moment and its square into the second, divide both by 1 - β^t, then "
                        + "new weight = weight - learning rate · first / (√second + ε)",
                List.of("learning rate " + Numbers.format(settings.lr()) + ", step t = " + settings.step()),
                List.of(w, g, first, second), List.of(
                        new View(ViewNames.FORWARD, "The step of each weight", "W'", "weights after the step", dims,
                                this::step),
                        new View(ViewNames.FIRST_MOMENT, "The running mean of the gradients", "m'",
                                "first moment after the step", dims,
                                p -> moment("m'", p, decayed(p), this::firstMoment)),
                        new View(ViewNames.SECOND_MOMENT, "The running mean of their squares", "v'",
                                "second moment after the step", dims,
                                p -> moment("v'", p, decayed(p), this::secondMoment))),
                Setup.of("adam").with("w", w.values()).with("g", g.values()).with("m", first.values())
                        .with("v", second.values()).with("lr", settings.lr()).with("beta1", settings.beta1())
                        .with("beta2", settings.beta2()).with("eps", settings.eps())
                        .with("weightDecay", settings.weightDecay()).with("decoupled", settings.decoupled())
                        .with("step", settings.step()));
    }

    /** The line of the gradient with weight decay, if there is one. */
    private List<Step> decayed(int position) {
        return settings.weightDecay() == 0 || settings.decoupled() ? List.of()
                : List.of(new Step("gradient with weight decay", new Sum(List.of(g.num(position),
                        new Product(Num.of(settings.weightDecay()), w.num(position))))));
    }

    private Num slope(int position, List<Step> decayed) {
        return decayed.isEmpty() ? g.num(position) : Num.of(decayed.getFirst().expr().value());
    }

    /** How a moment is made of the gradient. */
    private interface Moment {
        Expr of(int position, Num slope);
    }

    private Expr firstMoment(int position, Num slope) {
        return new Sum(List.of(new Product(Num.of(settings.beta1()), first.num(position)),
                new Product(Num.of(rest(settings.beta1())), slope)));
    }

    private Expr secondMoment(int position, Num slope) {
        return new Sum(List.of(new Product(Num.of(settings.beta2()), second.num(position)),
                new Product(Num.of(rest(settings.beta2())), new Power(slope, 2))));
    }

    /** 1 − β as it is written: 1 − 0.9 is 0.1, not 0.09999999999999998. */
    private static double rest(double beta) {
        return Math.rint((1 - beta) * 1e12) / 1e12;
    }

    private Working moment(String name, int position, List<Step> decayed, Moment moment) {
        List<Step> steps = new ArrayList<>(decayed);
        steps.add(new Step(decayed.isEmpty() ? "" : "moment", moment.of(position, slope(position, decayed))));
        return new Working(name, Working.boxed(Index.of(w.values().dims(), position)), steps, "");
    }

    private Working step(int position) {
        List<Step> steps = new ArrayList<>(decayed(position));
        Num slope = slope(position, steps);
        Num weight = w.num(position);
        if (settings.decoupled() && settings.weightDecay() != 0) {
            steps.add(new Step("weight after its decay", new Minus(weight, new Product(new Product(
                    Num.of(settings.lr()), Num.of(settings.weightDecay())), weight))));
            weight = Num.of(steps.getLast().expr().value());
        }
        Step mean = new Step("first moment", firstMoment(position, slope));
        Step square = new Step("second moment", secondMoment(position, slope));
        Step correctedMean = corrected(mean, settings.beta1());
        Step correctedSquare = corrected(square, settings.beta2());
        steps.addAll(List.of(mean, square, correctedMean, correctedSquare));
        steps.add(new Step("new weight", new Minus(weight, new Quotient(
                new Product(Num.of(settings.lr()), Num.of(correctedMean.expr().value())),
                new Sum(List.of(new Root(Num.of(correctedSquare.expr().value())), Num.of(settings.eps())))))));
        return new Working("W'", Working.boxed(Index.of(w.values().dims(), position)), steps, "");
    }

    /** A moment as it would be if it had not begun at 0. */
    private Step corrected(Step moment, double beta) {
        return new Step(moment.label() + ", corrected", new Quotient(Num.of(moment.expr().value()),
                new Minus(Num.of(1), new Power(Num.of(beta), settings.step()))));
    }
}
