package longhand.nn;

import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/** A loss of a classifier: what training makes small. */
@FunctionalInterface
public interface Loss {
    /**
     * The loss of a batch, as a scalar.
     *
     * @param output [batch, classes], what the network computed
     * @param labels the right class of each row
     */
    Tensor forward(Tensor output, int... labels);

    /** The same with the labels as a tensor of integer values; an error if one is no integer. */
    default Tensor forward(Tensor output, Tensor labels) {
        return forward(output, Internals.integers("loss", "labels", labels));
    }
}
