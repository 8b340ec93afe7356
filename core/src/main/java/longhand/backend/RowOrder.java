package longhand.backend;

import java.util.Arrays;

/**
 * The order of the elements of a row: the positions of its first {@code count} elements, smallest or largest first.
 * Equal elements stay in the order they had; NaN counts as larger than every number. For one thread.
 */
public final class RowOrder {
    /** Where count is at most an eighth of a row, the rest of the row is not sorted. */
    private static final int PART = 8;

    private final int count;
    private final boolean descending;
    /** For each element its key, and in the lower half its position: of equal ones the first comes first. */
    private final long[] row;

    /** For rows of n elements. */
    public RowOrder(int n, int count, boolean descending) {
        this.count = count;
        this.descending = descending;
        row = new long[n];
    }

    /** Of the row x[at], x[at + step], …: the positions of its first elements, to index[to], index[to + step], … */
    public void positions(float[] x, int at, int step, float[] index, int to) {
        if (count * PART > row.length) {
            for (int i = 0; i < row.length; i++) {
                row[i] = keyAndPosition(x[at + i * step], i);
            }
            Arrays.sort(row);
        } else if (count > 0) {
            selectFirst(x, at, step);
        }
        for (int i = 0; i < count; i++) {
            index[to + i * step] = (int) row[i];
        }
    }

    /** Brings the first ones to the front, in order. */
    private void selectFirst(float[] x, int at, int step) {
        for (int i = 0; i < count; i++) {
            row[i] = keyAndPosition(x[at + i * step], i);
        }
        Arrays.sort(row, 0, count);
        float last = x[at + (int) row[count - 1] * step];
        for (int i = count; i < row.length; i++) {
            float value = x[at + i * step];
            boolean comesLater = descending ? value <= last : value >= last; // with NaN, the keys decide
            if (!comesLater && keyAndPosition(value, i) < row[count - 1]) {
                insert(keyAndPosition(value, i));
                last = x[at + (int) row[count - 1] * step];
            }
        }
    }

    private long keyAndPosition(float value, int position) {
        int key = key(value);
        return (long) (descending ? ~key : key) << Integer.SIZE | position;
    }

    /** Whole numbers in the order of {@link Float#compare}, but zeros of both signs are equal. */
    private static int key(float x) {
        int bits = Float.floatToIntBits(x == 0 ? 0 : x);
        return bits ^ bits >> Integer.SIZE - 1 & Integer.MAX_VALUE; // of negative numbers, all bits but the sign
    }

    /** Puts one more among the first ones; the last of these falls out. */
    private void insert(long one) {
        int at = count - 1;
        for (; at > 0 && row[at - 1] > one; at--) {
            row[at] = row[at - 1];
        }
        row[at] = one;
    }
}
