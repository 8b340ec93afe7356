package longhand.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import longhand.tensor.Internals;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Whom the arrays of gradients belong to: the pass while it runs, leaves afterwards, never somebody's own tensor. */
class BackwardMemoryTest {
    private static final int LARGE = 4096; // worth reusing

    private static Tensor leaf(double value) {
        return Tensor.full(value, LARGE).requiresGrad(true);
    }

    /** The example of {@link Memory}, which does not forget gradients. */
    @Test
    void gradientsOutliveTheScopeOfTheirStep() {
        Tensor w = leaf(1);
        for (int step = 1; step <= 3; step++) {
            try (Memory.Scope _ = Memory.scope()) {
                w.mul(3).mul(2).sum().backward();
            }
            Tensor.ones(LARGE).add(100).add(1); // would be written over it, if its memory were free
            assertEquals(6 * step, w.grad().get(LARGE - 1));
        }
    }

    @Test
    void differentiableGradientsOutliveItToo() {
        Tensor w = leaf(2);
        try (Memory.Scope _ = Memory.scope()) {
            w.square().backward(Tensor.ones(LARGE), false, true);
        }
        Tensor.ones(LARGE).add(100);
        assertEquals(4, w.grad().get(0));
    }

    @Test
    void severalThreadsAddToOneLeafAndNothingIsLost() throws Exception {
        int threads = 8;
        int rounds = 200;
        Tensor w = leaf(1);
        CountDownLatch together = new CountDownLatch(threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                all.add(pool.submit(() -> {
                    together.countDown();
                    together.await();
                    for (int i = 0; i < rounds; i++) {
                        w.mul(2).sum().backward();
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertEquals(2 * threads * rounds, w.grad().get(LARGE / 2));
        assertEquals(2 * threads * rounds, w.grad().get(LARGE - 1));
    }

    /** An operation of the user's own, whose gradient is a tensor of his own. */
    private static Tensor withGradient(Tensor x, Gradient gradient) {
        return Internals.recorded("own", x.detach().copy(), Edge.to(x, gradient));
    }

    @Test
    void aTensorThatAGradientFunctionReturnsStaysItsOwners() {
        for (boolean inScope : new boolean[] {false, true}) {
            try (Memory.Scope _ = inScope ? Memory.scope() : null) {
                Tensor mine = Tensor.ones(LARGE).mul(5); // a result, whose memory could be reused
                Tensor x = leaf(1);
                withGradient(x.mul(2), g -> mine).sum().backward();
                Tensor.ones(LARGE).add(100).add(1);
                assertEquals(5, mine.get(0));
                assertEquals(10, x.grad().get(0));

                Tensor y = leaf(1);
                withGradient(y, g -> mine.reshape(LARGE)).sum().backward();
                withGradient(y, g -> mine).sum().backward();
                assertEquals(10, y.grad().get(0));
                assertEquals(5, mine.get(0), "grad() is no alias of it");
                Internals.valuesToChange(mine)[0] = 7;
                assertEquals(10, y.grad().get(0));
            }
        }
    }

    @Test
    void theUpstreamGradientStaysTheCallers() {
        Tensor upstream = Tensor.ones(LARGE).mul(3);
        Tensor x = leaf(1);
        Tensor y = leaf(1);
        x.add(y).backward(upstream);
        x.backward(upstream);
        Internals.valuesToChange(upstream)[0] = 50;
        assertEquals(6, x.grad().get(0));
        assertEquals(3, y.grad().get(0));
    }

    @Test
    void aGradientIsNeverChangedUnderTheHandsOfWhoHasIt() {
        Tensor x = leaf(1);
        x.mul(2).sum().backward();
        Tensor first = x.grad();
        x.mul(3).sum().backward();
        x.zeroGrad();
        x.mul(4).sum().backward();
        assertEquals(2, first.get(0));
        assertEquals(4, x.grad().get(0));
    }

    @Test
    void whatAGradientFunctionKeepsForItselfRefusesAccess() {
        List<Tensor> kept = new ArrayList<>();
        List<float[]> copied = new ArrayList<>();
        Tensor x = leaf(1);
        withGradient(withGradient(x, g -> g.mul(1)), g -> {
            kept.add(g.mul(2));
            copied.add(g.toArray());
            return g.mul(3);
        }).mul(1).sum().backward();
        String message = assertThrows(IllegalStateException.class, () -> kept.getFirst().get(0)).getMessage();
        assertTrue(message.contains("backward") && message.contains("Fix: "), message);
        assertEquals(1, copied.getFirst()[0]);
        assertEquals(3, x.grad().get(0));
    }

    @Test
    void anErrorInTheMiddleLeavesEverythingUsable() {
        Tensor x = leaf(1);
        Tensor bad = withGradient(x.mul(2), g -> {
            throw new IllegalStateException("on purpose");
        });
        assertThrows(IllegalStateException.class, () -> bad.sum().backward());
        assertFalse(x.hasGrad());
        assertTrue(NoGrad.gradEnabled());
        try (Memory.Scope scope = Memory.scope()) {
            assertThrows(IllegalStateException.class, () -> withGradient(x, g -> {
                throw new IllegalStateException("on purpose");
            }).sum().backward());
            Tensor kept = scope.keep(x.mul(2));
            assertEquals(2, kept.get(0));
        }
        x.mul(2).sum().backward();
        assertEquals(2, x.grad().get(0));
    }

    @Test
    void aBackwardPassInsideAGradientFunction() { // as for checkpoints: compute again instead of keeping
        Tensor x = leaf(3);
        Tensor y = withGradient(x, g -> {
            try (NoGrad _ = NoGrad.unless(true)) {
                Tensor again = x.detach().requiresGrad(true);
                again.square().mul(again).backward(g);
                return again.grad();
            }
        });
        y.mul(2).sum().backward();
        assertEquals(54, x.grad().get(0));
        assertEquals(54, x.grad().get(LARGE - 1));
    }

    @Test
    void reusedMemoryDoesNotGrowFromStepToStep() {
        Memory.trim();
        long after2 = 0;
        for (int step = 0; step < 20; step++) {
            Tensor x = leaf(1);
            x.mul(2).mul(3).exp().add(x).sum().backward();
            if (step == 1) {
                after2 = Memory.pooledBytes();
            }
        }
        assertTrue(Memory.pooledBytes() <= after2 + 4 * LARGE, after2 + " became " + Memory.pooledBytes());
    }

    @Test
    void leavesThatShareTheirGradientGetOneEach() {
        Tensor a = leaf(1);
        Tensor b = leaf(2);
        Tensor c = leaf(3);
        a.add(b).add(c).sum().backward();
        Internals.valuesToChange(a.grad())[0] = 9;
        assertArrayEquals(new float[] {1, 1}, new float[] {b.grad().get(0), c.grad().get(0)});
    }
}
