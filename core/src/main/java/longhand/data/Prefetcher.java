package longhand.data;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;

/** Prepares batches on a thread of its own, a few ahead of the one that asks for them, and hands them out in order. */
final class Prefetcher implements AutoCloseable {
    private final IntFunction<Batch> load;
    /** One permit per batch that may still be prepared ahead. */
    private final Semaphore room;
    /** Never holds more than {@code room} started with. */
    private final BlockingQueue<Result> ready = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /** A batch, or what went wrong instead. */
    private record Result(Optional<Batch> batch, Optional<Throwable> failure) {}

    /**
     * Starts preparing.
     *
     * @param load makes batch {@code i}; called on the other thread, in order
     * @param ahead how many batches may be waiting, at least 1
     */
    Prefetcher(IntFunction<Batch> load, int from, int to, int ahead) {
        this.load = load;
        this.room = new Semaphore(ahead);
        this.thread = Thread.ofPlatform().daemon().name("longhand-prefetch").start(() -> prepare(from, to));
    }

    private void prepare(int from, int to) {
        try {
            for (int i = from; i < to; i++) {
                room.acquireUninterruptibly();
                if (closed) {
                    return;
                }
                ready.add(new Result(Optional.of(load.apply(i)), Optional.empty()));
            }
        } catch (Throwable e) { // a checked one too: data sets may be written in languages that do not check
            ready.add(new Result(Optional.empty(), Optional.of(e)));
        }
    }

    /**
     * The next batch; waits for it if need be. What went wrong on the other thread is thrown here.
     *
     * @throws DatasetException if the waiting thread is interrupted
     */
    Batch next() {
        Result result;
        try {
            result = ready.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException("interrupted while waiting for the next batch", e);
        }
        if (result.failure().isPresent()) {
            ready.add(result); // for who asks again: no other batch is coming
            throw unchecked(result.failure().get());
        }
        room.release();
        return result.batch().orElseThrow();
    }

    private static RuntimeException unchecked(Throwable failure) {
        return switch (failure) {
            case Error error -> throw error;
            case RuntimeException e -> e;
            default -> new DatasetException("the data set failed: " + failure, failure);
        };
    }

    /** Stops preparing; returns when the other thread has ended. */
    @Override
    public void close() {
        boolean interrupted = false;
        closed = true;
        room.release();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
