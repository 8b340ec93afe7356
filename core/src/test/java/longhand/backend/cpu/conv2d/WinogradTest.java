package longhand.backend.cpu.conv2d;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Winograd's matrices, computed once more from their points, in exact fractions and by another way: a matrix inverse.
 */
class WinogradTest {

    /** A number a / b, in lowest terms. */
    private record Fraction(BigInteger a, BigInteger b) {
        static final Fraction ZERO = of(0);
        static final Fraction ONE = of(1);

        static Fraction of(double dyadic) {
            BigDecimal d = new BigDecimal(dyadic); // exact
            return reduced(d.unscaledValue(), BigInteger.TEN.pow(d.scale()));
        }

        private static Fraction reduced(BigInteger a, BigInteger b) {
            BigInteger divisor = a.gcd(b).multiply(BigInteger.valueOf(b.signum()));
            return new Fraction(a.divide(divisor), b.divide(divisor));
        }

        Fraction plus(Fraction o) {
            return reduced(a.multiply(o.b).add(o.a.multiply(b)), b.multiply(o.b));
        }

        Fraction times(Fraction o) {
            return reduced(a.multiply(o.a), b.multiply(o.b));
        }

        Fraction minus(Fraction o) {
            return plus(o.times(of(-1)));
        }

        Fraction over(Fraction o) {
            return reduced(a.multiply(o.b), b.multiply(o.a));
        }

        boolean isZero() {
            return a.signum() == 0;
        }

        float toFloat() {
            return new BigDecimal(a).divide(new BigDecimal(b), MathContext.DECIMAL128).floatValue();
        }
    }

    private record Case(Winograd f, double... points) {
        @Override
        public String toString() {
            return "F(" + f.m + ", " + f.r + ")";
        }
    }

    static Stream<Case> cases() {
        return Stream.of(new Case(new Winograd(2, 3, 0, 1, -1), 0, 1, -1),
                new Case(Winograd.F4_3, 0, 0.75, -0.75, 1.5, -1.5),
                new Case(Winograd.F4_5, 0, 1, -1, 2, -2, 0.5, -0.5));
    }

    /** Row i: the powers of point i; the last row: the highest coefficient. */
    private static Fraction[][] vandermonde(double[] points, int columns) {
        Fraction[][] v = new Fraction[points.length + 1][columns];
        for (int i = 0; i <= points.length; i++) {
            for (int j = 0; j < columns; j++) {
                Fraction last = j == columns - 1 ? Fraction.ONE : Fraction.ZERO;
                Fraction before = j == 0 ? Fraction.ONE : v[i][j - 1];
                v[i][j] = i == points.length ? last : j == 0 ? before : before.times(Fraction.of(points[i]));
            }
        }
        return v;
    }

    /** Gauss and Jordan's inverse. */
    private static Fraction[][] inverse(Fraction[][] matrix) {
        int n = matrix.length;
        Fraction[][] a = new Fraction[n][2 * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i][j] = matrix[i][j];
                a[i][n + j] = i == j ? Fraction.ONE : Fraction.ZERO;
            }
        }
        for (int column = 0; column < n; column++) {
            int pivot = column;
            while (a[pivot][column].isZero()) {
                pivot++;
            }
            Fraction[] row = a[pivot];
            a[pivot] = a[column];
            a[column] = row;
            Fraction divisor = row[column];
            for (int j = 0; j < 2 * n; j++) {
                row[j] = row[j].over(divisor);
            }
            for (int i = 0; i < n; i++) {
                Fraction factor = a[i][column];
                for (int j = 0; j < 2 * n && i != column; j++) {
                    a[i][j] = a[i][j].minus(factor.times(row[j]));
                }
            }
        }
        Fraction[][] inverse = new Fraction[n][n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(a[i], n, inverse[i], 0, n);
        }
        return inverse;
    }

    /** Πₖ≠ᵢ (aᵢ − aₖ); 1 for ∞. */
    private static Fraction divisor(double[] points, int i) {
        Fraction product = Fraction.ONE;
        for (int k = 0; k < points.length && i < points.length; k++) {
            product = k == i ? product : product.times(Fraction.of(points[i]).minus(Fraction.of(points[k])));
        }
        return product;
    }

    private static Fraction[][] transposed(Fraction[][] a) {
        Fraction[][] t = new Fraction[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    /** G = V / divisors and Bᵀ = divisors · (V⁻¹)ᵀ, row by row. */
    private static Fraction[][] scaled(Fraction[][] a, double[] points, boolean divide) {
        for (int i = 0; i < a.length; i++) {
            Fraction d = divisor(points, i);
            for (int j = 0; j < a[0].length; j++) {
                a[i][j] = divide ? a[i][j].over(d) : a[i][j].times(d);
            }
        }
        return a;
    }

    private static Fraction[][] bt(Case c) {
        return scaled(transposed(inverse(vandermonde(c.points, c.f.n))), c.points, false);
    }

    private static Fraction[][] g(Case c) {
        return scaled(vandermonde(c.points, c.f.r), c.points, true);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theMatricesAreThoseOfThePoints(Case c) {
        Fraction[][] a = vandermonde(c.points, c.f.m);
        assertSame("Bᵀ", bt(c), c.f.input);
        assertSame("G", g(c), c.f.weight);
        assertSame("Gᵀ", transposed(g(c)), c.f.weightGradient);
        assertSame("A", a, c.f.outputGradient);
        assertSame("Aᵀ", transposed(a), c.f.output);
    }

    /** Each element is the float next to the fraction. */
    private static void assertSame(String name, Fraction[][] expected, Winograd.Transform actual) {
        assertEquals(expected.length, actual.outs(), name + " rows");
        assertEquals(expected[0].length, actual.ins(), name + " columns");
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected[0].length; j++) {
                float got = actual.matrix()[i * actual.ins() + j] + 0f; // no −0: fractions have none
                assertEquals(expected[i][j].toFloat(), got, name + "[" + i + ", " + j + "]");
            }
        }
    }

    /** y = Aᵀ [ (G w) ⊙ (Bᵀ x) ] for whole numbers x and w, without any error. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theFormulaIsExact(Case c) {
        Random random = new Random(7);
        for (int round = 0; round < 10; round++) {
            int[] x = random.ints(c.f.n, -9, 10).toArray();
            int[] w = random.ints(c.f.r, -9, 10).toArray();
            assertConvolved(c, x, w);
        }
        if (c.f.m == 2) {
            assertConvolved(c, new int[] {1, 2, 3, 5}, new int[] {2, 1, 4}); // of the class comment
        }
    }

    private static void assertConvolved(Case c, int[] x, int[] w) {
        Fraction[] left = times(g(c), w);
        Fraction[] right = times(bt(c), x);
        for (int j = 0; j < c.f.m; j++) {
            Fraction y = Fraction.ZERO;
            for (int i = 0; i < c.f.n; i++) {
                y = y.plus(vandermonde(c.points, c.f.m)[i][j].times(left[i].times(right[i])));
            }
            int direct = 0;
            for (int k = 0; k < c.f.r; k++) {
                direct += x[j + k] * w[k];
            }
            assertEquals(Fraction.of(direct), y);
        }
    }

    private static Fraction[] times(Fraction[][] a, int... x) {
        Fraction[] y = new Fraction[a.length];
        for (int i = 0; i < a.length; i++) {
            y[i] = Fraction.ZERO;
            for (int j = 0; j < x.length; j++) {
                y[i] = y[i].plus(a[i][j].times(Fraction.of(x[j])));
            }
        }
        return y;
    }
}
