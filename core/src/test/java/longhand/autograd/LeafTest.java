package longhand.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where gradients begin and end: the tensor that a backward pass starts from, leaves, and their hooks. */
class LeafTest {

    @Test
    void aViewThatHasBecomeOutOfDateIsRefusedAsRoot() {
        Tensor x = Tensor.ones(3).requiresGrad(true).mul(2);
        Tensor view = x.reshape(3);
        x.set(0.0, 0);
        assertTrue(assertThrows(IllegalStateException.class, () -> view.backward(Tensor.ones(3))).getMessage()
                .contains("shares its memory with another one"));
        Tensor number = Tensor.ones(1).requiresGrad(true).mul(2);
        Tensor scalar = number.reshape();
        number.mulInPlace(Tensor.scalar(5));
        assertThrows(IllegalStateException.class, scalar::backward);
    }

    /** The gradient that a hook is shown is the hook's own. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHookThatChangesItsGradientChangesNoOther(boolean createGraph) {
        Tensor a = Tensor.ones(2).requiresGrad(true);
        Tensor b = Tensor.ones(2).requiresGrad(true);
        b.registerHook(g -> {
            try (NoGrad _ = NoGrad.enter()) {
                g.fill(100);
            }
            return g;
        });
        Tensor upstream = Tensor.ones(2);
        a.add(b).backward(upstream, true, createGraph);
        assertArrayEquals(new float[] {1, 1}, a.grad().toArray());
        assertArrayEquals(new float[] {100, 100}, b.grad().toArray());
        assertArrayEquals(new float[] {1, 1}, upstream.toArray());
    }

    /** Nor is the gradient of a graph from before lost. */
    @Test
    void aLeafThatIsOneAgainHasItsHooks() {
        Tensor x = Tensor.ones(2).requiresGrad(true);
        Registration hook = x.registerHook(g -> g.mul(10));
        Tensor before = x.mul(2).sum();
        x.requiresGrad(false);
        assertFalse(x.mul(2).requiresGrad());
        x.requiresGrad(true);
        x.mul(3).sum().add(before).backward();
        assertArrayEquals(new float[] {50, 50}, x.grad().toArray());
        hook.close();
        x.zeroGrad();
        x.sum().backward();
        assertArrayEquals(new float[] {1, 1}, x.grad().toArray());
    }

    @Test
    void askingForAGradientTwiceKeepsTheHooks() {
        Tensor x = Tensor.ones(2).requiresGrad(true);
        List<Float> seen = new ArrayList<>();
        x.registerHook(g -> {
            seen.add(g.get(0));
            return g.mul(10);
        });
        Tensor y = x.mul(2);
        x.requiresGrad(true);
        y.add(x.mul(3)).sum().backward();
        assertEquals(List.of(5f), seen);
        assertArrayEquals(new float[] {50, 50}, x.grad().toArray());
    }

    @Test
    void aLeafThatIsCutOffGetsNoGradientFromAnOlderGraph() {
        Tensor x = Tensor.ones(2).requiresGrad(true);
        Tensor w = Tensor.ones(2).requiresGrad(true);
        Tensor y = x.mul(w).sum();
        x.requiresGrad(false);
        y.backward();
        assertFalse(x.hasGrad());
        assertArrayEquals(new float[] {1, 1}, w.grad().toArray());
    }
}
