package longhand.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import longhand.backend.Backends;
import longhand.ops.Convolution;
import longhand.ops.Pooling;
import longhand.shape.Window2d;
import org.junit.jupiter.api.Test;

/** Memory that is kept for reuse: never without limit, and never instead of what the program needs. */
class MemoryTest {

    @Test
    void aLoopOverManySizesFitsASmallHeap() throws IOException, InterruptedException {
        SmallHeap.run("sizes", 64);
        SmallHeap.run("sizes in scopes", 64);
    }

    @Test
    void theProgramsNeedsComeBeforeReuse() throws IOException, InterruptedException {
        SmallHeap.run("pressure", 100);
    }

    @Test
    void anArrayInTheUsersHandsIsNotUsedAgain() {
        float[] array;
        try (Memory.Scope _ = Memory.scope()) {
            array = Tensor.ones(5000).add(1).data();
        }
        Tensor.ones(5000).add(7);
        assertEquals(2, array[0]);
    }

    @Test
    void scopesCloseInOrder() throws Exception {
        Memory.Scope outer = Memory.scope();
        Memory.Scope inner = Memory.scope();
        assertThrows(IllegalStateException.class, outer::close);
        CompletableFuture.runAsync(() -> assertThrows(IllegalStateException.class, inner::close)).get();
        Tensor x = Tensor.ones(5000).add(1);
        inner.close();
        inner.close();
        assertThrows(IllegalStateException.class, () -> x.get(0));
        Tensor y = Tensor.ones(5000).add(1);
        outer.close();
        assertThrows(IllegalStateException.class, () -> y.get(0));
        assertEquals(2, Tensor.ones(5000).add(1).get(0), "no scope is open");
    }

    @Test
    void whatIsKeptLivesOnAfterAllScopes() {
        Tensor kept;
        Tensor keptToo;
        try (Memory.Scope _ = Memory.scope()) {
            try (Memory.Scope inner = Memory.scope()) {
                kept = inner.keep(Tensor.ones(5000).add(1));
                keptToo = Memory.keep(Tensor.ones(5000).add(2).reshape(50, 100));
            }
        }
        Tensor.ones(5000).add(9).add(9);
        assertEquals(2, kept.get(0));
        assertEquals(3, keptToo.get(0, 0));
    }

    @Test
    void indicesOfAClosedScopeAreNotReadByGradients() {
        Tensor x = Tensor.arange(10_000).reshape(1, 1, 100, 100).requiresGrad(true);
        Tensor y;
        try (Memory.Scope scope = Memory.scope()) {
            y = scope.keep(Pooling.maxPool2d(x, Window2d.square(2).stride(2)));
        }
        Tensor upstream = Tensor.ones(1, 1, 50, 50);
        String message = assertThrows(IllegalStateException.class, () -> y.backward(upstream)).getMessage();
        assertTrue(message.contains("Memory.Scope"), message);
    }

    @Test
    void trimmingFreesEverything() {
        try (Memory.Scope _ = Memory.scope()) {
            Tensor x = Tensor.ones(4, 24, 40, 40);
            Tensor y = Convolution.conv2d(x, Tensor.ones(24, 24, 3, 3), Window2d.square(3).padding(1));
            y.relu();
        }
        Convolution.conv2d(Tensor.ones(4, 24, 40, 40), Tensor.ones(24, 24, 3, 3), Window2d.square(3).padding(1));
        assertTrue(Backends.keptBytes() > 0);
        long results = 4 * 4 * 24 * 40 * 40;
        assertTrue(Memory.pooledBytes() >= results + Backends.keptBytes(), "kernels' working memory counts");
        Memory.trim();
        assertEquals(0, Memory.pooledBytes());
    }

    @Test
    void anOuterScopeKeepsWhatAnInnerOneComputed() {
        Tensor kept;
        Tensor ofTheOuter;
        try (Memory.Scope outer = Memory.scope()) {
            Tensor before = Tensor.ones(5000).add(6);
            try (Memory.Scope inner = Memory.scope()) {
                kept = outer.keep(Tensor.ones(5000).add(1));
                ofTheOuter = inner.keep(before); // it outlives the inner one anyway
            }
            Tensor.ones(5000).add(7);
            assertEquals(7, ofTheOuter.get(0));
        }
        Tensor.ones(5000).add(7);
        assertEquals(2, kept.get(4999));
        assertThrows(IllegalStateException.class, () -> ofTheOuter.get(0));
    }

    @Test
    void nothingToKeepIsNamed() {
        try (Memory.Scope scope = Memory.scope()) {
            assertTrue(assertThrows(IllegalArgumentException.class, () -> scope.keep(null)).getMessage()
                    .startsWith("keep: the tensor is null. Rule: "));
        }
        assertThrows(IllegalArgumentException.class, () -> Memory.keep(null));
    }
}
