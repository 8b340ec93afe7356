/*
 * Backward through a cross-correlation to its kernel: how does the loss change with k[u][v]?
 *
 * In each window (i, j), k[u][v] was multiplied with one pixel; that pixel times the gradient g[i][j] is what this window
 * contributes. Add up over all windows.
 */
class KernelGradient {
    /** x is H × W, g is the gradient by the output; the result is the gradient by the h × w kernel. */
    static float[][] gradient(float[][] x, float[][] g, int h, int w) {
        float[][] dk = new float[h][w];
        // BEGIN SOLUTION
        for (int u = 0; u < h; u++) {
            for (int v = 0; v < w; v++) {
                for (int i = 0; i < g.length; i++) {
                    for (int j = 0; j < g[0].length; j++) {
                        dk[u][v] += g[i][j] * x[i + u][j + v];
                    }
                }
            }
        }
        return dk;
        // END SOLUTION
    }
}
