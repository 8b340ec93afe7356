package longhand.ops;

import java.util.Arrays;
import longhand.names.Given;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/** What operations are given: tensors that are there, and dimensions that they have. */
final class Inputs {
    private Inputs() {}

    /** The tensor that an operation is about. */
    static Tensor tensor(String operation, Tensor x) {
        return tensor(operation, "the input", x);
    }

    /** One of its tensors: "the weight". */
    static Tensor tensor(String operation, String what, Tensor x) {
        return Given.required(x, operation, what, "pass a tensor");
    }

    /** The array behind the last parameter: "sizes". */
    static int[] array(String operation, String what, int... numbers) {
        return Given.required(numbers, operation, "the array of " + what, "pass the numbers, or none");
    }

    /** The dimension of x, from 0 on, that a number means, which may count from the end. */
    static int axis(String operation, Tensor x, int dim) {
        return tensor(operation, x).shape().axis(operation, dim);
    }

    /** The dimensions of x that these numbers mean, in their order. */
    static int[] axes(String operation, Tensor x, int... dims) {
        tensor(operation, x);
        array(operation, "dimensions", dims);
        int[] axes = Arrays.stream(dims).map(dim -> x.shape().axis(operation, dim)).toArray();
        if (Arrays.stream(axes).distinct().count() != axes.length) {
            throw new ShapeException(operation, "dimensions " + Arrays.toString(dims) + " of shape " + x.shape()
                    + " name one twice", "each dimension is named once", "list each dimension once");
        }
        return axes;
    }
}
