package longhand.explain.check;

import longhand.explain.Explain;
import longhand.explain.Explanation;
import longhand.explain.Numbers;
import longhand.explain.PaperBatchNorm;
import longhand.explain.ViewNames;
import longhand.explain.computation.BatchNorm;
import longhand.explain.computation.BatchNorm.Form;
import longhand.explain.computation.Given;
import longhand.explain.computation.Planes;
import longhand.explain.computation.Setting;
import longhand.explain.computation.Settings;
import longhand.explain.mistake.Model;

/**
 * A batch normalisation, or one of its running statistics, to be worked out by hand.
 *
 * @param view {@code forward}, and in training {@code running-mean} or {@code running-variance}
 */
public record BatchNormProblem(PaperBatchNorm norm, String view) implements Problem {

    /** A view of a batch normalisation. */
    public static BatchNormProblem of(PaperBatchNorm norm, String view) {
        BatchNormProblem problem = new BatchNormProblem(norm, ViewNames.of(view));
        problem.asked();
        return problem;
    }

    @Override
    public String operation() {
        return norm.training() ? "batchnorm" : "batchnorm-eval";
    }

    @Override
    public SizeWorking size() {
        return SizeWorking.like(asked().targetName(), view.equals(ViewNames.FORWARD) ? "X" : "γ");
    }

    @Override
    public Explanation explanation() {
        return norm.training()
                ? Explain.batchNorm(norm.x(), norm.gamma(), norm.beta(), norm.mean(), norm.variance(),
                        norm.momentum(), norm.eps())
                : Explain.batchNormInEvaluation(norm.x(), norm.gamma(), norm.beta(), norm.mean(), norm.variance(),
                        norm.eps());
    }

    @Override
    public String question() {
        String eps = "ε = " + Numbers.format(norm.eps());
        String momentum = "momentum " + Numbers.format(norm.momentum());
        return switch (view) {
            case ViewNames.RUNNING_MEAN ->
                    "Compute mean', the running mean of each channel of X after this batch, with " + momentum + ".";
            case ViewNames.RUNNING_VARIANCE -> "Compute var', the running variance of each channel of X after this "
                    + "batch, with " + momentum + ".";
            default -> "Compute Y, the batch normalisation of X in " + (norm.training()
                    ? "training: with mean and variance of each channel of X" : "evaluation: with the running mean and "
                    + "variance of each channel") + ", factors γ, offsets β and " + eps + ".";
        };
    }

    @Override
    public Model<BatchNorm> model() {
        Form form = new Form(norm.x().dims(), norm.channels(), norm.plane());
        Settings settings = Settings.none().with(Setting.EPSILON, norm.eps())
                .with(Setting.MOMENTUM, norm.momentum());
        Given given = new Given(Planes.of(norm.x()), Planes.of(norm.gamma()), Planes.of(norm.beta()), Planes.NONE);
        return Model.of(BatchNorm.right(view, given, Planes.of(norm.mean()), Planes.of(norm.variance()), form,
                settings, norm.training()));
    }
}
