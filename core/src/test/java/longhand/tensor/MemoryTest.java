package longhand.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import longhand.backend.Backends;
import longhand.ops.Convolution;
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
    void trimmingFreesEverything() {
        try (Memory.Scope _ = Memory.scope()) {
            Tensor x = Tensor.ones(4, 24, 40, 40);
            Tensor y = Convolution.conv2d(x, Tensor.ones(24, 24, 3, 3), Window2d.square(3).padding(1));
            y.relu();
        }
        Convolution.conv2d(Tensor.ones(4, 24, 40, 40), Tensor.ones(24, 24, 3, 3), Window2d.square(3).padding(1));
        assertTrue(Backends.keptBytes() > 0);
        assertTrue(Memory.pooledBytes() >= 4 * 4 * 24 * 40 * 40 + Backends.keptBytes(), "kernels' working memory counts");
        Memory.trim();
        assertEquals(0, Memory.pooledBytes());
    }
}
