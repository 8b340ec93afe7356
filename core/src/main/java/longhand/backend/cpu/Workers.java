package longhand.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import longhand.backend.Backends;

/**
 * Shares one job among a few threads: the caller and {@link Backends#threads()} − 1 helpers.
 *
 * <p>A job is a number of parts; whoever is free takes the next part. What belongs to a part depends on the sizes only, never on the
 * number of threads, and no two parts write the same element: so the numbers that come out are the same with 1 thread and with many.
 *
 * <p>Small networks run hundreds of short jobs per training step, so handing one over must be quick: an idle helper first watches the
 * job board for some microseconds and only then goes to sleep. The board holds one job. If it is taken (another thread is computing,
 * or a part starts a job of its own), the caller does all parts itself.
 */
final class Workers {
    /** How long an idle helper watches the board before it sleeps: waking it costs about as much. */
    private static final long WATCH_NANOS = 50_000;
    private static final int LOOKS_PER_CLOCK_READING = 64;

    private static final AtomicReference<Job> BOARD = new AtomicReference<>();
    private static final AtomicInteger SLEEPING = new AtomicInteger();
    private static final List<Thread> HELPERS = new ArrayList<>();

    private Workers() {}

    /** Runs {@code task} for each part in [0, parts) and returns when all are done; a failure in any part is thrown here. */
    static void run(int parts, IntConsumer task) {
        int helpers = Math.min(Backends.threads(), parts) - 1;
        Job job = new Job(parts, helpers, task);
        if (helpers < 1 || !BOARD.compareAndSet(null, job)) {
            for (int part = 0; part < parts; part++) {
                task.accept(part);
            }
            return;
        }
        wake(helpers);
        job.takeParts();
        job.awaitOthers();
        BOARD.set(null);
        job.rethrow();
    }

    /** Runs {@code task} for consecutive ranges of about {@code grain} that cover [0, n). */
    static void ranges(int n, int grain, Range task) {
        if (n <= grain) {
            if (n > 0) {
                task.run(0, n);
            }
            return;
        }
        int parts = Math.ceilDiv(n, grain);
        run(parts, part -> task.run((int) ((long) n * part / parts), (int) ((long) n * (part + 1) / parts)));
    }

    /** Work on the elements or rows {@code from} (inclusive) to {@code to} (exclusive). */
    @FunctionalInterface
    interface Range {
        void run(int from, int to);
    }

    private static void wake(int wanted) {
        if (HELPERS.size() < wanted) { // only ever grows, and only while this thread owns the board
            hire(wanted);
        }
        if (SLEEPING.get() > 0) {
            synchronized (HELPERS) {
                HELPERS.forEach(LockSupport::unpark);
            }
        }
    }

    private static void hire(int wanted) {
        synchronized (HELPERS) {
            while (HELPERS.size() < wanted) {
                Thread helper = new Thread(Workers::help, "longhand-cpu-" + (HELPERS.size() + 1));
                helper.setDaemon(true);
                HELPERS.add(helper);
                helper.start();
            }
        }
    }

    private static void help() {
        Job last = null;
        while (true) {
            Job job = watch(last);
            if (job == null) {
                sleep(last);
            } else {
                last = job;
                if (job.places.getAndDecrement() > 0) {
                    job.takeParts();
                }
            }
        }
    }

    /** The job on the board if it is a new one; after watching for a while, null. */
    private static Job watch(Job last) {
        long start = System.nanoTime();
        do {
            for (int i = 0; i < LOOKS_PER_CLOCK_READING; i++) {
                Job job = BOARD.get();
                if (job != null && job != last) {
                    return job;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - start < WATCH_NANOS);
        return null;
    }

    private static void sleep(Job last) {
        SLEEPING.incrementAndGet();
        Job job = BOARD.get(); // looked at after the announcement, so that no job is missed
        if (job == null || job == last) {
            LockSupport.park(Workers.class);
        }
        SLEEPING.decrementAndGet();
    }

    private static final class Job {
        private static final int LOOKS_BEFORE_YIELD = 2_000;
        private final int parts;
        private final IntConsumer task;
        private final AtomicInteger places;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Job(int parts, int helpers, IntConsumer task) {
            this.parts = parts;
            this.task = task;
            this.places = new AtomicInteger(helpers);
        }

        void takeParts() {
            for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
                try {
                    task.accept(part);
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    done.incrementAndGet();
                }
            }
        }

        void awaitOthers() {
            for (int looks = 0; done.get() < parts; looks++) {
                if (looks < LOOKS_BEFORE_YIELD) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
        }

        void rethrow() {
            switch (failure.get()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default -> { }
            }
        }
    }
}
