package longhand.sandbox;

import java.time.Duration;

/**
 * How much of its time a question has spent: what its process has computed, because a machine that is busy with other
 * things, or stands still for a while, is not the answer's fault. Whoever sleeps spends a third of the clock's time;
 * several threads that compute at once spend no more than the clock's.
 */
final class Spent {
    private static final int SLEEPER = 3;

    private final ProcessHandle process;
    private final long start = System.nanoTime();
    private final long computedBefore;

    /** From now on. */
    Spent(ProcessHandle process) {
        this.process = process;
        this.computedBefore = computed();
    }

    /** CPU time of the process in nanoseconds since its start; the clock where the system does not tell. */
    private long computed() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElseGet(System::nanoTime);
    }

    long nanos() {
        long clock = System.nanoTime() - start;
        return Math.clamp(computed() - computedBefore, clock / SLEEPER, clock);
    }
}
