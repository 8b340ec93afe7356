package longhand.shape;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sizes of a tensor's dimensions, outermost first: immutable, compared by value, printed as {@code [2, 3]}.
 *
 * <p>The empty shape {@code []} is that of a scalar and has one element. A dimension of size 0 makes a tensor without
 * elements.
 */
public final class Shape {
    /** Virtual machines refuse arrays that are a few elements longer. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    private final int[] dims;
    private final int numel;

    private Shape(int[] dims) {
        this.dims = dims;
        long n = 1;
        boolean empty = false;
        for (int d : dims) {
            if (d < 0) {
                throw new ShapeException("shape", this + " has a negative size", "every size must be 0 or more",
                        "pass sizes that are not negative");
            }
            empty |= d == 0;
            n = Math.min(n * d, Integer.MAX_VALUE);
        }
        if (n > MOST && !empty) {
            throw new ShapeException("shape", this + " has more than 2³¹ − 9 elements",
                    "a tensor is one Java array, which holds at most " + MOST + " numbers",
                    "use a smaller batch, or split the tensor");
        }
        this.numel = empty ? 0 : (int) n;
    }

    /** A shape from its sizes; the array is copied. */
    public static Shape of(int... dims) {
        return new Shape(given(dims, "shape", "the array of sizes").clone());
    }

    /** What must be there: {@code longhand.names.Given} in the words of this package, which knows no other. */
    static <T> T given(T value, String operation, String what) {
        if (value == null) {
            throw new ShapeException(operation, what + " is null", "null stands for nothing here", "pass one");
        }
        return value;
    }

    /** Number of dimensions. */
    public int rank() {
        return dims.length;
    }

    /** Number of elements: the product of all sizes. */
    public int numel() {
        return numel;
    }

    /** Size of one dimension; negative numbers count from the end, as in PyTorch. */
    public int dim(int dim) {
        return dims[axis("dim", dim)];
    }

    /** The sizes, as a copy. */
    public int[] dims() {
        return dims.clone();
    }

    /** The dimension number from 0 to rank − 1 that {@code dim} means; negative numbers count from the end. */
    public int axis(String operation, int dim) {
        if (dim < -rank() || dim >= rank()) {
            throw new ShapeException(operation, "there is no dimension " + dim + " in shape " + this,
                    rank() == 0 ? "a single number has no dimension" : "a tensor of rank " + rank() + " has dimensions "
                    + -rank() + " to " + (rank() - 1),
                    rank() == 0 ? "reshape it to [1]" : "choose one of those");
        }
        return dim < 0 ? dim + rank() : dim;
    }

    /** Row-major strides: how far apart neighbours along each dimension lie in memory, in elements. */
    public int[] strides() {
        int[] strides = new int[rank()];
        int step = 1;
        for (int d = rank() - 1; d >= 0; d--) {
            strides[d] = step;
            step *= dims[d];
        }
        return strides;
    }

    /**
     * Product of the sizes of dimensions {@code from} (inclusive) to {@code to} (exclusive), for those who walk over
     * elements: 0 if no int holds it, for then there are none.
     */
    public int product(int from, int to) {
        long product = longProduct(from, to);
        return product > Integer.MAX_VALUE ? 0 : (int) product;
    }

    /**
     * The size that dimensions {@code from} (inclusive) to {@code to} (exclusive) have as one.
     *
     * @param operation named in the error
     * @throws ShapeException if no int holds it, which can be where the tensor has no elements
     */
    public int joined(String operation, int from, int to) {
        long product = longProduct(from, to);
        if (product > Integer.MAX_VALUE) {
            throw new ShapeException(operation, "dimensions " + from + " to " + (to - 1) + " of " + this
                    + " cannot become one", "a size is at most " + Integer.MAX_VALUE + ", also without elements",
                    "use smaller sizes");
        }
        return (int) product;
    }

    private long longProduct(int from, int to) {
        long product = 1;
        for (int d = from; d < to; d++) {
            product = Math.min(product * dims[d], Integer.MAX_VALUE + 1L); // a 0 may follow
        }
        return product;
    }

    /** This shape with one dimension resized. */
    public Shape with(int dim, int size) {
        int[] changed = dims.clone();
        changed[axis("with", dim)] = size;
        return new Shape(changed);
    }

    /** This shape without one dimension. */
    public Shape without(int dim) {
        int gone = axis("without", dim);
        return new Shape(IntStream.range(0, rank()).filter(d -> d != gone).map(d -> dims[d]).toArray());
    }

    /** This shape with a new dimension of the given size before dimension {@code at} (0 … rank). */
    public Shape insert(int at, int size) {
        return new Shape(IntStream.rangeClosed(0, rank())
                .map(d -> d < at ? dims[d] : d == at ? size : dims[d - 1]).toArray());
    }

    /**
     * The shape that both broadcast to: aligned at the last dimension, sizes must be equal or 1, missing dimensions
     * count as 1.
     *
     * @throws ShapeException naming the first dimension that does not fit
     */
    public static Shape broadcast(String operation, Shape a, Shape b) {
        given(a, operation, "the first shape");
        given(b, operation, "the second shape");
        int rank = Math.max(a.rank(), b.rank());
        int[] result = new int[rank];
        for (int fromEnd = 1; fromEnd <= rank; fromEnd++) {
            int sizeA = fromEnd <= a.rank() ? a.dims[a.rank() - fromEnd] : 1;
            int sizeB = fromEnd <= b.rank() ? b.dims[b.rank() - fromEnd] : 1;
            if (sizeA != sizeB && sizeA != 1 && sizeB != 1) {
                throw new ShapeException(operation, "shapes " + a + " and " + b + " do not broadcast",
                        "aligned at the last dimension, sizes must be equal or 1, but dimension " + -fromEnd + " has "
                        + sizeA
                                + " and " + sizeB,
                        "reshape one of them so that the sizes agree or are 1");
            }
            result[rank - fromEnd] = sizeA == 1 ? sizeB : sizeA;
        }
        return new Shape(result);
    }

    /** Whether there is a shape that both broadcast to. */
    public boolean broadcasts(Shape other) {
        int common = Math.min(rank(), given(other, "broadcasts", "the other shape").rank());
        return IntStream.rangeClosed(1, common).allMatch(fromEnd -> dim(-fromEnd) == other.dim(-fromEnd)
                || dim(-fromEnd) == 1 || other.dim(-fromEnd) == 1);
    }

    /**
     * Strides that walk a tensor of this shape as if it had the larger shape {@code target}: 0 where an element is
     * repeated.
     *
     * @throws ShapeException if this shape does not broadcast to {@code target}
     */
    public int[] stridesTo(String operation, Shape target) {
        int[] own = strides();
        int[] strides = new int[given(target, operation, "the target").rank()];
        int shift = target.rank() - rank();
        for (int d = 0; d < rank(); d++) {
            if (shift < 0 || dims[d] != 1 && dims[d] != target.dims[d + shift]) {
                throw new ShapeException(operation, "shape " + this + " does not expand to " + target,
                        "aligned at the last dimension, each size must be equal to the new one or 1",
                        numel() == target.numel() ? "reshape it to " + target + " first"
                                : "begin with a size of 1 where it is to be repeated, and keep the other sizes");
            }
            strides[d + shift] = dims[d] == 1 ? 0 : own[d];
        }
        return strides;
    }

    /** As PyTorch prints it: {@code torch.Size([1, 96, 54, 54])}. */
    public String torchSize() {
        return "torch.Size(" + this + ")";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape s && Arrays.equals(dims, s.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        return Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
