package longhand.backend.cpu.matmul;

import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Scratch;

/**
 * Where the partial products of a block of C go, one after the other: straight to C if they are few. If there are more
 * than {@link #GROUP}, groups of so many are added up in working memory first, so that no float sum is long.
 */
public final class LongSum {
    /** Partial products in a group. */
    public static final int GROUP = 64;

    private final Kernels kernels;
    private final int parts;
    private final Matrix c;
    private final Matrix target;
    private int done;

    /** The product of some columns of A, {@code count} from {@code first} on, with these rows of B. */
    @FunctionalInterface
    interface Slice {
        void compute(int first, int count, Matrix target, boolean add);
    }

    /** C = A·B, where k columns of A meet k rows of B, in slices of at most so many. */
    static void ofSlices(Kernels kernels, int k, int most, Matrix c, Slice slice) {
        try (Scratch.Frame frame = Scratch.frame()) {
            LongSum sum = new LongSum(kernels, Math.ceilDiv(k, most), c, frame);
            for (int first = 0; first < k; first += most) {
                slice.compute(first, Math.min(most, k - first), sum.target(), sum.adds());
                sum.next();
            }
        }
    }

    /**
     * @param parts number of partial products to come
     * @param c the block, in rows whose elements follow each other
     * @param frame lends the working memory
     */
    public LongSum(Kernels kernels, int parts, Matrix c, Scratch.Frame frame) {
        this.kernels = kernels;
        this.parts = parts;
        this.c = c;
        target = parts <= GROUP ? c
                : Matrix.ofRows(frame.floats(c.rows() * c.columns()), 0, c.rows(), c.columns(), c.columns());
    }

    /** Where the next partial product goes. */
    public Matrix target() {
        return target;
    }

    /** Whether the next partial product is added to what is in the target; else it overwrites that. */
    public boolean adds() {
        return target == c ? done > 0 : done % GROUP > 0;
    }

    /** To be called after each partial product. */
    public void next() {
        done++;
        if (target == c || done % GROUP > 0 && done < parts) {
            return;
        }
        for (int i = 0; i < c.rows(); i++) {
            int from = i * c.columns();
            int to = c.start() + i * c.rowStride();
            if (done <= GROUP) {
                System.arraycopy(target.array(), from, c.array(), to, c.columns());
            } else {
                kernels.accumulate(target.array(), from, c.array(), to, c.columns());
            }
        }
    }
}
