package longhand.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import longhand.backend.Backend;
import longhand.backend.BackendException;
import longhand.backend.Backends;
import longhand.backend.cpu.CpuBackend;
import longhand.conformance.CaseFolder;
import longhand.conformance.CaseRunner;
import longhand.conformance.ReferenceCase;
import longhand.conformance.Verdict;
import longhand.names.NearestName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code longhand selftest}: holds every backend of this machine against numbers that PyTorch computed. */
@Command(
        name = "selftest",
        mixinStandardHelpOptions = true,
        description = "Compare this engine with reference cases computed by PyTorch.",
        footer = {"", "Exit status: 0 if all cases passed, 1 if any failed."})
final class SelftestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--cases", paramLabel = "DIR",
            description = "A folder with cases.json and .npz files (default: the shipped cases).")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--backend", paramLabel = "NAME",
            description = "Only this backend (default: each one available here; with --fuzz also "
                    + CpuBackend.PLAIN + ", the loops of cpu without vectors).")
    private Optional<String> backend = Optional.empty();

    @Option(names = "--group", paramLabel = "NAME", description = "Only this group of cases, e.g. conv2d.")
    private Optional<String> group = Optional.empty();

    @Option(names = {"-v", "--verbose"}, description = "Print every case, not only those that fail.")
    private boolean verbose;

    @Option(names = "--fuzz", paramLabel = "SECONDS",
            description = "Instead of the cases: random problems for this long, compared with the backend 'reference'"
                    + " (0: one for each operation).")
    private Optional<Double> fuzz = Optional.empty();

    @Option(names = "--seed", paramLabel = "N",
            description = "With --fuzz: where its random numbers begin (default: the clock).")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--operation", paramLabel = "NAME",
            description = "With --fuzz: only this operation, or this kernel: kernel.NAME.")
    private Optional<String> operation = Optional.empty();

    private int passed;
    private int failed;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (fuzz.isPresent()) {
            return fuzz(fuzz.get(), out);
        }
        if (seed.isPresent() || operation.isPresent()) {
            throw new ParameterException(spec.commandLine(),
                    "--seed and --operation choose among random problems: add --fuzz SECONDS.");
        }
        List<ReferenceCase> all = folder.map(CaseFolder::load).orElseGet(CaseFolder::shipped);
        List<ReferenceCase> cases = all.stream().filter(c -> group.isEmpty() || group.get().equals(c.group())).toList();
        if (group.isPresent() && cases.isEmpty()) {
            throw new IllegalArgumentException(NearestName.unknown("group", group.get(),
                    all.stream().map(ReferenceCase::group).distinct().sorted().toList()));
        }
        String before = Backends.current().name();
        try {
            for (String name : backends(out)) {
                runOn(name, cases, out);
            }
        } finally {
            Backends.use(before);
        }
        out.println(passed + " passed, " + failed + " failed");
        out.flush();
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    private int fuzz(double seconds, PrintWriter out) {
        if (!(seconds >= 0)) {
            throw new ParameterException(spec.commandLine(),
                    "--fuzz " + seconds + " is not a time: pass 0 or more seconds.");
        }
        Backend before = Backends.current();
        try {
            List<Backend> backends = fuzzed(out);
            return new FuzzRun(out, backends, operation).run(seconds, seed.orElseGet(System::nanoTime)) ? 0 : 1;
        } finally {
            Backends.use(before);
        }
    }

    /** Those that {@link #backends} gives, and the plain inner loops of cpu. */
    private List<Backend> fuzzed(PrintWriter out) {
        CpuBackend plain = CpuBackend.withoutVectors();
        if (backend.isPresent() && backend.get().equals(CpuBackend.PLAIN)) {
            return List.of(plain);
        }
        List<Backend> backends = new ArrayList<>();
        backends(out).forEach(name -> backends.add(Backends.use(name)));
        if (backend.isEmpty()) {
            backends.add(plain);
        }
        return backends;
    }

    private void runOn(String name, List<ReferenceCase> cases, PrintWriter out) {
        Backends.use(name);
        CaseRunner runner = SelftestCases.runner();
        int failedBefore = failed;
        for (ReferenceCase tested : cases) {
            Verdict verdict = runner.run(tested);
            if (verdict.passed()) {
                passed++;
            } else {
                failed++;
            }
            if (verbose || !verdict.passed()) {
                out.println(name + ": " + verdict);
            }
        }
        out.println("backend " + name + ": " + cases.size() + " cases, " + (failed - failedBefore) + " failed");
        out.flush();
    }

    /** The backend asked for, which must be available, or all that are, with a line for each that is not. */
    private List<String> backends(PrintWriter out) {
        if (backend.isPresent()) {
            return List.of(backend.get());
        }
        List<String> available = new ArrayList<>();
        for (String name : Backends.names()) {
            try {
                Backends.use(name);
                available.add(name);
            } catch (BackendException e) {
                out.println("backend " + name + " is not available here: " + e.getMessage());
            }
        }
        return available;
    }
}
