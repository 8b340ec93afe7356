package longhand.nn.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import longhand.io.onnx.OnnxNode;
import longhand.tensor.Tensor;

/**
 * An operation about to be computed.
 *
 * @param node the operation with its settings
 * @param opset version of the operators that the graph follows; some changed their meaning over time
 * @param inputs the values; those left out are empty
 * @param integer whether the first result is of integers
 */
record OnnxCall(OnnxNode node, long opset, List<Optional<Tensor>> inputs, boolean integer) {

    /** A value that must be there. */
    Tensor input(int index) {
        return optional(index).orElseThrow(() -> refuse("input " + index + " is missing"));
    }

    /** A value that may be left out. */
    Optional<Tensor> optional(int index) {
        return index < inputs.size() ? inputs.get(index) : Optional.empty();
    }

    /** A value as integers: sizes or positions. */
    int[] integers(int index) {
        return input(index).toIntArray();
    }

    /** Whether an attribute says that nothing is trained: until opset 7 it was how operators were told. */
    boolean isTest() {
        return node.integer("is_test", 0) != 0;
    }

    /** An attribute as integers: sizes or positions. */
    int[] integers(String attribute, long... otherwise) {
        return Arrays.stream(node.integers(attribute, otherwise)).mapToInt(value -> size(attribute, value)).toArray();
    }

    /** An attribute as one integer. */
    int integer(String attribute, long otherwise) {
        return size(attribute, node.integer(attribute, otherwise));
    }

    private int size(String attribute, long value) {
        if (value != (int) value) {
            throw refuse(attribute + " holds " + value + ", more than any size or position");
        }
        return (int) value;
    }

    /** The attribute axis as {@link #dimension} reads it, but {@code rank} itself is allowed. */
    int axis(Tensor x, long otherwise) {
        long axis = node.integer("axis", otherwise);
        if (axis < -x.rank() || axis > x.rank()) {
            throw refuse("axis " + axis + " does not exist in shape " + x.shape());
        }
        return (int) (axis < 0 ? axis + x.rank() : axis);
    }

    /** The attribute axis, a dimension of the first input; negative numbers count from the end. */
    int dimension(long otherwise) {
        return input(0).shape().axis(node.label(), integer("axis", otherwise));
    }

    IllegalArgumentException refuse(String why) {
        return new IllegalArgumentException("onnx: " + node.label() + ": " + why);
    }
}
