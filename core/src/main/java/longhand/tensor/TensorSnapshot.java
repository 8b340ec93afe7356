package longhand.tensor;

import java.util.Optional;
import longhand.autograd.Node;
import longhand.names.Given;

/**
 * A tensor as it is at one moment: its values, its gradient and its place in the graph. For those who run code that may
 * change it, and have to leave it as it was.
 */
public final class TensorSnapshot {
    private final Tensor tensor;
    private final float[] values;
    private final Node node;
    private final Optional<Tensor> gradient;
    private final int assignments;

    private TensorSnapshot(Tensor tensor) {
        this.tensor = tensor;
        this.values = tensor.storage().array().clone();
        this.node = tensor.node();
        this.gradient = tensor.gradIfAny();
        this.assignments = tensor.storage().assignments();
    }

    /** The tensor as it is now. */
    public static TensorSnapshot of(Tensor tensor) {
        return new TensorSnapshot(Given.required(tensor, "TensorSnapshot.of", "the tensor", "pass one"));
    }

    /** Brings it back; what has not changed is not touched. */
    public void restore() {
        tensor.storage().restore(values, assignments);
        tensor.restore(node, assignments);
        if (tensor.gradIfAny().orElse(null) != gradient.orElse(null)) {
            tensor.zeroGrad();
            gradient.ifPresent(tensor::setGrad);
        }
    }
}
