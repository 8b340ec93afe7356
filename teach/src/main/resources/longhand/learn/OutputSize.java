/*
 * How many positions does a window have?
 *
 * n pixels, p more on each side, a window of k pixels, moved by s pixels at a time. The first window starts at the very left;
 * count how often it can be moved before it would stick out on the right.
 */
class OutputSize {
    /** The number of window positions; a step that would not fit completely is left out. */
    static int outputSize(int n, int k, int s, int p) {
        // BEGIN SOLUTION
        return (n + 2 * p - k) / s + 1;
        // END SOLUTION
    }
}
