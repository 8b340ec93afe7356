package longhand.ops;

import longhand.backend.Backends;
import longhand.random.Generator;
import longhand.shape.Shape;
import longhand.tensor.Tensor;
import longhand.testing.TestBackends;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** What the properties vary: shapes, and the geometry of convolutions. */
final class Shapes extends DomainContextBase {

    /** Sizes of a convolution that fits: the input is large enough for the dilated kernel. */
    record ConvCase(int batch, int groups, int in, int out, int kernelH, int kernelW, int strideH, int strideW,
            int paddingH, int paddingW, int dilationH, int dilationW, int slackH, int slackW) {

        int inputH() {
            return Math.max(1, dilationH * (kernelH - 1) + 1 - 2 * paddingH) + slackH;
        }

        int inputW() {
            return Math.max(1, dilationW * (kernelW - 1) + 1 - 2 * paddingW) + slackW;
        }

        Tensor input() {
            return uniform(1, batch, groups * in, inputH(), inputW());
        }

        Tensor weight() {
            return uniform(2, groups * out, in, kernelH, kernelW);
        }
    }

    @Provide
    Arbitrary<ConvCase> convCases() {
        Arbitrary<int[]> sizes = Arbitraries.integers().between(1, 3).array(int[].class).ofSize(4);
        Arbitrary<int[]> kernels = Arbitraries.integers().between(1, 5).array(int[].class).ofSize(2);
        Arbitrary<int[]> strides = Arbitraries.integers().between(1, 3).array(int[].class).ofSize(2);
        Arbitrary<int[]> paddings = Arbitraries.integers().between(0, 3).array(int[].class).ofSize(2);
        Arbitrary<int[]> dilations = Arbitraries.integers().between(1, 2).array(int[].class).ofSize(2);
        Arbitrary<int[]> slacks = Arbitraries.integers().between(0, 6).array(int[].class).ofSize(2);
        return Combinators.combine(sizes, kernels, strides, paddings, dilations, slacks)
                .as((n, k, s, p, d, slack) -> new ConvCase( n[0], n[1], n[2], n[3], k[0], k[1], s[0], s[1], p[0], p[1],
                d[0], d[1], slack[0], slack[1]));
    }

    @Provide
    Arbitrary<Shape> shapes() {
        return Arbitraries.integers().between(1, 4).array(int[].class).ofMinSize(1).ofMaxSize(4).map(Shape::of);
    }

    /** Numbers between −1 and 1. */
    static Tensor uniform(long seed, int... dims) {
        Shape shape = Shape.of(dims);
        float[] values = new float[shape.numel()];
        new Generator(seed).uniform(values, values.length, -1, 1);
        return Tensor.of(values, shape);
    }

    /** Runs a check with each backend available here. */
    static void onEveryBackend(Runnable check) {
        String before = Backends.current().name();
        try {
            for (String backend : TestBackends.available()) {
                Backends.use(backend);
                check.run();
            }
        } finally {
            Backends.use(before);
        }
    }

    /** Fails unless both have the same shape and numbers, up to 1e-4 of the larger magnitude (at least 1). */
    static void assertClose(Tensor expected, Tensor actual) {
        if (!expected.shape().equals(actual.shape())) {
            throw new AssertionError("shape " + actual.shape() + " instead of " + expected.shape());
        }
        float[] expectedValues = expected.toArray();
        float[] actualValues = actual.toArray();
        for (int i = 0; i < expected.numel(); i++) {
            double e = expectedValues[i];
            double a = actualValues[i];
            if (!(Math.abs(e - a) <= 1e-4 * Math.max(1, Math.abs(e)))) {
                throw new AssertionError("element " + i + " of shape " + expected.shape() + " is " + a + " instead of "
                        + e + " on backend " + Backends.current().name());
            }
        }
    }
}
