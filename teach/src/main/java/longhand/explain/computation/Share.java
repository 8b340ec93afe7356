package longhand.explain.computation;

import java.util.stream.IntStream;

/** Which part of a window's gradient goes back to one of its numbers. */
@FunctionalInterface
public interface Share {
    /** All to the first of the largest numbers: the right way of maximum pooling. */
    Share FIRST_LARGEST = (n, used, at) -> at == first(n, used, Reduction.MAX) ? 1 : 0;
    /** All to the last of the largest numbers. */
    Share LAST_LARGEST = (n, used, at) -> {
        double most = Reduction.MAX.of(n, used);
        int last = used - 1;
        while (n[last] != most) {
            last--;
        }
        return at == last ? 1 : 0;
    };
    /** All to each of the largest numbers. */
    Share EACH_LARGEST = (n, used, at) -> n[at] == Reduction.MAX.of(n, used) ? 1 : 0;
    /** The same to each of the largest numbers. */
    Share SPLIT_LARGEST = (n, used, at) -> EACH_LARGEST.of(n, used, at)
            / IntStream.range(0, used).filter(i -> n[i] == n[at]).count();
    /** All to the smallest number. */
    Share SMALLEST = (n, used, at) -> at == first(n, used, Reduction.MIN) ? 1 : 0;
    /** The same to each: the right way of average pooling. */
    Share EVEN = (n, used, at) -> 1.0 / used;
    /** All to each. */
    Share ALL = (n, used, at) -> 1;
    /** All to the first number of the window. */
    Share FIRST = (n, used, at) -> at == 0 ? 1 : 0;
    /** In proportion to the numbers. */
    Share NUMBER = (n, used, at) -> n[at];

    /** @param at which of the first {@code used} numbers of the window */
    double of(double[] numbers, int used, int at);

    private static int first(double[] n, int used, Reduction which) {
        double wanted = which.of(n, used);
        int at = 0;
        while (n[at] != wanted && at < used - 1) {
            at++;
        }
        return at;
    }
}
