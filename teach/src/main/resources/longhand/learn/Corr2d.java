/*
 * Cross-correlation: lay the kernel on the input, multiply what lies on each other, add up, move on by one.
 *
 *   X = 0 1 2     K = 0 1     Y = 19 25
 *       3 4 5         2 3         37 43
 *       6 7 8
 *
 * The first number is 0·0 + 1·1 + 3·2 + 4·3 = 19.
 */
class Corr2d {
    /** x is H × W, k is h × w; the result has H - h + 1 rows and W - w + 1 columns. */
    static float[][] corr2d(float[][] x, float[][] k) {
        float[][] y = new float[x.length - k.length + 1][x[0].length - k[0].length + 1];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < y[0].length; j++) {
                y[i][j] = window(x, k, i, j);
            }
        }
        return y;
    }

    /** The sum of the products when the kernel's upper left corner lies on row i and column j of x. */
    static float window(float[][] x, float[][] k, int i, int j) {
        // BEGIN SOLUTION
        float sum = 0;
        for (int u = 0; u < k.length; u++) {
            for (int v = 0; v < k[0].length; v++) {
                sum += x[i + u][j + v] * k[u][v];
            }
        }
        return sum;
        // END SOLUTION
    }
}
