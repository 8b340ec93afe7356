package longhand.nn.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import longhand.io.onnx.OnnxNode;
import longhand.tensor.Internals;
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

    /** A value that is a list of integers: sizes or positions. */
    int[] integers(int index) {
        return elements(vector(index), index);
    }

    /** A value of any shape as integers, row by row. */
    int[] elements(int index) {
        return elements(input(index), index);
    }

    private int[] elements(Tensor x, int index) {
        return Internals.integers("onnx: " + node.label(), "input " + index, x);
    }

    /** A value that is a list, or, as writers of files have it too, a single number. */
    Tensor vector(int index) {
        Tensor x = input(index);
        if (x.rank() > 1) {
            throw refuse("input " + index + " has shape " + x.shape() + ". Rule: it is a list, of one dimension. "
                    + "Fix: reshape it to [" + x.numel() + "]");
        }
        return x;
    }

    /** A value that is a single number, of shape []; a list of one is the same. */
    Tensor single(int index) {
        Tensor x = input(index);
        if (x.rank() > 1 || x.numel() != 1) {
            throw refuse("input " + index + " has shape " + x.shape() + ". Rule: it is a single number, of shape [] or [1]. "
                    + "Fix: give one number");
        }
        return x.reshape();
    }

    /** A value that is a single integer. */
    int singleInteger(int index) {
        return elements(single(index), index)[0];
    }

    /** A list of integers that is a value or, in graphs of older opsets, an attribute; empty if it is left out. */
    Optional<int[]> list(int index, String attribute) {
        return optional(index).isPresent() ? Optional.of(integers(index))
                : node.has(attribute) ? Optional.of(integers(attribute)) : Optional.empty();
    }

    /** The same for a list that must be there. */
    int[] requiredList(int index, String attribute) {
        requireGiven(index, attribute);
        return list(index, attribute).orElseThrow();
    }

    /** A setting that must be there: a value or, in graphs of older opsets, an attribute. */
    void requireGiven(int index, String attribute) {
        if (optional(index).isEmpty() && !node.has(attribute)) {
            throw missing(attribute);
        }
    }

    /** Lists that speak of the same axes, one after the other. */
    void requireSameLength(String name, int[] list, String otherName, int... other) {
        if (list.length != other.length) {
            throw refuse("there are " + list.length + " " + name + " and " + other.length + " " + otherName
                    + ". Rule: both have one number for each axis that is named. Fix: give as many of both");
        }
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
            throw refuse(attribute + " holds " + value + ". Rule: sizes and positions are from -2³¹ to 2³¹ - 1. "
                    + "Fix: choose one that the input has");
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

    IllegalArgumentException missing(String setting) {
        return refuse(setting + " is missing. Rule: this operator does not work without. Fix: say it in the graph");
    }

    IllegalArgumentException refuse(String why) {
        return new IllegalArgumentException("onnx: " + node.label() + ": " + why);
    }
}
