package longhand.cli.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import longhand.backend.Backends;
import longhand.io.checks.ValueException;
import longhand.io.disk.AtomicFile;
import longhand.models.Models;
import longhand.nn.Initial;
import longhand.nn.training.Checkpoint;
import longhand.nn.training.CheckpointFile;
import longhand.nn.training.DivergedException;
import longhand.nn.training.EpochResult;
import longhand.nn.training.Trainer;
import longhand.nn.training.TrainingState;
import longhand.shape.ShapeException;

/** A run from its beginning, or from its last checkpoint, to its end. */
public final class Training {
    private final PrintWriter out;
    private final boolean terminal;
    private final Computation computation;
    private final List<Companion> companions = new ArrayList<>();
    private String command = "";
    private String version = "";

    /** In this process. @param terminal whether somebody watches */
    public Training(PrintWriter out, boolean terminal) {
        this(out, terminal, Computation.HERE);
    }

    /**
     * @param terminal whether somebody watches
     * @param computation where the gradients are computed
     */
    public Training(PrintWriter out, boolean terminal, Computation computation) {
        this.out = out;
        this.terminal = terminal;
        this.computation = computation;
    }

    /** Notes the command line with the run, and the version of the program. Returns this. */
    public Training startedBy(String commandLine, String programVersion) {
        this.command = commandLine;
        this.version = programVersion;
        return this;
    }

    /** Lets this companion follow the run. Returns this. */
    public Training with(Companion companion) {
        companions.add(companion);
        return this;
    }

    /**
     * Starts a run.
     *
     * @param out where its files go; empty: a new folder under {@code runs}
     */
    public void start(RunConfig config, Optional<Path> out) throws IOException {
        StopSignal.PROCESS.endAtOnce("stopped before the first step; nothing was saved");
        out.map(RunFolder::new).ifPresent(RunFolder::requireFree); // before time is spent on the images
        try (Session session = Session.begin(config, computation, this::print)) {
            config.transfer().load(session.net(), session.card(), this::print);
            StopSignal.PROCESS.askToStop(session.trainer()::requestStop, "gave up waiting; nothing was saved");
            try (RunLock lock = out.map(RunLock::create).orElseGet(() -> RunLock.createFor(config.model()))) {
                begin(config, session, lock);
            }
        }
    }

    private void begin(RunConfig config, Session session, RunLock lock) throws IOException {
        try {
            session.saveTo(lock.folder(), config);
            run(config, lock.folder(), session);
        } catch (DivergedException e) {
            throw e; // there is a report
        } catch (RuntimeException | IOException | Error e) {
            if (session.trainer().state().step() == 0) {
                lock.discard(); // nothing is lost, and a resumption would fail in the same way
                if (e instanceof ShapeException) {
                    throw doesNotFit(config, e.getMessage());
                }
            }
            throw e;
        }
    }

    /** Most networks know images of few sizes, and it is a layer in the middle that says so. */
    private static RuntimeException doesNotFit(RunConfig config, String reason) {
        int side = Models.get(config.model()).recipe(config.recipe()).side();
        return new RunException(String.format(Locale.ROOT, "%s: images of %d×%d do not fit it: %s", config.model(),
                config.resize(), config.resize(), config.resize() == side ? reason
                : reason.split(" Fix: ")[0] + " Fix: --resize " + side + ", as recipe " + config.recipe() + " has it"));
    }

    /** Goes on with a run from its last checkpoint. */
    public void resume(Path folder, RunConfig.Changes changes) throws IOException {
        RunFolder files = RunFolder.existing(folder);
        StopSignal.PROCESS.endAtOnce("stopped before the first step; the run is as it was. To go on: "
                + files.resumeCommand());
        try (RunLock _ = RunLock.of(files)) {
            AtomicFile.deleteTemporaries(files.path());
            RunConfig before = RunConfig.read(files.config());
            RunConfig config = before.with(changes).checked();
            CheckpointFile.Found found = files.checkpoint().readToGoOn(this::print);
            Provenance.requireSameSettings(files, before, found, changes.names(), this::print);
            found.checkpoint().state().ifPresent(state -> requireEnoughEpochs(config, state));
            try (Session session = Session.open(config, computation, this::print)) {
                Provenance.requireSameImages(session.data(), session.images().splits().origin(), found, this::print);
                session.saveTo(files, config);
                goOn(session.trainer(), found);
                print(session.trainer().isComplete() ? complete(config, session.trainer(), files)
                        : "going on with " + next(config, session.trainer()));
                run(config, files, session);
            }
        }
    }

    private static String complete(RunConfig config, Trainer trainer, RunFolder files) {
        int done = trainer.state().epoch();
        return "the run is complete: " + (done < config.epochs()
                ? "patience ended after epoch " + done + " of " + config.epochs() + ". To train longer: "
                + files.resumeCommand() + " --patience 0"
                : (done == 1 ? "its only epoch is done" : "all " + done + " epochs are done") + ". To train longer: " + files.resumeCommand() + " --epochs N");
    }

    private static void requireEnoughEpochs(RunConfig config, TrainingState state) {
        if (config.epochs() < state.epoch()) {
            throw new ValueException("--epochs", config.epochs(), "at least the " + state.epoch() + " that are done");
        }
    }

    private static void goOn(Trainer trainer, CheckpointFile.Found from) {
        try {
            trainer.resume(from.checkpoint());
        } catch (IllegalArgumentException e) {
            throw new RunException(from.file() + ": " + e.getMessage());
        }
    }

    private void run(RunConfig config, RunFolder files, Session session) throws IOException {
        Trainer trainer = session.trainer();
        StopSignal.PROCESS.askToStop(trainer::requestStop,
                "gave up waiting for training to stop; the last checkpoint stays. To go on: " + files.resumeCommand());
        note(config, files, session);
        int classes = session.card().classNames().size();
        TestResults tests = new TestResults(classes);
        TimeLeft timeLeft = new TimeLeft(config.epochs(), session.images().train().size(),
                session.images().heldOut().size());
        try (MetricsLog metrics = new MetricsLog(files, config.heldOut(), session.net().parameters());
                Progress progress = new Progress(out, terminal, config, timeLeft)) {
            LossWatch.Counts counts = new LossWatch.Counts(classes, session.images().train().size(),
                    session.images().heldOut().size());
            LossWatch watch = new LossWatch(config, counts, session.net().namedBuffers().isEmpty(), metrics.steps(),
                    progress::print);
            BestEpoch best = new BestEpoch(files, config, session);
            Findings found = new Findings(metrics, tests, watch, best);
            Report report = new Report(config, files, session, found, progress::print);
            trainer.listen(StopSignal.PROCESS).listen(best).listen(metrics).listen(tests).listen(progress)
                    .listen(watch);
            RunView view = new RunView(config, files, session.card(), session.net(), trainer,
                    session.images().heldOut(), session.images().heldOutPixels(), timeLeft, metrics.steps());
            companions.forEach(companion -> trainer.listen(companion.join(view)));
            trainer.listen(report);
            try {
                trainer.run();
            } catch (DivergedException e) {
                progress.removeBar();
                report.writeDiverged(e.getMessage());
                throw e;
            } catch (RuntimeException | Error e) {
                if (trainer.state().step() > 0) {
                    progress.print("the last checkpoint stays. To go on: " + files.resumeCommand());
                }
                throw e;
            }
            progress.removeBar();
            finish(config, session, files, found, report);
        }
    }

    /** Notes what is about to be trained, in the files and for who reads along. */
    private void note(RunConfig config, RunFolder files, Session session) {
        Json.write(files.config(), config);
        if (!session.trainer().isComplete()) {
            Invocation.now(command, version).append(files.commands());
        }
        print(String.format(Locale.ROOT, "%s: %,d parameters; %s; backend %s, %d threads; %s", config.model(),
                session.net().parameterCount(), describe(config), Backends.current().name(), Backends.threads(),
                files.path()));
        if (config.init().equals(Initial.IDENTITY) && !Initial.hasPointwise(session.net())) {
            print("note: " + config.model() + " has no 1×1 convolution, so --init " + Initial.IDENTITY
                    + " is kaiming-uniform here");
        }
    }

    /** What comes next, as {@code epoch 2 of 5, batch 40 of 79}. */
    private static String next(RunConfig config, Trainer trainer) {
        TrainingState state = trainer.state();
        String epoch = "epoch " + (state.epoch() + 1) + " of " + config.epochs();
        return state.batch() == trainer.batches() ? "the test of " + epoch
                : epoch + ", batch " + (state.batch() + 1) + " of " + trainer.batches();
    }

    private static String describe(RunConfig config) {
        return String.format(Locale.ROOT, "recipe %s: %d epoch%s, batch %d%s, %s lr %s%s, images %d×%d, seed %d",
                config.recipe(), config.epochs(), config.epochs() == 1 ? "" : "s", config.batchSize(),
                config.shards() > 1 ? " in " + config.shards() + " shards" : "", config.optimizer(), config.lr(),
                config.init().equals(Initial.DEFAULT) ? "" : ", init " + config.init(), config.resize(),
                config.resize(), config.seed());
    }

    private void finish(RunConfig config, Session session, RunFolder files, Findings found, Report report) {
        Trainer trainer = session.trainer();
        if (!trainer.isComplete()) {
            String text = "stopped and saved before " + next(config, trainer) + ". To go on: " + files.resumeCommand();
            print(text);
            if (System.out.checkError()) { // "out" writes to it, and does not hear of its errors
                // Ctrl-C ends "| tee log" as well, and nobody reads standard output any more
                StopSignal.PROCESS.say(text);
            }
            return;
        }
        Checkpoint.of(session.net(), session.about()).write(files.weights());
        report.writeIfMissing();
        EpochResult last = trainer.state().history().getLast();
        String heldOut = config.heldOut();
        print(String.format(Locale.ROOT, "%s accuracy %.2f %%, %s loss %s%s", heldOut, 100 * last.testAccuracy(),
                heldOut, Figures.loss(last.testLoss()),
                PeakMemory.text().map(peak -> ", peak memory " + peak).orElse("")));
        found.best().lines().forEach(this::print);
        found.watch().unsaid().ifPresent(this::print);
        report.sayWhere();
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
