package longhand.explain.check;

import longhand.explain.Explain;
import longhand.explain.Explanation;
import longhand.explain.Numbers;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.computation.Planes;
import longhand.explain.computation.SgdStep;
import longhand.explain.mistake.Model;

/**
 * One step of stochastic gradient descent, to be worked out by hand.
 *
 * @param velocity the velocity before the step, or {@link Explain#NONE} for zeros
 */
public record SgdProblem(Values w, Values gradient, Values velocity, double lr, double momentum, double weightDecay)
        implements Problem {

    /** A step; each weight has one gradient. */
    public static SgdProblem of(Values w, Values gradient, Values velocity, double lr, double momentum,
            double weightDecay) {
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
    public SizeWorking size() {
        return SizeWorking.like("W'", "W");
    }

    @Override
    public Explanation explanation() {
        return Explain.sgdStep(w, gradient, velocity, lr, momentum, weightDecay);
    }

    @Override
    public String question() {
        return "Compute W', the weights W after one step of SGD with the gradient g and the learning rate "
                + Numbers.format(lr) + (momentum == 0 ? "" : ", momentum " + Numbers.format(momentum)
                + " (v is the velocity before the step)")
                + (weightDecay == 0 ? "" : ", weight decay " + Numbers.format(weightDecay)) + ".";
    }

    @Override
    public Model<SgdStep> model() {
        Planes zeros = Planes.of(w).map(v -> 0);
        return Model.of(new SgdStep(Planes.of(w), Planes.of(gradient.reshape(w.dims())),
                velocity.size() == 0 ? zeros : Planes.of(velocity.reshape(w.dims())), lr, momentum, weightDecay,
                SgdStep.Rule.RIGHT));
    }
}
