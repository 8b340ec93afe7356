package longhand.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import longhand.backend.Backend;
import longhand.backend.Backends;
import longhand.conformance.fuzz.Fuzzer;
import longhand.names.NearestName;

/**
 * {@code longhand selftest --fuzz}: a line at the beginning, one for each failure with the command that repeats it, and
 * one at the end.
 */
final class FuzzRun {
    private final PrintWriter out;
    private final List<Backend> backends;
    private final Fuzzer fuzzer = new Fuzzer(Backends.use("reference"));
    private final Collection<String> operations;

    FuzzRun(PrintWriter out, List<Backend> backends, Optional<String> operation) {
        this.out = out;
        this.backends = backends;
        operation.ifPresent(name -> {
            if (!fuzzer.operations().contains(name)) {
                throw new IllegalArgumentException("selftest: there is no operation '" + name + "'. "
                        + NearestName.fix(name, fuzzer.operations()));
            }
        });
        this.operations = operation.isPresent() ? List.of(operation.get()) : fuzzer.operations();
    }

    /** Whether no problem failed. */
    boolean run(double seconds, long seed) {
        out.println("random problems for " + operations.size() + " operations on "
                + backends.stream().map(Backend::name).collect(Collectors.joining(", ")) + ", seed " + seed);
        out.flush();
        Fuzzer.Result result = fuzzer.run(operations, backends, seconds, seed, this::print);
        out.println(result.problems() + " problems, " + result.failures().size() + " failed");
        out.flush();
        return result.failures().isEmpty();
    }

    private void print(Fuzzer.Failure failure) {
        out.println("FAILED " + failure.backend() + " " + failure.operation() + " " + failure.message()
                + ". To repeat it: longhand selftest --fuzz 0 --backend " + failure.backend()
                + " --operation " + failure.operation() + " --seed " + failure.seed());
        out.flush();
    }
}
