package longhand.backend.cpu.conv2d;

import longhand.backend.cpu.matmul.Gemm;

/**
 * The matrices of Winograd's minimal filtering F(m × m, r × r) (Lavin and Gray, "Fast algorithms for convolutional neural networks",
 * 2015): m × m outputs of an r × r convolution from a tile of n × n inputs, n = m + r − 1, with n² multiplications instead of m²·r².
 *
 * <pre>  y = Aᵀ [ (G w Gᵀ) ⊙ (Bᵀ x B) ] A</pre>
 *
 * <p>The idea: a convolution of short rows is a product of polynomials, and a polynomial of degree n − 1 is known by its values at n
 * points. G evaluates the kernel at the points a₀ … aₙ₋₂ and at ∞, Bᵀ brings the pixels to the same points, where the product is
 * element by element, and Aᵀ comes back. Summing over input channels happens at the points, where it is a matrix product. For points
 * 0, 1, −1, ∞ (m = 2, r = 3):
 *
 * <pre>
 *        1 1  1 0          −1    0    0           −1  0 1 0
 *   Aᵀ = 0 1 −1 1     G =  1/2  1/2  1/2     Bᵀ =  0  1 1 0
 *                          1/2 −1/2  1/2           0 −1 1 0
 *                           0    0    1            0 −1 0 1
 * </pre>
 *
 * <p>The three matrices stay the same for the gradients, because the formula is linear in x and in w:
 *
 * <pre>  dw = Gᵀ [ (A dy Aᵀ) ⊙ (Bᵀ x B) ] G</pre>
 *
 * <p>Rounding errors grow with the size of the matrices' elements; the points below were chosen by measuring them. The errors given there
 * are against sums in double, as a fraction of the results' standard deviation: the largest among y, dx and dw of NiN's layers (256 → 384
 * and 96 → 256 channels), 20,000 numbers of each. Nearly all of it comes from summing over channels between the transforms. A plain
 * sum of 2,304 products: 3e-7, 2.4e-6 at most.
 */
final class Winograd {
    /** One of the matrices. */
    record Transform(float[] matrix, int outs, int ins) {
        /**
         * The first half of the two-sided transform T X Tᵀ: T times every column of an image whose elements are n channels.
         *
         * <pre>  half[p][j][c] = Σᵢ T[p, i] · x[i·xRow + j·xColumn + c]   for p &lt; outs, i &lt; ins, j &lt; columns, c &lt; n</pre>
         */
        void columns(Gemm gemm, float[] x, int xAt, int xRow, int xColumn, int columns, int n, float[] half) {
            int[] rows = Gemm.evenSteps(xRow, ins);
            for (int j = 0; j < columns; j++) {
                gemm.multiply(outs, n, ins, matrix, 0, ins, 1, x, xAt + j * xColumn, rows, half, j * n, columns * n, false);
            }
        }

        /**
         * The second half: every row of some tiles times Tᵀ.
         *
         * <pre>
         *   y[p·yRow + q·yColumn + t·yTile + c] = Σⱼ T[q, j] · half[p·row + j·column + t·tile + c]   for p, q &lt; outs, t &lt; tiles
         * </pre>
         */
        void rows(Gemm gemm, float[] half, int row, int column, int tile, int tiles, int n, float[] y, int yAt, int yRow, int yColumn,
                int yTile) {
            int[] columns = Gemm.evenSteps(column, ins);
            for (int p = 0; p < outs; p++) {
                for (int t = 0; t < tiles; t++) {
                    gemm.multiply(outs, n, ins, matrix, 0, ins, 1, half, p * row + t * tile, columns, y, yAt + p * yRow + t * yTile,
                            yColumn, false);
                }
            }
        }
    }

    /** Outputs of a tile in each direction. */
    final int m;
    /** Kernel size. */
    final int r;
    /** Tile size, m + r − 1. */
    final int n;
    /** Bᵀ, n × n. */
    final Transform input;
    /** G, n × r. */
    final Transform weight;
    /** Aᵀ, m × n. */
    final Transform output;
    /** A, n × m. */
    final Transform outputGradient;
    /** Gᵀ, r × n. */
    final Transform weightGradient;

    /** F(4 × 4, 3 × 3): 4 times fewer multiplications; error 2e-6 (root mean square), 1.4e-5 at most. */
    static final Winograd F4_3 = new Winograd(4, 3, 0, 0.75, -0.75, 1.5, -1.5);
    /** F(4 × 4, 5 × 5): 6.25 times fewer multiplications; error 6e-6 (root mean square), 5e-5 at most. */
    static final Winograd F4_5 = new Winograd(4, 5, 0, 1, -1, 2, -2, 0.5, -0.5);

    /** @param points 0, a, −a, b, −b, …: m + r − 2 of them; ∞ is added */
    private Winograd(int m, int r, double... points) {
        this.m = m;
        this.r = r;
        this.n = m + r - 1;
        double[][] bt = new double[n][n];
        double[][] g = new double[n][r];
        double[][] at = new double[m][n];
        for (int i = 0; i < n - 1; i++) {
            double scale = 1;
            double[] others = {1};
            for (int k = 0; k < n - 1; k++) {
                if (k != i) {
                    scale *= points[i] - points[k];
                    others = timesRoot(others, points[k]);
                }
            }
            System.arraycopy(others, 0, bt[i], 0, others.length);
            for (int j = 0; j < r; j++) {
                g[i][j] = Math.pow(points[i], j) / scale;
            }
            for (int j = 0; j < m; j++) {
                at[j][i] = Math.pow(points[i], j);
            }
        }
        double[] all = {1};
        for (double point : points) {
            all = timesRoot(all, point);
        }
        bt[n - 1] = all;
        g[n - 1][r - 1] = 1;
        at[m - 1][n - 1] = 1;
        input = new Transform(flat(bt), n, n);
        weight = new Transform(flat(g), n, r);
        output = new Transform(flat(at), m, n);
        outputGradient = new Transform(flat(transposed(at)), n, m);
        weightGradient = new Transform(flat(transposed(g)), r, n);
    }

    /** The coefficients of p(t) · (t − root), lowest power first. */
    private static double[] timesRoot(double[] p, double root) {
        double[] product = new double[p.length + 1];
        for (int i = 0; i < p.length; i++) {
            product[i] -= root * p[i];
            product[i + 1] += p[i];
        }
        return product;
    }

    private static double[][] transposed(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    private static float[] flat(double[][] a) {
        float[] values = new float[a.length * a[0].length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) a[i / a[0].length][i % a[0].length];
        }
        return values;
    }
}
