package longhand.cli;

import java.util.Optional;
import longhand.backend.Backends;
import longhand.backend.opencl.OpenClBackend;
import picocli.CommandLine.Option;

/** Options of every subcommand that computes much. */
final class BackendOptions {
    @Option(names = "--backend", paramLabel = "NAME",
            description = "What computes: cpu (the default), reference or opencl.")
    private Optional<String> backend = Optional.empty();

    @Option(names = "--device", paramLabel = "N",
            description = "With --backend opencl: the number of the device in 'longhand backends' (default: 0).")
    private Optional<Integer> device = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", description = "Threads to compute with (default: all processors).")
    private Optional<Integer> threads = Optional.empty();

    /** Makes the choice. */
    void apply() {
        threads.ifPresent(Backends::threads);
        if (device.isPresent()) {
            if (!backend.equals(Optional.of("opencl"))) {
                throw new IllegalArgumentException("--device chooses among OpenCL devices. Fix: use it with --backend opencl");
            }
            Backends.use(OpenClBackend.device(device.get()));
        } else {
            backend.ifPresent(Backends::use);
        }
    }
}
