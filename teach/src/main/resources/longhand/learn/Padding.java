/*
 * Padding: a frame of zeros, p rows and columns on each side.
 *
 *   1 2   padded by 1:   0 0 0 0
 *   3 4                  0 1 2 0
 *                        0 3 4 0
 *                        0 0 0 0
 */
class Padding {
    /** x with p zeros on each of its four sides; x itself stays as it is. */
    static float[][] pad(float[][] x, int p) {
        // BEGIN SOLUTION
        float[][] big = new float[x.length + 2 * p][x[0].length + 2 * p];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[0].length; j++) {
                big[i + p][j + p] = x[i][j];
            }
        }
        return big;
        // END SOLUTION
    }
}
