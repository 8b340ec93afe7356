package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.autograd.NoGrad;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;
import org.junit.jupiter.api.Test;

/** Changes in place: what autograd sees of them, and what is refused because it could not. */
class AssignmentTest {

    @OnEveryBackend
    void anAssignedElementHasTheGradientOfItsValue() {
        Tensor v = Tensor.scalar(3).requiresGrad(true);
        Tensor y = Tensor.zeros(2, 2);
        assertSame(y, y.set(v.square(), 0, 1));
        y.set(5, 0, 0);
        y.mul(Tensor.of(new int[][] {{1, 2}, {3, 4}})).sum().backward();
        assertEquals(12, v.grad().item());
        assertEquals("tensor([[5., 9.],\n        [0., 0.]], grad_fn=<SetBackward0>)", y.toString());
    }

    @OnEveryBackend
    void whatIsWrittenOverHasNoInfluenceAnyMore() {
        Tensor x = Tensor.ones(3).requiresGrad(true);
        Tensor y = x.mul(2).sliceAssign(0, 1, 3, 7);
        y.sum().backward();
        assertArrayEquals(new float[] {2, 0, 0}, x.grad().toArray());
        x.zeroGrad();
        x.mul(2).fill(1).sum().backward();
        assertArrayEquals(new float[] {0, 0, 0}, x.grad().toArray());
    }

    /** As {@code w -= lr * w.grad} in a training loop written by hand. */
    @OnEveryBackend
    void leavesChangeUnderNoGrad() {
        Tensor w = Tensor.vector(1, 2).requiresGrad(true);
        w.square().sum().backward();
        try (NoGrad _ = NoGrad.enter()) {
            w.subInPlace(w.grad().mul(0.5));
            w.grad().fill(0);
        }
        assertArrayEquals(new float[] {0, 0}, w.toArray());
        assertArrayEquals(new float[] {0, 0}, w.grad().toArray());
        assertTrue(w.isLeaf() && w.requiresGrad());
        w.mul(3).sum().backward();
        assertArrayEquals(new float[] {3, 3}, w.grad().toArray());
    }

    @Test
    void aLeafThatRequiresAGradientIsRefused() {
        Tensor w = Tensor.ones(2).requiresGrad(true);
        for (Runnable change : new Runnable[] {() -> w.set(1, 0), () -> w.fill(0), () -> w.addInPlace(Tensor.ones(2)),
                () -> w.copyFrom(Tensor.ones(2)), () -> w.sliceAssign(0, 0, 1, 3)}) {
            String message = assertThrows(IllegalStateException.class, change::run).getMessage();
            assertTrue(message.contains("is a leaf that requires a gradient") && message.contains("NoGrad.enter()"),
                    message);
        }
        assertArrayEquals(new float[] {1, 1}, w.toArray());
    }

    /** At the call, as in PyTorch: the leaf would be changed with it. */
    @Test
    void aViewOfALeafThatRequiresAGradientIsRefused() {
        Tensor w = Tensor.ones(2).requiresGrad(true);
        for (Tensor v : new Tensor[] {w.reshape(2), w.view(1, 2), w.reshape(2, 1).reshape(2), w.unsqueeze(0)}) {
            for (Runnable change : new Runnable[] {() -> v.set(1, 0), () -> v.fill(0), () -> v.mulInPlace(v.mul(3)),
                    () -> v.copyFrom(Tensor.scalar(5)), () -> v.sliceAssign(0, 0, 1, 3)}) {
                String message = assertThrows(IllegalStateException.class, change::run).getMessage();
                assertTrue(message.contains(": this tensor of shape " + v.shape() + " is a view of a leaf that requires "
                        + "a gradient. Rule: ") && message.contains("NoGrad.enter()"), message);
            }
            try (NoGrad _ = NoGrad.enter()) {
                v.mulInPlace(Tensor.scalar(2));
            }
        }
        String message = assertThrows(IllegalStateException.class, () -> w.reshape(2).mulInPlace(Tensor.ones(2)))
                .getMessage();
        assertTrue(message.startsWith("mulInPlace: "), message);
        assertArrayEquals(new float[] {16, 16}, w.toArray());
    }

    /** As in PyTorch, it counts what the leaf is when the view is changed. */
    @Test
    void aViewMadeOutsideTheGraphIsRefusedToo() {
        Tensor w = Tensor.ones(2).requiresGrad(true);
        Tensor later = Tensor.ones(2);
        Tensor before = later.reshape(2, 1);
        Tensor twice = before.reshape(1, 2);
        later.requiresGrad(true);
        Tensor outside;
        try (NoGrad _ = NoGrad.enter()) {
            outside = w.reshape(2, 1).reshape(1, 2);
            outside.fill(3);
        }
        Tensor own = Tensor.ones(2).reshape(1, 2).requiresGrad(true);
        for (Tensor v : new Tensor[] {before, twice, outside, own.reshape(2)}) {
            assertThrows(IllegalStateException.class, () -> v.mulInPlace(Tensor.scalar(2)));
        }
        assertArrayEquals(new float[] {3, 3}, w.toArray());
        assertArrayEquals(new float[] {1, 1}, later.toArray());
    }

    /** Those of results, of what is outside the graph, and of what was a leaf. */
    @Test
    void otherViewsAreChanged() {
        Tensor w = Tensor.ones(2).requiresGrad(true);
        Tensor result = w.mul(2);
        Tensor leaf = result.detach().requiresGrad(true);
        result.reshape(2, 1).mulInPlace(Tensor.scalar(3));
        leaf.detach().reshape(1, 2).fill(7);
        assertArrayEquals(new float[] {7, 7}, result.toArray());
        Tensor view = Tensor.ones(2).reshape(2, 1);
        view.mulInPlace(w.reshape(2, 1)).addInPlace(w.reshape(2, 1)).sum().backward();
        assertArrayEquals(new float[] {2, 2}, w.grad().toArray());
        Tensor seen = w.reshape(1, 2);
        w.requiresGrad(false);
        seen.fill(4);
        assertArrayEquals(new float[] {4, 4}, w.toArray());
    }

    @Test
    void aGradientThatNeedsTheOldValuesIsRefused() {
        Tensor x = Tensor.ones(2).requiresGrad(true);
        Tensor y = x.mul(2);
        Tensor z = y.square();
        y.set(9, 0);
        String message = assertThrows(IllegalStateException.class, () -> z.sum().backward()).getMessage();
        assertTrue(message.contains("changed in place since"), message);
    }

    /** Else the gradient of what was assigned would be lost without a word. */
    @Test
    void anotherTensorOnTheSameMemoryIsRefusedAfterwards() {
        Tensor base = Tensor.arange(4);
        Tensor matrix = base.reshape(2, 2);
        Tensor v = Tensor.scalar(2).requiresGrad(true);
        matrix.set(v, 0, 0);
        String message = assertThrows(IllegalStateException.class, () -> base.mul(v)).getMessage();
        assertTrue(message.contains("shares its memory") && message.contains("Fix: "), message);
        matrix.reshape(4).mul(matrix.detach().reshape(4)).sum().backward(); // taken after the assignment
        assertEquals(2, v.grad().item());
        Tensor constant = Tensor.arange(4);
        constant.reshape(2, 2).set(7, 0, 0); // no gradient, nothing to lose
        assertEquals(7, constant.mul(v).get(0) / 2);
    }

    /** Rows of a tensor exchanged within it: what is read must not have been written. */
    @OnEveryBackend
    void aTensorMayBeAssignedToItself() {
        Tensor x = Tensor.arange(4).copy();
        x.indexPut(x.detach(), new int[] {3, 2, 1, 0});
        assertArrayEquals(new float[] {3, 2, 1, 0}, x.toArray());
        Tensor w = Tensor.arange(3).requiresGrad(true);
        Tensor y = w.mul(2);
        y.copyFrom(y.flip(0)).mul(Tensor.vector(1, 10, 100)).sum().backward();
        assertArrayEquals(new float[] {200, 20, 2}, w.grad().toArray());
    }

    @OnEveryBackend
    void assignmentsOutliveScopesAndRetainedGraphs() {
        Tensor v = Tensor.ones(4096).requiresGrad(true);
        try (Memory.Scope _ = Memory.scope()) {
            Tensor y = Tensor.zeros(2, 4096).set(v.mul(3), 1).set(v.mul(5), 0);
            Tensor z = y.mul(y).sum();
            z.backward(Tensor.scalar(1), true, false);
            z.backward();
        }
        assertEquals(2 * 2 * (9 + 25), v.grad().get(4095));
    }

    @Test
    void withoutGradientsNothingIsRecorded() {
        Tensor x = Tensor.zeros(3).set(1, 0).fill(2).addInPlace(Tensor.ones(3))
                .indexPut(Tensor.scalar(9), new int[] {-1});
        assertFalse(x.requiresGrad());
        assertArrayEquals(new float[] {3, 3, 9}, x.toArray());
    }

    /** As many assignments as an image has pixels. */
    @Test
    void manyAssignmentsTakeNoTime() {
        Tensor x = Tensor.zeros(1000, 1000);
        for (int i = 0; i < 1000; i++) {
            for (int j = 0; j < 1000; j++) {
                x.set(i, i, j);
            }
        }
        assertEquals(999, x.get(999, 3));
    }

    /** PyTorch: {@code y = w * 1; y.mul_(k); y.div_(d)}. The gradients of k and d read what y was before. */
    @OnEveryBackend
    void aFactorOfAProductInPlaceHasAGradient() {
        Tensor w = Tensor.vector(1, 2, 3).requiresGrad(true);
        Tensor k = Tensor.vector(2, 2, 4).requiresGrad(true);
        w.mul(1).mulInPlace(k).sum().backward();
        assertArrayEquals(new float[] {2, 2, 4}, w.grad().toArray());
        assertArrayEquals(new float[] {1, 2, 3}, k.grad().toArray());
        w.zeroGrad();
        k.zeroGrad();
        w.mul(1).divInPlace(k).sum().backward();
        assertArrayEquals(new float[] {0.5f, 0.5f, 0.25f}, w.grad().toArray());
        assertArrayEquals(new float[] {-0.25f, -0.5f, -0.1875f}, k.grad().toArray());
        Tensor scale = Tensor.scalar(3).requiresGrad(true);
        Tensor all = Tensor.ones(2, 2);
        for (int i = 0; i < 3; i++) {
            all.mulInPlace(scale); // 3³, whose derivative is 3 · 3²
        }
        all.sum().backward();
        assertEquals(4 * 27, scale.grad().item());
        Tensor y = w.mul(1);
        Tensor itself = y.mulInPlace(y).sum();
        assertThrows(IllegalStateException.class, itself::backward);
    }
}
