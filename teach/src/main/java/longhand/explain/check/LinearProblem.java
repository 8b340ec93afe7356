package longhand.explain.check;

import java.util.Arrays;
import java.util.List;
import longhand.explain.Explain;
import longhand.explain.Explanation;
import longhand.explain.Values;
import longhand.explain.ViewNames;

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
    public Values truth() {
        return asked().target().values();
    }

    @Override
    public double magnitude() {
        double[] sizes = Arrays.stream(new Values[] {x, w, bias, upstream})
                .mapToDouble(v -> Arrays.stream(v.toArray()).map(Math::abs).max().orElse(1)).toArray();
        int terms = Math.max(x.columns(), Math.max(w.rows(), x.size() / x.columns()));
        return terms * Math.max(sizes[3], sizes[0]) * Math.max(sizes[1], sizes[0]) + sizes[2];
    }

    @Override
    public String sizeWorking() {
        return switch (view) {
            case ViewNames.FORWARD -> "one row for each sample, one column for each row of W";
            case ViewNames.BIAS_GRADIENT -> "db has one number for each output";
            default -> "a gradient has the shape of what it is taken by";
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
    public List<Mistake> mistakes() {
        return List.of();
    }
}
