package longhand.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * One pass over a data set: {@code for (Batch batch : loader.epoch()) …}. Going through it to the end closes it; who
 * leaves early closes it, or lets the next epoch of the same loader do so. For one thread at a time.
 */
public final class Epoch implements Iterable<Batch>, Iterator<Batch>, AutoCloseable {
    private final LoaderState start;
    private final int batches;
    private final IntFunction<Batch> load;
    private final Optional<Prefetcher> prefetcher;
    private int next;
    private boolean closed;

    /**
     * @param start where in the epoch to begin
     * @param batches number of batches of the whole epoch
     * @param load makes batch {@code i}
     */
    Epoch(LoaderState start, int batches, IntFunction<Batch> load, int prefetch) {
        this.start = start;
        this.batches = batches;
        this.load = load;
        this.next = start.batch();
        this.prefetcher = prefetch > 0 ? Optional.of(new Prefetcher(load, next, batches, prefetch)) : Optional.empty();
    }

    /** This epoch, from where it is: an epoch can be gone through once. */
    @Override
    public Iterator<Batch> iterator() {
        return this;
    }

    /** Number of the epoch, from 0. */
    public int number() {
        return start.epoch();
    }

    /** Number of batches of the whole epoch. */
    public int batches() {
        return batches;
    }

    @Override
    public boolean hasNext() {
        return next < batches;
    }

    /**
     * The next batch.
     *
     * @throws NoSuchElementException after the last one
     * @throws IllegalStateException if the epoch was closed before its end
     */
    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the epoch's " + batches + " batches are through");
        }
        if (closed) {
            throw new IllegalStateException("the epoch was closed after " + next + " of " + batches
                    + " batches; start another one");
        }
        Batch batch = prefetcher.isPresent() ? prefetcher.get().next() : load.apply(next);
        next++;
        if (!hasNext()) {
            close();
        }
        return batch;
    }

    /** Whether it has no further batches: it is through, or was closed before, as another epoch of the loader does. */
    public boolean isClosed() {
        return closed || !hasNext();
    }

    /** Where the epoch stands; at its end, before the next one. */
    LoaderState state() {
        return hasNext() ? start.at(next) : LoaderState.before(start.epoch() + 1);
    }

    /** Ends the background work. */
    @Override
    public void close() {
        closed = true;
        prefetcher.ifPresent(Prefetcher::close);
    }
}
