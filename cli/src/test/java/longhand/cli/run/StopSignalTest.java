package longhand.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import longhand.nn.training.EpochSums;
import longhand.nn.training.StepResult;
import org.junit.jupiter.api.Test;

/** What a signal does, without a process that ends. */
class StopSignalTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String STOPPING =
            "longhand: stopping: what is being computed is finished and saved first\n";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final AtomicInteger requests = new AtomicInteger();
    /** A clock that this test sets, in nanoseconds. */
    private final AtomicLong now = new AtomicLong();

    private StopSignal signal(long patienceMillis) {
        return new StopSignal(Duration.ofMillis(patienceMillis), now::get,
                new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void atFirstItSaysThatNothingWasSaved() {
        signal(1000).stop();
        assertEquals("longhand: stopped before it began; nothing was saved\n", printed());
    }

    @Test
    void aCommandWithNothingToSayEndsSilently() {
        StopSignal signal = signal(1000);
        signal.endAtOnce("");
        signal.stop();
        assertEquals("", printed());
    }

    @Test
    void theOrdinaryEndIsSilent() {
        StopSignal signal = signal(1000);
        signal.askToStop(requests::incrementAndGet, "gave up");
        signal.close();
        signal.stop();
        assertEquals("", printed());
        assertEquals(0, requests.get());
    }

    @Test
    void waitsForWhatWasAskedToStop() {
        StopSignal signal = signal(600_000);
        signal.askToStop(() -> new Thread(signal::close).start(), "gave up");
        assertTimeoutPreemptively(LIMIT, signal::stop);
        assertTrue(printed().isEmpty() || printed().equals(STOPPING), printed());
    }

    @Test
    void givesUpWhatHangs() {
        StopSignal signal = signal(200);
        signal.askToStop(() -> {
            requests.incrementAndGet();
            now.addAndGet(Duration.ofHours(1).toNanos());
        }, "gave up; longhand resume runs/x");
        assertTimeoutPreemptively(LIMIT, signal::stop);
        assertEquals(1, requests.get());
        assertTrue(printed().endsWith("longhand: gave up; longhand resume runs/x\n"), printed());
    }

    /** Steps that take longer than patience lasts are waited for once it is known how long they take. */
    @Test
    void longStepsAreWaitedFor() throws InterruptedException {
        StopSignal signal = signal(1);
        CountDownLatch asked = new CountDownLatch(1);
        signal.started(null);
        now.addAndGet(Duration.ofHours(1).toNanos());
        signal.stepDone(new StepResult(1, 1, 1, 1, 1, 1, EpochSums.ZERO));
        signal.askToStop(asked::countDown, "gave up");
        Thread stopping = new Thread(signal::stop);
        stopping.start();
        asked.await();
        while (printed().isEmpty()) {
            Thread.sleep(5);
        }
        Thread.sleep(300); // much longer than its patience
        assertTrue(stopping.isAlive());
        signal.close();
        stopping.join();
        assertEquals(STOPPING, printed());
    }
}
