package longhand.ops;

import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import longhand.backend.Backends;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * Rows of a tensor seen as {@code [count, width]}; if one is named twice, what is assigned last counts.
 *
 * @param rows their numbers, which nobody else changes
 */
record AssignedRows(int[] rows, int count, int width) implements AssignedPlaces {

    /** The rows x[indices[0][i], indices[1][i], …]; indices below 0 count from the end. */
    static AssignedRows of(String operation, Shape x, int[][] indices) {
        int[] rows = new int[indices.length == 0 ? 1 : indices[0].length];
        for (int d = 0; d < indices.length; d++) {
            if (indices[d].length != rows.length) {
                throw new ShapeException(operation, "there are " + rows.length + " indices of dimension 0 and "
                        + indices[d].length + " of dimension " + d, "each element has one index per list",
                        "make the lists equally long");
            }
            int size = x.dim(d);
            for (int i = 0; i < rows.length; i++) {
                rows[i] = rows[i] * size + Selection.fromStart(operation, indices[d][i], size);
            }
        }
        return new AssignedRows(rows, x.product(0, indices.length), x.product(indices.length, x.rank()));
    }

    int first() {
        return rows[0];
    }

    @Override
    public void assign(Tensor value, Tensor x) {
        Tensor all = value;
        if (value.numel() < rows.length * width) {
            all = result(Shape.of(rows.length, width));
            StridedCopy.fill(value, all, 0, all.shape().dims());
        }
        Backends.current().indexPut(values(all), rows, values(x), count, width);
    }

    @Override
    public Tensor taken(Tensor g, Shape shape) {
        Tensor taken = Selection.indexSelect(ShapeOps.reshape(g, count, width), 0, rows);
        Tensor counts = counts();
        Tensor given = counts == null ? taken : Comparison.where(counts, taken, Tensor.scalar(0));
        return ShapeOps.reshape(given, shape.dims());
    }

    /** For each row in turn 1, but 0 if it is named again later: then what was assigned first has no influence. */
    private Tensor counts() {
        int[] last = new int[count];
        for (int i = 0; i < rows.length; i++) {
            last[rows[i]] = i;
        }
        Tensor counts = null;
        for (int i = 0; i < rows.length; i++) {
            if (last[rows[i]] != i) {
                counts = counts == null ? Tensor.ones(rows.length, 1) : counts;
                values(counts)[i] = 0;
            }
        }
        return counts;
    }
}
