package longhand.explain.check;

import longhand.explain.Explain;
import longhand.explain.Explanation;
import longhand.explain.Numbers;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.computation.Planes;
import longhand.explain.computation.Setting;
import longhand.explain.computation.Settings;
import longhand.explain.computation.SgdStep;
import longhand.explain.mistake.Model;

/**
 * One step of stochastic gradient descent, to be worked out by hand.
 *
 * @param velocity the velocity before the step, or {@link Explain#NONE} for zeros
 * @param view {@code forward} for the new weights, {@code velocity} for the new velocity
 */
public record SgdProblem(Values w, Values gradient, Values velocity, double lr, double momentum, double weightDecay,
        String view) implements Problem {

    /** A view of a step; each weight has one gradient. There is a velocity only with momentum. */
    public static SgdProblem of(Values w, Values gradient, Values velocity, double lr, double momentum,
            double weightDecay, String view) {
        SgdProblem problem = new SgdProblem(w, gradient, velocity, lr, momentum, weightDecay, ViewNames.of(view));
        problem.asked();
        return problem;
    }

    @Override
    public String operation() {
        return "sgd";
    }

    @Override
    public SizeWorking size() {
        return SizeWorking.like(isVelocity() ? "v'" : "W'", "W");
    }

    @Override
    public Explanation explanation() {
        return Explain.sgdStep(w, gradient, velocity, lr, momentum, weightDecay);
    }

    @Override
    public String question() {
        String asked = isVelocity() ? "Compute v', the velocity after" : "Compute W', the weights W after";
        return asked + " one step of SGD with the gradient g and the learning rate "
                + Numbers.format(lr) + (momentum == 0 ? "" : ", momentum " + Numbers.format(momentum)
                + " (v is the velocity before the step)")
                + (weightDecay == 0 ? "" : ", weight decay " + Numbers.format(weightDecay)) + ".";
    }

    @Override
    public Model<SgdStep> model() {
        Planes zeros = Planes.of(w).map(v -> 0);
        Settings settings = Settings.none().with(Setting.LEARNING_RATE, lr).with(Setting.MOMENTUM, momentum)
                .with(Setting.WEIGHT_DECAY, weightDecay);
        return Model.of(new SgdStep(Planes.of(w), Planes.of(gradient.reshape(w.dims())),
                velocity.size() == 0 ? zeros : Planes.of(velocity.reshape(w.dims())), settings,
                isVelocity() ? SgdStep.Rule.VELOCITY : SgdStep.Rule.RIGHT), isVelocity());
    }

    private boolean isVelocity() {
        return view.equals(ViewNames.VELOCITY);
    }
}
