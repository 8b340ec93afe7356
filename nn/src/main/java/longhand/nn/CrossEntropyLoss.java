package longhand.nn;

import java.util.Optional;
import longhand.names.Given;
import longhand.ops.Losses;
import longhand.random.Probability;
import longhand.tensor.Tensor;

/**
 * Cross-entropy of softmax(logits), the mean over the batch. PyTorch: {@code nn.CrossEntropyLoss}.
 *
 * <pre>{@code
 * Loss loss = new CrossEntropyLoss().weight(Tensor.vector(1, 5)); // the second class counts five times
 * }</pre>
 */
public final class CrossEntropyLoss implements Loss {
    private final double labelSmoothing;
    private Optional<Tensor> classWeights = Optional.empty();
    private int ignoreIndex = Losses.IGNORE_INDEX;

    /** Without label smoothing. */
    public CrossEntropyLoss() {
        this(0);
    }

    /** @param labelSmoothing share of the target probability that is spread evenly over all classes, from 0 to 1 */
    public CrossEntropyLoss(double labelSmoothing) {
        this.labelSmoothing = Probability.require("CrossEntropyLoss", "labelSmoothing", labelSmoothing);
    }

    /** Rows count with the weight of their class: [classes]. Returns this. */
    public CrossEntropyLoss weight(Tensor weights) {
        this.classWeights = Optional.of(Given.required(weights, "CrossEntropyLoss", "the tensor of class weights",
                "pass one, or do not call weight()"));
        return this;
    }

    /** Rows with this label do not count; −100 unless set. Returns this. */
    public CrossEntropyLoss ignoreIndex(int label) {
        this.ignoreIndex = label;
        return this;
    }

    @Override
    public Tensor forward(Tensor output, int... labels) {
        return Losses.crossEntropy(output, labels, classWeights, ignoreIndex, labelSmoothing);
    }

    @Override
    public String toString() {
        return "CrossEntropyLoss()";
    }
}
