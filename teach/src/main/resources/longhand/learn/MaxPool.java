/*
 * Maximum pooling: the largest number under each window.
 *
 *   0 1 2     windows of 2 × 2, moved by 1:   4 5
 *   3 4 5                                     7 8
 *   6 7 8
 */
class MaxPool {
    /** The largest number of each h × w window of x, moved by 1. */
    static float[][] maxPool(float[][] x, int h, int w) {
        float[][] y = new float[x.length - h + 1][x[0].length - w + 1];
        // BEGIN SOLUTION
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < y[0].length; j++) {
                y[i][j] = x[i][j];
                for (int u = 0; u < h; u++) {
                    for (int v = 0; v < w; v++) {
                        y[i][j] = Math.max(y[i][j], x[i + u][j + v]);
                    }
                }
            }
        }
        return y;
        // END SOLUTION
    }
}
