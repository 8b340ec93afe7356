package longhand.explain.check;

import java.util.List;
import longhand.explain.Explain;
import longhand.explain.Explanation;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.computation.Planes;
import longhand.explain.computation.SoftmaxLoss;
import longhand.explain.mistake.Model;
import longhand.explain.mistake.SoftmaxMistakes;

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
    public SizeWorking size() {
        return switch (view) {
            case ViewNames.LOSS -> new SizeWorking("the loss is one number", "the loss is one number");
            case ViewNames.INPUT_GRADIENT -> SizeWorking.like("dZ", "Z");
            default -> SizeWorking.like("P", "Z");
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
    public Model<SoftmaxLoss> model() {
        Values rows = logits.rank() == 2 ? logits : logits.reshape(logits.planes() * logits.rows(), logits.columns());
        return Model.of(new SoftmaxLoss(view, Planes.of(rows), labels.stream().mapToInt(Integer::intValue).toArray(),
                Math::exp, SoftmaxMistakes.ROW, p -> p, SoftmaxMistakes.MEAN_OF_LOGS, SoftmaxMistakes.DIFFERENCE));
    }
}
