package longhand.conformance.fuzz;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import longhand.backend.Backend;

/**
 * Solves random problems with several backends and compares the results with the reference: values and gradients within
 * bounds that theory states, the same bits for 1 to 4 threads, inputs unchanged, nothing written behind the end.
 *
 * <p>Problems come in rounds; each round has a seed, and one problem for every operation. The first round has the seed
 * of the whole run, so a run of no time with a problem's seed repeats just it.
 */
public final class Fuzzer {
    private static final String KERNEL = "kernel.";
    /**
     * The reference solves an operation's problem more than twenty times, so it must not be large; kernels are tried
     * with large ones.
     */
    private static final int LARGEST_OPERATION = 5;
    private static final int MOST_THREADS = 4;
    private static final int TRIES_TO_SHRINK = 20;

    private final Backend reference;
    private final Map<String, LongFunction<Problem>> makers = new TreeMap<>();

    /** How a run went: problems, each solved on all backends, and failures. */
    public record Result(long problems, List<Failure> failures) {}

    /**
     * A promise that a backend broke.
     *
     * @param seed repeats it
     * @param message the problem, and what is wrong with its solution
     */
    public record Failure(String backend, String operation, long seed, String message) {}

    /** @param reference what the backends are compared with */
    public Fuzzer(Backend reference) {
        this.reference = reference;
        new KernelCatalogue(reference).makers().forEach(
                (name, maker) -> makers.put(KERNEL + name, seed -> maker.draw(new Draw(seed, Draw.SIZES - 1))));
        new OperationCatalogue(reference).makers().forEach(
                (name, maker) -> makers.put(name, seed -> maker.draw(new Draw(seed, LARGEST_OPERATION))));
    }

    /** The names of all operations, and of all kernels, which begin with {@code kernel.}. */
    public Set<String> operations() {
        return makers.keySet();
    }

    /**
     * Solves problems until the time is over; at least one round.
     *
     * @param operations names out of {@link #operations}
     * @param report called at each failure; an operation that failed on a backend is not tried again on it
     */
    public Result run(Collection<String> operations, List<Backend> backends, double seconds, long seed,
            Consumer<Failure> report) {
        long start = System.nanoTime();
        SplittableRandom seeds = new SplittableRandom(seed);
        Set<String> broken = new HashSet<>();
        List<Failure> failures = new ArrayList<>();
        long problems = 0;
        for (long round = seed; ; round = seeds.nextLong()) {
            for (String operation : operations) {
                if (backends.stream().allMatch(backend -> broken.contains(operation + backend.name()))) {
                    continue;
                }
                problems++;
                for (Failure failure : failuresOf(operation, backends, round, broken)) {
                    failures.add(failure);
                    report.accept(failure);
                }
                if (System.nanoTime() - start > seconds * 1e9 && round != seed) {
                    return new Result(problems, failures);
                }
            }
            if (seconds == 0 || failures.size() == operations.size() * backends.size()) {
                return new Result(problems, failures);
            }
        }
    }

    private List<Failure> failuresOf(String operation, List<Backend> backends, long seed, Set<String> broken) {
        List<Failure> failures = new ArrayList<>();
        Attempt attempt = new Attempt(makers.get(operation), seed);
        for (Backend backend : backends) {
            if (!broken.contains(operation + backend.name())) {
                attempt.fault(backend).ifPresent(fault -> {
                    broken.add(operation + backend.name());
                    failures.add(smallest(operation, backend, seed, fault));
                });
            }
        }
        return failures;
    }

    /**
     * A failure of the same operation on the same backend whose problem is as small as can be found quickly.
     *
     * @param found the fault that was found first
     */
    private Failure smallest(String operation, Backend backend, long seed, String found) {
        LongFunction<Problem> maker = makers.get(operation);
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int size = 0; size < Draw.sizeClass(seed); size++) {
            for (int i = 0; i < TRIES_TO_SHRINK; i++) {
                long smaller = Draw.resized(i == 0 ? seed : seeds.nextLong(), size);
                Optional<String> fault = new Attempt(maker, smaller).fault(backend);
                if (fault.isPresent()) {
                    return new Failure(backend.name(), operation, smaller, fault.get());
                }
            }
        }
        String fault = new Attempt(maker, seed).fault(backend).orElse(found + ", but not when it was tried again");
        return new Failure(backend.name(), operation, seed, fault);
    }

    /** One problem, its solution by the reference, and the backends' solutions held against it. */
    private static final class Attempt {
        private final LongFunction<Problem> maker;
        private final long seed;
        private Problem problem;
        private List<double[]> expected;
        private List<double[]> tolerances;

        Attempt(LongFunction<Problem> maker, long seed) {
            this.maker = maker;
            this.seed = seed;
        }

        /** What is wrong with the backend's solution. */
        Optional<String> fault(Backend backend) {
            String fault;
            try {
                if (problem == null) {
                    problem = maker.apply(seed);
                    expected = problem.expected();
                    tolerances = problem.tolerances();
                }
                List<double[]> alone = problem.solve(backend, 1);
                int threads = 2 + Math.floorMod(seed / Draw.SIZES, MOST_THREADS - 1);
                fault = Compare.difference(expected, tolerances, alone)
                        .or(() -> Compare.otherBits(alone, problem.solve(backend, threads), threads)).orElse("");
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                fault = e instanceof Mismatch ? e.getMessage() : e.toString();
            }
            String what = problem == null ? "making the problem" : problem.description();
            return fault.isEmpty() ? Optional.empty() : Optional.of(what + ": " + fault);
        }
    }
}
