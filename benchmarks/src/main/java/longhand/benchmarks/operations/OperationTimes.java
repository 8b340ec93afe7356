package longhand.benchmarks.operations;

import java.util.Locale;
import java.util.function.Consumer;
import longhand.autograd.NoGrad;
import longhand.backend.Backends;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;

/**
 * Ours, in a process of its own: prints a line with the seconds of one call for every operation, size and direction.
 * Arguments: number of threads, seconds of each measurement, then a pattern of names if not all are wanted.
 *
 * <p>The time of a call is that of the quickest of several runs of many calls, as Python's {@code timeit} has it: what
 * else happens on a machine only makes a run slower.
 */
public final class OperationTimes {
    private static final int RUNS = 9;
    private static final int MOST = 8; // slow operations get fewer runs
    private static final double LONGEST_WAIT = 2; // s
    private static final int[] SIZES = {64, 1024};

    private OperationTimes() {}

    public static void main(String[] args) {
        Backends.use("cpu");
        TimingArguments arguments = TimingArguments.of(args);
        Backends.threads(arguments.threads());
        double seconds = arguments.seconds();
        // the compiler sees everything before anything counts
        each(arguments.pattern(), task -> time(task.call, seconds));
        each(arguments.pattern(), task -> {
            Compilation.settle(task.call, LONGEST_WAIT);
            System.out.printf(Locale.ROOT, "%s | %d | %s | %.9f%n", task.operation.name(), task.size, task.direction,
                    time(task.call, seconds));
        });
    }

    /** One line of the output. */
    private record Task(Operation operation, int size, String direction, Runnable call) {}

    private static void each(String pattern, Consumer<Task> consumer) {
        for (Operation operation : Operations.all()) {
            for (int size : SIZES) {
                if (operation.name().matches(pattern)) {
                    consumer.accept(new Task(operation, size, "forward", forward(operation, operation.draw(size))));
                    if (operation.differentiable()) {
                        consumer.accept(new Task(operation, size, "both", both(operation, operation.draw(size))));
                    }
                }
            }
        }
    }

    private static Runnable forward(Operation operation, Tensor[] inputs) {
        return () -> {
            try (NoGrad _ = NoGrad.enter(); Memory.Scope _ = Memory.scope()) {
                operation.forward().apply(inputs);
            }
        };
    }

    /** Forward and backward; the first call finds out the shape of the gradient that goes in. */
    private static Runnable both(Operation operation, Tensor[] inputs) {
        for (Tensor x : inputs) {
            x.requiresGrad(true);
        }
        Tensor upstream = Tensor.randn(operation.forward().apply(inputs).shape().dims());
        return () -> {
            try (Memory.Scope _ = Memory.scope()) {
                operation.forward().apply(inputs).backward(upstream);
                for (Tensor x : inputs) {
                    x.zeroGrad();
                }
            }
        };
    }

    private static double time(Runnable call, double seconds) {
        long calls = 1;
        double took = run(call, calls);
        while (took < seconds / RUNS) {
            calls = Math.max(calls + 1, (long) (calls * Math.min(8, 1.2 * seconds / RUNS / took)));
            took = run(call, calls);
        }
        double best = took;
        double total = took;
        for (int run = 1; run < RUNS && total < MOST * seconds; run++) {
            took = run(call, calls);
            best = Math.min(best, took);
            total += took;
        }
        return best / calls;
    }

    private static double run(Runnable call, long calls) {
        long start = System.nanoTime();
        for (long i = 0; i < calls; i++) {
            call.run();
        }
        return 1e-9 * (System.nanoTime() - start);
    }
}
