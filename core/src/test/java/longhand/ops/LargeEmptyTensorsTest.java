package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;
import org.junit.jupiter.api.Test;

/** Tensors without elements whose other sizes, multiplied, are more than an int holds. */
class LargeEmptyTensorsTest {
    @Test
    void sizesAreMultipliedOrRefused() {
        assertEquals(0, Shape.of(0, 65_536, 65_536).joined("here", 0, 3));
        assertEquals(0, Shape.of(65_536, 65_536, 65_536, 65_536, 65_536, 0).joined("here", 0, 6));
        assertEquals(1, Shape.of(0, 65_536, 65_536).joined("here", 1, 1));
        assertEquals(Integer.MAX_VALUE, Shape.of(0, Integer.MAX_VALUE).joined("here", 1, 2));
        for (int size : new int[] {46_341, 50_000, 65_536, Integer.MAX_VALUE}) {
            Shape shape = Shape.of(0, size, size);
            String message = assertThrows(ShapeException.class, () -> shape.joined("here", 1, 3)).getMessage();
            assertTrue(message.startsWith("here: dimensions 1 to 2 of " + shape) && message.contains("Fix: "), message);
            assertEquals(0, shape.product(1, 3));
        }
        assertThrows(ShapeException.class, () -> Shape.of(65_536, 65_536, 65_536, 65_536, 0).joined("here", 0, 4));
    }

    /** Results that are empty too. */
    @OnEveryBackend
    void whatWalksOverElementsHasNothingToDo() {
        for (int size : new int[] {46_341, 50_000, 65_536}) {
            Tensor x = Tensor.zeros(0, 1, size, size).requiresGrad(true);
            Tensor one = Tensor.ones(1);
            int[] none = new int[0];
            for (Tensor y : new Tensor[] {x.softmax(0), x.cumsum(0), x.sort(0, false).values(), x.indexSelect(0, none),
                x.gather(0, Tensor.zeros(0, 1, size, size)), x.sum(2, 3), x.norm(new int[] {2, 3}, false),
                Normalization.batchNorm(x, one, one, one, one, false, 0.1, 1e-5),
                LayerNormalization.groupNorm(x, 1, one, one, 1e-5), x.copy().sliceAssign(0, 0, 0, 7),
                Selection.pad(x, 1, 1, 1), x.flip(0)}) {
                assertEquals(0, y.numel());
                y.backward(Tensor.zeros(y.shape().dims()));
                assertEquals(x.shape(), x.grad().shape());
            }
        }
    }

    @Test
    void flattenedTheyWouldBeTooLong() {
        for (int size : new int[] {50_000, 65_536}) {
            Tensor x = Tensor.zeros(0, 3, size, size);
            String message = assertThrows(ShapeException.class, () -> x.flatten(1)).getMessage();
            assertTrue(message.startsWith("flatten: dimensions 1 to 3 of [0, 3, "), message);
            assertEquals(Shape.of(0), x.flatten(0).shape());
            assertEquals(Shape.of(0, 3, size, size), x.flatten(3).shape());
        }
    }

    @OnEveryBackend
    void poolingOfNoImages() {
        for (int size : new int[] {50_000, 65_536}) {
            Tensor x = Tensor.zeros(0, 3, size, size).requiresGrad(true);
            Window2d window = Window2d.square(3).padding(1).stride(2);
            for (Tensor y : new Tensor[] {Pooling.maxPool2d(x, window), Pooling.avgPool2d(x, window, true),
                AdaptivePooling.adaptiveAvgPool2d(x, 2, 2), AdaptivePooling.adaptiveAvgPool2d(x, 3, 3),
                AdaptivePooling.adaptiveMaxPool2d(x, 1, 1), AdaptivePooling.adaptiveMaxPool2d(x, 2, 2),
                AdaptivePooling.adaptiveMaxPool2d(x, 3, 3)}) {
                assertEquals(0, y.numel());
                y.backward(Tensor.zeros(y.shape().dims()));
                assertEquals(x.shape(), x.grad().shape());
            }
        }
    }

    @Test
    void joined() {
        Tensor x = Tensor.zeros(0, 65_536, 65_536);
        assertEquals(Shape.of(0, 65_536, 65_536), Tensor.cat(0, x, x).shape());
        assertEquals(Shape.of(0, 65_536, 131_072), Tensor.cat(-1, x, x).shape());
        assertEquals(Shape.of(0, 2, 65_536, 65_536), Tensor.stack(1, x, x).shape());
        Tensor y = Tensor.cat(0, x.requiresGrad(true), x);
        y.backward(Tensor.zeros(0, 65_536, 65_536));
        assertEquals(x.shape(), x.grad().shape());
        assertArrayEquals(new float[] {1, 2}, Tensor.cat(0, Tensor.vector(1), Tensor.zeros(0), Tensor.vector(2))
                .toArray());
        assertThrows(ShapeException.class, () -> Tensor.cat(0, x, Tensor.zeros(0, 65_536, 65_537)));
        assertThrows(ShapeException.class, () -> Tensor.cat(0, x, Tensor.zeros(0, 65_536)));
    }
}
