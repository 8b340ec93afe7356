package longhand.explain.check;

import longhand.explain.Explain;
import longhand.explain.Explanation;
import longhand.explain.Numbers;
import longhand.explain.PaperBatchNorm;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.computation.BatchNorm;
import longhand.explain.computation.BatchNorm.Form;
import longhand.explain.computation.BatchNormGradient;
import longhand.explain.computation.Given;
import longhand.explain.computation.Planes;
import longhand.explain.computation.Setting;
import longhand.explain.computation.Settings;
import longhand.explain.mistake.Model;

/**
 * A batch normalisation, one of its running statistics or one of its gradients, to be worked out by hand.
 *
 * @param upstream the gradient of the loss by the output, or {@link Explain#NONE} for ones
 * @param view {@code forward} or a gradient, and in training {@code running-mean} or {@code running-variance}
 */
public record BatchNormProblem(PaperBatchNorm norm, Values upstream, String view) implements Problem {

    /** The output or a running statistic of a batch normalisation. */
    public static BatchNormProblem of(PaperBatchNorm norm, String view) {
        return of(norm, Explain.NONE, view);
    }

    /** A view of a batch normalisation. */
    public static BatchNormProblem of(PaperBatchNorm norm, Values upstream, String view) {
        BatchNormProblem problem = new BatchNormProblem(norm, upstream, ViewNames.of(view));
        problem.asked();
        return problem;
    }

    @Override
    public String operation() {
        return norm.training() ? "batchnorm" : "batchnorm-eval";
    }

    @Override
    public SizeWorking size() {
        boolean whole = view.equals(ViewNames.FORWARD) || view.equals(ViewNames.INPUT_GRADIENT);
        return SizeWorking.like(asked().targetName(), whole ? "X" : "γ");
    }

    @Override
    public Explanation explanation() {
        return Explain.batchNorm(norm, upstream);
    }

    @Override
    public String question() {
        String momentum = "momentum " + Numbers.format(norm.momentum());
        return switch (view) {
            case ViewNames.RUNNING_MEAN ->
                    "Compute mean', the running mean of each channel of X after this batch, with " + momentum + ".";
            case ViewNames.RUNNING_VARIANCE -> "Compute var', the running variance of each channel of X after this "
                    + "batch, with " + momentum + ".";
            case ViewNames.WEIGHT_GRADIENT -> Questions.gradient("γ", output());
            case ViewNames.BIAS_GRADIENT -> Questions.gradient("β", output());
            default -> Questions.ask(view, output());
        };
    }

    private String output() {
        return "the batch normalisation of X in " + (norm.training()
                ? "training: with mean and variance of each channel of X" : "evaluation: with the running mean and "
                + "variance of each channel") + ", factors γ, offsets β and ε = " + Numbers.format(norm.eps());
    }

    @Override
    public Model<?> model() {
        Form form = new Form(norm.x().dims(), norm.channels(), norm.plane());
        Settings settings = Settings.none().with(Setting.EPSILON, norm.eps())
                .with(Setting.MOMENTUM, norm.momentum());
        boolean gradient = ViewNames.isGradient(view);
        Given given = new Given(Planes.of(norm.x()), Planes.of(norm.gamma()), Planes.of(norm.beta()),
                gradient ? Planes.of(upstream.size() == 0 ? Values.filled(1, norm.x().dims())
                        : upstream.reshape(norm.x().dims())) : Planes.NONE);
        BatchNorm right = BatchNorm.right(gradient ? ViewNames.FORWARD : view, given, Planes.of(norm.mean()),
                Planes.of(norm.variance()), form, settings, norm.training());
        return gradient ? Model.of(BatchNormGradient.right(right, view)) : Model.of(right);
    }
}
