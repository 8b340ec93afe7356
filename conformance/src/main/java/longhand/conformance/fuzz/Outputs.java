package longhand.conformance.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The output arrays of one run of a kernel. They are a little too long and full of garbage, as reused memory may be: a
 * kernel has to write every element up to the end of its output, and none behind.
 */
final class Outputs {
    private static final int BEHIND = 5;
    private static final int UNTOUCHED = -77_777;

    /** One output: its array and how many of its elements belong to it. */
    private record Output(Object array, int length) {
        double at(int i) {
            return switch (array) {
                case float[] floats -> floats[i];
                case int[] ints -> ints[i];
                case double[] doubles -> doubles[i];
                default -> throw new IllegalArgumentException("no array of numbers: " + array);
            };
        }
    }

    private final List<Output> outputs = new ArrayList<>();

    /** A new output of n numbers. */
    float[] floats(int n) {
        float[] array = new float[n + BEHIND];
        Arrays.fill(array, UNTOUCHED);
        Arrays.fill(array, 0, n, Float.NaN);
        outputs.add(new Output(array, n));
        return array;
    }

    /** An output that starts as the first n numbers of x, for kernels that may write to their input. */
    float[] inPlaceOf(float[] x, int n) {
        float[] array = floats(n);
        System.arraycopy(x, 0, array, 0, n);
        return array;
    }

    /** A new output of n integers. */
    int[] ints(int n) {
        int[] array = new int[n + BEHIND];
        Arrays.fill(array, UNTOUCHED);
        outputs.add(new Output(array, n));
        return array;
    }

    /** A new output of n double numbers. */
    double[] doubles(int n) {
        double[] array = new double[n + BEHIND];
        Arrays.fill(array, UNTOUCHED);
        Arrays.fill(array, 0, n, Double.NaN);
        outputs.add(new Output(array, n));
        return array;
    }

    /** What the kernel wrote. */
    List<double[]> results() {
        List<double[]> results = new ArrayList<>();
        for (Output output : outputs) {
            double[] result = new double[output.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = output.at(i);
            }
            results.add(result);
        }
        return results;
    }

    /** Fails if an element behind the end of an output was changed. */
    void requireNothingBehind() {
        for (int o = 0; o < outputs.size(); o++) {
            Output output = outputs.get(o);
            for (int i = output.length; i < output.length + BEHIND; i++) {
                if (output.at(i) != UNTOUCHED) {
                    throw new Mismatch("result " + o + " has " + output.length + " numbers, but element " + i
                            + " was written too");
                }
            }
        }
    }
}
