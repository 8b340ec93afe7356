package longhand.ops;

import longhand.random.Generator;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/** Input tensors for gradient checks, the same ones every time. */
final class Samples {
    private Samples() {}

    /** Standard normal numbers. */
    static Tensor normal(int... dims) {
        Shape shape = Shape.of(dims);
        float[] values = new float[shape.numel()];
        new Generator(shape.hashCode()).normal(values, values.length, 0, 1);
        return Tensor.of(values, shape);
    }

    /** Numbers from 0.5 to 1.5. */
    static Tensor positive(int... dims) {
        Shape shape = Shape.of(dims);
        float[] values = new float[shape.numel()];
        new Generator(shape.hashCode()).uniform(values, values.length, 0.5, 1.5);
        return Tensor.of(values, shape);
    }

    /**
     * Numbers at least 0.125 apart from each other and from 0, in random order: safe for functions with kinks and ties.
     */
    static Tensor apart(int... dims) {
        Shape shape = Shape.of(dims);
        int[] order = new Generator(shape.hashCode()).randperm(shape.numel());
        float[] values = new float[shape.numel()];
        for (int i = 0; i < values.length; i++) {
            int place = order[i] - values.length / 2;
            values[i] = 0.125f * (place >= 0 ? place + 1 : place);
        }
        return Tensor.of(values, shape);
    }
}
