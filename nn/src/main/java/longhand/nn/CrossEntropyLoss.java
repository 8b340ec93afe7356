package longhand.nn;

import java.util.Optional;
import longhand.ops.Losses;
import longhand.random.Probability;
import longhand.tensor.Tensor;

/** Cross-entropy of softmax(logits), the mean over the batch. PyTorch: {@code nn.CrossEntropyLoss}. */
public final class CrossEntropyLoss implements Loss {
    private final double labelSmoothing;

    /** Without label smoothing. */
    public CrossEntropyLoss() {
        this(0);
    }

    /** @param labelSmoothing share of the target probability that is spread evenly over all classes, from 0 to 1 */
    public CrossEntropyLoss(double labelSmoothing) {
        this.labelSmoothing = Probability.require("CrossEntropyLoss", "labelSmoothing", labelSmoothing);
    }

    @Override
    public Tensor forward(Tensor output, int... labels) {
        return Losses.crossEntropy(output, labels, Optional.empty(), Losses.IGNORE_INDEX, labelSmoothing);
    }

    @Override
    public String toString() {
        return "CrossEntropyLoss()";
    }
}
