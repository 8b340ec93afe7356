package longhand.nn.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.Epoch;
import longhand.data.LoaderState;
import longhand.names.Given;
import longhand.nn.Layer;
import longhand.nn.Loss;
import longhand.nn.Parameter;
import longhand.nn.TargetLoss;
import longhand.nn.optim.GradientClip;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.Schedule;
import longhand.random.Generator;
import longhand.tensor.Memory;

/**
 * Trains a network, epoch after epoch: a classifier, or with {@link #withTargets} anything that has a {@link
 * TargetLoss}.
 *
 * <pre>{@code
 * Trainer trainer = new Trainer(net, new CrossEntropyLoss(), optimizer, trainLoader).test(testLoader).epochs(5);
 * trainer.listen(new TrainingListener() {
 *     public void epochDone(EpochResult result) {
 *         System.out.println(result);
 *     }
 * });
 * trainer.run();
 * }</pre>
 *
 * All chance comes from the loaders and from the default generator, and a checkpoint keeps the state of both: a run
 * that is stopped and resumed at any step ends with the same bits as one that never stopped.
 */
public final class Trainer implements AutoCloseable {
    private final Layer net;
    private final BatchLoss loss;
    private Metric metric;
    private final Optimizer optimizer;
    private final DataLoader images;
    private final double baseLr;
    private final List<TrainingListener> listeners = new CopyOnWriteArrayList<>(); // who listens may add others

    private GradientSource gradients;
    private Optional<DataLoader> testImages = Optional.empty();
    private int epochs = 1;
    private int patience;
    private Schedule schedule = Schedule.constant();
    private boolean scheduleBySteps;
    private Optional<Double> largestNorm = Optional.empty();
    private Optional<Saving> saving = Optional.empty();

    private int epoch;
    private int batch;
    private long step;
    private EpochSums sums = EpochSums.ZERO;
    private final List<EpochResult> history = new ArrayList<>();
    /** Whether the last checkpoint is about the present state. */
    private boolean saved;
    private volatile boolean stopRequested;
    private volatile boolean saveRequested;
    private final AtomicBoolean running = new AtomicBoolean();

    /** Where and how often checkpoints are written. */
    private record Saving(CheckpointFile file, int everySteps, Map<String, String> about) {}

    /** Trains a classifier, for one epoch unless told otherwise. */
    public Trainer(Layer net, Loss loss, Optimizer optimizer, DataLoader images) {
        this(net, BatchLoss.ofLabels(loss), Metric.CORRECT, optimizer, images);
    }

    /**
     * Trains towards targets of any shape: regression, several labels per example. Without a {@link #metric} nobody
     * counts what is right, and the accuracy of all results is NaN.
     */
    public static Trainer withTargets(Layer net, TargetLoss loss, Optimizer optimizer, DataLoader examples) {
        return new Trainer(net, BatchLoss.ofTargets(loss), Metric.NONE, optimizer, examples);
    }

    private Trainer(Layer net, BatchLoss loss, Metric metric, Optimizer optimizer, DataLoader images) {
        this.net = given(net, "the network");
        this.loss = loss;
        this.metric = metric;
        this.optimizer = given(optimizer, "the optimizer");
        this.images = given(images, "the data loader");
        requireOwnParameters();
        this.baseLr = optimizer.lr();
        this.gradients = new WholeBatch(net, loss, metric);
    }

    private static <T> T given(T value, String what) {
        return Given.required(value, "training", what, "pass one");
    }

    private static int atLeastZero(String what, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("training: " + what + " = " + count
                    + ". Rule: it is 0 or more. Fix: pass such a number.");
        }
        return count;
    }

    /** An error if the optimiser changes another network: this one would stay as it is. */
    private void requireOwnParameters() {
        List<Parameter> own = net.parameters();
        if (!own.isEmpty() && Collections.disjoint(own, optimizer.parameters())) {
            throw new IllegalArgumentException("training: the optimizer has none of the parameters of the network. Rule: "
                    + "it changes the parameters that it was made with. Fix: make it with net.parameters(), after the "
                    + "last change of layers.");
        }
    }

    /** Takes the gradients from there; unless told otherwise, from the batch as a whole. Returns this. */
    public Trainer gradients(GradientSource source) {
        this.gradients = given(source, "the source of gradients");
        return this;
    }

    /** Total number of epochs, those before a resumption included. Returns this. */
    public Trainer epochs(int count) {
        this.epochs = atLeastZero("epochs", count);
        return this;
    }

    /** Ends training after so many epochs without a better test ({@link EarlyStopping}); 0: never. Returns this. */
    public Trainer patience(int count) {
        this.patience = atLeastZero("patience", count);
        return this;
    }

    /** Tests on these images after every epoch. Returns this. */
    public Trainer test(DataLoader loader) {
        this.testImages = Optional.of(given(loader, "the data loader of the test"));
        return this;
    }

    /** Says which examples count as right, for what is reported as accuracy. Returns this. */
    public Trainer metric(Metric right) {
        this.metric = given(right, "the metric");
        if (gradients instanceof WholeBatch) {
            gradients = new WholeBatch(net, loss, right);
        }
        return this;
    }

    /** Changes the learning rate from epoch to epoch. Returns this. */
    public Trainer scheduleByEpochs(Schedule rates) {
        this.schedule = given(rates, "the schedule");
        this.scheduleBySteps = false;
        return this;
    }

    /** Changes the learning rate from step to step. Returns this. */
    public Trainer scheduleBySteps(Schedule rates) {
        this.schedule = given(rates, "the schedule");
        this.scheduleBySteps = true;
        return this;
    }

    /** Clips gradients to this norm. Returns this. */
    public Trainer clipNorm(double norm) {
        this.largestNorm = Optional.of(norm);
        return this;
    }

    /** Tells this listener what happens. Returns this. */
    public Trainer listen(TrainingListener listener) {
        listeners.add(given(listener, "the listener"));
        return this;
    }

    /**
     * Writes a checkpoint before the first step, after every epoch, when training stops, and after every {@code
     * everySteps} steps. The one before it stays beside it ({@link CheckpointFile}). Returns this.
     *
     * @param everySteps 0: not in the middle of an epoch
     * @param about texts to keep with the numbers
     */
    public Trainer saveTo(Path file, int everySteps, Map<String, String> about) {
        CheckpointFile to = new CheckpointFile(given(file, "the file of the checkpoints"));
        this.saving = Optional.of(new Saving(to, atLeastZero("everySteps", everySteps), Map.copyOf(
                Given.required(about, "training", "the map of texts", "pass Map.of() if there are none"))));
        return this;
    }

    /**
     * Goes on from a checkpoint when {@link #run} is called.
     *
     * @throws IllegalArgumentException if it holds no state of training, or does not fit the network, the optimiser or
     *     the loader
     */
    public Trainer resume(Checkpoint checkpoint) {
        TrainingState state = given(checkpoint, "the checkpoint").state().orElseThrow(() -> new IllegalArgumentException(
                "resume: the checkpoint holds weights only. Fix: resume from the last checkpoint of a run."));
        state.requireBatches(images.batches());
        net.requireStateDict(checkpoint.weights()); // before anything changes
        optimizer.loadStateDict(checkpoint.optimizer());
        net.loadStateDict(checkpoint.weights());
        images.restore(state.loader());
        Generator.defaultGenerator().state(state.generator());
        epoch = state.epoch();
        batch = state.batch();
        step = state.step();
        sums = state.sums();
        history.clear();
        history.addAll(state.history());
        saved = saving.isPresent() && saving.get().about.equals(checkpoint.about());
        return this;
    }

    /** Lets {@link #run} end after the running step, with a checkpoint. May be called from any thread. */
    public void requestStop() {
        stopRequested = true;
    }

    /** Lets a checkpoint be written after the running step, and training go on. May be called from any thread. */
    public void requestSave() {
        saveRequested = true;
    }

    /** Whether all epochs are done, or as many as patience lasts. */
    public boolean isComplete() {
        return epoch >= epochs || batch == 0 && EarlyStopping.isDue(history, patience);
    }

    /** Steps of an epoch. */
    public int batches() {
        return images.batches();
    }

    /**
     * Trains until all epochs are done or {@link #requestStop} is called. An error of a listener, the data set or the
     * loss ends it too; another call goes on with the step, or the test, that was not done.
     *
     * @return the epochs that are done
     * @throws IllegalArgumentException if a loader has no batch
     * @throws IllegalStateException if it is called by a listener, or by another thread, before it has returned
     * @throws DivergedException if a loss or a weight becomes infinite or NaN; the last checkpoint stays as it is
     */
    public List<EpochResult> run() {
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException("training: run() was called while it runs. Rule: a trainer makes one step at "
                    + "a time. Fix: call it when it has returned, or make another trainer with another network.");
        }
        try {
            return trainToTheEnd();
        } finally {
            running.set(false);
        }
    }

    private List<EpochResult> trainToTheEnd() {
        Evaluator.requireBatches(images);
        testImages.ifPresent(Evaluator::requireBatches);
        TrainingState start = state();
        listeners.forEach(listener -> listener.started(start));
        optimizer.zeroGrad();
        saveIfChanged(); // so that a run killed in its first steps can be resumed too
        while (!isComplete() && !stopRequested) {
            trainEpoch();
            if (batch == images.batches()) {
                finishEpoch();
            }
        }
        saveIfChanged(); // a stop may be requested at any step
        return List.copyOf(history);
    }

    private void trainEpoch() {
        if (batch == images.batches()) {
            return; // resumed just before the test: starting another pass would draw its order too early
        }
        net.train();
        if (batch > 0) {
            images.restore(images.state()); // the epoch that an error ended in the middle goes on
        }
        Epoch pass = images.epoch();
        while (pass.hasNext() && !stopRequested) {
            LoaderState before = images.state();
            double lr = schedule.lr(baseLr, scheduleBySteps ? step : epoch);
            double value;
            try {
                value = step(pass.next(), lr);
            } catch (CancellationException e) {
                images.restore(before); // this step has not happened
                requestStop();
                return;
            } catch (Throwable e) { // of a data set or a listener, which may use languages that do not check
                images.restore(before);
                throw e;
            }
            StepResult result = new StepResult(epoch + 1, batch, images.batches(), step, value, lr, sums);
            listeners.forEach(listener -> listener.stepDone(result));
            if (saveRequested || saving.isPresent() && saving.get().everySteps > 0
                    && step % saving.get().everySteps == 0) {
                saveRequested = false;
                saveIfChanged();
            }
        }
    }

    private double step(Batch data, double lr) {
        long start = System.nanoTime();
        try {
            GradientSource.Result result = gradients.compute(data, step);
            requireFinite(Double.isFinite(result.loss()), "the loss is " + result.loss() + " in", batch + 1);
            listeners.forEach(listener -> listener.gradientsReady(step + 1));
            largestNorm.ifPresent(norm -> GradientClip.norm(optimizer.parameters(), norm));
            optimizer.lr(lr);
            optimizer.step();
            optimizer.zeroGrad(); // gradients are results, whose memory goes back now
            step++;
            batch++;
            saved = false;
            sums = sums.plus(result.loss(), result.correct(), data.size(), (System.nanoTime() - start) / 1e9);
            return result.loss();
        } finally {
            data.release();
        }
    }

    /** Tests, closes the epoch and saves; after a stop or an error meanwhile, everything is as before the test. */
    private void finishEpoch() {
        requireFiniteWeights(); // before a test that says nothing, and before the next epoch is blamed
        byte[] before = Generator.defaultGenerator().state();
        EpochSums tested = EpochSums.ZERO;
        int toTest = testImages.map(DataLoader::images).orElse(0);
        try {
            tested = testImages.map(this::runTest).orElse(tested);
        } finally {
            if (tested.images() < toTest) {
                Generator.defaultGenerator().state(before);
            }
        }
        if (stopRequested && tested.images() < toTest) {
            return;
        }
        EpochResult result = new EpochResult(epoch + 1, step, sums.loss(), sums.accuracy(), tested.loss(),
                tested.accuracy(), optimizer.lr(), sums.seconds(), tested.seconds(), sums.imagesPerSecond());
        history.add(result);
        epoch++;
        batch = 0;
        sums = EpochSums.ZERO;
        saved = false;
        saveIfChanged(); // before anybody who is told can fail or take long
        listeners.forEach(listener -> listener.epochDone(result));
    }

    private EpochSums runTest(DataLoader loader) {
        int[] done = {0};
        return new Evaluator(net, loss, metric).evaluate(loader, (data, logits) -> {
            done[0]++;
            listeners.forEach(listener -> listener.tested(data, logits, done[0], loader.batches()));
        }, () -> stopRequested);
    }

    /** Where training stands. */
    public TrainingState state() {
        return new TrainingState(epoch, batch, step, sums, images.state(), Generator.defaultGenerator().state(),
                List.copyOf(history));
    }

    /** Ends the background work of the loaders, and drops the memory that was kept for the next step. */
    @Override
    public void close() {
        images.close();
        testImages.ifPresent(DataLoader::close);
        Memory.trim();
    }

    private void saveIfChanged() {
        if (saving.isPresent() && !saved) {
            requireFiniteWeights();
            Saving to = saving.get();
            to.file.write(Checkpoint.of(net, optimizer, state(), to.about));
            saved = true;
            listeners.forEach(listener -> listener.saved(to.file.path()));
        }
    }

    private void requireFiniteWeights() {
        requireFinite(Checkpoint.isFinite(net), "a weight is no finite number " + (batch == 0 ? "before" : "after"),
                Math.max(1, batch));
    }

    private void requireFinite(boolean finite, String what, int stepOfEpoch) {
        if (!finite) {
            throw new DivergedException("training: " + what + " epoch " + (epoch + 1) + ", step " + stepOfEpoch
                    + " (learning rate " + optimizer.lr()
                    + "). The steps before were too large, or the input holds NaN. Fix: use a "
                    + "smaller learning rate, clip gradients, or other initial weights."
                    + saving.map(to -> " The last good checkpoint stays: " + to.file.path() + ".").orElse(""));
        }
    }
}
