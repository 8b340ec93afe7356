package longhand.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import longhand.explain.Expr.Exp;
import longhand.explain.Expr.Ln;
import longhand.explain.Expr.Minus;
import longhand.explain.Expr.Negative;
import longhand.explain.Expr.Num;
import longhand.explain.Expr.Quotient;
import longhand.explain.Expr.Sum;
import longhand.names.Counted;
import longhand.shape.ShapeException;

/** Puts softmax, the cross-entropy with the right classes, and the gradient of both together into words. */
final class SoftmaxExplainer {
    /**
     * Beyond this, exp() of a logit is no number for paper: the largest logit is subtracted first, which changes
     * nothing. The logarithm of a share that is so much smaller than the largest is written without the share, which
     * could round to 0.
     */
    private static final double LARGE = 30;
    private final Operand z;
    private final int[] labels;

    /** @param logits N × K, or K for one sample */
    SoftmaxExplainer(Values logits, int... labels) {
        Values rows = logits.rank() == 2 ? logits : logits.reshape(logits.planes() * logits.rows(), logits.columns());
        this.z = Operand.of("Z", "logits", rows);
        this.labels = labels.clone();
        if (labels.length != 0 && labels.length != rows.rows()) {
            throw new ShapeException("crossEntropy", Counted.of(labels.length, "label") + " for "
                    + Counted.of(rows.rows(), "sample"),
                    "each sample has one label", "give " + Counted.of(rows.rows(), "label"));
        }
        for (int label : labels) {
            if (label < 0 || label >= rows.columns()) {
                throw new ShapeException("crossEntropy", "label " + label + " with " + rows.columns() + " classes",
                        "labels count from 0", "use labels from 0 to " + (rows.columns() - 1));
            }
        }
    }

    Explanation explain() {
        List<Operand> operands = new ArrayList<>(List.of(z));
        List<View> views = new ArrayList<>();
        views.add(new View(ViewNames.FORWARD, "Softmax: each logit's share", "P", "probabilities", z.values().dims(),
                this::probability));
        if (labels.length > 0) {
            operands.add(Operand.of("t", "right classes",
                    Values.vector(Arrays.stream(labels).asDoubleStream().toArray())));
            views.add(new View(ViewNames.LOSS,
                    "Cross-entropy: minus the logarithm of the right class's share, averaged", "L", "loss", new int[0],
                    p -> loss()));
            views.add(View.gradient(ViewNames.INPUT_GRADIENT, "Backward to Z: probability minus 1 for the right class",
                    z, this::gradient));
        }
        return new Explanation(labels.length > 0 ? "Softmax and cross-entropy" : "Softmax",
                "e to the power of each logit, divided by the sum of these over the row" + (labels.length == 0 ? ""
                        : "; the loss is minus the logarithm of the right class's probability, averaged over the samples"),
                List.of(), operands, views, setup());
    }

    private Setup setup() {
        return Setup.of("softmax").with("z", z.values())
                .with("t", Values.vector(Arrays.stream(labels).asDoubleStream().toArray()));
    }

    private double largest(int n) {
        return IntStream.range(0, z.values().columns()).mapToDouble(i -> z.values().get(0, n, i)).max().orElse(0);
    }

    private Expr exponent(int n, int k) {
        Num logit = z.num(0, n, k, 0);
        double largest = largest(n);
        return Math.abs(largest) > LARGE ? new Minus(logit, Num.of(largest)) : logit;
    }

    private Expr power(int n, int k) {
        return new Exp(exponent(n, k));
    }

    private Expr total(int n) {
        List<Expr> powers = new ArrayList<>();
        for (int k = 0; k < z.values().columns(); k++) {
            powers.add(power(n, k));
        }
        return new Sum(powers);
    }

    private double share(int n, int k) {
        return power(n, k).value() / total(n).value();
    }

    private Working probability(int position) {
        int[] at = Index.of(z.values().dims(), position);
        Expr sum = total(at[0]);
        return new Working("P", Working.boxed(at), List.of(new Step("sum of the row", sum),
                new Step("share", new Quotient(power(at[0], at[1]), Num.of(sum.value())))), "");
    }

    private Working loss() {
        List<Step> steps = new ArrayList<>();
        List<Expr> losses = new ArrayList<>();
        for (int n = 0; n < labels.length; n++) {
            Expr loss = loss(n, labels[n]);
            steps.add(new Step("sample " + n + ", class " + labels[n], loss));
            losses.add(Num.of(loss.value()));
        }
        steps.add(new Step("mean", new Quotient(new Sum(losses), Num.of(labels.length))));
        return new Working("L", List.of(), steps, "");
    }

    private Expr loss(int n, int k) {
        return largest(n) - z.num(0, n, k, 0).value() > LARGE
                ? new Minus(new Ln(Num.of(total(n).value())), exponent(n, k))
                : new Negative(new Ln(new Num(share(n, k), new Origin("P", 0, n, k))));
    }

    private Working gradient(int position) {
        int[] at = Index.of(z.values().dims(), position);
        boolean right = labels[at[0]] == at[1];
        Expr difference = new Minus(new Num(share(at[0], at[1]), new Origin("P", 0, at[0], at[1])),
                Num.of(right ? 1 : 0));
        return Working.line("dZ", at, new Quotient(difference, Num.of(labels.length)),
                right ? "the right class of sample " + at[0] : "");
    }
}
