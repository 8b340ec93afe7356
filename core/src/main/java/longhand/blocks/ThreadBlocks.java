package longhand.blocks;

import java.util.function.Consumer;

/**
 * Values that hold for a block of code on one thread, {@code try (Block<T> _ = blocks.open(value)) { … }}.
 *
 * <p>Blocks nest, and the innermost that is open counts, in whatever order they are closed. Other threads are not
 * concerned: one that closes the block of another is told so, since nothing would change where the block holds.
 *
 * @param <T> the kind of value
 */
public final class ThreadBlocks<T> {
    private final ThreadLocal<Block<T>> innermost = new ThreadLocal<>();
    private final String what;

    /** @param what names the blocks in errors: "NoGrad" */
    public ThreadBlocks(String what) {
        this.what = what;
    }

    /** The value of the innermost block that is open on this thread. */
    public T current(T withoutBlock) {
        Block<T> block = innermost.get();
        return block == null ? withoutBlock : block.value;
    }

    /** Shows the values of all blocks that are open on this thread, the innermost first. */
    public void forEach(Consumer<T> action) {
        for (Block<T> block = innermost.get(); block != null; block = block.outer) {
            if (!block.closed) {
                action.accept(block.value);
            }
        }
    }

    /** Opens a block on this thread. */
    public Block<T> open(T value) {
        Block<T> block = new Block<>(this, innermost.get(), value);
        innermost.set(block);
        return block;
    }

    /**
     * A block until it is closed.
     *
     * @param <T> the kind of value
     */
    public static final class Block<T> implements AutoCloseable {
        private final ThreadBlocks<T> all;
        private final Block<T> outer;
        private final T value;
        private final Thread thread = Thread.currentThread();
        private boolean closed;

        private Block(ThreadBlocks<T> all, Block<T> outer, T value) {
            this.all = all;
            this.outer = outer;
            this.value = value;
        }

        /**
         * Ends the block; a second call does nothing.
         *
         * @throws IllegalStateException on another thread than the one that opened it; it stays open then
         */
        @Override
        public void close() {
            if (Thread.currentThread() != thread) {
                throw new IllegalStateException(all.what + ": a block that the thread '" + thread.getName()
                        + "' opened cannot be closed by '" + Thread.currentThread().getName()
                        + "'. Rule: a block holds for the thread that opened it. Fix: use try-with-resources.");
            }
            closed = true;
            Block<T> open = all.innermost.get();
            while (open != null && open.closed) { // this one, and those around it that were closed before it
                open = open.outer;
            }
            if (open == null) {
                all.innermost.remove();
            } else {
                all.innermost.set(open);
            }
        }
    }
}
