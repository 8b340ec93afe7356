package longhand.cluster;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long to wait for workers, counted in time in which this process runs: when the computer sleeps, or the process is
 * stopped, nobody could come.
 */
final class Patience {
    /** Who waits looks at least that often; more between two looks is sleep. */
    private static final long LONGEST_LOOK = TimeUnit.SECONDS.toNanos(2);

    private final long most;
    private final LongSupplier clock;
    private long last;
    private long waited;

    Patience(int seconds) {
        this(seconds, System::nanoTime);
    }

    /** @param clock in nanoseconds */
    Patience(int seconds, LongSupplier clock) {
        most = TimeUnit.SECONDS.toNanos(seconds);
        this.clock = clock;
        last = clock.getAsLong();
    }

    /** Begins again, for somebody is there. */
    void renew() {
        waited = 0;
        last = clock.getAsLong();
    }

    /** Whether it is over; to be asked every second or so. */
    boolean isOver() {
        long now = clock.getAsLong();
        waited += Math.min(now - last, LONGEST_LOOK);
        last = now;
        return waited > most;
    }
}
