package longhand.explain.computation;

import java.util.Arrays;

/** How many numbers become one. */
@FunctionalInterface
public interface Reduction {
    Reduction SUM = (n, used) -> {
        double sum = 0;
        for (int i = 0; i < used; i++) {
            sum += n[i];
        }
        return sum;
    };
    Reduction MEAN = (n, used) -> SUM.of(n, used) / used;
    Reduction MAX = (n, used) -> {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < used; i++) {
            most = Math.max(most, n[i]);
        }
        return most;
    };
    Reduction MIN = (n, used) -> {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < used; i++) {
            least = Math.min(least, n[i]);
        }
        return least;
    };
    Reduction FIRST = (n, used) -> n[0];
    Reduction LAST = (n, used) -> n[used - 1];
    Reduction MIDDLE = (n, used) -> n[used / 2];
    Reduction WITHOUT_FIRST = (n, used) -> SUM.of(n, used) - n[0];
    Reduction WITHOUT_LAST = (n, used) -> SUM.of(n, used - 1);
    Reduction PRODUCT = (n, used) -> {
        double product = 1;
        for (int i = 0; i < used; i++) {
            product *= n[i];
        }
        return product;
    };
    Reduction MEDIAN = (n, used) -> {
        double[] sorted = Arrays.copyOf(n, used);
        Arrays.sort(sorted);
        return (sorted[(used - 1) / 2] + sorted[used / 2]) / 2;
    };
    Reduction SECOND_LARGEST = (n, used) -> {
        double[] sorted = Arrays.copyOf(n, used);
        Arrays.sort(sorted);
        return sorted[Math.max(0, used - 2)];
    };
    Reduction POSITION_OF_LARGEST = (n, used) -> {
        int largest = 0;
        for (int i = 1; i < used; i++) {
            largest = n[i] > n[largest] ? i : largest;
        }
        return largest;
    };
    Reduction RANGE = (n, used) -> MAX.of(n, used) - MIN.of(n, used);
    Reduction MIDDLE_OF_RANGE = (n, used) -> (MAX.of(n, used) + MIN.of(n, used)) / 2;
    /** Of the absolute values: a product below 0 has no root. */
    Reduction GEOMETRIC_MEAN = (n, used) -> Math.pow(Math.abs(PRODUCT.of(n, used)), 1.0 / used);
    Reduction LARGEST_ABSOLUTE = (n, used) -> {
        double most = 0;
        for (int i = 0; i < used; i++) {
            most = Math.abs(n[i]) > Math.abs(most) ? n[i] : most;
        }
        return most;
    };
    Reduction SUM_OF_SQUARES = (n, used) -> {
        double sum = 0;
        for (int i = 0; i < used; i++) {
            sum += n[i] * n[i];
        }
        return sum;
    };
    Reduction ROOT_OF_SQUARES = (n, used) -> Math.sqrt(SUM_OF_SQUARES.of(n, used));
    Reduction DIFFERENCE = (n, used) -> 2 * n[0] - SUM.of(n, used);

    /** The result for the first {@code used} numbers of an array; at least one. */
    double of(double[] numbers, int used);

    /** A sum divided by a fixed count. */
    static Reduction sumOver(double count) {
        return (n, used) -> SUM.of(n, used) / count;
    }
}
