package longhand.explain.check;

import longhand.explain.Explain;
import longhand.explain.Explanation;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.computation.Given;
import longhand.explain.computation.LinearLayer;
import longhand.explain.computation.Planes;
import longhand.explain.computation.Rule;
import longhand.explain.mistake.Model;

/**
 * A linear layer Y = X·Wᵀ + b, or one of its gradients, to be worked out by hand.
 *
 * @param x N × in, or in
 * @param w out × in
 * @param bias one number for each output, or {@link Explain#NONE}
 * @param upstream the gradient of the loss by the output, or {@link Explain#NONE} for ones
 * @param view what is asked for, as in {@link ViewNames}
 */
public record LinearProblem(Values x, Values w, Values bias, Values upstream, String view) implements Problem {

    /** A view of a linear layer. */
    public static LinearProblem of(Values x, Values w, Values bias, Values upstream, String view) {
        LinearProblem problem = new LinearProblem(x, w, bias, upstream, ViewNames.of(view));
        problem.asked();
        return problem;
    }

    @Override
    public String operation() {
        return "linear";
    }

    @Override
    public SizeWorking size() {
        return switch (view) {
            case ViewNames.INPUT_GRADIENT -> SizeWorking.like("dX", "X");
            case ViewNames.WEIGHT_GRADIENT -> SizeWorking.like("dW", "W");
            case ViewNames.BIAS_GRADIENT -> SizeWorking.like("db", "b");
            default -> new SizeWorking("Y has a row for each sample", "Y has a column for each row of W");
        };
    }

    @Override
    public Explanation explanation() {
        return Explain.linear(x, w, bias, upstream);
    }

    @Override
    public String question() {
        return Questions.ask(view, "the linear layer X·Wᵀ" + (bias.size() > 0 ? " + b" : "")
                + ": each output is a row of X times a row of W" + (bias.size() > 0 ? ", plus its bias" : ""));
    }

    @Override
    public Model<LinearLayer> model() {
        Values samples = x.rank() == 2 ? x : x.reshape(1, x.size());
        int[] out = {samples.rows(), w.rows()};
        Values given = upstream.size() == 0 ? Values.filled(1, out) : upstream.reshape(out);
        return Model.of(new LinearLayer(view, new Given(Planes.of(samples), Planes.of(w), Planes.of(bias),
                Planes.of(given)), Rule.RIGHT, (n, o) -> o));
    }
}
