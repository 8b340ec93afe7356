package longhand.cli.run;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import longhand.datasets.DatasetRegistry;
import longhand.io.checks.IfMissing;
import longhand.io.checks.Range;
import longhand.io.checks.Ranges;
import longhand.io.checks.StrictJson;
import longhand.io.checks.ValueException;
import longhand.io.disk.FileBytes;
import longhand.models.Models;
import longhand.nn.Initial;
import longhand.nn.optim.Optimizers;
import longhand.nn.optim.Schedules;
import longhand.nn.training.shards.Shards;

/**
 * Every setting of a run, with nothing left open: with the same images it makes the same numbers.
 *
 * @param model name of the model
 * @param recipe name of the recipe it started from
 * @param dataset name of the data set
 * @param dataDir folder of its files; empty: where they are found
 * @param limitTrain how many training images, from the first; {@link longhand.models.Recipe#ALL} for all
 * @param limitTest how many test images, from the first
 * @param resize height and width of the images
 * @param batchSize images per step
 * @param epochs passes over the training images
 * @param optimizer a name of {@link longhand.nn.optim.Optimizers}
 * @param lr learning rate, the largest if the schedule changes it
 * @param momentum of the optimiser, where it has one
 * @param weightDecay of the optimiser
 * @param schedule a name of {@link longhand.nn.optim.Schedules}
 * @param init a name of {@link longhand.nn.Initial}
 * @param seed where all chance comes from
 * @param saveEvery steps between checkpoints; 0: only after epochs
 * @param validation share of the training images that are held back and tested on after every epoch; 0: none, and the
 *     test images take their place
 * @param patience after how many epochs without a better test training ends; 0: never
 * @param shards parts that each batch is computed in, see {@link Shards}; 1: the batch as a whole
 * @param images what becomes of the images before the network sees them
 * @param transfer what the network has from another one
 */
public record RunConfig(
        String model,
        String recipe,
        String dataset,
        String dataDir,
        @Range(min = 1) int limitTrain,
        @Range(min = 1) int limitTest,
        @Range(min = 1, max = ModelCard.LARGEST_SIDE) int resize,
        @Range(min = 1) int batchSize,
        @Range(min = 1, max = MOST_EPOCHS) int epochs,
        String optimizer,
        @Range(min = 0) double lr,
        @Range(min = 0, below = 1) double momentum,
        @Range(min = 0) double weightDecay,
        String schedule,
        String init,
        @Range long seed,
        @Range(min = 0) int saveEvery,
        @IfMissing("0") @Range(min = 0, below = 1) double validation,
        @IfMissing("0") @Range(min = 0) int patience,
        @IfMissing("1") @Range(min = 1) int shards,
        @IfMissing("{\"normalize\":\"none\",\"augment\":\"none\",\"channels\":0,\"testShare\":0.2,\"bad\":\"refuse\"}") ImageSettings images,
        @IfMissing("{\"weights\":\"\",\"freeze\":[],\"bodyLr\":1.0}") Transfer transfer) {
    /** Every checkpoint holds a line for each epoch, and has to stay readable. */
    static final int MOST_EPOCHS = 10_000;

    /** The settings that may change when a run goes on. */
    static final Set<String> CHANGEABLE = Set.of("epochs", "saveEvery", "dataDir", "patience");

    private static final String FIX = "undo what was changed in the file, take it from a copy, or start the run again";

    /**
     * The settings in a file.
     *
     * @throws longhand.io.FileFormatException if one is missing, of another type, out of range or not known
     */
    static RunConfig read(Path file) {
        return StrictJson.read(file, "", FileBytes.text(file), RunConfig.class, FIX, RunConfig::requireKnownNames);
    }

    private void requireKnownNames() {
        Ranges.requireOneOf("model", model, Models.names());
        Ranges.requireOneOf("recipe", recipe, Models.get(model).recipes().keySet());
        Ranges.requireOneOf("dataset", dataset, DatasetRegistry.names());
        Ranges.requireOneOf("optimizer", optimizer, Optimizers.names());
        Ranges.requireOneOf("schedule", schedule, Schedules.names());
        Ranges.requireOneOf("init", init, Initial.names());
        requireShards();
    }

    private void requireShards() {
        if (!Shards.isCount(shards) || shards > batchSize) {
            throw new ValueException("shards", shards, Shards.RULE + ", and at most the " + batchSize
                    + " images of a batch");
        }
    }

    /**
     * These settings, which come from a command line.
     *
     * @throws ValueException naming the option, if a number is out of range
     */
    public RunConfig checked() {
        try {
            Ranges.check(this);
            requireShards();
            requireWholeBatches();
            Ranges.check(images);
            Ranges.check(transfer);
            return this;
        } catch (ValueException e) {
            throw new ValueException(option(e.field()), e.value(), e.rule());
        }
    }

    private void requireWholeBatches() {
        if (shards > 1 && images.mixing().isPresent()) {
            throw new ValueException("shards", shards, "1 with mixup or cutmix, which mix the images of a whole batch");
        }
    }

    /** The option that sets a component: {@code --limit-train} for {@code limitTrain}. */
    static String option(String component) {
        return "--" + component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** What the images are called that the network is tested on after every epoch. */
    public String heldOut() {
        return validation > 0 ? "validation" : "test";
    }

    /** The same with other values where there are any. */
    RunConfig with(Changes changes) {
        return new RunConfig(model, recipe, dataset, changes.dataDir.map(ImageSource::fromAnywhere).orElse(dataDir),
                limitTrain, limitTest, resize, batchSize, changes.epochs.orElse(epochs), optimizer, lr, momentum,
                weightDecay, schedule, init, seed, changes.saveEvery.orElse(saveEvery), validation,
                changes.patience.orElse(patience), shards, images, transfer);
    }

    /**
     * What may change when a run goes on.
     *
     * @param epochs another total number of epochs
     * @param saveEvery another distance of checkpoints
     * @param dataDir where the images of the run are now
     * @param patience another number of epochs without a better test
     */
    public record Changes(Optional<Integer> epochs, Optional<Integer> saveEvery, Optional<Path> dataDir,
            Optional<Integer> patience) {
        /** Nothing changes. */
        public static final Changes NONE =
                new Changes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /** Names of the settings that change. */
        Set<String> names() {
            Set<String> names = new HashSet<>();
            epochs.ifPresent(_ -> names.add("epochs"));
            saveEvery.ifPresent(_ -> names.add("saveEvery"));
            dataDir.ifPresent(_ -> names.add("dataDir"));
            patience.ifPresent(_ -> names.add("patience"));
            return names;
        }
    }
}
