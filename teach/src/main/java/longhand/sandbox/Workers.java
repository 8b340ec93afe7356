package longhand.sandbox;

import java.util.concurrent.CompletableFuture;

/**
 * Keeps a process for programs that run one after the other: nobody waits for its start, and one that was misused is
 * replaced.
 */
public final class Workers implements AutoCloseable {
    private final int megabytes;
    private CompletableFuture<WorkerProcess> worker;

    /** Starts the first process in the background. */
    public Workers(int megabytes) {
        this.megabytes = megabytes;
        this.worker = start();
    }

    private CompletableFuture<WorkerProcess> start() {
        return CompletableFuture.supplyAsync(() -> Program.start(megabytes));
    }

    /** The process for the next program. */
    public synchronized WorkerProcess take() {
        prepare();
        return worker.join();
    }

    /** Starts another process in the background if the present one cannot be used any more. */
    public synchronized void prepare() {
        if (worker.isDone() && !worker.join().isUsable()) {
            worker = start();
        }
    }

    @Override
    public synchronized void close() {
        worker.join().close();
    }
}
