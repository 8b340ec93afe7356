package longhand.explain.check;

import java.util.Arrays;
import java.util.List;
import longhand.explain.Explain;
import longhand.explain.Explanation;
import longhand.explain.Numbers;
import longhand.explain.Values;
import longhand.explain.ViewNames;

/**
 * One step of stochastic gradient descent, to be worked out by hand.
 *
 * @param velocity the velocity before the step, or {@link Explain#NONE} for zeros
 */
public record SgdProblem(Values w, Values gradient, Values velocity, double lr, double momentum, double weightDecay)
        implements Problem {

    /** A step; each weight has one gradient. */
    public static SgdProblem of(Values w, Values gradient, Values velocity, double lr, double momentum, double weightDecay) {
        SgdProblem problem = new SgdProblem(w, gradient, velocity, lr, momentum, weightDecay);
        problem.asked();
        return problem;
    }

    @Override
    public String operation() {
        return "sgd";
    }

    @Override
    public String view() {
        return ViewNames.FORWARD;
    }

    @Override
    public Values truth() {
        return asked().target().values();
    }

    @Override
    public double magnitude() {
        return Arrays.stream(new Values[] {w, gradient, velocity}).flatMapToDouble(v -> Arrays.stream(v.toArray())).map(Math::abs)
                .max().orElse(0);
    }

    @Override
    public String sizeWorking() {
        return "there is one new weight for each weight";
    }

    @Override
    public Explanation explanation() {
        return Explain.sgdStep(w, gradient, velocity, lr, momentum, weightDecay);
    }

    @Override
    public String question() {
        return "Compute W', the weights W after one step of SGD with the gradient g and the learning rate " + Numbers.format(lr)
                + (momentum == 0 ? "" : ", momentum " + Numbers.format(momentum) + " (v is the velocity before the step)")
                + (weightDecay == 0 ? "" : ", weight decay " + Numbers.format(weightDecay)) + ".";
    }

    @Override
    public List<Mistake> mistakes() {
        return List.of();
    }
}
