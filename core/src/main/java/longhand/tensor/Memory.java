package longhand.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

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

    private static final Pool<float[]> FLOATS = new Pool<>(float[]::new);
    private static final Pool<int[]> INTS = new Pool<>(int[]::new);
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
        FLOATS.clear();
        INTS.clear();
    }

    /** Bytes kept for reuse at this moment. */
    public static long pooledBytes() {
        return 4 * (FLOATS.elements() + INTS.elements());
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
        FLOATS.give(array, array.length);
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
            indices.forEach(array -> INTS.give(array, array.length));
            indices.clear();
        }
    }

    /** Free arrays by length. */
    private static final class Pool<A> {
        private final Map<Integer, Deque<A>> free = new HashMap<>();
        private final IntFunction<A> allocate;

        Pool(IntFunction<A> allocate) {
            this.allocate = allocate;
        }

        A take(int length) {
            if (length >= SMALLEST_POOLED) {
                synchronized (this) {
                    Deque<A> stack = free.get(length);
                    if (stack != null && !stack.isEmpty()) {
                        return stack.pop();
                    }
                }
            }
            return allocate.apply(length);
        }

        synchronized void give(A array, int length) {
            if (length >= SMALLEST_POOLED) {
                free.computeIfAbsent(length, n -> new ArrayDeque<>()).push(array);
            }
        }

        synchronized void clear() {
            free.clear();
        }

        synchronized long elements() {
            return free.entrySet().stream().mapToLong(e -> (long) e.getKey() * e.getValue().size()).sum();
        }
    }
}
