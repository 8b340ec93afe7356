package longhand.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import longhand.backend.Backends;
import longhand.names.Given;

/**
 * Reuse of large arrays, so that a training step allocates almost nothing once the first step has run. Fresh large
 * arrays cost page faults and zeroing, which is why reuse pays.
 *
 * <p><b>The rule.</b> Used again is only what nobody can have in hand any more:
 *
 * <ul>
 *   <li>gradients on their way through a backward pass, as soon as they are passed on;
 *   <li>what one layer of the library hands to the next inside a {@code Sequential} and the like, as soon as no
 *       gradient needs it: at once without a graph, else during the backward pass that frees the graph;
 *   <li>the gradient of a leaf that nobody has asked for with {@code grad()}, at {@code zeroGrad()}; that of a
 *       parameter is seen by the optimiser alone;
 *   <li>the images of a batch, at {@code Batch.release()};
 *   <li>every other result of an operation, when the {@link Scope} closes in which it was computed.
 * </ul>
 *
 * An array that was handed out by {@link Tensor#data()} is never used again. A tensor whose memory was given back
 * refuses access with a message; {@link #keep} prevents it.
 *
 * <p><b>Scopes.</b> A plain loop needs none: what is not reused is left to the garbage collector, as any Java object. A
 * scope catches the rest, such as the results of layers of one's own:
 *
 * <pre>{@code
 * for (Batch batch : loader.epoch()) {
 *     try (Memory.Scope step = Memory.scope()) {
 *         Tensor loss = crossEntropy(net.forward(batch.images()), batch.labels());
 *         loss.backward();
 *         optimizer.step();
 *         optimizer.zeroGrad();
 *     }
 * }
 * }</pre>
 *
 * What outlives the step (parameters, their gradients, the state of an optimiser) is no result that a scope takes back;
 * keep another one with {@link Scope#keep}.
 *
 * <p><b>Limits.</b> Reuse never stands in the way of what a program needs. Kept are the arrays used last, at most half
 * of the maximal heap of results and an eighth of working memory of kernels; the garbage collector takes them too
 * before it gives up, and {@link #trim} drops them all.
 *
 * <p><b>Threads.</b> A scope belongs to the thread that opened it and catches what this thread computes; another thread
 * may use the results until it closes. All other methods may be called from any thread at any time.
 */
public final class Memory {
    private static final long LARGEST_HEAP = Runtime.getRuntime().maxMemory();
    private static final ArrayPool<float[]> FLOATS = new ArrayPool<>(float[]::new, LARGEST_HEAP / 2 / Float.BYTES);
    private static final ArrayPool<int[]> INTS = new ArrayPool<>(int[]::new, LARGEST_HEAP / 16 / Integer.BYTES);
    private static final ThreadLocal<Scope> CURRENT = new ThreadLocal<>();

    private Memory() {}

    /** Opens a scope for this thread; close it with try-with-resources. Scopes nest. */
    public static Scope scope() {
        return open("when the Memory.Scope it was computed in closed. "
                + "Fix: call scope.keep(tensor) before the scope closes");
    }

    /** @param end completes the sentence "its memory was released …" for whoever uses a result afterwards */
    static Scope open(String end) {
        Scope scope = new Scope(CURRENT.get(), end);
        CURRENT.set(scope);
        return scope;
    }

    /** Lets a result live on, whatever scope, backward pass or layer it was computed in. Returns it. */
    public static Tensor keep(Tensor result) {
        required(result).storage().keep();
        return result;
    }

    private static Tensor required(Tensor tensor) {
        return Given.required(tensor, "keep", "the tensor", "pass the result that is to live on");
    }

    /** Drops all that is kept for reuse: arrays of results, and the working memory of kernels in all threads. */
    public static void trim() {
        FLOATS.clear();
        INTS.clear();
        Backends.trim();
    }

    /** Bytes that {@link #trim} would drop at this moment. */
    public static long pooledBytes() {
        return Float.BYTES * FLOATS.elements() + Integer.BYTES * INTS.elements() + Backends.keptBytes();
    }

    /** An array of exactly this length, whose content is arbitrary. */
    static float[] take(int length) {
        return FLOATS.take(length);
    }

    static void give(float[] array) {
        FLOATS.give(array);
    }

    static void give(int[] array) {
        INTS.give(array);
    }

    /** Notes a result in the scope that is open on this thread, if any. */
    static void note(Storage storage) {
        Scope scope = CURRENT.get();
        if (scope != null) {
            storage.owner(scope);
            scope.storages.add(storage);
        }
    }

    /** Indices of that many elements; inside a scope they are taken back when it closes. */
    static Indices indices(int length) {
        Scope scope = CURRENT.get();
        if (scope == null) {
            return new Indices(new int[length]);
        }
        Indices indices = new Indices(INTS.take(length));
        scope.indices.add(indices);
        return indices;
    }

    /** The results computed by one thread between opening and closing. */
    public static final class Scope implements AutoCloseable {
        private final Scope outer;
        private final String end;
        private final List<Storage> storages = new ArrayList<>();
        private final List<Indices> indices = new ArrayList<>();
        private boolean closed;

        private Scope(Scope outer, String end) {
            this.outer = outer;
            this.end = end;
        }

        /**
         * Lets a tensor computed in this scope, or in one inside it, live on after both. What layers and backward
         * passes inside give back before is kept by {@link Memory#keep} only. Returns it.
         */
        public Tensor keep(Tensor tensor) {
            Storage storage = required(tensor).storage();
            for (Scope scope = storage.owner(); scope != null; scope = scope.outer) {
                if (scope == this) {
                    storage.owner(null);
                }
            }
            return tensor;
        }

        /**
         * Releases every tensor computed in this scope and not kept; using one afterwards is an error. Closing again
         * does nothing.
         *
         * @throws IllegalStateException if this is not the innermost scope that is open on this thread
         */
        @Override
        public void close() {
            if (closed) {
                return;
            }
            if (CURRENT.get() != this) {
                throw new IllegalStateException("memory: this scope cannot be closed now. Rule: scopes are closed by the "
                        + "thread that opened them, the last one first. Fix: use try-with-resources.");
            }
            CURRENT.set(outer);
            closed = true;
            releaseAllBut(null);
        }

        /**
         * Releases what was computed since the last call and is still this scope's; returns whether that one was among
         * it.
         */
        boolean releaseAllBut(Storage kept) {
            boolean found = false;
            for (Storage storage : storages) {
                if (storage == kept) {
                    found = true;
                } else if (storage.owner() == this) {
                    storage.release(end);
                }
            }
            storages.clear();
            indices.forEach(Indices::release);
            indices.clear();
            return found;
        }

        /** Computes something whose results are not this scope's but those of the scope around it. */
        <T> T outside(Supplier<T> computation) {
            CURRENT.set(outer);
            try {
                return computation.get();
            } finally {
                CURRENT.set(this);
            }
        }

        /** Releases one result of this scope before the others. */
        void release(Storage storage) {
            storage.release(end);
        }
    }
}
