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

    /** Where the next partial product goes. */
    public final float[] target;
    /** Position of the block in {@link #target}. */
    public final int at;
    /** Distance between its rows there. */
    public final int row;

    /** Size of the block. */
    final int rows;
    final int columns;

    private final Kernels kernels;
    private final float[] c;
    private final int cAt;
    private final int cRow;
    private final int parts;
    private int done;

    /**
     * @param parts number of partial products to come
     * @param c where the block is: rows of {@code columns} numbers, {@code cRow} apart, from {@code cAt} on
     * @param frame lends the working memory
     */
    public LongSum(Kernels kernels, int parts, float[] c, int cAt, int cRow, int rows, int columns,
            Scratch.Frame frame) {
        this.kernels = kernels;
        this.parts = parts;
        this.c = c;
        this.cAt = cAt;
        this.cRow = cRow;
        this.rows = rows;
        this.columns = columns;
        boolean direct = parts <= GROUP;
        target = direct ? c : frame.floats(rows * columns);
        at = direct ? cAt : 0;
        row = direct ? cRow : columns;
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
        for (int i = 0; i < rows; i++) {
            if (done <= GROUP) {
                System.arraycopy(target, i * columns, c, cAt + i * cRow, columns);
            } else {
                kernels.accumulate(target, i * columns, c, cAt + i * cRow, columns);
            }
        }
    }
}
