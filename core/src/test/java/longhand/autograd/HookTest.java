package longhand.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import longhand.shape.ShapeException;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Gradients of results on the way: kept, shown, changed. */
class HookTest {
    private static final int LARGE = 4096; // worth reusing

    @Test
    void aResultKeepsItsGradientIfTold() {
        Tensor x = Tensor.vector(1, 2).requiresGrad(true);
        Tensor y = x.square().retainGrad().retainGrad();
        Tensor z = y.mul(3);
        z.sum().backward();
        assertArrayEquals(new float[] {3, 3}, y.grad().toArray());
        assertArrayEquals(new float[] {6, 12}, x.grad().toArray());
        assertFalse(z.hasGrad());
        assertTrue(assertThrows(IllegalStateException.class, z::grad).getMessage().contains("retainGrad()"));
    }

    @Test
    void keptGradientsAddUpAsThoseOfLeavesDo() {
        Tensor x = Tensor.vector(1, 2).requiresGrad(true);
        Tensor y = x.mul(2).retainGrad();
        for (int i = 0; i < 3; i++) {
            y.square().sum().backward(Tensor.scalar(1), true, false);
        }
        assertArrayEquals(new float[] {12, 24}, y.grad().toArray());
    }

    /** As in PyTorch: {@code y.retain_grad(); y.mul_(3)} keeps the gradient with respect to the product. */
    @Test
    void afterAChangeInPlaceTheGradientOfTheChangedResultIsKept() {
        Tensor x = Tensor.vector(1, 2).requiresGrad(true);
        Tensor y = x.mul(2).retainGrad();
        y.mulInPlace(Tensor.scalar(3)).retainGrad();
        y.addInPlace(x);
        y.set(0, 1);
        y.mul(5).sum().backward();
        assertArrayEquals(new float[] {5, 5}, y.grad().toArray());
        assertArrayEquals(new float[] {35, 0}, x.grad().toArray());
    }

    @Test
    void theGradientOfAResultUsedTwiceIsComplete() {
        Tensor x = Tensor.scalar(5).requiresGrad(true);
        Tensor y = x.mul(2).retainGrad();
        List<Float> seen = new ArrayList<>();
        y.registerHook(g -> {
            seen.add(g.item());
            return g;
        });
        y.mul(y).add(y).backward();
        assertEquals(21, y.grad().item());
        assertEquals(List.of(21f), seen);
    }

    @Test
    void keptGradientsOutliveScopesAndWhatIsReused() {
        Tensor w = Tensor.ones(LARGE).requiresGrad(true);
        Tensor y;
        try (Memory.Scope scope = Memory.scope()) {
            y = scope.keep(w.mul(2).retainGrad());
            y.mul(3).mul(7).sum().backward(Tensor.scalar(1), true, false);
            y.mul(3).mul(7).sum().backward();
        }
        Tensor.ones(LARGE).add(100).add(1);
        assertEquals(42, y.grad().get(LARGE - 1));
        assertEquals(84, w.grad().get(0));
    }

    @Test
    void aHookMayChangeTheGradient() {
        Tensor x = Tensor.vector(1, -2).requiresGrad(true);
        Tensor y = x.mul(3);
        Registration first = y.registerHook(g -> g.mul(10));
        y.registerHook(Tensor::relu);
        Tensor z = y.mul(Tensor.vector(1, -1)).sum();
        z.backward(Tensor.scalar(1), true, false);
        assertArrayEquals(new float[] {30, 0}, x.grad().toArray());
        first.close();
        first.close();
        x.zeroGrad();
        z.backward();
        assertArrayEquals(new float[] {3, 0}, x.grad().toArray());
    }

    /** What does not commute tells the order. */
    @Test
    void hooksAreCalledInTheOrderOfTheirRegistration() {
        Tensor x = Tensor.scalar(1).requiresGrad(true);
        List<Registration> registrations = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            int digit = i;
            registrations.add(x.registerHook(g -> g.mul(10).add(digit)));
        }
        x.mul(7).backward();
        assertEquals(7123, x.grad().item());
        registrations.get(1).close();
        x.registerHook(g -> g.mul(10).add(4));
        x.zeroGrad();
        x.mul(7).backward();
        assertEquals(7134, x.grad().item());
    }

    @Test
    void aHookOfALeafChangesWhatItKeeps() {
        Tensor x = Tensor.vector(1, 2).requiresGrad(true);
        x.registerHook(g -> g.clamp(-1, 1));
        x.mul(5).sum().backward();
        assertArrayEquals(new float[] {1, 1}, x.grad().toArray());
    }

    /** What a hook is given, and what it computes, are the user's: neither released nor written over. */
    @Test
    void whatAHookKeepsStaysAsItIs() {
        Tensor x = Tensor.ones(LARGE).requiresGrad(true);
        List<Tensor> kept = new ArrayList<>();
        Tensor y = x.mul(2);
        y.registerHook(g -> {
            kept.add(g);
            kept.add(g.mul(2));
            return g;
        });
        y.mul(3).mul(4).sum().backward();
        Tensor.ones(LARGE).add(100).add(1);
        assertEquals(12, kept.get(0).get(LARGE - 1));
        assertEquals(24, kept.get(1).get(LARGE - 1));
        assertEquals(24, x.grad().get(0));
    }

    @Test
    void differentiableGradientsPassHooksInTheGraph() {
        Tensor x = Tensor.scalar(2).requiresGrad(true);
        Tensor y = x.square();
        y.registerHook(g -> g.mul(3));
        y.pow(2).backward(Tensor.scalar(1), false, true); // x⁴, its gradient 3 · 4x³
        Tensor first = x.grad();
        assertEquals(96, first.item());
        x.zeroGrad();
        first.backward();
        // the gradient is 12xy: 12y directly, and 12x · 2x by way of y, whose hook trebles that again
        assertEquals(12 * 4 + 3 * 24 * 4, x.grad().item());
    }

    @Test
    void whatCannotBeHookedSaysWhy() {
        String message = assertThrows(IllegalStateException.class, () -> Tensor.ones(2).registerHook(g -> g))
                .getMessage();
        assertTrue(message.startsWith("registerHook: this tensor does not require a gradient"), message);
        message = assertThrows(IllegalStateException.class, () -> Tensor.ones(2).retainGrad()).getMessage();
        assertTrue(message.startsWith("retainGrad: ") && message.contains("Fix: "), message);
        Tensor x = Tensor.ones(2).requiresGrad(true);
        Tensor y = x.mul(2);
        y.registerHook(Tensor::sum);
        message = assertThrows(ShapeException.class, () -> y.backward(Tensor.ones(2))).getMessage();
        assertTrue(message.startsWith("registerHook: the hook (a lambda in longhand.autograd.HookTest) of ")
                && message.contains("returned shape [] instead of [2]"), message);
    }
}
