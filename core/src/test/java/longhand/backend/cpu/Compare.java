package longhand.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import longhand.backend.Backend;
import longhand.backend.Backends;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.loops.ScalarKernels;
import longhand.backend.cpu.loops.VectorKernels;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.reference.ReferenceBackend;

/** What the tests of this package share: the backends to test, random arrays, and the comparison with the reference. */
final class Compare {
    static final Backend REFERENCE = new ReferenceBackend();
    /** Both sets of inner loops. */
    static final List<Kernels> KERNELS = List.of(new VectorKernels(), new ScalarKernels());
    static final List<CpuBackend> BACKENDS = KERNELS.stream().map(CpuBackend::new).toList();
    static final float UNTOUCHED = -77.25f;

    private Compare() {}

    static float[] random(long seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Whole numbers from −2 to 2: sums of many products of them are exact in float. */
    static float[] wholeNumbers(long seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextInt(5) - 2;
        }
        return values;
    }

    /** An output array some elements too long: kernels must leave those alone. */
    static float[] output(int length) {
        float[] y = new float[length + 3];
        java.util.Arrays.fill(y, UNTOUCHED);
        return y;
    }

    /** As {@link #assertClose(String, float[], float[], int, double)} with the tolerance of the PyTorch cases. */
    static void assertClose(String what, float[] expected, float[] actual, int n) {
        assertClose(what, expected, actual, n, 1e-4);
    }

    /** |actual − expected| ≤ rtol · |expected| + 0.1 · rtol · (typical size of the expected numbers, at least 1). */
    static void assertClose(String what, float[] expected, float[] actual, int n, double rtol) {
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += Float.isFinite(expected[i]) ? (double) expected[i] * expected[i] : 0;
        }
        assertClose(what, expected, actual, n, 0.1 * rtol * Math.max(1, Math.sqrt(squares / Math.max(1, n))), rtol);
    }

    /** |actual − expected| ≤ atol. */
    static void assertWithin(String what, float[] expected, float[] actual, int n, double atol) {
        assertClose(what, expected, actual, n, atol, 0);
    }

    private static void assertClose(String what, float[] expected, float[] actual, int n, double atol, double rtol) {
        for (int i = 0; i < n; i++) {
            boolean same = Float.compare(expected[i], actual[i]) == 0;
            if (!same && !(Math.abs(expected[i] - actual[i]) <= atol + rtol * Math.abs(expected[i]))) {
                fail(what + ": element " + i + " of " + n + " is " + actual[i] + ", the reference says " + expected[i]);
            }
        }
        for (int i = n; i < actual.length; i++) {
            assertEquals(UNTOUCHED, actual[i], what + ": wrote past the end of its output");
        }
    }

    /**
     * Runs the same computation with 1 and with 2 threads; both must give the same bits. Each begins without working
     * memory, so that arrays are no longer than what is asked for.
     */
    static float[] onOneAndTwoThreads(String what, java.util.function.Supplier<float[]> compute) {
        int before = Backends.threads();
        try {
            Backends.threads(1);
            Scratch.trim();
            float[] one = compute.get();
            Backends.threads(2);
            Scratch.trim();
            float[] two = compute.get();
            for (int i = 0; i < one.length; i++) {
                assertEquals(Float.floatToRawIntBits(one[i]), Float.floatToRawIntBits(two[i]),
                        what + ": element " + i + " depends on the number of threads");
            }
            return two;
        } finally {
            Backends.threads(before);
        }
    }
}
