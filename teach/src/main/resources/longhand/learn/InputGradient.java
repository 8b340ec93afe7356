/*
 * Backward through a cross-correlation to its input: how does the loss change with x[i][j]?
 *
 * The pixel lay under several windows. In the window at (i - u, j - v) it was multiplied with k[u][v], if there is such a window.
 */
class InputGradient {
    /** g is the gradient by the output, k the h × w kernel; the result has h - 1 rows and w - 1 columns more than g. */
    static float[][] gradient(float[][] g, float[][] k) {
        float[][] dx = new float[g.length + k.length - 1][g[0].length + k[0].length - 1];
        // BEGIN SOLUTION
        for (int i = 0; i < g.length; i++) {
            for (int j = 0; j < g[0].length; j++) {
                for (int u = 0; u < k.length; u++) {
                    for (int v = 0; v < k[0].length; v++) {
                        dx[i + u][j + v] += g[i][j] * k[u][v];
                    }
                }
            }
        }
        return dx;
        // END SOLUTION
    }
}
