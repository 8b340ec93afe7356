package longhand.backend.cpu.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import longhand.backend.Backends;

/**
 * Shares one job among a few threads: the caller and {@link Backends#threads()} − 1 helpers.
 *
 * <p>A job is a number of parts. What belongs to a part depends on the sizes only, never on the number of threads, and
 * no two parts write the same element: so the numbers that come out are the same with 1 thread and with many.
 *
 * <p>Each thread begins with its own share of the parts, from first to last, and then helps the others. As parts go
 * with the images of a batch in nearly all kernels, the same thread meets the same images again in the next operation,
 * and finds them in its own cache.
 *
 * <p>Small networks run hundreds of short jobs per training step, so handing one over must be quick: an idle helper
 * first watches for the next job for some microseconds and only then goes to sleep. There is one job at a time. If
 * there is one already (another thread is computing, or a part starts a job of its own), the caller does all parts
 * itself.
 */
public final class Workers {
    /** How long an idle helper watches for a job before it sleeps: waking it costs about as much. */
    private static final long WATCH_NANOS = 500_000;
    private static final int LOOKS_PER_CLOCK_READING = 64;

    private static final AtomicReference<Job> CURRENT = new AtomicReference<>();
    private static final AtomicInteger SLEEPING = new AtomicInteger();
    private static final List<Thread> HELPERS = new ArrayList<>();

    private Workers() {}

    /**
     * Runs {@code task} for each part in [0, parts) and returns when all are done; a failure in any part is thrown
     * here.
     */
    public static void run(int parts, IntConsumer task) {
        int threads = Math.min(Backends.threads(), parts);
        if (threads < 2 || CURRENT.get() != null || !share(new Job(parts, threads, task))) {
            for (int part = 0; part < parts; part++) {
                task.accept(part);
            }
        }
    }

    /** Does the job with the helpers; false, and nothing done, if there is another job. */
    private static boolean share(Job job) {
        if (!CURRENT.compareAndSet(null, job)) {
            return false;
        }
        wake(job.threads - 1);
        job.takeParts(0);
        job.awaitOthers();
        CURRENT.set(null);
        job.rethrow();
        return true;
    }

    /** Runs {@code task} for consecutive ranges of about {@code grain} that cover [0, n). */
    public static void ranges(int n, int grain, Range task) {
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
    public interface Range {
        void run(int from, int to);
    }

    private static void wake(int wanted) {
        if (HELPERS.size() < wanted) { // only ever grows, and only while the job is this thread's
            startHelpers(wanted);
        }
        if (SLEEPING.get() > 0) {
            synchronized (HELPERS) {
                HELPERS.forEach(LockSupport::unpark);
            }
        }
    }

    private static void startHelpers(int wanted) {
        synchronized (HELPERS) {
            while (HELPERS.size() < wanted) {
                int number = HELPERS.size() + 1; // the caller is number 0
                Thread helper = new Thread(() -> help(number), "longhand-cpu-" + number);
                helper.setDaemon(true);
                HELPERS.add(helper);
                helper.start();
            }
        }
    }

    private static void help(int number) {
        Job last = null;
        while (true) {
            Job job = watch(last);
            if (job == null) {
                sleep(last);
            } else {
                last = job;
                if (number < job.threads) {
                    job.takeParts(number);
                }
            }
        }
    }

    /** The current job if it is a new one; after watching for a while, null. */
    private static Job watch(Job last) {
        long start = System.nanoTime();
        do {
            for (int i = 0; i < LOOKS_PER_CLOCK_READING; i++) {
                Job job = CURRENT.get();
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
        Job job = CURRENT.get(); // looked at after the announcement, so that no job is missed
        if (job == null || job == last) {
            LockSupport.park(Workers.class);
        }
        SLEEPING.decrementAndGet();
    }

    private static final class Job {
        private static final int LOOKS_BEFORE_YIELD = 2_000;
        /**
         * A thread takes one in this many of the parts that are left at a time: few agreements at first, even shares at
         * the end.
         */
        private static final int FRACTION = 4;
        private static final int LINE = 16; // counters in a cache line: one for each thread to itself
        private final int parts;
        private final int threads;
        private final IntConsumer task;
        /** For each thread, how many parts of its share have been taken. */
        private final AtomicIntegerArray taken;
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Job(int parts, int threads, IntConsumer task) {
            this.parts = parts;
            this.threads = threads;
            this.task = task;
            this.taken = new AtomicIntegerArray(threads * LINE);
        }

        /** Takes the thread's own share first, then what the others have left of theirs. */
        void takeParts(int thread) {
            for (int i = 0; i < threads; i++) {
                takeShare((thread + i) % threads);
            }
        }

        private void takeShare(int share) {
            int start = (int) ((long) parts * share / threads);
            int end = (int) ((long) parts * (share + 1) / threads);
            int counter = share * LINE;
            while (true) {
                int count = Math.max(1, (end - start - taken.get(counter)) / FRACTION);
                int from = start + taken.getAndAdd(counter, count);
                int to = Math.min(end, from + count);
                if (from >= to) {
                    return;
                }
                try {
                    for (int part = from; part < to; part++) {
                        task.accept(part);
                    }
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    done.addAndGet(to - from);
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
