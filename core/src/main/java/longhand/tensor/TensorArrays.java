package longhand.tensor;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import longhand.random.Generator;
import longhand.shape.Shape;
import longhand.shape.ShapeException;

/** Filling and indexing: nested Java arrays, random numbers, positions. */
final class TensorArrays {
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
        int length = Array.getLength(level);
        if (length != shape.dim(dim)) {
            throw new ShapeException("tensor", "one array of dimension " + dim + " has " + length
                    + " entries, the first one has " + shape.dim(dim),
                    "all arrays of one dimension have the same length", "fill the short ones up");
        }
        int step = shape.product(dim + 1, shape.rank());
        for (int i = 0; i < length; i++) {
            if (dim == shape.rank() - 1) {
                values[at + i] = ((Number) Array.get(level, i)).floatValue();
            } else {
                copyNested(Array.get(level, i), shape, dim + 1, values, at + i * step);
            }
        }
    }

    static Tensor random(int[] dims, BiConsumer<Generator, float[]> fill) {
        Shape shape = Shape.of(dims);
        float[] values = new float[shape.numel()];
        fill.accept(Generator.defaultGenerator(), values);
        return Internals.owning(values, shape);
    }

    /** Position in the row-major array of the element with the given index. */
    static int offset(String operation, Shape shape, int... index) {
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
}
