package longhand.conformance;

import static longhand.tensor.Internals.values;

import java.util.Arrays;
import java.util.Map;
import longhand.io.NdArray;
import longhand.tensor.Tensor;

/** Compares computed numbers with those of a case and remembers the largest error. */
public final class Comparison {
    private final ReferenceCase tested;
    private final Map<String, NdArray> expected;
    private double largestError;
    private String firstFailure = "";

    Comparison(ReferenceCase tested, Map<String, NdArray> expected) {
        this.tested = tested;
        this.expected = expected;
    }

    /** Holds a tensor against the array of that name: shape and every number. (The files store a scalar as [1].) */
    public void check(String name, Tensor actual) {
        int[] shape = expected.get(name).shape();
        int[] stored = actual.rank() == 0 ? new int[] {1} : actual.shape().dims();
        if (!Arrays.equals(shape, stored)) {
            fail(name + " has shape " + actual.shape() + ", PyTorch's has " + Arrays.toString(shape));
        } else {
            check(name, values(actual));
        }
    }

    /** Holds numbers against the array of that name, whatever its shape. */
    public void check(String name, float[] actual) {
        float[] wanted = expected.get(name).toFloats();
        if (wanted.length != actual.length) {
            fail(name + " has " + actual.length + " numbers, PyTorch's has " + wanted.length);
            return;
        }
        for (int i = 0; i < wanted.length; i++) {
            boolean same = actual[i] == wanted[i] || Float.isNaN(actual[i]) && Float.isNaN(wanted[i]);
            double error = same ? 0 : Math.abs((double) actual[i] - wanted[i]);
            if (!(error <= tested.atol() + tested.rtol() * Math.abs(wanted[i]))) {
                fail(name + "[" + i + "] is " + actual[i] + ", PyTorch has " + wanted[i]);
            }
            largestError = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(largestError, error);
        }
    }

    /** Notes a failure; the first one is reported. */
    public void fail(String message) {
        if (firstFailure.isEmpty()) {
            firstFailure = message;
        }
    }

    Verdict verdict() {
        return new Verdict(tested, firstFailure.isEmpty(), largestError, firstFailure);
    }
}
