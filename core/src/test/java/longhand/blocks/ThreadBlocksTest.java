package longhand.blocks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import longhand.autograd.NoGrad;
import longhand.backend.Backends;
import org.junit.jupiter.api.Test;

/** Blocks of one thread: nested, closed in any order, twice, and by a thread that did not open them. */
class ThreadBlocksTest {
    private final ThreadBlocks<String> blocks = new ThreadBlocks<>("test");

    private String current() {
        return blocks.current("none");
    }

    @Test
    void theInnermostOpenBlockCountsInWhateverOrderTheyAreClosed() {
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            List<ThreadBlocks.Block<String>> opened = new ArrayList<>();
            List<String> open = new ArrayList<>();
            for (String value : List.of("a", "b", "c")) {
                opened.add(blocks.open(value));
                open.add(value);
                assertEquals(value, current());
            }
            for (int i : order) {
                opened.get(i).close();
                opened.get(i).close(); // does nothing
                open.remove(List.of("a", "b", "c").get(i));
                assertEquals(open.isEmpty() ? "none" : open.getLast(), current());
                List<String> seen = new ArrayList<>();
                blocks.forEach(seen::addFirst);
                assertEquals(open, seen);
            }
        }
    }

    @Test
    void anotherThreadCannotCloseABlock() {
        try (NoGrad noGrad = NoGrad.enter(); Backends.Block backend = Backends.with("reference")) {
            for (AutoCloseable block : List.of(noGrad, backend)) {
                CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
                    String message = assertThrows(IllegalStateException.class, block::close).getMessage();
                    assertTrue(message.contains("Rule: ") && message.contains("Fix: "), message);
                    assertTrue(NoGrad.gradEnabled());
                    assertEquals("cpu", Backends.current().name());
                });
                other.join();
                assertFalse(NoGrad.gradEnabled());
                assertEquals("reference", Backends.current().name());
            }
        }
        assertTrue(NoGrad.gradEnabled());
        assertEquals("cpu", Backends.current().name());
    }

    @Test
    void blocksOfTheLibraryMayBeClosedInAnotherOrder() {
        NoGrad outer = NoGrad.enter();
        NoGrad inner = NoGrad.enter();
        outer.close();
        assertFalse(NoGrad.gradEnabled());
        inner.close();
        assertTrue(NoGrad.gradEnabled());
        Backends.Block first = Backends.with("reference");
        Backends.Block second = Backends.with("cpu");
        first.close();
        assertEquals("cpu", Backends.current().name());
        second.close();
        assertEquals("cpu", Backends.current().name());
        assertThrows(CompletionException.class, () -> CompletableFuture.runAsync(first::close).join());
    }
}
