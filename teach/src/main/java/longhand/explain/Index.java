package longhand.explain;

import java.util.Arrays;
import longhand.shape.Shape;
import longhand.shape.ShapeException;

/** Translates between a position in row-major order and an index along each dimension. */
final class Index {
    private Index() {}

    /** Index along each dimension of a position. */
    static int[] of(int[] dims, int position) {
        int[] index = new int[dims.length];
        for (int d = dims.length - 1; d >= 0; d--) {
            index[d] = position % dims[d];
            position /= dims[d];
        }
        return index;
    }

    /**
     * Position of an index; leading dimensions of size 1 may be left out.
     *
     * @throws ShapeException if the index has the wrong length or lies outside
     */
    static int position(int[] dims, int... index) {
        int missing = dims.length - index.length;
        boolean fits = missing >= 0;
        for (int d = 0; d < missing; d++) {
            fits &= dims[d] == 1;
        }
        int position = 0;
        for (int i = 0; fits && i < index.length; i++) {
            int size = dims[missing + i];
            fits = index[i] >= 0 && index[i] < size;
            position = position * size + index[i];
        }
        if (!fits) {
            throw new ShapeException("cell", "there is no cell " + Arrays.toString(index) + " in shape "
                    + Arrays.toString(dims), "an index gives one number for each dimension, counted from 0 and below its size",
                    "choose an index inside " + Arrays.toString(dims));
        }
        return position;
    }

    /** Number of elements of a shape. */
    static int size(int[] dims) {
        return Shape.of(dims).numel();
    }

    /** Where a position of an array stands when its last two dimensions are drawn as rows and columns. */
    static Origin origin(String operand, int[] dims, int position) {
        int columns = dims.length == 0 ? 1 : dims[dims.length - 1];
        int rows = dims.length < 2 ? 1 : dims[dims.length - 2];
        return new Origin(operand, position / (rows * columns), position / columns % rows, position % columns);
    }
}
