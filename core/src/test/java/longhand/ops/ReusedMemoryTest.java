package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import longhand.random.Generator;
import longhand.tensor.Internals;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;

/** Operations get memory that was used before: they write, or clear, every element of their results and gradients. */
class ReusedMemoryTest {
    private static final int OLD_ARRAYS = 8;

    @OnEveryBackend
    void whatMemoryHeldBeforeHasNoEffect() {
        for (OperationExample example : OperationExamples.ALL) {
            if (example.differentiable && example.inputs.length > 0) {
                List<float[]> expected = solved(example);
                try (Memory.Scope _ = Memory.scope()) {
                    leaveGarbage(expected);
                    List<float[]> got = solved(example);
                    for (int i = 0; i < expected.size(); i++) {
                        assertArrayEquals(expected.get(i), got.get(i), example.name + ", array " + i);
                    }
                }
            }
        }
    }

    /** Free memory of the sizes that are needed, full of NaN. */
    private static void leaveGarbage(List<float[]> sizes) {
        try (Memory.Scope _ = Memory.scope()) {
            for (float[] size : sizes) {
                for (int i = 0; i < OLD_ARRAYS; i++) {
                    Arrays.fill(Internals.values(Internals.result(Tensor.zeros(size.length).shape())), Float.NaN);
                }
            }
        }
    }

    private static List<float[]> solved(OperationExample example) {
        Generator.manualSeed(1); // some operations draw from it
        List<Tensor> leaves = Stream.of(example.inputs).map(x -> x.copy().requiresGrad(true)).toList();
        Tensor y = example.function.apply(leaves);
        float[] values = y.toArray();
        y.backward(Tensor.arange(y.numel()).reshape(y.shape().dims()).add(1));
        return Stream.concat(Stream.of(values), leaves.stream().map(leaf -> leaf.hasGrad() ? leaf.grad().toArray()
                : new float[0])).toList();
    }
}
