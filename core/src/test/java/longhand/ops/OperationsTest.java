package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import longhand.autograd.GradCheck;
import longhand.random.Generator;
import longhand.shape.Shape;
import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;

/** The examples of every operation, on every backend: values, gradients, gradients of gradients, refusals. */
class OperationsTest {
    private static final float TOLERANCE = 1e-6f;

    @OnEveryBackend
    void valuesAreThoseComputedByHand() {
        for (OperationExample example : OperationExamples.ALL) {
            for (OperationExample.Value value : example.values) {
                float[] computed = value.computed().get().data();
                assertArrayEquals(value.expected(), computed, TOLERANCE, example.name);
            }
        }
    }

    @OnEveryBackend
    void gradientsAgreeWithFiniteDifferences() {
        for (OperationExample example : OperationExamples.ALL) {
            if (example.differentiable && example.inputs.length > 0) {
                assertDoesNotThrow(() -> GradCheck.check(example.function, example.inputs), example.name);
            }
        }
    }

    @OnEveryBackend
    void gradientsOfGradientsAgreeWithFiniteDifferences() {
        for (OperationExample example : OperationExamples.ALL) {
            if (example.twiceDifferentiable) {
                assertDoesNotThrow(() -> GradCheck.checkGradientOfGradient(example.function, example.inputs),
                        example.name);
            }
        }
    }

    /** Whatever is written into the inputs or the result: the gradient is an error, or what it would have been. */
    @OnEveryBackend
    void writingBetweenOperationAndBackwardNeverGivesAWrongGradient() {
        for (OperationExample example : OperationExamples.ALL) {
            if (example.differentiable && example.inputs.length > 0) {
                List<float[]> expected = gradients(example, -1);
                for (int written = 0; written <= example.inputs.length; written++) {
                    List<float[]> got;
                    try {
                        got = gradients(example, written);
                    } catch (IllegalStateException e) {
                        assertTrue(e.getMessage().contains("as it was"), e.getMessage());
                        continue;
                    }
                    for (int i = 0; i < expected.size(); i++) {
                        String what = example.name + ", write to " + written + ", gradient " + i;
                        assertArrayEquals(expected.get(i), got.get(i), what);
                    }
                }
            }
        }
    }

    /** The gradients of the inputs after one of them (or, the last, the result; −1: none) was overwritten. */
    private static List<float[]> gradients(OperationExample example, int written) {
        Generator.manualSeed(1); // some operations draw from it
        List<Tensor> leaves = Stream.of(example.inputs).map(x -> x.copy().requiresGrad(true)).toList();
        Tensor y = example.function.apply(leaves);
        Tensor g = Tensor.arange(y.numel()).reshape(y.shape().dims()).add(1);
        if (written >= 0) {
            float[] values = (written < leaves.size() ? leaves.get(written) : y).data();
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] / 2 - 3;
            }
        }
        y.backward(g);
        return leaves.stream().map(leaf -> leaf.hasGrad() ? leaf.grad().toArray() : new float[0]).toList();
    }

    @OnEveryBackend
    void resultsWithoutGradientStayOutsideTheGraph() {
        Tensor x = Tensor.vector(1, 2).requiresGrad(true);
        assertFalse(x.eq(x).requiresGrad() || x.gt(x).requiresGrad() || x.ge(x).requiresGrad()
                || x.argmax(0, false).requiresGrad());
    }

    @OnEveryBackend
    void badInputIsRefusedWithOperationRuleAndFix() {
        for (OperationExample example : OperationExamples.ALL) {
            for (OperationExample.Refusal refusal : example.refusals) {
                String message = assertThrows(IllegalArgumentException.class, refusal.call()::run, example.name)
                        .getMessage();
                assertTrue(message.startsWith(refusal.messageStart()),
                        "expected: " + refusal.messageStart() + "\nbut was: " + message);
                assertTrue(message.contains("Fix: "), message);
            }
        }
    }

    @OnEveryBackend
    void functionsOfOneNumberTakeAnyShape() {
        List<Shape> shapes = List.of(Shape.of(), Shape.of(0), Shape.of(3, 0, 2), Shape.of(5), Shape.of(1, 2, 1, 3));
        for (OperationExample example : OperationExamples.ALL) {
            if (example.anyShape) {
                for (Shape shape : shapes) {
                    Tensor y = example.function.apply(List.of(Tensor.full(0.5, shape.dims())));
                    assertEquals(shape, y.shape(), example.name);
                }
            }
        }
    }

    /** As in PyTorch: the sum is exact here, and so is its quotient. */
    @OnEveryBackend
    void theMeanOfEqualNumbersIsThatNumber() {
        for (int n : new int[] {3, 10, 49, 1000, 4097}) {
            for (int number = 0; number < 40; number++) {
                assertEquals(number, Tensor.full(number, n).mean().item());
                assertEquals(number, Tensor.full(number, 2, n).mean(1).get(1));
                assertEquals(number, Tensor.full(number, n, 2).mean(0).get(1));
            }
            Tensor x = Tensor.zeros(n).requiresGrad(true);
            x.mean().backward(Tensor.scalar(7));
            assertEquals(7f / n, x.grad().get(n - 1));
        }
    }
}
