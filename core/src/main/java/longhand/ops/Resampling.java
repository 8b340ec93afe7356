package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import longhand.autograd.Edge;
import longhand.backend.Backends;
import longhand.backend.SparseMatrix;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.tensor.Tensor;

/**
 * Images at another size, inside a network: no antialiasing, unlike the resize of a data set. PyTorch: {@code
 * F.interpolate}.
 *
 * <p>Each kind is a matrix R for the rows and another one C for the columns, with few entries in each row: an image X
 * becomes R · X · Cᵀ, and a gradient G becomes Rᵀ · G · C.
 */
public final class Resampling {
    /** Pixels that a bilinear one is the mean of, in each direction. */
    private static final int NEIGHBOURS = 2;

    private Resampling() {}

    /**
     * Pixel i of each row and column is the one at ⌊i · n / o⌋: [batch, channels, h, w] → [batch, channels, outH,
     * outW].
     */
    public static Tensor interpolateNearest(Tensor x, int outH, int outW) {
        requireSizes(x, outH, outW);
        return both(x, nearest(x.size(2), outH), nearest(x.size(3), outW), true);
    }

    /**
     * A mean of the two nearest rows and columns, by distance ({@code mode="bilinear", align_corners=False}): [batch,
     * channels, h, w] → [batch, channels, outH, outW].
     */
    public static Tensor interpolateBilinear(Tensor x, int outH, int outW) {
        requireSizes(x, outH, outW);
        return both(x, bilinear(x.size(2), outH), bilinear(x.size(3), outW), true);
    }

    private static void requireSizes(Tensor x, int outH, int outW) {
        Pooling.requireImages("interpolate", x);
        if (outH < 1 || outW < 1 || x.size(2) < 1 || x.size(3) < 1) {
            throw new ShapeException("interpolate", "cannot bring " + x.shape() + " to " + new Size2d(outH, outW),
                    "sizes are at least 1", "pass an output size of 1 or more");
        }
        Shape.of(x.size(0), x.size(1), outH, outW);
        Shape.of(NEIGHBOURS, Math.max(outH, outW)); // says what is too large
    }

    /** Entry 1 for the one pixel that is copied. */
    private static SparseMatrix nearest(int n, int o) {
        float scale = (float) n / o;
        int[] column = IntStream.range(0, o).map(i -> Math.min((int) (i * scale), n - 1)).toArray();
        float[] weight = new float[o];
        Arrays.fill(weight, 1);
        return new SparseMatrix(n, IntStream.rangeClosed(0, o).toArray(), column, weight);
    }

    /**
     * Entries 1 − share for the pixel before a place and share for the one after. A share of 0 is an entry too, which
     * makes NaN of ∞; so that this happens where it does in PyTorch, the scale is rounded to float, and at the same
     * size both entries are for the pixel itself.
     */
    private static SparseMatrix bilinear(int n, int o) {
        int[] column = new int[NEIGHBOURS * o];
        float[] weight = new float[NEIGHBOURS * o];
        float scale = (float) n / o;
        for (int i = 0; i < o; i++) {
            double place = Math.max(0, (i + 0.5) * scale - 0.5);
            int before = Math.min((int) place, n - 1);
            float share = (float) (place - before);
            column[2 * i] = before;
            column[2 * i + 1] = n == o ? before : Math.min(before + 1, n - 1);
            weight[2 * i] = 1 - share;
            weight[2 * i + 1] = share;
        }
        return new SparseMatrix(n, IntStream.rangeClosed(0, o).map(i -> 2 * i).toArray(), column, weight);
    }

    /**
     * R · X · Cᵀ for each plane of x; the dimension that makes the image smaller goes first, else the columns.
     *
     * @param keepsSign whether −0 of −0 alone, as in PyTorch where the sum begins with its first term, and not with 0
     */
    static Tensor both(Tensor x, SparseMatrix rows, SparseMatrix columns, boolean keepsSign) {
        boolean fewer = rows.rows() < rows.columns();
        return fewer ? product(columns, product(rows, x, 2, keepsSign), 3, keepsSign)
                : product(rows, product(columns, x, 3, keepsSign), 2, keepsSign);
    }

    /** The product of the matrix with x along one dimension. In PyTorch, its gradient is a sum that begins with 0. */
    private static Tensor product(SparseMatrix m, Tensor x, int axis, boolean keepsSign) {
        Tensor y = result(x.shape().with(axis, m.rows()));
        Backends.current().sparseProduct(m, values(x), values(y), x.shape().product(0, axis),
                x.shape().product(axis + 1, x.rank()));
        return recorded("sparseProduct", Map.of("matrix", m, "dim", axis), keepsSign ? y : y.add(0),
                Edge.to(x, g -> product(m.transposed(), g, axis, false)));
    }
}
