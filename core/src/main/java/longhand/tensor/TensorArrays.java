package longhand.tensor;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import longhand.names.Given;
import longhand.random.Generator;
import longhand.shape.Shape;
import longhand.shape.ShapeException;

/** Filling and indexing: nested Java arrays, random numbers, positions. */
final class TensorArrays {
    /** Up to here float32 has every integer. */
    private static final int TOO_LARGE = 1 << 24;

    private TensorArrays() {}

    /** A tensor from an array of arrays of numbers, all branches of equal length. */
    static Tensor ofNested(Object nested) {
        List<Integer> dims = new ArrayList<>();
        for (Object level = nested; level != null && level.getClass().isArray();
                level = Array.getLength(level) == 0 ? null : Array.get(level, 0)) {
            dims.add(Array.getLength(level));
        }
        Shape shape = Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
        float[] values = new float[shape.numel()];
        copyNested(nested, shape, 0, values, 0);
        return Internals.owning(values, shape);
    }

    private static void copyNested(Object level, Shape shape, int dim, float[] values, int at) {
        Given.required(level, "Tensor.of", dim == 0 ? "the array" : "an array of dimension " + dim, "pass the numbers");
        int length = Array.getLength(level);
        if (length != shape.dim(dim)) {
            throw new ShapeException("tensor", "one array of dimension " + dim + " has " + length
                    + " entries, the first one has " + shape.dim(dim),
                    "all arrays of one dimension have the same length", "fill the short ones up");
        }
        int step = shape.product(dim + 1, shape.rank());
        for (int i = 0; i < length; i++) {
            if (dim == shape.rank() - 1) {
                Object number = Given.required(Array.get(level, i), "Tensor.of", "an array of dimension " + (dim + 1),
                        "pass the numbers");
                values[at + i] = ((Number) number).floatValue();
            } else {
                copyNested(Array.get(level, i), shape, dim + 1, values, at + i * step);
            }
        }
    }

    /** The tensors as a list, in which one may be missing. */
    static List<Tensor> list(String operation, Tensor... tensors) {
        return Arrays.asList(Given.required(tensors, operation, "the list of tensors", "pass the tensors"));
    }

    /** The tensor that an operation has beside its own. */
    static Tensor other(String operation, Tensor other) {
        return Given.required(other, operation, "the second tensor", "pass a tensor");
    }

    static Tensor random(int[] dims, BiConsumer<Generator, float[]> fill) {
        Shape shape = Shape.of(dims);
        float[] values = new float[shape.numel()];
        fill.accept(Generator.defaultGenerator(), values);
        return Internals.owning(values, shape);
    }

    /** Position in the row-major array of the element with the given index. */
    static int offset(String operation, Shape shape, int... index) {
        Given.required(index, operation, "the array of indices", "pass one for each dimension");
        if (index.length != shape.rank()) {
            throw new ShapeException(operation, "index " + Arrays.toString(index) + " does not fit shape " + shape,
                    "there is one index per dimension", "pass " + shape.rank() + " indices");
        }
        int[] strides = shape.strides();
        int offset = 0;
        for (int d = 0; d < index.length; d++) {
            int size = shape.dim(d);
            if (index[d] < -size || index[d] >= size) {
                throw new ShapeException(operation, "index " + Arrays.toString(index) + " is outside shape " + shape,
                        "index " + d + " must be between " + -size + " and " + (size - 1), "choose one in that range");
            }
            offset += strides[d] * (index[d] < 0 ? index[d] + size : index[d]);
        }
        return offset;
    }

    static Tensor linspace(double start, double end, int count) {
        float[] values = new float[Shape.of(count).numel()];
        for (int i = 0; i < count; i++) {
            double share = count == 1 ? 0 : (double) i / (count - 1);
            values[i] = (float) (start + share * (end - start));
        }
        return Internals.owning(values, Shape.of(count));
    }

    static Tensor oneHot(int classes, int... labels) {
        Given.required(labels, "oneHot", "the array of labels", "pass the labels");
        Shape shape = Shape.of(labels.length, classes);
        float[] values = new float[shape.numel()];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new ShapeException("oneHot", "label " + labels[i] + " is none of " + classes + " classes",
                        classes == 0 ? "without classes there are no labels" : "labels are 0 to " + (classes - 1),
                        classes == 0 ? "pass the number of classes" : "check the labels");
            }
            values[i * classes + labels[i]] = 1;
        }
        return Internals.owning(values, shape);
    }

    /** Whether |a − b| ≤ atol + rtol · |b| everywhere; infinities of one sign are close, NaN is close to nothing. */
    static boolean allClose(Tensor a, Tensor b, double rtol, double atol) {
        Given.required(b, "allClose", "the other tensor", "pass a tensor");
        Shape shape = Shape.broadcast("allClose", a.shape(), b.shape());
        float[] first = values(a, shape);
        float[] second = values(b, shape);
        for (int i = 0; i < first.length; i++) {
            boolean close = Math.abs((double) first[i] - second[i]) <= atol + rtol * Math.abs((double) second[i])
                    && Float.isFinite(second[i]);
            if (first[i] != second[i] && !close) {
                return false;
            }
        }
        return true;
    }

    private static float[] values(Tensor x, Shape shape) {
        return (x.shape().equals(shape) ? x : x.detach().expand(shape.dims())).storage().array();
    }

    static int[] integers(String operation, String what, Tensor x) {
        Given.required(x, operation, what, "pass a tensor of integers");
        int[] integers = new int[x.numel()];
        float[] values = x.storage().array();
        for (int i = 0; i < integers.length; i++) {
            float value = values[i];
            integers[i] = (int) value;
            if (integers[i] != value || Math.abs(value) >= TOO_LARGE) {
                throw new ShapeException(operation, what + " " + x.shape() + " holds " + value,
                        "labels and indices are integers below 2²⁴, where float32 has them all", "check the tensor, or round() it");
            }
        }
        return integers;
    }
}
