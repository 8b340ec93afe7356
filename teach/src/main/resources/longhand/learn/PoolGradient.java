/*
 * Maximum pooling with windows of 2 × 2 that do not overlap, and back: only the pixel that was the largest has had a say, so it
 * gets the whole gradient of its window. Of equal pixels the first counts, read from left to right and from top to bottom.
 */
class PoolGradient {
    /** The largest number of each 2 × 2 window of x; a last row or column that does not fill a window is left out. */
    static float[][] pool(float[][] x) {
        float[][] y = new float[x.length / 2][x[0].length / 2];
        // BEGIN SOLUTION
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < y[0].length; j++) {
                int best = best(x, i, j);
                y[i][j] = x[2 * i + best / 2][2 * j + best % 2];
            }
        }
        return y;
        // END SOLUTION
    }

    /** The gradient by x, given the gradient g by the pooled numbers; it has the size of x. */
    static float[][] gradient(float[][] x, float[][] g) {
        float[][] dx = new float[x.length][x[0].length];
        // BEGIN SOLUTION
        for (int i = 0; i < g.length; i++) {
            for (int j = 0; j < g[0].length; j++) {
                int best = best(x, i, j);
                dx[2 * i + best / 2][2 * j + best % 2] = g[i][j];
            }
        }
        return dx;
        // END SOLUTION
    }

    /** Which of the four pixels of window (i, j) is the largest: 0 and 1 above, 2 and 3 below. */
    static int best(float[][] x, int i, int j) {
        // BEGIN SOLUTION
        int best = 0;
        for (int n = 1; n < 4; n++) {
            if (x[2 * i + n / 2][2 * j + n % 2] > x[2 * i + best / 2][2 * j + best % 2]) {
                best = n;
            }
        }
        return best;
        // END SOLUTION
    }
}
