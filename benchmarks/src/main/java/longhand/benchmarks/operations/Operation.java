package longhand.benchmarks.operations;

import java.util.Arrays;
import java.util.function.Function;
import longhand.tensor.Tensor;

/**
 * One operation that is measured.
 *
 * @param name the name by which {@code peers/operations.py} knows it too
 * @param inputs the shapes of its inputs, like {@code n,n n,1}; n is the size that is measured. A + in front asks for
 *     positive numbers
 * @param forward what is computed from them
 * @param differentiable whether the backward pass is measured too
 */
record Operation(String name, String inputs, Function<Tensor[], Tensor> forward, boolean differentiable) {
    /** An operation with a gradient. */
    static Operation of(String name, String inputs, Function<Tensor[], Tensor> forward) {
        return new Operation(name, inputs, forward, true);
    }

    /** An operation without, or a step of an optimiser. */
    static Operation forwardOnly(String name, String inputs, Function<Tensor[], Tensor> forward) {
        return new Operation(name, inputs, forward, false);
    }

    /** Random inputs for one size. */
    Tensor[] draw(int n) {
        return Arrays.stream(inputs.split(" ")).map(spec -> draw(spec, n)).toArray(Tensor[]::new);
    }

    private static Tensor draw(String spec, int n) {
        boolean positive = spec.startsWith("+");
        int[] dims = Arrays.stream(spec.replace("+", "").split(","))
                .mapToInt(size -> size.equals("n") ? n : Integer.parseInt(size)).toArray();
        return positive ? Tensor.rand(dims).add(0.1) : Tensor.randn(dims);
    }
}
