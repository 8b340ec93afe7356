package longhand.tensor;

import java.util.ArrayList;
import java.util.List;
import longhand.backend.Backends;

/**
 * Reuse of large arrays, so that a training step allocates almost nothing once the first step has run.
 *
 * <p>Only results of operations take part. Inside a {@link Scope} every such result is noted, and closing the scope gives all their
 * arrays back for the next round:
 *
 * <pre>{@code
 * for (Batch batch : loader) {
 *     try (Memory.Scope step = Memory.scope()) {
 *         Tensor loss = crossEntropy(net.forward(batch.images()), batch.labels());
 *         loss.backward();
 *         optimizer.step();
 *     }
 * }
 * }</pre>
 *
 * Without a scope nothing has to be closed: the garbage collector does the work, as for any Java object. Fresh large arrays cost
 * page faults and zeroing, which is why reuse pays. What outlives the step (parameters, optimiser state) is not the result of an
 * operation, and so never pooled; keep a result with {@link Scope#keep}.
 *
 * <p>Reuse never stands in the way of what a program needs: arrays of at most half of the maximal heap are kept, those used last, and
 * the garbage collector takes them too before it gives up.
 */
public final class Memory {
    private static final long LARGEST_HEAP = Runtime.getRuntime().maxMemory();
    private static final ArrayPool<float[]> FLOATS = new ArrayPool<>(float[]::new, LARGEST_HEAP / 2 / Float.BYTES);
    private static final ArrayPool<int[]> INTS = new ArrayPool<>(int[]::new, LARGEST_HEAP / 16 / Integer.BYTES);
    private static final ThreadLocal<Scope> CURRENT = new ThreadLocal<>();

    private Memory() {}

    /** Opens a scope for this thread; close it with try-with-resources. Scopes nest. */
    public static Scope scope() {
        Scope scope = new Scope(CURRENT.get());
        CURRENT.set(scope);
        return scope;
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

    /**
     * An array of exactly this length and arbitrary content that an operation keeps for its gradient (indices); inside a scope it is
     * taken back when the scope closes.
     */
    public static int[] ints(int length) {
        Scope scope = CURRENT.get();
        if (scope == null) {
            return new int[length];
        }
        int[] array = INTS.take(length);
        scope.indices.add(array);
        return array;
    }

    /** An array of exactly this length, whose content is arbitrary. */
    static float[] take(int length) {
        return FLOATS.take(length);
    }

    static void give(float[] array) {
        FLOATS.give(array);
    }

    /** Notes a result in the scope that is open on this thread, if any. */
    static void note(Storage storage) {
        Scope scope = CURRENT.get();
        if (scope != null) {
            scope.storages.add(storage);
        }
    }

    /** The results computed by one thread between opening and closing. */
    public static final class Scope implements AutoCloseable {
        private final Scope outer;
        private final List<Storage> storages = new ArrayList<>();
        private final List<int[]> indices = new ArrayList<>();

        private Scope(Scope outer) {
            this.outer = outer;
        }

        /** Lets a tensor computed in this scope live on after it. */
        public Tensor keep(Tensor tensor) {
            storages.removeIf(s -> s == tensor.storage());
            return tensor;
        }

        /** Releases every tensor computed in this scope and not kept; using one afterwards is an error. */
        @Override
        public void close() {
            CURRENT.set(outer);
            storages.forEach(Storage::release);
            storages.clear();
            indices.forEach(INTS::give);
            indices.clear();
        }
    }
}
