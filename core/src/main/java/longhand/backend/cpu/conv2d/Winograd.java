package longhand.backend.cpu.conv2d;

import java.util.Optional;
import longhand.backend.cpu.loops.Rows;
import longhand.backend.cpu.loops.TileTransform;
import longhand.backend.cpu.loops.TileTransform.Kind;
import longhand.backend.cpu.loops.TileTransform.Lines;
import longhand.backend.cpu.matmul.Gemm;
import longhand.backend.cpu.matmul.Matrix;

/**
 * The matrices of Winograd's minimal filtering F(m × m, r × r) (Lavin and Gray, "Fast algorithms for convolutional
 * neural networks", 2015): m × m outputs of an r × r convolution from a tile of n × n inputs, n = m + r − 1, with n²
 * multiplications instead of m²·r².
 *
 * <h2>The formula</h2>
 *
 * <pre>
 *   one row:     y = Aᵀ [ (G w) ⊙ (Bᵀ x) ]                 ⊙: element by element; m outputs, r weights, n inputs
 *   a square:    y = Aᵀ [ (G w Gᵀ) ⊙ (Bᵀ x B) ] A          all columns first, then all rows
 *   gradient:    dw = Gᵀ [ (A dy Aᵀ) ⊙ (Bᵀ x B) ] G        since y is linear in w
 * </pre>
 *
 * <p>With many input channels the products are summed over them before Aᵀ: that sum is a matrix product, see {@link
 * Conv2dWinograd}. The input gradient is the formula of y, with dy for x and the kernel rotated by 180°.
 *
 * <h2>Where the matrices come from</h2>
 *
 * <p><b>1. Products of polynomials.</b> Let u(t) = u₀ + u₁t + … have m coefficients and w(t) have r. Their product p
 * has n coefficients, pᵢ = Σⱼ uⱼ·wᵢ₋ⱼ. It is known by its values at n − 1 different points a₀, a₁, … and by its highest
 * coefficient, which is called its value at ∞ (Toom and Cook). So: evaluate u and w at the points, multiply n pairs of
 * numbers, and interpolate.
 *
 * <ul>
 *   <li>Evaluating is a product with a Vandermonde matrix: row i of V is 1, aᵢ, aᵢ², …; the last row, for ∞, is 0, …,
 *       0, 1.
 *   <li>Interpolating is Lagrange's formula, with M(t) = Πₖ (t − aₖ), which is 0 at all points and has the highest
 *       coefficient 1:
 *       <pre>  p(t) = Σᵢ p(aᵢ) · Πₖ≠ᵢ (t − aₖ) / Πₖ≠ᵢ (aᵢ − aₖ)  +  p(∞) · M(t)</pre>
 *       Let the columns of C be the coefficients of these n polynomials: then p = C [ (V w) ⊙ (V u) ].
 * </ul>
 *
 * <p><b>2. Transposed.</b> For a fixed w, p = T u with the n × m matrix Tᵢⱼ = wᵢ₋ⱼ; by step 1, T = C · diag(V w) · V.
 * The convolution of neural networks does not flip w: yⱼ = Σᵢ xᵢ·wᵢ₋ⱼ, that is y = Tᵀ x. Hence y = Vᵀ [ (V w) ⊙ (Cᵀ x)
 * ].
 *
 * <p><b>3. Scaled.</b> Either factor of a product may carry the divisor of Lagrange's formula. Here the weights do,
 * because they are transformed once per call, but the inputs once per tile:
 *
 * <pre>
 *   Aᵀ = Vᵀ                                                          m × n
 *   G:  row i = (1, aᵢ, aᵢ², …) / Πₖ≠ᵢ (aᵢ − aₖ); last row 0 … 0 1      n × r
 *   Bᵀ: row i = the coefficients of Πₖ≠ᵢ (t − aₖ); last row those of M   n × n
 * </pre>
 *
 * <h2>An example: F(2, 3)</h2>
 *
 * <p>Points 0, 1, −1 and ∞, so M(t) = t³ − t:
 *
 * <pre>
 *        1 1  1 0          −1    0    0           −1  0 1 0
 *   Aᵀ = 0 1 −1 1     G =  1/2  1/2  1/2     Bᵀ =  0  1 1 0
 *                          1/2 −1/2  1/2           0 −1 1 0
 *                           0    0    1            0 −1 0 1
 *
 *   x = (1, 2, 3, 5), w = (2, 1, 4): directly, with 6 multiplications,
 *   y = (1·2 + 2·1 + 3·4, 2·2 + 3·1 + 5·4) = (16, 27)
 *
 *   G w  = (−2, 3.5, 2.5, 4)
 *   Bᵀx  = ( 2, 5,   1,   3)
 *   ⊙    = (−4, 17.5, 2.5, 12)          the 4 multiplications
 *   Aᵀ ⊙ = (−4 + 17.5 + 2.5, 17.5 − 2.5 + 12) = (16, 27)
 * </pre>
 *
 * <h2>The error</h2>
 *
 * <p>In exact numbers the formula is exact. In float, Aᵀ forms small differences of large numbers, whose rounding
 * errors stay. They grow with the elements of the matrices, that is with the number of points and their powers: hence
 * small tiles, and points near 0 and ±1, chosen by measuring. The errors given below are against sums in double, as a
 * fraction of the results' standard deviation: the largest among y, dx and dw of NiN's layers (256 → 384 and 96 → 256
 * channels), 20,000 numbers of each. Nearly all of it comes from summing over channels between the transforms. A plain
 * sum of 2,304 products: 3e-7, 2.4e-6 at most.
 */
final class Winograd {
    /** The channels of row p and column q of tile t begin at {@code start + p·row + q·column + t·tile}. */
    record Tiles(float[] array, int start, int row, int column, int tile) {}

    /** One of the matrices, and how it is applied without a matrix product, if there is a way. */
    record Transform(float[] matrix, int outs, int ins, Optional<TileTransform> direct) {
        /**
         * The first half of the two-sided transform T X Tᵀ: T times every column of an image whose elements are n
         * channels.
         *
         * <pre>  half[p][j][c] = Σᵢ T[p, i] · x[i·xRow + j·xColumn + c]   for p &lt; outs, i &lt; ins, j &lt; columns,
         * c &lt; n</pre>
         */
        void columns(Gemm gemm, float[] x, int xAt, int xRow, int xColumn, int columns, int n, float[] half) {
            apply(gemm, new Lines(x, xRow, xColumn), xAt, new Lines(half, columns * n, n), 0, n, columns);
        }

        /**
         * The second half: every row of some tiles times Tᵀ.
         *
         * <pre>  y[p, q, t] = Σⱼ T[q, j] · half[p, j, t]   for p, q &lt; outs, t &lt; tiles, n channels each</pre>
         */
        void rows(Gemm gemm, Tiles half, Tiles y, int tiles, int n) {
            Lines from = new Lines(half.array, half.column, half.tile);
            Lines to = new Lines(y.array, y.column, y.tile);
            for (int p = 0; p < outs; p++) {
                apply(gemm, from, half.start + p * half.row, to, y.start + p * y.row, n, tiles);
            }
        }

        /** T times so many columns, each element of which is n numbers. */
        private void apply(Gemm gemm, Lines x, int xAt, Lines y, int yAt, int n, int count) {
            if (direct.isPresent() && gemm.kernels().transformTiles(direct.get(), x, xAt, y, yAt, n, count)) {
                return;
            }
            Matrix t = Matrix.ofRows(matrix, 0, outs, ins, ins);
            Rows rows = Rows.every(x.array(), xAt, x.step(), ins);
            Matrix to = Matrix.ofRows(y.array(), yAt, outs, n, y.step());
            for (int i = 0; i < count; i++) {
                gemm.multiply(t, rows, i * x.next(), to, i * y.next(), false);
            }
        }
    }

    /** Outputs of a tile in each direction. */
    final int m;
    /** Kernel size. */
    final int r;
    /** Tile size, m + r − 1. */
    final int n;
    /** Bᵀ, n × n: for x. */
    final Transform input;
    /** G, n × r: for w. */
    final Transform weight;
    /** Aᵀ, m × n: to y. */
    final Transform output;
    /** A, n × m: for dy. */
    final Transform outputGradient;
    /** Gᵀ, r × n: to dw. */
    final Transform weightGradient;

    /** F(4 × 4, 3 × 3): 4 times fewer multiplications; error 2e-6 (root mean square), 1.4e-5 at most. */
    static final Winograd F4_3 = new Winograd(4, 3, 0, 0.75, -0.75, 1.5, -1.5);
    /** F(4 × 4, 5 × 5): 6.25 times fewer multiplications; error 6e-6 (root mean square), 5e-5 at most. */
    static final Winograd F4_5 = new Winograd(4, 5, 0, 1, -1, 2, -2, 0.5, -0.5);

    /** @param points m + r − 2 different numbers; ∞ is added */
    Winograd(int m, int r, double... points) {
        this.m = m;
        this.r = r;
        this.n = m + r - 1;
        double[][] g = powers(points, r);
        double[][] a = powers(points, m);
        double[][] bt = new double[n][n];
        double[] all = {1}; // M
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
                g[i][j] /= scale;
            }
            all = timesRoot(all, points[i]);
        }
        bt[n - 1] = all;
        input = new Transform(flat(bt), n, n, direct(Kind.INPUT, points, g));
        weight = new Transform(flat(g), n, r, direct(Kind.WEIGHT, points, g));
        output = new Transform(flat(transposed(a)), m, n, direct(Kind.OUTPUT, points, g));
        outputGradient = new Transform(flat(a), n, m, direct(Kind.OUTPUT_GRADIENT, points, g));
        weightGradient = new Transform(flat(transposed(g)), r, n, Optional.empty());
    }

    /** For 4 × 4 outputs and points 0, a, −a, b, −b, …; nothing for others. */
    private Optional<TileTransform> direct(Kind kind, double[] points, double[][] g) {
        float[] positive = new float[points.length / 2];
        boolean paired = m == 4 && points[0] == 0 && (positive.length == 2 || positive.length == 3);
        for (int i = 0; i < positive.length && paired; i++) {
            positive[i] = (float) points[2 * i + 1];
            paired = points[2 * i + 2] == -points[2 * i + 1];
        }
        if (!paired) {
            return Optional.empty();
        }
        float[] scales = new float[positive.length + 1]; // the first column of G: that of w₀
        for (int i = 0; i < scales.length; i++) {
            scales[i] = (float) g[Math.max(0, 2 * i - 1)][0];
        }
        return Optional.of(new TileTransform(kind, positive, scales));
    }

    /** Vandermonde's matrix: evaluates a polynomial with that many coefficients at the points and at ∞. */
    private static double[][] powers(double[] points, int coefficients) {
        double[][] v = new double[points.length + 1][coefficients];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < coefficients; j++) {
                v[i][j] = Math.pow(points[i], j);
            }
        }
        v[points.length][coefficients - 1] = 1;
        return v;
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
