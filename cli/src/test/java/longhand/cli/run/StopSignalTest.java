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
import longhand.nn.training.EpochSums;
import longhand.nn.training.StepResult;
import org.junit.jupiter.api.Test;

/** What a signal does, without a process that ends. */
class StopSignalTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final AtomicInteger requests = new AtomicInteger();

    private StopSignal signal(long patienceMillis) {
        return new StopSignal(Duration.ofMillis(patienceMillis),
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
        StopSignal signal = signal(60_000);
        signal.askToStop(() -> new Thread(signal::close).start(), "gave up");
        assertTimeoutPreemptively(LIMIT, signal::stop);
        assertEquals("", printed());
    }

    @Test
    void givesUpWhatHangs() {
        StopSignal signal = signal(200);
        signal.askToStop(requests::incrementAndGet, "gave up; longhand resume runs/x");
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
        Thread.sleep(1500);
        signal.stepDone(new StepResult(1, 1, 1, 1, 1, 1, EpochSums.ZERO));
        signal.askToStop(asked::countDown, "gave up");
        Thread stopping = new Thread(signal::stop);
        stopping.start();
        asked.await();
        Thread.sleep(1700);
        assertTrue(stopping.isAlive());
        signal.close();
        stopping.join();
        assertEquals("longhand: stopping: what is being computed is finished and saved first\n", printed());
    }
}
