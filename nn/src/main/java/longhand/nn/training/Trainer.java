package longhand.nn.training;

import static longhand.nn.training.TrainingSettings.atLeastZero;
import static longhand.nn.training.TrainingSettings.given;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.data.DataLoader;
import longhand.nn.Layer;
import longhand.nn.Loss;
import longhand.nn.TargetLoss;
import longhand.nn.optim.GradientClip;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.Schedule;
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
 * All chance comes from the default generator and from those that loaders have of their own, and a checkpoint keeps
 * the state of all, and the learning rate of the optimiser: a run that is stopped and resumed at any step ends with the
 * same bits as one that never stopped, with the same images, settings and listeners. Of the images it is known how many
 * there are, not what is on them: to name them is up to {@code about} of {@link #saveTo}.
 */
public final class Trainer implements AutoCloseable {
    private final TrainingSettings settings;
    private final TrainingLoop loop;

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
        this.settings = new TrainingSettings(net, loss, metric, optimizer, images);
        this.loop = new TrainingLoop(settings);
    }

    /**
     * Takes the gradients of training, and what counts as right in it, from there; unless told otherwise, from the
     * batch as a whole. Returns this.
     */
    public Trainer gradients(GradientSource source) {
        settings.gradients = Optional.of(given(source, "the source of gradients"));
        return this;
    }

    /** Total number of epochs, those before a resumption included. Returns this. */
    public Trainer epochs(int count) {
        settings.epochs = atLeastZero("epochs", count);
        return this;
    }

    /** Ends training after so many epochs without a better test ({@link EarlyStopping}); 0: never. Returns this. */
    public Trainer patience(int count) {
        settings.patience = atLeastZero("patience", count);
        return this;
    }

    /** Tests on these images after every epoch. Returns this. */
    public Trainer test(DataLoader loader) {
        settings.testImages = Optional.of(given(loader, "the data loader of the test"));
        return this;
    }

    /** Says which examples count as right, for what is reported as accuracy. Returns this. */
    public Trainer metric(Metric right) {
        settings.metric = given(right, "the metric");
        return this;
    }

    /**
     * Changes the learning rate from epoch to epoch, starting from the optimiser's: {@link Optimizer#lr} stays what it
     * is, and who sets it, between two runs or as a listener, sets what the schedule starts from. Returns this.
     */
    public Trainer scheduleByEpochs(Schedule rates) {
        settings.schedule = given(rates, "the schedule");
        settings.scheduleBySteps = false;
        return this;
    }

    /** As {@link #scheduleByEpochs}, from step to step. Returns this. */
    public Trainer scheduleBySteps(Schedule rates) {
        settings.schedule = given(rates, "the schedule");
        settings.scheduleBySteps = true;
        return this;
    }

    /** Clips gradients to this norm, 0 or more. Returns this. */
    public Trainer clipNorm(double norm) {
        settings.largestNorm = Optional.of(GradientClip.requireNorm(norm));
        return this;
    }

    /** Tells this listener what happens. Returns this. */
    public Trainer listen(TrainingListener listener) {
        settings.listeners.add(given(listener, "the listener"));
        return this;
    }

    /**
     * Writes a checkpoint before the first step, after every epoch, when training stops, and after every {@code
     * everySteps} steps. The one before it stays beside it ({@link CheckpointFile}); what an earlier
     * training wrote to this file does not. Returns this.
     *
     * @param everySteps 0: not in the middle of an epoch
     * @param about texts to keep with the numbers
     */
    public Trainer saveTo(Path file, int everySteps, Map<String, String> about) {
        CheckpointFile to = new CheckpointFile(given(file, "the file of the checkpoints"));
        settings.saving = Optional.of(new TrainingSettings.Saving(to, atLeastZero("everySteps", everySteps), Map.copyOf(
                Checkpoint.requireAbout(about))));
        return this;
    }

    /**
     * Goes on from a checkpoint when {@link #run} is called. Loaders get back the state of generators of their own, so
     * call {@link #test} before; the optimiser gets back its learning rate, so set another one afterwards.
     *
     * @throws IllegalArgumentException if it holds no state of training, or does not fit the network, the optimiser or
     *     the loaders; then nothing has been changed
     * @throws IllegalStateException while {@link #run} has not returned
     */
    public Trainer resume(Checkpoint checkpoint) {
        loop.resume(given(checkpoint, "the checkpoint"));
        return this;
    }

    /**
     * Lets {@link #run} end after the running step, with a checkpoint; another call of it goes on. May be called from
     * any thread.
     */
    public void requestStop() {
        loop.requestStop();
    }

    /** Lets a checkpoint be written after the running step, and training go on. May be called from any thread. */
    public void requestSave() {
        loop.requestSave();
    }

    /** Whether all epochs are done, or as many as patience lasts. */
    public boolean isComplete() {
        return loop.isComplete();
    }

    /** Steps of an epoch. */
    public int batches() {
        return settings.images.batches();
    }

    /**
     * Trains until all epochs are done or {@link #requestStop} is called. An error of a listener, the data set or the
     * loss ends it too; another call goes on with the step, or the test, that was not done (running statistics, as
     * those of batch normalisation, may have seen its images once already).
     *
     * @return the epochs that are done
     * @throws IllegalArgumentException if a loader has no batch
     * @throws IllegalStateException if it is called by a listener, or by another thread, before it has returned
     * @throws DivergedException if a loss or a weight becomes infinite or NaN; the last checkpoint stays as it is
     */
    public List<EpochResult> run() {
        return loop.run();
    }

    /** Where training stands. */
    public TrainingState state() {
        return loop.state();
    }

    /** Ends the background work of the loaders, and drops the memory that was kept for the next step. */
    @Override
    public void close() {
        settings.images.close();
        settings.testImages.ifPresent(DataLoader::close);
        Memory.trim();
    }

    static IllegalStateException whileRunning(String call) {
        return new IllegalStateException("training: " + call + "() was called while it runs. Rule: a trainer makes one "
                + "step at a time. Fix: call it when run() has returned, or make another trainer with another network.");
    }
}
