package longhand.cluster;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private long now = Long.MAX_VALUE; // clocks may overflow

    private boolean isOverAfter(Patience patience, int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
        return patience.isOver();
    }

    @Test
    void endsAfterItsTime() {
        Patience patience = new Patience(60, () -> now);
        for (int i = 0; i < 60; i++) {
            assertFalse(isOverAfter(patience, 1));
        }
        assertTrue(isOverAfter(patience, 1));
        patience.renew();
        assertFalse(isOverAfter(patience, 1));
    }

    /** A computer that sleeps for an hour has not waited for an hour. */
    @Test
    void sleepDoesNotCount() {
        Patience patience = new Patience(60, () -> now);
        for (int i = 0; i < 20; i++) {
            assertFalse(isOverAfter(patience, 3600));
        }
    }
}
