package longhand.cli.run;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import longhand.data.Batch;
import longhand.nn.training.EpochResult;
import longhand.nn.training.StepResult;
import longhand.nn.training.TrainingListener;
import longhand.nn.training.TrainingState;
import longhand.tensor.Tensor;

/**
 * What happens on Ctrl-C (SIGINT), on SIGTERM, and when the terminal is closed. The JVM then runs {@link #stop} in a
 * thread of its own and ends when that returns, whatever other threads are doing; further signals change nothing.
 *
 * <p>Until a training has begun, the process ends at once and says that nothing was saved. A training is asked to stop,
 * and the process ends when it has saved and said so. A training that hangs cannot hold the process for ever: it is
 * given up when nothing has happened for long. As a listener, this object is told what happens.
 */
public final class StopSignal implements TrainingListener, AutoCloseable {
    /** The one that {@code main} installs. */
    public static final StopSignal PROCESS = new StopSignal(Duration.ofMinutes(1), System::nanoTime, System.err);

    private static final int QUIET_MILLIS = 1000;
    /** A step may take that many times as long as any before. */
    private static final int SLOWER = 3;

    private final Duration patience;
    private final LongSupplier clock;
    private final PrintStream err;
    private final CountDownLatch ended = new CountDownLatch(1);

    private String words = "stopped before it began; nothing was saved";
    private Optional<Runnable> request = Optional.empty();
    private boolean stopping;
    private long lastEvent;
    private long longestPause;

    /**
     * @param patience how long nothing may happen after a signal, at least
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    StopSignal(Duration patience, LongSupplier clock, PrintStream err) {
        this.patience = patience;
        this.clock = clock;
        this.lastEvent = clock.getAsLong();
        this.err = err;
    }

    /** To be called once, as early as possible. */
    public void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    }

    /** From now on the process ends at once on a signal. @param says what is printed then; empty: nothing */
    public void endAtOnce(String says) {
        change(says, Optional.empty());
    }

    /**
     * From now on a signal calls {@code stopRequest}, and the process ends after {@link #close}.
     *
     * @param says what is printed if training has to be given up
     */
    void askToStop(Runnable stopRequest, String says) {
        change(says, Optional.of(stopRequest));
    }

    private void change(String says, Optional<Runnable> stopRequest) {
        boolean late;
        synchronized (this) {
            late = stopping && request.isEmpty();
            if (!late) {
                words = says;
                request = stopRequest;
            }
        }
        if (late) {
            waitForTheEnd(); // the JVM is ending, and what was printed must stay true
        }
    }

    private static void waitForTheEnd() {
        while (true) {
            try {
                Thread.sleep(Duration.ofDays(1));
            } catch (InterruptedException e) {
                // Nothing to do but wait.
            }
        }
    }

    /** What the JVM runs on a signal, and at its ordinary end. */
    void stop() {
        if (ended.getCount() == 0) {
            return;
        }
        Optional<Runnable> ask;
        synchronized (this) {
            stopping = true;
            ask = request;
        }
        ask.ifPresent(Runnable::run);
        boolean inOrder = ask.isPresent() && waitUntilEnded();
        if (!inOrder) {
            say(words());
        }
    }

    private synchronized String words() {
        return words;
    }

    /** A line on standard error; not beside the ^C that the terminal shows. */
    void say(String text) {
        if (!text.isEmpty()) {
            Console console = System.console();
            err.println((console != null && console.isTerminal() ? System.lineSeparator() : "") + "longhand: "
                    + SafeText.line(text));
            err.flush();
        }
    }

    /** Whether the command ended before patience did. */
    private boolean waitUntilEnded() {
        try {
            if (!ended.await(QUIET_MILLIS, TimeUnit.MILLISECONDS)) {
                say("stopping: what is being computed is finished and saved first");
            }
            long left = patience.toNanos();
            while (left > 0 && !ended.await(left, TimeUnit.NANOSECONDS)) {
                left = nanosLeft();
            }
            return left > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized long nanosLeft() {
        return patience.toNanos() + SLOWER * longestPause - (clock.getAsLong() - lastEvent);
    }

    private synchronized void somethingHappened() {
        long now = clock.getAsLong();
        longestPause = Math.max(longestPause, now - lastEvent);
        lastEvent = now;
    }

    @Override
    public void started(TrainingState state) {
        synchronized (this) {
            lastEvent = clock.getAsLong();
        }
    }

    @Override
    public void stepDone(StepResult result) {
        somethingHappened();
    }

    @Override
    public void tested(Batch data, Tensor logits, int done, int batches) {
        somethingHappened();
    }

    @Override
    public void epochDone(EpochResult result) {
        somethingHappened();
    }

    /** The command is done, and everything it has to say is printed. */
    @Override
    public void close() {
        ended.countDown();
    }
}
