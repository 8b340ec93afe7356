package longhand.backend;

import java.util.Arrays;

/**
 * A matrix of which only the entries that are not 0 are kept, row by row ("compressed sparse row").
 *
 * @param columns number of columns
 * @param start where the entries of each row begin in the two other arrays, and where those of the last row end
 * @param column of each entry
 * @param weight the entries
 */
public record SparseMatrix(int columns, int[] start, int[] column, float[] weight) {

    /** Number of rows. */
    public int rows() {
        return start.length - 1;
    }

    /** Rows and columns exchanged. */
    public SparseMatrix transposed() {
        int[] begin = new int[columns + 1];
        for (int k : column) {
            begin[k + 1]++;
        }
        Arrays.parallelPrefix(begin, Integer::sum);
        int[] next = begin.clone();
        int[] row = new int[column.length];
        float[] entries = new float[column.length];
        for (int i = 0; i < rows(); i++) {
            for (int t = start[i]; t < start[i + 1]; t++) {
                int at = next[column[t]]++;
                row[at] = i;
                entries[at] = weight[t];
            }
        }
        return new SparseMatrix(rows(), begin, row, entries);
    }

    /** Whether each row is a single 1: the product then picks elements. */
    public boolean picks() {
        for (int i = 0; i < rows(); i++) {
            if (start[i + 1] != start[i] + 1 || weight[start[i]] != 1) {
                return false;
            }
        }
        return true;
    }

    /** All entries, row by row. */
    public float[] dense() {
        float[] dense = new float[Math.multiplyExact(rows(), columns)];
        for (int i = 0; i < rows(); i++) {
            for (int t = start[i]; t < start[i + 1]; t++) {
                dense[i * columns + column[t]] += weight[t];
            }
        }
        return dense;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparseMatrix m && columns == m.columns && Arrays.equals(start, m.start)
                && Arrays.equals(column, m.column) && Arrays.equals(weight, m.weight);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(column) + Arrays.hashCode(weight);
    }

    @Override
    public String toString() {
        return "sparse [" + rows() + ", " + columns + "] with " + column.length + " entries";
    }
}
