package longhand.backend.cpu;

import java.util.Arrays;
import longhand.backend.Walk;

/** A block of elements of two arrays, with as few dimensions as it can be walked with. */
final class Block {
    private static final int FEWEST_COLUMNS = 8;

    private final int[] dims;
    private final Walk from;
    private final Walk to;

    private Block(int[] dims, Walk from, Walk to) {
        this.dims = dims;
        this.from = from;
        this.to = to;
    }

    /** Without dimensions of size 1; neighbouring dimensions that both arrays walk evenly are one. */
    static Block merged(Walk from, Walk to, int[] dims) {
        int[] sizes = new int[dims.length];
        int[] x = new int[dims.length];
        int[] y = new int[dims.length];
        int n = 0;
        for (int d = 0; d < dims.length; d++) {
            int size = dims[d];
            if (size == 1) {
                continue;
            }
            if (n > 0 && x[n - 1] == size * from.strides()[d] && y[n - 1] == size * to.strides()[d]) {
                n--;
                size *= sizes[n];
            }
            sizes[n] = size;
            x[n] = from.strides()[d];
            y[n] = to.strides()[d];
            n++;
        }
        if (n == 0) {
            return new Block(new int[] {1}, new Walk(from.start(), new int[] {1}), new Walk(to.start(), new int[] {1}));
        }
        return new Block(Arrays.copyOf(sizes, n), new Walk(from.start(), Arrays.copyOf(x, n)),
                new Walk(to.start(), Arrays.copyOf(y, n)));
    }

    boolean isEmpty() {
        return size() == 0;
    }

    int rank() {
        return dims.length;
    }

    int dim(int d) {
        return dims[d];
    }

    int xStride(int d) {
        return from.strides()[d];
    }

    int yStride(int d) {
        return to.strides()[d];
    }

    /** Number of elements. */
    int size() {
        int n = 1;
        for (int d : dims) {
            n *= d;
        }
        return n;
    }

    /** The dimension that has neighbours in x, if the last one has them in y only; −1 if there is none. */
    int columns() {
        int last = rank() - 1;
        if (yStride(last) == 1 && xStride(last) > 1 && dim(last) >= FEWEST_COLUMNS) {
            for (int d = 0; d < last; d++) {
                if (xStride(d) == 1 && dim(d) >= FEWEST_COLUMNS) {
                    return d;
                }
            }
        }
        return -1;
    }

    /** This block without two dimensions, which may be the same. */
    Block without(int first, int second) {
        int[] sizes = new int[rank()];
        int[] x = new int[rank()];
        int[] y = new int[rank()];
        int n = 0;
        for (int d = 0; d < rank(); d++) {
            if (d != first && d != second) {
                sizes[n] = dims[d];
                x[n] = xStride(d);
                y[n] = yStride(d);
                n++;
            }
        }
        return new Block(Arrays.copyOf(sizes, n), new Walk(from.start(), x), new Walk(to.start(), y));
    }

    /** Where element {@code number}, counted row-major, lies in x. */
    int xAt(int number) {
        return at(number, from);
    }

    /** Where it lies in y. */
    int yAt(int number) {
        return at(number, to);
    }

    private int at(int number, Walk walk) {
        int at = walk.start();
        int rest = number;
        for (int d = rank() - 1; d > 0; d--) {
            at += rest % dims[d] * walk.strides()[d];
            rest /= dims[d];
        }
        return rank() == 0 ? at : at + rest * walk.strides()[0];
    }
}
