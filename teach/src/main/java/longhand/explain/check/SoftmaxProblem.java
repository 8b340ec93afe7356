package longhand.explain.check;

import java.util.List;
import longhand.explain.Explain;
import longhand.explain.Explanation;
import longhand.explain.Values;
import longhand.explain.ViewNames;

/**
 * Softmax, cross-entropy or the gradient of both together, to be worked out by hand.
 *
 * @param logits N × K, or K
 * @param labels the right class of each sample, from 0; empty if only the probabilities are asked for
 * @param view what is asked for, as in {@link ViewNames}
 */
public record SoftmaxProblem(Values logits, List<Integer> labels, String view) implements Problem {

    public SoftmaxProblem {
        labels = List.copyOf(labels);
    }

    /** A view of softmax and cross-entropy. */
    public static SoftmaxProblem of(Values logits, List<Integer> labels, String view) {
        SoftmaxProblem problem = new SoftmaxProblem(logits, labels, ViewNames.of(view));
        problem.asked();
        return problem;
    }

    @Override
    public String operation() {
        return "softmax";
    }

    @Override
    public Values truth() {
        return asked().target().values();
    }

    @Override
    public double magnitude() {
        return 1 + java.util.Arrays.stream(logits.toArray()).map(Math::abs).max().orElse(0);
    }

    @Override
    public String sizeWorking() {
        return switch (view) {
            case ViewNames.LOSS -> "the loss is one number";
            case ViewNames.INPUT_GRADIENT -> "dZ has one number for each logit";
            default -> "there is one probability for each logit";
        };
    }

    @Override
    public Explanation explanation() {
        return Explain.softmaxCrossEntropy(logits, labels.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public String question() {
        String loss = "the cross-entropy of softmax(Z) with the right classes t, averaged over the samples";
        return switch (view) {
            case ViewNames.LOSS -> "Compute L, " + loss + ".";
            case ViewNames.INPUT_GRADIENT -> "Compute dZ, the gradient by Z of " + loss + ".";
            default -> "Compute P, the softmax of each row of Z.";
        };
    }

    @Override
    public List<Mistake> mistakes() {
        return List.of();
    }
}
