package longhand.sandbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What processes spend that compute, sleep, or are kept from computing. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SpentTest {
    private static final long LONG = Duration.ofMillis(300).toNanos();

    /** Lets a script run until it has spent something; returns which part that is of the clock's time. */
    private static double share(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", script).start();
        try {
            long start = System.nanoTime();
            Spent spent = new Spent(process.toHandle());
            long nanos;
            do {
                Thread.sleep(5);
                nanos = spent.nanos();
            } while (nanos < LONG);
            return (double) nanos / (System.nanoTime() - start);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whoComputesSpendsAtMostTheClock() throws IOException, InterruptedException {
        double share = share("while :; do :; done");
        assertTrue(share <= 1, "share " + share);
    }

    @Test
    void whoSleepsSpendsAThird() throws IOException, InterruptedException {
        double share = share("exec sleep 1000");
        assertTrue(share < 0.5, "share " + share);
    }

    @Test
    void whoIsKeptFromComputingSpendsNoMore() throws IOException, InterruptedException {
        double share = share("kill -STOP $$; while :; do :; done");
        assertTrue(share < 0.5, "share " + share);
    }
}
