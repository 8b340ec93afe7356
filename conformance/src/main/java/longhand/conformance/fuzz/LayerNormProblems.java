package longhand.conformance.fuzz;

import java.util.Arrays;
import longhand.backend.Backend;
import longhand.backend.StandardizedRows;

/** Makes random problems for the kernels of layer normalisation. */
final class LayerNormProblems {
    private final Backend reference;

    LayerNormProblems(Backend reference) {
        this.reference = reference;
    }

    /** A kernel that is given two matrices, two numbers for each column, and what standardizes the rows. */
    @FunctionalInterface
    private interface Kernel {
        void run(Backend backend, float[][] in, StandardizedRows rows, Outputs out);
    }

    private KernelProblem problem(Draw draw, Kernel kernel) {
        int[] sizes = Geometry.outerMiddleInner(draw, 1);
        int count = sizes[0];
        int n = sizes[1];
        return KernelProblem.drawn(reference, draw, count + " rows of " + n, (backend, in, out) -> {
            StandardizedRows rows = new StandardizedRows(n, Arrays.copyOf(in[4], count), Arrays.copyOf(in[5], count),
                    Arrays.copyOf(in[6], count));
            kernel.run(backend, in, rows, out);
        }, count * n, count * n, n, n, count, count, count);
    }

    KernelProblem forward(Draw draw) {
        return problem(draw, (backend, in, rows, out) ->
                backend.layerNorm(in[0], rows, in[2], in[3], out.floats(rows.count() * rows.n())));
    }

    KernelProblem gradient(Draw draw) {
        return problem(draw, (backend, in, rows, out) ->
                backend.layerNormGradient(in[0], in[1], rows, in[2], out.floats(rows.count() * rows.n())));
    }

    KernelProblem weightGradient(Draw draw) {
        return problem(draw, (backend, in, rows, out) ->
                backend.layerNormWeightGradient(in[0], in[1], rows, out.floats(rows.n())));
    }
}
