package longhand.explain.check;

import longhand.explain.AdamSettings;
import longhand.explain.Explain;
import longhand.explain.Explanation;
import longhand.explain.Numbers;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.computation.AdamStep;
import longhand.explain.computation.Planes;
import longhand.explain.computation.Setting;
import longhand.explain.computation.Settings;
import longhand.explain.mistake.Model;

/**
 * One step of Adam or AdamW, to be worked out by hand.
 *
 * @param first the first moment before the step, or {@link Explain#NONE} for zeros
 * @param second the second moment before the step, or {@link Explain#NONE} for zeros
 * @param view {@code forward} for the new weights, {@code first-moment} or {@code second-moment}
 */
public record AdamProblem(Values w, Values gradient, Values first, Values second, AdamSettings settings,
        String view) implements Problem {

    /** A view of a step; each weight has one gradient and one of each moment. */
    public static AdamProblem of(Values w, Values gradient, Values first, Values second, AdamSettings settings,
            String view) {
        AdamProblem problem = new AdamProblem(w, gradient, first, second, settings, ViewNames.of(view));
        problem.asked();
        return problem;
    }

    @Override
    public String operation() {
        return settings.decoupled() ? "adamw" : "adam";
    }

    @Override
    public SizeWorking size() {
        return SizeWorking.like(asked().targetName(), "W");
    }

    @Override
    public Explanation explanation() {
        return Explain.adamStep(w, gradient, first, second, settings);
    }

    @Override
    public String question() {
        String asked = switch (view) {
            case ViewNames.FIRST_MOMENT -> "Compute m', the first moment";
            case ViewNames.SECOND_MOMENT -> "Compute v', the second moment";
            default -> "Compute W', the weights W";
        };
        return asked + " after step " + settings.step() + " of " + (settings.decoupled() ? "AdamW" : "Adam")
                + " with the gradient g, the moments m and v before the step, learning rate "
                + Numbers.format(settings.lr()) + ", β₁ = " + Numbers.format(settings.beta1()) + ", β₂ = "
                + Numbers.format(settings.beta2()) + ", ε = " + Numbers.format(settings.eps())
                + (settings.weightDecay() == 0 ? "" : ", weight decay " + Numbers.format(settings.weightDecay())) + ".";
    }

    @Override
    public Model<AdamStep> model() {
        Settings numbers = Settings.none().with(Setting.LEARNING_RATE, settings.lr())
                .with(Setting.BETA1, settings.beta1()).with(Setting.BETA2, settings.beta2())
                .with(Setting.EPSILON, settings.eps()).with(Setting.WEIGHT_DECAY, settings.weightDecay())
                .with(Setting.STEP, settings.step());
        AdamStep.Rule rule = AdamStep.Rule.right(settings.decoupled());
        return Model.of(new AdamStep(view, Planes.of(w), like(gradient), like(first), like(second), numbers,
                view.equals(ViewNames.FORWARD) ? rule
                        : rule.correct(AdamStep.Correction.NONE, AdamStep.Correction.NONE)));
    }

    private Planes like(Values given) {
        return Planes.of(given.size() == 0 ? Values.filled(0, w.dims()) : given.reshape(w.dims()));
    }
}
