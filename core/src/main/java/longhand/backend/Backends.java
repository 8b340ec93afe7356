package longhand.backend;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import longhand.blocks.ThreadBlocks;
import longhand.names.NearestName;

/**
 * Chooses the {@link Backend} that all operations use, and the number of threads it may take.
 *
 * <p><b>Threads.</b> All methods may be called from any thread; the choice holds for all of them, from their next
 * operation on; {@link #with} makes one for a block of one thread. Kernels may run in several threads at once. The cpu
 * backend has one set of helper threads, which work on one kernel at a time: kernels that other threads start meanwhile
 * run on those threads alone, with the same numbers.
 *
 * <p><b>Memory.</b> Kernels keep working memory in each thread that runs them, up to an eighth of the maximal heap in
 * all; the garbage collector takes it before it gives up, and {@link #trim} drops it.
 */
public final class Backends {
    private static final Map<String, Supplier<Backend>> KNOWN = new LinkedHashMap<>();
    private static final Map<String, Backend> MADE = new HashMap<>();
    private static final Set<Backend> USED = Collections.newSetFromMap(new IdentityHashMap<>());
    private static final ThreadBlocks<Backend> OF_BLOCK = new ThreadBlocks<>("Backends.with");
    /** More than processors; kernels keep working memory for each. */
    private static final int MOST_THREADS = 4_096;
    private static volatile Backend current;
    private static volatile int threads = Runtime.getRuntime().availableProcessors();

    static {
        ServiceLoader.load(BackendProvider.class).forEach(provider -> KNOWN.put(provider.name(), provider::create));
    }

    private Backends() {}

    /** The backend in use on this thread; the first call chooses the fastest one for this machine. */
    public static Backend current() {
        Backend ofBlock = OF_BLOCK.current(null);
        if (ofBlock != null) {
            return ofBlock;
        }
        Backend b = current;
        return b != null ? b : use("cpu");
    }

    /**
     * Uses the named backend for one block on this thread only:
     *
     * <pre>{@code
     * try (Backends.Block _ = Backends.with("reference")) {
     *     slow = conv.forward(x);
     * }
     * }</pre>
     *
     * Blocks nest. Other threads, also those started inside, are not concerned.
     *
     * @throws BackendException as {@link #use(String)}
     */
    public static Block with(String name) {
        return new Block(OF_BLOCK.open(made(name)));
    }

    /** A block that has a backend of its own; to be closed by the thread that opened it. */
    public static final class Block implements AutoCloseable {
        private final ThreadBlocks.Block<Backend> block;

        private Block(ThreadBlocks.Block<Backend> block) {
            this.block = block;
        }

        /**
         * Back to the backend of before, or to that of a block inside that is still open.
         *
         * @throws IllegalStateException on another thread than the one that opened it
         */
        @Override
        public void close() {
            block.close();
        }
    }

    /**
     * Uses the named backend from now on, in every thread.
     *
     * @throws BackendException if there is no such backend or it cannot run here; says what to install
     */
    public static synchronized Backend use(String name) {
        return use(made(name));
    }

    private static synchronized Backend made(String name) {
        if (name == null) {
            throw new BackendException("the name of the backend is null. Fix: choose one of "
                    + String.join(", ", KNOWN.keySet()) + ".");
        }
        Supplier<Backend> make = KNOWN.get(name);
        if (make == null) {
            throw new BackendException("there is no backend '" + name + "'. " + NearestName.fix(name, KNOWN.keySet())
                    + (name.equals("opencl") ? " opencl is in the artifact longhand-opencl; add it to the class path."
                    : ""));
        }
        Backend backend = MADE.get(name);
        if (backend == null) {
            backend = make.get();
            MADE.put(name, backend);
        }
        USED.add(backend);
        return backend;
    }

    /**
     * Uses the given backend from now on, in every thread; for one that takes a choice, such as {@code
     * OpenClBackend.device(1)}.
     */
    public static synchronized Backend use(Backend backend) {
        if (backend == null) {
            throw new BackendException("the backend is null. Fix: pass one, or a name: Backends.use(\"cpu\").");
        }
        current = backend;
        USED.add(backend);
        return backend;
    }

    /** Names of all backends, whether or not they can run here. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(KNOWN.keySet());
    }

    /** Bytes of working memory that kernels keep from call to call, in all threads. */
    public static synchronized long keptBytes() {
        return USED.stream().mapToLong(Backend::keptBytes).max().orElse(0); // they share what the cpu backend keeps
    }

    /** Drops that memory; kernels that are running are not disturbed. */
    public static synchronized void trim() {
        USED.forEach(Backend::trim);
    }

    /** Threads that a backend may use; as many as there are processors unless set. */
    public static int threads() {
        return threads;
    }

    /** Sets the number of threads, from 1 to 4,096. Results do not depend on it. */
    public static void threads(int n) {
        if (n < 1 || n > MOST_THREADS) {
            throw new IllegalArgumentException("threads: " + n + " is no number of threads. Rule: at least 1 and at most "
                    + MOST_THREADS + ". Fix: pass such a number, or leave it out: then it is that of the processors.");
        }
        threads = n;
    }
}
