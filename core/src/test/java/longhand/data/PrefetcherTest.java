package longhand.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PrefetcherTest {
    private final List<Integer> loaded = new CopyOnWriteArrayList<>();

    private Batch load(int i) {
        loaded.add(i);
        return new Batch(Tensor.scalar(i), Tensor.vector(i), new int[] {i}, 0);
    }

    @Test
    void preparesWhatItWasAskedForAndNoMore() {
        try (Prefetcher prefetcher = new Prefetcher(this::load, 2, 4, 9)) {
            assertEquals(2, prefetcher.next().labels()[0]);
            assertEquals(3, prefetcher.next().labels()[0]);
            while (isPreparing()) {
                Thread.onSpinWait(); // it ends by itself
            }
        }
        assertEquals(List.of(2, 3), loaded);
    }

    private static boolean isPreparing() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("longhand-prefetch"));
    }

    /**
     * Whoever is interrupted while waiting for the thread to end finds it ended, and still knows of the interruption.
     */
    @Test
    void closingSurvivesAnInterruption() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Prefetcher prefetcher = new Prefetcher(i -> {
            started.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return load(i);
        }, 0, 1, 1);
        started.await();
        Thread.currentThread().interrupt();
        goOn.countDown();
        prefetcher.close();
        assertTrue(Thread.interrupted());
        assertEquals(List.of(0), loaded);
    }

    /** Whoever asks again after an error gets it again, and does not wait for ever. */
    @Test
    void anErrorIsThrownAtEveryCall() {
        for (Throwable failure : List.of(new IllegalStateException("damaged"), new AssertionError("damaged"),
                new IOException("damaged"))) {
            try (Prefetcher prefetcher = new Prefetcher(i -> PrefetcherTest.<RuntimeException, Batch>fail(failure), 0,
                    3, 2)) {
                for (int call = 0; call < 3; call++) {
                    Throwable thrown = assertThrows(Throwable.class, prefetcher::next);
                    assertTrue(thrown.getMessage().contains("damaged"), thrown.toString());
                    assertTrue(thrown == failure || thrown.getCause() == failure);
                }
            }
        }
    }

    /** Throws a checked exception unchecked, as code in Kotlin may. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable, T> T fail(Throwable failure) throws E {
        throw (E) failure;
    }
}
