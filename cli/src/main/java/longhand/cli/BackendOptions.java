package longhand.cli;

import java.util.Optional;
import longhand.backend.Backends;
import picocli.CommandLine.Option;

/** Options of every subcommand that computes much. */
final class BackendOptions {
    @Option(names = "--backend", paramLabel = "NAME", description = "What computes: cpu (the default), reference or opencl.")
    private Optional<String> backend = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", description = "Threads to compute with (default: all processors).")
    private Optional<Integer> threads = Optional.empty();

    /** Makes the choice. */
    void apply() {
        threads.ifPresent(Backends::threads);
        backend.ifPresent(Backends::use);
    }
}
