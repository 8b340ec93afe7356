package longhand.nn.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import longhand.ops.Matmul;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/** Sums of integers, in long: float32 may not hold them on the way. Who takes a result refuses what is too large. */
final class IntegerSums {
    private IntegerSums() {}

    /** What a sum over dimensions becomes. */
    @FunctionalInterface
    private interface Finish {
        float of(long sum, int count);
    }

    /** The sums over dimensions. */
    static Tensor sum(Tensor x, int[] dims, boolean keepDim) {
        return reduce(x, dims, keepDim, (sum, count) -> sum);
    }

    /** The means over dimensions, rounded towards 0. */
    static Tensor mean(OnnxCall call, Tensor x, int[] dims, boolean keepDim) {
        return reduce(x, dims, keepDim, (sum, count) -> {
            if (count == 0) {
                throw call.refuse("the mean of no integers is not defined");
            }
            return sum / count;
        });
    }

    private static Tensor reduce(Tensor x, int[] dims, boolean keepDim, Finish finish) {
        Shape shape = x.detach().sum(dims, keepDim).shape();
        int[] gone = Arrays.stream(dims).map(d -> x.shape().axis("sum", d)).toArray();
        IntStream kept = IntStream.range(0, x.rank()).filter(d -> Arrays.stream(gone).noneMatch(g -> g == d));
        float[] summands = x.permute(IntStream.concat(kept, Arrays.stream(gone)).toArray()).toArray();
        float[] results = new float[shape.numel()];
        int count = results.length == 0 ? 0 : summands.length / results.length;
        for (int i = 0; i < results.length; i++) {
            long sum = 0;
            for (int j = 0; j < count; j++) {
                sum += (long) summands[i * count + j];
            }
            results[i] = finish.of(sum, count);
        }
        return Tensor.of(results, shape);
    }

    /** The sum of tensors, which broadcast; empty if there are none. */
    static Optional<Tensor> sum(List<Tensor> summands) {
        Optional<Shape> shape = summands.stream().map(Tensor::shape).reduce((a, b) -> Shape.broadcast("sum", a, b));
        return shape.map(s -> sum(Tensor.stack(0, summands.stream().map(x -> x.expand(s.dims())).toList()),
                new int[] {0}, false));
    }

    /** A · B, with the shapes that {@link Matmul#matmul} takes and gives. */
    static Tensor product(Tensor a, Tensor b) {
        Shape shape = Matmul.matmul(a.detach(), b.detach()).shape();
        Tensor left = a.rank() == 1 ? a.unsqueeze(0) : a;
        Tensor right = b.rank() == 1 ? b.unsqueeze(1) : b;
        int m = left.size(-2);
        int k = left.size(-1);
        int n = right.size(-1);
        Shape batch = Shape.broadcast("matmul", left.shape().without(-1).without(-1),
                right.shape().without(-1).without(-1));
        float[] rows = expanded(left, batch);
        float[] columns = expanded(right.transpose(-2, -1), batch);
        float[] results = new float[shape.numel()];
        for (int i = 0; i < results.length; i++) {
            long sum = 0;
            for (int j = 0; j < k; j++) {
                sum += (long) rows[i / n * k + j] * (long) columns[(i / (m * n) * n + i % n) * k + j];
            }
            results[i] = sum;
        }
        return Tensor.of(results, shape);
    }

    /** One matrix for each of the batch. */
    private static float[] expanded(Tensor x, Shape batch) {
        return x.expand(IntStream.concat(Arrays.stream(batch.dims()), IntStream.of(x.size(-2), x.size(-1))).toArray())
                .toArray();
    }
}
