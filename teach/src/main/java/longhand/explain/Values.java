package longhand.explain;

import java.util.Arrays;
import longhand.shape.ShapeException;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * A small array of numbers to be explained: row-major, any number of dimensions, read-only.
 *
 * <p>The numbers are doubles, so that a working adds up exactly as a student adds it up on paper; the engine's own
 * floats fit into them unchanged. Seen as pictures, an array is a pile of planes: its last two dimensions are rows and
 * columns, everything before them counts planes. A vector is one row.
 */
public final class Values {
    private final int[] dims;
    private final double[] data;

    private Values(int[] dims, double[] data) {
        this.dims = dims;
        this.data = data;
    }

    /**
     * An array with the given sizes.
     *
     * @throws ShapeException if the sizes do not multiply to the number of values
     */
    public static Values of(double[] data, int... dims) {
        long n = 1;
        for (int d : dims) {
            n *= d;
        }
        if (n != data.length) {
            throw new ShapeException("values", data.length + " numbers do not fill shape " + Arrays.toString(dims),
                    "the sizes must multiply to the number of values, here " + n,
                    "give " + n + " numbers or another shape");
        }
        return new Values(dims.clone(), data.clone());
    }

    /** A matrix; all rows must be equally long. */
    public static Values of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        double[] data = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new ShapeException("values", "row " + i + " has " + rows[i].length + " numbers and row 0 has "
                        + columns, "all rows must be equally long", "fill up or cut row " + i);
            }
            System.arraycopy(rows[i], 0, data, i * columns, columns);
        }
        return new Values(new int[] {rows.length, columns}, data);
    }

    /** The numbers of a tensor, as they are now. */
    public static Values of(Tensor tensor) {
        float[] data = Internals.values(tensor);
        double[] wide = new double[data.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = data[i];
        }
        return of(wide, tensor.shape().dims());
    }

    /** A vector. */
    public static Values vector(double... data) {
        return of(data, data.length);
    }

    /** An array filled with one number. */
    public static Values filled(double value, int... dims) {
        double[] data = new double[Index.size(dims)];
        Arrays.fill(data, value);
        return new Values(dims.clone(), data);
    }

    /** The sizes. */
    public int[] dims() {
        return dims.clone();
    }

    /** Number of dimensions. */
    public int rank() {
        return dims.length;
    }

    /** Size of one dimension; negative numbers count from the end. */
    public int dim(int i) {
        return dims[i < 0 ? dims.length + i : i];
    }

    /** Number of values. */
    public int size() {
        return data.length;
    }

    /** The value at a position of the row-major order. */
    public double get(int i) {
        return data[i];
    }

    /** The value in a plane, at a row and a column. */
    public double get(int plane, int row, int column) {
        return data[(plane * rows() + row) * columns() + column];
    }

    /** A copy of all values, row-major. */
    public double[] toArray() {
        return data.clone();
    }

    /** Number of planes: 1 for a matrix or a vector. */
    public int planes() {
        int n = 1;
        for (int i = 0; i < dims.length - 2; i++) {
            n *= dims[i];
        }
        return n;
    }

    /** Rows of a plane; 1 for a vector or a single number. */
    public int rows() {
        return dims.length < 2 ? 1 : dims[dims.length - 2];
    }

    /** Columns of a plane; 1 for a single number. */
    public int columns() {
        return dims.length == 0 ? 1 : dims[dims.length - 1];
    }

    /** The same numbers in another shape. */
    public Values reshape(int... newDims) {
        return of(data, newDims);
    }

    /** {@code [1, 0]}: the index of a plane along the leading dimensions; empty if there is only one plane. */
    public String planeName(int plane) {
        int[] leading = Arrays.copyOf(dims, Math.max(0, dims.length - 2));
        return planes() == 1 ? "" : Arrays.toString(Index.of(leading, plane));
    }

    /** Rows and columns exchanged in every plane. */
    public Values transposed() {
        double[] out = new double[data.length];
        for (int p = 0; p < planes(); p++) {
            for (int i = 0; i < rows(); i++) {
                for (int j = 0; j < columns(); j++) {
                    out[(p * columns() + j) * rows() + i] = get(p, i, j);
                }
            }
        }
        int[] newDims = dims.length < 2 ? new int[] {columns(), 1} : dims.clone();
        newDims[newDims.length - 2] = columns();
        newDims[newDims.length - 1] = rows();
        return new Values(newDims, out);
    }

    /** Whether shape and numbers are equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Values v && Arrays.equals(dims, v.dims) && Arrays.equals(data, v.data);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(dims) + Arrays.hashCode(data);
    }

    /**
     * The numbers in the notation that the command line reads: {@code 0 1 2; 3 4 5}; planes are separated by {@code |}.
     */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < data.length; i++) {
            if (i > 0) {
                out.append(i % columns() != 0 ? " " : i % (rows() * columns()) != 0 ? "; " : " | ");
            }
            out.append(Numbers.format(data[i]));
        }
        return out.toString();
    }
}
