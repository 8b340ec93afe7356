package longhand.cli.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import longhand.backend.Backends;
import longhand.io.AtomicFile;
import longhand.nn.training.Checkpoint;
import longhand.nn.training.CheckpointFile;
import longhand.nn.training.EpochResult;
import longhand.nn.training.Trainer;

/** A run from its beginning, or from its last checkpoint, to its end. */
public final class Training {
    private final PrintWriter out;
    private final boolean terminal;

    /** @param terminal whether somebody watches */
    public Training(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Starts a run.
     *
     * @param folder where its files go; empty: a new folder under {@code runs}
     * @return the folder
     */
    public Path start(RunConfig config, Optional<Path> folder) throws IOException {
        RunFolder files = folder.map(RunFolder::fresh).orElseGet(() -> RunFolder.fresh(config.model()));
        run(config, files, Optional.empty());
        return files.path();
    }

    /**
     * Goes on with a run from its last checkpoint.
     *
     * @param epochs another number of epochs; empty: as before
     * @param saveEvery another distance of checkpoints; empty: as before
     */
    public void resume(Path folder, Optional<Integer> epochs, Optional<Integer> saveEvery) throws IOException {
        RunFolder files = RunFolder.existing(folder);
        AtomicFile.deleteTemporaries(files.path());
        RunConfig before = RunConfig.read(files.config());
        CheckpointFile.Found found = files.checkpoint().readToGoOn(this::print);
        RunConfig config = before.withEpochs(epochs.orElse(before.epochs()))
                .withSaveEvery(saveEvery.orElse(before.saveEvery())).checked();
        run(config, files, Optional.of(found));
    }

    private void run(RunConfig config, RunFolder files, Optional<CheckpointFile.Found> found) throws IOException {
        try (Session session = Session.open(config, files, this::print)) {
            found.ifPresent(from -> goOn(session.trainer(), from));
            Json.write(files.config(), config);
            print(String.format(Locale.ROOT, "%s: %,d parameters; %s; backend %s, %d threads; %s", config.model(),
                    session.net().parameterCount(), describe(config), Backends.current().name(), Backends.threads(), files.path()));
            TestResults tests = new TestResults(session.card().classNames().size());
            TimeLeft timeLeft = new TimeLeft(config.epochs(), session.splits().train().size(), session.splits().test().size());
            try (MetricsLog metrics = new MetricsLog(files);
                    Progress progress = new Progress(out, terminal, config.epochs(), timeLeft);
                    StopSignal _ = new StopSignal(session.trainer()::requestStop)) {
                session.trainer().listen(metrics).listen(tests).listen(progress)
                        .listen(new Report(config, files, session, metrics, tests, this::print));
                List<EpochResult> epochs = session.trainer().run();
                progress.removeBar();
                finish(session, files, epochs);
            }
        }
    }

    private static void goOn(Trainer trainer, CheckpointFile.Found from) {
        try {
            trainer.resume(from.checkpoint());
        } catch (IllegalArgumentException e) {
            throw new RunException(from.file() + ": " + e.getMessage());
        }
    }

    private static String describe(RunConfig config) {
        return String.format(Locale.ROOT, "recipe %s: %d epochs, batch %d, %s lr %s, images %d×%d, seed %d", config.recipe(), config.epochs(),
                config.batchSize(), config.optimizer(), config.lr(), config.resize(), config.resize(), config.seed());
    }

    private void finish(Session session, RunFolder files, List<EpochResult> epochs) {
        if (!session.trainer().isComplete()) {
            print("stopped and saved. To go on: longhand resume " + files.path());
            return;
        }
        Checkpoint.of(session.net(), session.card().toTexts()).write(files.weights());
        EpochResult last = epochs.getLast();
        print(String.format(Locale.ROOT, "test accuracy %.2f %%, test loss %.4f%s", 100 * last.testAccuracy(), last.testLoss(),
                PeakMemory.text().map(peak -> ", peak memory " + peak).orElse("")));
        print("report: " + files.report());
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
