package longhand.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import longhand.cli.run.Figures;
import longhand.cli.run.RunException;
import longhand.cli.run.SavedRun;
import longhand.datasets.image.RunMark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand runs}: what has been trained. */
@Command(name = "runs", mixinStandardHelpOptions = true,
        description = "List the runs in a folder, with their best epochs.")
final class RunsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", defaultValue = RunMark.HOME,
            description = "Folder that holds the folders of the runs (default ${DEFAULT-VALUE}).")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Path> runs = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> content = Files.list(folder)) {
                runs = content.filter(SavedRun::isRun).sorted().toList();
            }
        }
        if (runs.isEmpty()) {
            out.println("no runs in " + folder + ". To make one: longhand train");
        }
        int failed = 0;
        for (Path path : runs) {
            try {
                out.println(path + System.lineSeparator() + "  " + summary(SavedRun.read(path)));
            } catch (RunException | UncheckedIOException e) {
                failed++;
                spec.commandLine().getErr().println("longhand: " + Failures.describe(e));
            }
        }
        out.flush();
        return failed == 0 ? 0 : 1;
    }

    private static String summary(SavedRun run) {
        return String.format(Locale.ROOT, "%s on %s, %d of %s epochs%s", run.model(), run.setting("--dataset"),
                run.epochs().size(), run.setting("--epochs"), run.best().map(best -> String.format(Locale.ROOT,
                "; best %d: %s %.2f %%, loss %s", best.epoch(), run.heldOut(), 100 * best.testAccuracy(),
                Figures.loss(best.testLoss()))).orElse(""));
    }
}
