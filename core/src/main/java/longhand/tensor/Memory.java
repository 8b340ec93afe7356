package longhand.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
 */
public final class Memory {
    /** Smaller arrays are cheaper to allocate than to keep. */
    private static final int SMALLEST_POOLED = 1024;

    private static final Map<Integer, Deque<float[]>> FREE = new HashMap<>();
    private static final ThreadLocal<Scope> CURRENT = new ThreadLocal<>();

    private Memory() {}

    /** Opens a scope for this thread; close it with try-with-resources. Scopes nest. */
    public static Scope scope() {
        Scope scope = new Scope(CURRENT.get());
        CURRENT.set(scope);
        return scope;
    }

    /** Drops all arrays kept for reuse. */
    public static void trim() {
        synchronized (FREE) {
            FREE.clear();
        }
    }

    /** Bytes kept for reuse at this moment. */
    public static long pooledBytes() {
        synchronized (FREE) {
            return FREE.entrySet().stream().mapToLong(e -> 4L * e.getKey() * e.getValue().size()).sum();
        }
    }

    /** An array of exactly this length, whose content is arbitrary. */
    static float[] take(int length) {
        if (length >= SMALLEST_POOLED) {
            synchronized (FREE) {
                Deque<float[]> stack = FREE.get(length);
                if (stack != null && !stack.isEmpty()) {
                    return stack.pop();
                }
            }
        }
        return new float[length];
    }

    static void give(float[] array) {
        if (array.length >= SMALLEST_POOLED) {
            synchronized (FREE) {
                FREE.computeIfAbsent(array.length, n -> new ArrayDeque<>()).push(array);
            }
        }
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
        }
    }
}
