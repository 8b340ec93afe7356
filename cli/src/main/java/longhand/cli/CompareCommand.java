package longhand.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import longhand.cli.run.Comparison;
import longhand.cli.run.SavedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand compare}: runs side by side. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Compare runs: the settings that differ, the best epochs, and a page with their curves over each other.")
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "2..*", paramLabel = "RUN", description = "Folders of runs.")
    private List<Path> folders = List.of();

    @Option(names = "--out", paramLabel = "FILE",
            description = "The page (default: a new compare.html, compare-2.html, …).")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        file.ifPresent(output::requireFree);
        List<SavedRun> runs = new ArrayList<>();
        folders.forEach(folder -> runs.add(SavedRun.read(folder)));
        Comparison comparison = new Comparison(runs);
        PrintWriter out = spec.commandLine().getOut();
        comparison.lines().forEach(out::println);
        Path page = file.orElseGet(() -> OutputOptions.writeNew("compare", "html", comparison.html()));
        file.ifPresent(named -> output.write(named, comparison.html()));
        out.println("page: " + page);
        out.flush();
        return 0;
    }
}
