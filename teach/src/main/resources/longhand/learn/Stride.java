/*
 * Stride: the window moves by s pixels instead of one.
 *
 * This is Corr2d once more, with an output that is smaller and a window that starts elsewhere.
 */
class Stride {
    /** The cross-correlation of x with k, moving by s rows and s columns. */
    static float[][] corr2d(float[][] x, float[][] k, int s) {
        int rows = (x.length - k.length) / s + 1;
        int columns = (x[0].length - k[0].length) / s + 1;
        float[][] y = new float[rows][columns];
        // BEGIN SOLUTION
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                for (int u = 0; u < k.length; u++) {
                    for (int v = 0; v < k[0].length; v++) {
                        y[i][j] += x[i * s + u][j * s + v] * k[u][v];
                    }
                }
            }
        }
        return y;
        // END SOLUTION
    }
}
