package longhand.explain.computation;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import longhand.explain.Values;

/** Matrices of one size, one behind the other: the channels of an image, the planes of a kernel, or a single matrix. */
public final class Planes {
    /** No numbers. */
    public static final Planes NONE = filled(0, 1, 1, 0);
    private final int count;
    private final int rows;
    private final int columns;
    private final double[] data;

    private Planes(int count, int rows, int columns, double[] data) {
        this.count = count;
        this.rows = rows;
        this.columns = columns;
        this.data = data;
    }

    /** The planes of an array; a vector is one row. */
    public static Planes of(Values v) {
        return new Planes(v.planes(), v.rows(), v.columns(), v.toArray());
    }

    /** Planes filled with one number. */
    public static Planes filled(double value, int count, int rows, int columns) {
        double[] all = new double[count * rows * columns];
        Arrays.fill(all, value);
        return new Planes(count, rows, columns, all);
    }

    public int count() {
        return count;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** How many numbers there are in all. */
    public int size() {
        return data.length;
    }

    public double get(int plane, int row, int column) {
        return data[(plane * rows + row) * columns + column];
    }

    /** The number at a position, row by row and plane by plane. */
    public double get(int position) {
        return data[position];
    }

    /** Every number changed. */
    public Planes map(DoubleUnaryOperator change) {
        return new Planes(count, rows, columns, Arrays.stream(data).map(change).toArray());
    }

    /** Every number changed; the operator also gets its position. */
    public Planes mapAt(NumberAt change) {
        double[] all = new double[data.length];
        Arrays.setAll(all, i -> change.of(data[i], i));
        return new Planes(count, rows, columns, all);
    }

    /** What becomes of a number at a position. */
    @FunctionalInterface
    public interface NumberAt {
        double of(double value, int position);
    }

    /** The number at one position replaced. */
    public Planes set(int position, double value) {
        double[] all = data.clone();
        all[position] = value;
        return new Planes(count, rows, columns, all);
    }

    /** The number at one position of every plane changed. */
    public Planes withEach(int positionInPlane, DoubleUnaryOperator change) {
        double[] all = data.clone();
        for (int i = positionInPlane; i < all.length; i += rows * columns) {
            all[i] = change.applyAsDouble(all[i]);
        }
        return new Planes(count, rows, columns, all);
    }

    /** One column of every plane filled with a number. */
    public Planes withColumn(int column, double value) {
        double[] all = data.clone();
        for (int i = column; i < all.length; i += columns) {
            all[i] = value;
        }
        return new Planes(count, rows, columns, all);
    }

    /** Numbers taken from other positions, in the same shape. */
    public Planes rearranged(IntUnaryOperator source) {
        double[] all = new double[data.length];
        Arrays.setAll(all, i -> data[source.applyAsInt(i)]);
        return new Planes(count, rows, columns, all);
    }

    /** Every plane turned. */
    public Planes turned(Turn turn) {
        int plane = rows * columns;
        Planes turned = rearranged(i -> i - i % plane + turn.source(rows, columns, i % plane));
        return turn.exchangesSides() ? new Planes(count, columns, rows, turned.data) : turned;
    }

    /** The same numbers in reading order, in other planes. */
    public Planes reshaped(int newCount, int newRows, int newColumns) {
        return new Planes(newCount, newRows, newColumns, data);
    }

    /** These planes, but one of them taken from others of the same size. */
    public Planes with(int plane, Planes other) {
        double[] all = data.clone();
        int size = rows * columns;
        System.arraycopy(other.data, plane * size, all, plane * size, size);
        return new Planes(count, rows, columns, all);
    }

    /** Other planes in their place: plane i is plane {@code source(i)} of these. */
    public Planes reordered(IntUnaryOperator source) {
        int size = rows * columns;
        return rearranged(i -> source.applyAsInt(i / size) * size + i % size);
    }

    /** Whether shape and numbers are those of others. */
    public boolean same(Planes other) {
        return count == other.count && rows == other.rows && columns == other.columns
                && Arrays.equals(data, other.data);
    }

    /** The largest absolute value. */
    public double magnitude() {
        return Arrays.stream(data).map(Math::abs).max().orElse(0);
    }
}
