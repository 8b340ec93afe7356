package longhand.nn.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.data.DataLoader;
import longhand.data.LoaderState;
import longhand.io.checks.IfMissing;
import longhand.io.checks.Range;
import longhand.io.checks.ValueException;
import longhand.random.Generator;

/**
 * Where training stands, between two steps: with the numbers of network and optimiser, all that is needed to go on as
 * if it had never stopped.
 *
 * @param epoch number of the running epoch, from 0; the number of epochs once all are done
 * @param batch steps done in it; all of them if only the test is still to come
 * @param step steps done since training began
 * @param sums sums over the running epoch
 * @param loader where the training images' loader stands
 * @param generator state of the default generator, from which orders and dropout are drawn
 * @param history the epochs that are done
 * @param passes how the training images' loader goes through them
 * @param ownGenerators states of the generators that loaders have of their own: {@code training}, {@code test}
 * @param lr learning rate of the optimiser, from which a schedule starts; NaN if an older version saved the state
 * @param lastLr learning rate of the last step; NaN before the first one, or if an older version saved the state
 * @param test what the test takes from the generators
 */
public record TrainingState(
        @Range(min = 0) int epoch,
        @Range(min = 0) int batch,
        @Range(min = 0) long step,
        EpochSums sums,
        LoaderState loader,
        @Range(min = Generator.STATE_BYTES, max = Generator.STATE_BYTES) byte[] generator,
        @Range List<EpochResult> history,
        @IfMissing(Passes.UNKNOWN_JSON) Passes passes,
        @IfMissing("{}") Map<String, byte[]> ownGenerators,
        @Range(min = 0, orNaN = true) @IfMissing("\"NaN\"") double lr,
        @Range(min = 0, orNaN = true) @IfMissing("\"NaN\"") double lastLr,
        @IfMissing(TestDraws.UNKNOWN_JSON) TestDraws test) {

    /**
     * @throws ValueException if the history is not that of the epochs which are done, or the bytes of a generator are
     *     damaged
     */
    public TrainingState {
        history = List.copyOf(history);
        if (history.size() != epoch) {
            throw new ValueException("history", "that of " + history.size() + " epochs",
                    "as long as epoch = " + epoch + " says");
        }
        ownGenerators = Collections.unmodifiableMap(new LinkedHashMap<>(ownGenerators));
        requireGenerator("generator", generator);
        ownGenerators.forEach((name, state) -> requireGenerator("ownGenerators." + name, state));
    }

    /** As older versions saved it, without what is known of the loaders and of learning rates. */
    public TrainingState(int epoch, int batch, long step, EpochSums sums, LoaderState loader, byte[] generator,
            List<EpochResult> history) {
        this(epoch, batch, step, sums, loader, generator, history, Passes.UNKNOWN, Map.of(), Double.NaN,
                Double.NaN, TestDraws.UNKNOWN);
    }

    private static void requireGenerator(String field, byte[] state) {
        try {
            new Generator().state(state);
        } catch (IllegalArgumentException e) {
            throw new ValueException(field, "damaged", "the bytes of Generator.state()");
        }
    }

    Chance chance() {
        return new Chance(generator, ownGenerators);
    }

    /** @throws IllegalArgumentException if a training with these settings cannot have come here */
    void requireFits(TrainingSettings settings) {
        DataLoader images = settings.images;
        requireBatches(images.batches());
        requirePasses(images);
        boolean hasOwn = ownGenerators.containsKey(Chance.TRAINING);
        if (passes.isKnown() && hasOwn != Chance.hasOwn(images)) {
            throw new IllegalArgumentException("resume: the loader of the run drew from " + Chance.source(hasOwn)
                    + ", that of the training images here draws from " + Chance.source(!hasOwn) + ". Rule: it is the same, or "
                    + "the orders were others. Fix: make the loader as in the run.");
        }
        test.requireSame(TestDraws.of(settings));
    }

    private void requirePasses(DataLoader images) {
        Passes here = Passes.of(images);
        if (passes.isKnown() && !passes.equals(here)) {
            throw new IllegalArgumentException("resume: the checkpoint is of a run with " + passes + "; here are "
                    + here + ". Rule: they are the same. Fix: resume with the images and the batch size of the run.");
        }
        long seen = Math.min((long) batch * here.batchSize(), images.images());
        if (sums.images() != seen) {
            throw new IllegalArgumentException("resume: the checkpoint was written after " + sums.images()
                    + " images of the running epoch. Rule: " + batch + " batches are " + seen + " images with " + here
                    + ". Fix: resume with the images and the batch size of the run.");
        }
    }

    /** An error if epochs, batches and steps do not agree where an epoch has so many batches. */
    private void requireBatches(int batches) {
        long steps = (long) epoch * batches + batch;
        if (batch > batches || step != steps || loader.batch() % batches != batch % batches) {
            throw new IllegalArgumentException("resume: the checkpoint was written after " + step
                    + " steps, at epoch = " + epoch + ", batch = " + batch + ", loader.epoch = " + loader.epoch()
                    + ", loader.batch = " + loader.batch() + ". Rule: with the " + batches
                    + " batches of an epoch here, these are the same number of steps. Fix: resume "
                    + "with the images and the batch size of the run.");
        }
    }
}
