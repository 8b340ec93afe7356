package longhand.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import longhand.ops.Convolution;
import longhand.ops.Losses;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.shape.Window2d;
import longhand.tensor.Internals;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;
import org.junit.jupiter.api.Test;

/** The backward pass: accumulation, freeing, depth, gradients of gradients, memory. */
class BackwardTest {

    private static Tensor leaf(double... values) {
        return Tensor.vector(values).requiresGrad(true);
    }

    @OnEveryBackend
    void gradientsAccumulateOverPathsAndCalls() {
        Tensor x = leaf(3);
        Tensor y = x.mul(x).add(x.mul(2)); // used on several paths: dy/dx = 2x + 2
        y.backward(Tensor.vector(1), true, false);
        assertEquals(8, x.grad().item());
        y.backward(Tensor.vector(1));
        assertEquals(16, x.grad().item());
        x.zeroGrad();
        assertFalse(x.hasGrad());
    }

    @Test
    void aFreedGraphIsAClearError() {
        Tensor x = leaf(3);
        Tensor y = x.square();
        y.backward();
        String message = assertThrows(IllegalStateException.class, y::backward).getMessage();
        assertTrue(message.contains("'square' was freed") && message.contains("retainGraph"), message);
    }

    @Test
    void wrongUseIsAClearError() {
        Tensor x = leaf(1, 2);
        assertTrue(assertThrows(ShapeException.class, x::backward).getMessage().contains("is not one number"));
        assertTrue(assertThrows(ShapeException.class, () -> x.mul(2).backward(Tensor.ones(3))).getMessage()
                .contains("upstream"));
        assertTrue(assertThrows(IllegalStateException.class, () -> Tensor.ones(1).backward()).getMessage()
                .contains("requiresGrad(true)"));
        assertTrue(assertThrows(IllegalStateException.class, x::grad).getMessage().contains("call backward()"));
        assertTrue(assertThrows(IllegalStateException.class, Tensor.ones(1)::grad).getMessage()
                .contains("requiresGrad(true)"));
        Tensor result = x.mul(2);
        assertTrue(assertThrows(IllegalStateException.class, () -> result.requiresGrad(false)).getMessage()
                .contains("detach()"));
    }

    @Test
    void aMissingGradientSaysWhy() {
        Tensor cut = leaf(1, 2);
        Tensor y = Tensor.zeros(2);
        y.data()[0] = cut.get(0) * 3; // not an operation on tensors
        Tensor w = leaf(3, 4);
        Tensor unreached = leaf(5, 6);
        unreached.square();
        y.mul(w).sum().backward();
        assertTrue(missing(cut).contains("no operation that is recorded has used it"), missing(cut));
        assertTrue(missing(cut).contains("data()"), missing(cut));
        assertFalse(missing(cut).contains("Fix: call backward()"), missing(cut));
        assertTrue(missing(unreached).contains("no backward() has reached it"), missing(unreached));
        Tensor result = w.mul(2);
        assertTrue(missing(result).contains("result of 'mul'") && missing(result).contains("only leaves"),
                missing(result));
        w.zeroGrad();
        assertTrue(missing(w).contains("no backward() has reached it"), missing(w));
        try (NoGrad _ = NoGrad.enter()) {
            Tensor unrecorded = leaf(1);
            unrecorded.mul(2);
            assertTrue(missing(unrecorded).contains("NoGrad"), missing(unrecorded));
        }
    }

    private static String missing(Tensor x) {
        return assertThrows(IllegalStateException.class, x::grad).getMessage();
    }

    @Test
    void onlyLeavesKeepGradients() {
        Tensor x = leaf(1, 2);
        Tensor middle = x.mul(3);
        middle.sum().backward();
        assertFalse(middle.hasGrad());
        assertTrue(x.isLeaf() && !middle.isLeaf());
    }

    @Test
    void nothingIsRecordedInsideNoGradAndBehindDetach() {
        Tensor x = leaf(2);
        try (NoGrad _ = NoGrad.enter()) {
            assertFalse(x.mul(2).requiresGrad());
        }
        assertTrue(x.mul(2).requiresGrad());
        Tensor y = x.mul(x.detach());
        y.backward();
        assertEquals(2, x.grad().item());
    }

    @Test
    void aChainOfAMillionOperationsGoesBackward() {
        Tensor x = leaf(1);
        Tensor y = x;
        for (int i = 0; i < 1_000_000; i++) {
            y = y.neg();
        }
        y.backward();
        assertEquals(1, x.grad().item());
    }

    @OnEveryBackend
    void gradientsOfGradients() {
        Tensor x = leaf(2);
        Tensor y = x.mul(x).mul(x);
        y.backward(Tensor.vector(1), false, true);
        Tensor first = x.grad();
        assertEquals(12, first.item());
        x.zeroGrad();
        first.backward(Tensor.vector(1), false, true);
        assertEquals(12, x.grad().item());
        Tensor second = x.grad();
        x.zeroGrad();
        second.backward();
        assertEquals(6, x.grad().item());
    }

    @Test
    void leavesDoNotShareTheirGradients() {
        Tensor a = leaf(1, 2);
        Tensor b = leaf(3, 4);
        Tensor upstream = Tensor.vector(5, 6);
        a.add(b).backward(upstream);
        assertFalse(Internals.shareMemory(a.grad(), b.grad()));
        assertFalse(Internals.shareMemory(a.grad(), upstream));
        assertNotSame(a.grad(), upstream);
    }

    @OnEveryBackend
    void memoryOfGradientsIsReusedWithoutChangingThem() {
        float[][] gradients = new float[3][];
        for (int round = 0; round < gradients.length; round++) {
            Tensor x = Tensor.arange(2 * 3 * 40 * 40).div(3000).reshape(2, 3, 40, 40).requiresGrad(true);
            Tensor w = Tensor.arange(81).div(81).reshape(3, 3, 3, 3).requiresGrad(true);
            try (Memory.Scope _ = Memory.scope()) {
                Tensor h = Convolution.conv2d(x, w, Window2d.square(3).padding(1));
                Tensor twice = h.add(h.relu()).add(x); // aliases: the same gradient goes to several places
                twice.mul(twice).sigmoid().mean(2, 3).logSoftmax(1).sum().backward();
                gradients[round] = x.grad().toArray();
            }
        }
        assertArrayEquals(gradients[0], gradients[1]);
        assertArrayEquals(gradients[0], gradients[2]);
    }

    @OnEveryBackend
    void twoThreadsTrainAtOnce() throws InterruptedException, ExecutionException {
        float[] alone = gradient();
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            for (Future<float[]> result : IntStream.range(0, 20).mapToObj(i -> pool.submit(BackwardTest::gradient))
                    .toList()) {
                assertArrayEquals(alone, result.get());
            }
        }
    }

    private static float[] gradient() {
        try (Memory.Scope _ = Memory.scope()) {
            Tensor x = Tensor.arange(2 * 4 * 20 * 20).div(3200).reshape(2, 4, 20, 20);
            Tensor w = Tensor.arange(5 * 4 * 9).div(180).reshape(5, 4, 3, 3).requiresGrad(true);
            Tensor h = Convolution.conv2d(x, w, Window2d.square(3)).tanh();
            Losses.crossEntropy(h.mean(2, 3), 1, 4).backward();
            return w.grad().toArray();
        }
    }

    @Test
    void gradCheckFindsAWrongGradient() {
        AssertionError e = assertThrows(AssertionError.class, () -> GradCheck.check(
                in -> in.get(0).mul(2).detach().add(in.get(0)), Tensor.vector(1, 2)));
        assertTrue(e.getMessage().startsWith("gradient of input 0 at element 0"), e.getMessage());
    }

    /** Also one with as many numbers: it would be read as that of other elements. */
    @Test
    void aGradientOfAnotherShapeIsRefused() {
        Shape shape = Shape.of(2, 3);
        for (Shape wrong : new Shape[] {Shape.of(3, 2), Shape.of(6), Shape.of(1, 2, 3), Shape.of(2, 2), Shape.of()}) {
            Tensor x = Tensor.ones(2, 3).requiresGrad(true);
            Tensor y = Internals.recorded("own", x.detach().copy(), Edge.to(x, g -> Tensor.ones(wrong.dims())));
            String message = assertThrows(ShapeException.class, () -> y.sum().backward()).getMessage();
            assertTrue(message.contains("'own' returned shape " + wrong + " for an input of shape " + shape), message);
            Tensor hooked = Tensor.ones(2, 3).requiresGrad(true);
            hooked.registerHook(g -> Tensor.ones(wrong.dims()));
            assertTrue(assertThrows(ShapeException.class, () -> hooked.mul(2).sum().backward()).getMessage()
                    .contains("returned shape " + wrong + " instead of " + shape));
        }
    }
}
