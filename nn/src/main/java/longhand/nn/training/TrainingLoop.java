package longhand.nn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.Epoch;
import longhand.data.LoaderState;
import longhand.names.Given;
import longhand.nn.Layer;
import longhand.nn.LayerSnapshot;
import longhand.nn.optim.GradientClip;
import longhand.nn.optim.Optimizer;

/**
 * The training loop of a {@link Trainer}: epochs, their steps, the test after each epoch, and checkpoints. Its fields
 * say where training stands.
 */
final class TrainingLoop {
    private final TrainingSettings settings;
    private final Layer net;
    private final Optimizer optimizer;
    private final DataLoader images;
    private final List<TrainingListener> listeners;
    private final Divergence divergence;
    private final LazyShapes shapes;

    private int epoch;
    private int batch;
    /** Where our own pass stands before the next step, as others may use the loader too; null before the first one. */
    private LoaderState place;
    private long step;
    /** The learning rate of the last step; NaN before the first one, and if an older version saved the state. */
    private double lastRate = Double.NaN;
    private EpochSums sums = EpochSums.ZERO;
    private final List<EpochResult> history = new ArrayList<>();
    /** Where the present state is saved already; null: nowhere. */
    private TrainingSettings.Saving saved;
    /** With which rate of the optimiser. */
    private double savedRate;
    private volatile boolean stopRequested;
    private volatile boolean saveRequested;
    private final AtomicBoolean running = new AtomicBoolean();

    TrainingLoop(TrainingSettings settings) {
        this.settings = settings;
        this.net = settings.net;
        this.optimizer = settings.optimizer;
        this.images = settings.images;
        this.listeners = settings.listeners;
        this.divergence = new Divergence(settings);
        this.shapes = new LazyShapes(net);
    }

    void resume(Checkpoint checkpoint) {
        if (running.get()) { // a step or a test under way would go on with other weights
            throw Trainer.whileRunning("resume");
        }
        TrainingState state = Resumable.state(checkpoint, settings); // before anything changes, as all that may refuse
        Optional<LayerSnapshot> withoutShapes = shapes.areKnown() ? Optional.empty()
                : Optional.of(LayerSnapshot.of(net));
        try {
            withoutShapes.ifPresent(_ -> net.loadStateDict(checkpoint.weights())); // or the optimiser's fits nothing
            optimizer.requireStateDict(checkpoint.optimizer());
            images.restore(state.loader()); // ends a pass under way, which nothing brings back
        } catch (RuntimeException e) {
            withoutShapes.ifPresent(LayerSnapshot::close);
            throw e;
        }
        optimizer.loadStateDict(checkpoint.optimizer());
        optimizer.lr(Double.isNaN(state.lr()) ? optimizer.lr() : state.lr());
        net.loadStateDict(checkpoint.weights());
        place = state.loader();
        state.chance().restore(settings);
        epoch = state.epoch();
        batch = state.batch();
        step = state.step();
        lastRate = state.lastLr();
        sums = state.sums();
        history.clear();
        history.addAll(state.history());
        saved = settings.saving.filter(to -> to.about().equals(checkpoint.about())
                && checkpoint.isIn(to.file().path())).orElse(null);
        savedRate = optimizer.lr();
    }

    void requestStop() {
        stopRequested = true;
    }

    void requestSave() {
        saveRequested = true;
    }

    boolean isComplete() {
        return epoch >= settings.epochs || batch == 0 && EarlyStopping.isDue(history, settings.patience);
    }

    List<EpochResult> run() {
        if (!running.compareAndSet(false, true)) {
            throw Trainer.whileRunning("run");
        }
        try {
            return trainToTheEnd();
        } finally {
            running.set(false);
            stopRequested = false; // it was about this run
        }
    }

    private List<EpochResult> trainToTheEnd() {
        Evaluator.requireBatches(images);
        settings.testImages.ifPresent(Evaluator::requireBatches);
        TrainingState start = state();
        listeners.forEach(listener -> listener.started(start));
        optimizer.zeroGrad();
        saveIfChanged(); // so that a run killed in its first steps can be resumed too
        while (!isComplete() && !stopRequested) {
            trainEpoch();
            if (batch == images.batches()) {
                finishEpoch();
            }
            saveIfChanged(); // a stop may be requested at any step, and who was told of an epoch may set the rate
        }
        return List.copyOf(history);
    }

    private void trainEpoch() {
        if (batch == images.batches()) {
            return; // resumed just before the test: starting another pass would draw its order too early
        }
        net.train();
        Epoch pass = pass();
        while (batch < images.batches() && !stopRequested) {
            if (pass.isClosed()) {
                pass = pass(); // a listener has used the same loader
            }
            Chance before = Chance.of(settings);
            double rate = optimizer.lr();
            double value;
            try {
                Batch data = pass.next();
                value = step(data, images.state()); // others may use the loader during the step
            } catch (CancellationException e) {
                takeBack(before, rate);
                requestStop();
                return;
            } catch (Throwable e) { // of a data set or a listener, which may use languages that do not check
                takeBack(before, rate);
                throw e;
            }
            StepResult result = new StepResult(epoch + 1, batch, images.batches(), step, value, lastRate, sums);
            listeners.forEach(listener -> listener.stepDone(result));
            if (saveRequested || settings.saving.isPresent() && settings.saving.get().everySteps() > 0
                    && step % settings.saving.get().everySteps() == 0) {
                saveRequested = false;
                saveIfChanged();
            }
        }
    }

    /** The learning rate of a step of the running epoch. */
    private double rate(long ofStep) {
        return settings.schedule.lr(optimizer.lr(), settings.scheduleBySteps ? ofStep : epoch);
    }

    /** The rest of the running epoch, or a new one. */
    private Epoch pass() {
        images.restore(place());
        Epoch pass = images.epoch();
        place = images.state();
        return pass;
    }

    /** Before our first pass, where the loader begins its next one; a training begins with a whole pass. */
    private LoaderState place() {
        if (place != null) {
            return place;
        }
        LoaderState next = images.upcoming();
        return next.batch() == 0 ? next : LoaderState.before(next.epoch() + 1);
    }

    /** A step that has not happened: only running statistics may have moved. */
    private void takeBack(Chance before, double rate) {
        images.restore(place);
        before.restore(settings);
        optimizer.lr(rate); // or what a listener has set would be set twice
    }

    /** @param after where the loader stands when this batch is done */
    private double step(Batch data, LoaderState after) {
        long start = System.nanoTime();
        try {
            GradientSource.Result result = Given.required(settings.gradients().compute(data, step), "training",
                    "the result of the source of gradients", "return new GradientSource.Result(loss, correct)");
            if (step == 0) {
                shapes.require();
            }
            divergence.requireFiniteLoss(result.loss(), epoch, batch, lastRate());
            EpochSums.requireCount(result.correct(), data.size());
            listeners.forEach(listener -> listener.gradientsReady(step + 1));
            settings.largestNorm.ifPresent(norm -> GradientClip.norm(optimizer.parameters(), norm));
            stepAtItsRate();
            optimizer.zeroGrad(); // gradients are results, whose memory goes back now
            step++;
            batch++;
            place = after;
            saved = null;
            sums = sums.plus(result.loss(), result.correct(), data.size(), (System.nanoTime() - start) / 1e9);
            return result.loss();
        } finally {
            data.release();
        }
    }

    /** Leaves the optimiser its own rate, from which this and other trainers start, and which a listener may change. */
    private void stepAtItsRate() {
        double base = optimizer.lr();
        double lr = rate(step);
        try {
            optimizer.lr(lr);
            optimizer.step();
        } finally {
            optimizer.lr(base);
        }
        lastRate = lr;
    }

    private double lastRate() {
        return Double.isNaN(lastRate) ? rate(Math.max(0, step - 1)) : lastRate;
    }

    /** Tests, closes the epoch and saves; after a stop or an error meanwhile, everything is as before the test. */
    private void finishEpoch() {
        // Before a test that says nothing, and before the next epoch is blamed.
        divergence.requireFiniteWeights(epoch, batch, lastRate());
        Chance before = Chance.of(settings);
        double rate = optimizer.lr();
        EpochSums tested = EpochSums.ZERO;
        int toTest = settings.testImages.map(DataLoader::images).orElse(0);
        try {
            tested = settings.testImages.map(this::runTest).orElse(tested);
        } finally {
            if (tested.images() < toTest) {
                before.restore(settings);
                optimizer.lr(rate);
            }
        }
        if (stopRequested && tested.images() < toTest) {
            return;
        }
        EpochResult result = new EpochResult(epoch + 1, step, sums.loss(), sums.accuracy(), tested.loss(),
                tested.accuracy(), lastRate(), sums.seconds(), tested.seconds(), sums.imagesPerSecond());
        history.add(result);
        epoch++;
        batch = 0;
        sums = EpochSums.ZERO;
        saved = null;
        saveIfChanged(); // before anybody who is told can fail or take long
        listeners.forEach(listener -> listener.epochDone(result));
    }

    private EpochSums runTest(DataLoader loader) {
        int[] done = {0};
        return new Evaluator(net, settings.loss, settings.metric).evaluate(loader, (data, logits) -> {
            done[0]++;
            listeners.forEach(listener -> listener.tested(data, logits, done[0], loader.batches()));
        }, () -> stopRequested);
    }

    TrainingState state() {
        Chance chance = Chance.of(settings);
        return new TrainingState(epoch, batch, step, sums, place(), chance.generator(), List.copyOf(history),
                Passes.of(images), chance.ownGenerators(), optimizer.lr(), lastRate, TestDraws.of(settings));
    }

    private void saveIfChanged() {
        TrainingSettings.Saving to = settings.saving.orElse(saved);
        boolean isSaved = to == null || to == saved && optimizer.lr() == savedRate;
        if (!isSaved && shapes.areKnown()) {
            divergence.requireFiniteWeights(epoch, batch, lastRate());
            Checkpoint now = Checkpoint.of(net, optimizer, state(), to.about());
            if (to == saved) {
                to.file().replace(now); // whoever has set the rate is told again of what is after the one before
            } else {
                to.file().write(now);
            }
            saved = to;
            savedRate = optimizer.lr();
            listeners.forEach(listener -> listener.saved(to.file().path()));
        }
    }
}
