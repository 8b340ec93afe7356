package longhand.autograd;

import static longhand.tensor.Internals.values;
import static longhand.tensor.Internals.valuesToChange;

import java.util.List;
import java.util.function.Function;
import longhand.names.Given;
import longhand.random.Generator;
import longhand.tensor.Tensor;

/**
 * Compares the gradients of a function with finite differences: the way to test an operation of one's own.
 *
 * <p>The function's result is weighted with a random upstream gradient. A plain sum would not do: under it the gradient
 * of softmax is 0 whatever the code does, and a flipped convolution gradient passes.
 *
 * <p>Differences are taken with the fourth-order stencil (f(x−2h) − 8f(x−h) + 8f(x+h) − f(x+2h)) / 12h, because float32
 * values allow no small h. Inputs must keep clear of kinks (ReLU at 0, ties in a maximum) by more than 2h.
 */
public final class GradCheck {
    private static final float STEP = 1f / 64; // a power of two: x ± h is exact for moderate x
    private static final double TOLERANCE = 1e-2;

    private GradCheck() {}

    /**
     * @param function computes a tensor from the inputs with tensor operations
     * @param inputs tensors of any shape; their values are restored
     * @throws AssertionError naming the input, the element and both numbers if a gradient is off by more than 1 %
     */
    public static void check(Function<List<Tensor>, Tensor> function, Tensor... inputs) {
        Given.required(function, "GradCheck", "the function", "pass in -> the result of your operation");
        Given.required(inputs, "GradCheck", "the array of inputs", "pass the tensors it reads");
        List<Tensor> leaves = List.of(inputs).stream().map(t -> Tensor.of(t.toArray(), t.shape()).requiresGrad(true))
                .toList();
        Tensor y = Given.required(function.apply(leaves), "GradCheck", "what the function returned", "return a tensor");
        Tensor upstream = upstream(y);
        y.backward(upstream);
        List<float[]> computed = leaves.stream().map(leaf -> leaf.gradIfAny().map(Tensor::toArray)
                .orElse(new float[leaf.numel()])).toList();
        for (int i = 0; i < inputs.length; i++) {
            compare(function, leaves, i, upstream, computed.get(i));
        }
    }

    /**
     * The same for gradients of gradients, computed with {@code createGraph}. Checks the derivatives of the gradients
     * of the function's square, because the gradients of a linear function are constant.
     *
     * @throws AssertionError as {@link #check}
     */
    public static void checkGradientOfGradient(Function<List<Tensor>, Tensor> function, Tensor... inputs) {
        Given.required(function, "GradCheck", "the function", "pass in -> the result of your operation");
        check(leaves -> {
            try (NoGrad _ = NoGrad.unless(true)) {
                leaves.forEach(Tensor::zeroGrad);
                Tensor y = function.apply(leaves).square();
                y.backward(upstream(y), true, true);
                Tensor[] gradients = leaves.stream().map(leaf -> leaf.grad().flatten(0)).toArray(Tensor[]::new);
                leaves.forEach(Tensor::zeroGrad);
                return Tensor.cat(0, gradients);
            }
        }, inputs);
    }

    private static Tensor upstream(Tensor y) {
        float[] g = new float[y.numel()];
        Generator generator = new Generator(12345);
        for (int i = 0; i < g.length; i++) {
            g[i] = (float) (0.5 + generator.nextDouble()) * (i % 2 == 0 ? 1 : -1);
        }
        return Tensor.of(g, y.shape());
    }

    private static void compare(Function<List<Tensor>, Tensor> function, List<Tensor> leaves, int input,
            Tensor upstream, float[] computed) {
        Tensor leaf = leaves.get(input);
        double scale = 1;
        for (float g : computed) {
            scale = Float.isFinite(g) ? Math.max(scale, Math.abs(g)) : scale; // an infinite limit would allow all
        }
        for (int i = 0; i < leaf.numel(); i++) {
            double expected = difference(function, leaves, valuesToChange(leaf), i, upstream);
            if (!(Math.abs(expected - computed[i]) <= TOLERANCE * scale)) {
                throw new AssertionError("gradient of input " + input + " at element " + i + " of shape " + leaf.shape()
                        + ": backward gives " + computed[i] + ", finite differences " + expected
                        + ". Rule: they differ " + "by at most " + TOLERANCE
                        + " of the largest gradient, 1 at least. Fix: correct the gradient "
                        + "function of the operation; if the function has a kink or jump near these inputs, draws "
                        + "random numbers or is much larger than 1, check it at other inputs.");
            }
        }
    }

    private static double difference(Function<List<Tensor>, Tensor> function, List<Tensor> leaves, float[] values,
            int i, Tensor upstream) {
        float x = values[i];
        double[] weights = {1, -8, 8, -1};
        float[] steps = {-2 * STEP, -STEP, STEP, 2 * STEP};
        double sum = 0;
        for (int k = 0; k < steps.length; k++) {
            values[i] = x + steps[k];
            sum += weights[k] * weighted(function, leaves, upstream);
        }
        values[i] = x;
        return sum / (12 * STEP);
    }

    private static double weighted(Function<List<Tensor>, Tensor> function, List<Tensor> leaves, Tensor upstream) {
        try (NoGrad _ = NoGrad.enter()) {
            float[] y = values(function.apply(leaves));
            double sum = 0;
            for (int j = 0; j < y.length; j++) {
                sum += (double) y[j] * values(upstream)[j];
            }
            return sum;
        }
    }
}
