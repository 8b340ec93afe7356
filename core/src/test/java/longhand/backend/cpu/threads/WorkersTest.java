package longhand.backend.cpu.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void everyPartRunsOnce() {
        for (int round = 0; round < 2_000; round++) {
            int parts = 1 + round % 37;
            AtomicIntegerArray runs = new AtomicIntegerArray(parts);
            Workers.run(parts, runs::incrementAndGet);
            for (int part = 0; part < parts; part++) {
                assertEquals(1, runs.get(part));
            }
        }
    }

    @Test
    void rangesCoverEverythingOnce() {
        for (int n = 0; n < 200; n++) {
            AtomicIntegerArray hits = new AtomicIntegerArray(n);
            Workers.ranges(n, 7, (from, to) -> {
                for (int i = from; i < to; i++) {
                    hits.incrementAndGet(i);
                }
            });
            for (int i = 0; i < n; i++) {
                assertEquals(1, hits.get(i));
            }
        }
    }

    @Test
    void aPartMayStartAJobOfItsOwn() {
        AtomicIntegerArray hits = new AtomicIntegerArray(12);
        Workers.run(3, outer -> Workers.run(4, inner -> hits.incrementAndGet(outer * 4 + inner)));
        for (int i = 0; i < 12; i++) {
            assertEquals(1, hits.get(i));
        }
    }

    @Test
    void aFailureReachesTheCallerAndTheWorkersSurvive() {
        for (int round = 0; round < 20; round++) {
            var e = assertThrows(IllegalStateException.class, () -> Workers.run(8, part -> {
                if (part == 5) {
                    throw new IllegalStateException("part 5");
                }
            }));
            assertEquals("part 5", e.getMessage());
        }
        everyPartRunsOnce();
    }

    @Test
    void severalThreadsMayComputeAtOnce() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<AssertionError> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                try {
                    everyPartRunsOnce();
                } catch (AssertionError e) {
                    failures.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
    }
}
