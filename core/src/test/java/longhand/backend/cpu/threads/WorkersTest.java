package longhand.backend.cpu.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import longhand.backend.Backends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs in parts: each part runs once, whoever does it, and the threads that are there share them. */
class WorkersTest {
    /** Only a thread that never comes is waited for so long. */
    private static final int PATIENCE_SECONDS = 60;
    private static final int MOST_ATTEMPTS = 4;

    private final int threadsBefore = Backends.threads();

    @AfterEach
    void asManyThreadsAsBefore() {
        Backends.threads(threadsBefore);
    }

    @Test
    void everyPartRunsOnce() {
        for (int round = 0; round < 2_000; round++) {
            Backends.threads(1 + round % 5);
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
        assertShared(2);
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
        assertShared(2);
    }

    /**
     * Parts that all wait for each other: they end only if each has a thread of its own. Tried again, because another
     * thread of this process may be computing, or the process may have been stopped while it waited.
     */
    private static void assertShared(int threads) {
        Backends.threads(threads);
        AtomicBoolean alone = new AtomicBoolean(true);
        for (int attempt = 0; alone.get() && attempt < MOST_ATTEMPTS; attempt++) {
            alone.set(false);
            CountDownLatch others = new CountDownLatch(threads);
            Workers.run(threads, part -> {
                others.countDown();
                if (!alone.get() && !await(others)) { // the parts to come need not wait too
                    alone.set(true);
                }
            });
        }
        assertFalse(alone.get(), "of " + threads + " threads some did not take part");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void allThreadsTakePart() throws InterruptedException {
        for (int threads = 2; threads <= 5; threads++) {
            assertShared(threads);
            Thread.sleep(5); // longer than idle helpers watch: they sleep, and have to be woken
            assertShared(threads);
        }
        assertShared(2); // fewer than there are helpers
    }

    /**
     * The thread of part 0 is held up until all others are done: the parts of its share too. Tried again for the same
     * reasons as in {@link #assertShared}.
     */
    @Test
    void whoIsDoneHelpsTheOthers() {
        Backends.threads(2);
        AtomicBoolean alone = new AtomicBoolean(true);
        for (int attempt = 0; alone.get() && attempt < MOST_ATTEMPTS; attempt++) {
            CountDownLatch others = new CountDownLatch(7);
            AtomicIntegerArray runs = new AtomicIntegerArray(8);
            Workers.run(8, part -> {
                runs.incrementAndGet(part);
                if (part == 0) {
                    alone.set(!await(others));
                } else {
                    others.countDown();
                }
            });
            for (int part = 0; part < 8; part++) {
                assertEquals(1, runs.get(part));
            }
        }
        assertFalse(alone.get(), "nobody helps");
    }

    /** The caller goes on when the slowest part is done, whoever does it. */
    @Test
    void nobodyGoesOnBeforeAllIsDone() {
        Backends.threads(2);
        for (int round = 0; round < 20; round++) {
            AtomicIntegerArray done = new AtomicIntegerArray(8);
            Workers.run(8, part -> {
                LockSupport.parkNanos(part == 7 ? 5_000_000 : 0);
                done.incrementAndGet(part);
            });
            assertEquals("[1, 1, 1, 1, 1, 1, 1, 1]", done.toString());
        }
    }

    @Test
    void moreThreadsThanPartsAndNoPartsAtAll() {
        Backends.threads(5);
        AtomicIntegerArray runs = new AtomicIntegerArray(2);
        Workers.run(2, runs::incrementAndGet);
        Workers.run(1, runs::incrementAndGet);
        Workers.run(0, runs::incrementAndGet);
        assertEquals("[2, 1]", runs.toString());
    }

    @Test
    void rangesAreAboutAsLongAsAsked() {
        Queue<Integer> lengths = new ConcurrentLinkedQueue<>();
        for (int n : new int[] {6, 7, 8, 15, 1_000_003}) {
            lengths.clear();
            Workers.ranges(n, 7, (from, to) -> lengths.add(to - from));
            assertEquals(Math.ceilDiv(n, 7), lengths.size(), "ranges of " + n);
            assertTrue(lengths.stream().allMatch(length -> length <= 7 && length >= Math.min(n, 4)), "ranges of " + n);
        }
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
        assertShared(2);
    }
}
