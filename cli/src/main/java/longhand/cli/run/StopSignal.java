package longhand.cli.run;

import java.util.concurrent.CountDownLatch;

/**
 * Lets Ctrl-C (or SIGTERM) end a run in order: the JVM waits until the running step is done and everything is saved, and ends then.
 * Close it when that is the case.
 */
final class StopSignal implements AutoCloseable {
    private final CountDownLatch saved = new CountDownLatch(1);
    private final Thread hook;

    StopSignal(Runnable requestStop) {
        this.hook = new Thread(() -> {
            requestStop.run();
            try {
                saved.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        saved.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and waits for nobody any more.
        }
    }
}
