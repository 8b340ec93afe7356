package longhand.backend;

/**
 * What gives the rows of a matrix mean 0 and variance 1: x̂[i,j] = (x[i,j] − center[i]) · scale[i] + shift[i].
 *
 * @param n numbers of a row
 * @param center the mean of each row as float: x is near it, so x − center is nearly exact
 * @param scale of each row, 1 / standard deviation
 * @param shift of each row, what rounding took from the mean
 */
public record StandardizedRows(int n, float[] center, float[] scale, float[] shift) {

    /** Number of rows. */
    public int count() {
        return center.length;
    }

    /** x̂ of a number of row i. */
    public double standardized(float x, int i) {
        return ((double) x - center[i]) * scale[i] + shift[i];
    }

    /** Row i of {@link Backend#layerNormGradient}. */
    public void gradientOfRow(float[] g, float[] x, float[] w, float[] dx, int i) {
        double sum = 0;
        double products = 0;
        int start = i * n;
        for (int j = 0; j < n; j++) {
            double weighted = (double) g[start + j] * w[j];
            sum += weighted;
            products += weighted * standardized(x[start + j], i);
        }
        for (int j = 0; j < n; j++) {
            double weighted = (double) g[start + j] * w[j];
            dx[start + j] = (float) (scale[i]
                    * (weighted - sum / n - standardized(x[start + j], i) * (products / n)));
        }
    }
}
