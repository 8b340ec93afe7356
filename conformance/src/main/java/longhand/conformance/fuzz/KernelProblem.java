package longhand.conformance.fuzz;

import java.util.Arrays;
import java.util.List;
import longhand.backend.Backend;
import longhand.backend.Backends;

/** A call of one kernel of {@link Backend} on arrays. */
final class KernelProblem implements Problem {
    private final String description;
    private final float[][] inputs;
    private final Kernel kernel;
    private final Backend reference;

    /** Runs the kernel; it may put one of its outputs in the place of an input. */
    @FunctionalInterface
    interface Kernel {
        void run(Backend backend, float[][] inputs, Outputs outputs);
    }

    /** @param description sizes and kinds of numbers */
    KernelProblem(Backend reference, String description, Kernel kernel, float[]... inputs) {
        this.reference = reference;
        this.description = description;
        this.kernel = kernel;
        this.inputs = inputs;
    }

    /** With inputs of these lengths, whose numbers are all of one kind. */
    static KernelProblem drawn(Backend reference, Draw draw, String sizes, Kernel kernel, int... lengths) {
        Numbers numbers = Numbers.draw(draw);
        float[][] inputs = new float[lengths.length][];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = draw.array(numbers, lengths[i]);
        }
        return new KernelProblem(reference, sizes + ", " + numbers, kernel, inputs);
    }

    @Override
    public List<double[]> solve(Backend backend, int threads) {
        float[][] given = Arrays.stream(inputs).map(float[]::clone).toArray(float[][]::new);
        Outputs outputs = new Outputs();
        int before = Backends.threads();
        Backends.threads(threads);
        try {
            kernel.run(backend, given.clone(), outputs);
        } finally {
            Backends.threads(before);
        }
        outputs.requireNothingBehind();
        for (int i = 0; i < inputs.length; i++) {
            requireUnchanged("input " + i, inputs[i], given[i]);
        }
        return outputs.results();
    }

    /** Fails if a number was changed. */
    static void requireUnchanged(String what, float[] before, float[] after) {
        for (int i = 0; i < before.length; i++) {
            if (Float.floatToRawIntBits(before[i]) != Float.floatToRawIntBits(after[i])) {
                throw new Mismatch(what + "[" + i + "] was changed from " + before[i] + " to " + after[i]);
            }
        }
    }

    @Override
    public List<double[]> expected() {
        return solve(reference, 1);
    }

    @Override
    public List<double[]> tolerances() {
        return solve(new ErrorBounds(reference), 1);
    }

    @Override
    public String description() {
        return description;
    }
}
