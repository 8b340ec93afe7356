package longhand.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import longhand.cli.run.Figures;
import longhand.cli.run.ImageSource;
import longhand.cli.run.SavedModel;
import longhand.cli.run.TestResults;
import longhand.cli.run.TestRun;
import longhand.io.checks.ValueException;
import longhand.models.Recipe;
import longhand.nn.training.ConfusionMatrix;
import longhand.nn.training.EpochSums;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code longhand evaluate}: how a trained network does on test images. */
@Command(name = "evaluate", mixinStandardHelpOptions = true,
        description = "Test a trained network: loss, accuracy, recall and precision of every class.")
final class EvaluateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CheckpointOptions checkpoint;

    @Mixin
    private BackendOptions backend;

    @Option(names = "--dataset", paramLabel = "NAME|PATH",
            description = "Other images than those it was trained on.")
    private Optional<String> dataset = Optional.empty();

    @Option(names = "--data-dir", paramLabel = "DIR",
            description = "Folder with the files of the data set (default: look for them).")
    private Optional<Path> dataDir = Optional.empty();

    @Option(names = "--limit-test", paramLabel = "N", description = "Use only the first N test images.")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "64",
            description = "Images at a time (default ${DEFAULT-VALUE}).")
    private int batchSize;

    private Optional<ImageSource> source(SavedModel model) {
        String name = dataset.orElse(model.card().dataset());
        IdleOptions.refuseFolder(spec, name);
        return dataset.isEmpty() && dataDir.isEmpty() ? Optional.empty()
                : Optional.of(ImageSource.of(name, dataDir));
    }

    @Override
    public void run() {
        if (batchSize < 1) {
            throw new ValueException("--batch-size", batchSize, "a whole number, at least 1");
        }
        backend.apply();
        PrintWriter out = spec.commandLine().getOut();
        SavedModel model = checkpoint.load(spec.commandLine().getErr());
        TestRun test = new TestRun(model, source(model), limit.orElse(Recipe.ALL), batchSize, out::println);
        EpochSums sums = test.run();
        ConfusionMatrix matrix = test.results().confusion();
        List<String> names = model.card().classNames();
        for (int k = 0; k < matrix.classes(); k++) {
            double precision = matrix.precision(k);
            out.printf(Locale.ROOT, "  %-14s %6.2f %% of %d, %s%n", names.get(k), 100 * matrix.accuracy(k),
                    matrix.total(k), Double.isNaN(precision) ? "never predicted"
                    : String.format(Locale.ROOT, "precision %6.2f %%", 100 * precision));
        }
        if (matrix.classes() > TestResults.TOP) {
            out.printf(Locale.ROOT, "among the %d most likely: %.2f %%%n", TestResults.TOP,
                    100 * test.results().topAccuracy());
        }
        out.printf(Locale.ROOT, "%s: test accuracy %.2f %% (%d of %d), test loss %s%n", model.card().model(),
                100 * sums.accuracy(), sums.correct(), sums.images(), Figures.loss(sums.loss()));
        out.flush();
    }
}
