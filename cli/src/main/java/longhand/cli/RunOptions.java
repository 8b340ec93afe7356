package longhand.cli;

import java.nio.file.Path;
import java.util.Optional;
import longhand.cli.run.RunConfig;
import longhand.models.Model;
import longhand.models.Recipe;
import longhand.nn.optim.Optimizers;
import picocli.CommandLine.Option;

/** The options of {@code train} that change a recipe. */
final class RunOptions {
    @Option(names = "--recipe", paramLabel = "NAME", defaultValue = Model.QUICK,
            description = "How to train: ${DEFAULT-VALUE}, or notes as the course notes do; 'longhand models' lists all.")
    private String recipe;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training images.")
    private Optional<Integer> epochs = Optional.empty();

    @Option(names = "--batch-size", paramLabel = "N", description = "Images per step.")
    private Optional<Integer> batchSize = Optional.empty();

    @Option(names = "--lr", paramLabel = "RATE", description = "Learning rate.")
    private Optional<Double> lr = Optional.empty();

    @Option(names = "--optimizer", paramLabel = "NAME", description = "sgd, adam, adamw, rmsprop or adagrad.")
    private Optional<String> optimizer = Optional.empty();

    @Option(names = "--momentum", paramLabel = "SHARE", description = "Momentum of sgd or rmsprop.")
    private Optional<Double> momentum = Optional.empty();

    @Option(names = "--weight-decay", paramLabel = "RATE", description = "Weight decay.")
    private Optional<Double> weightDecay = Optional.empty();

    @Option(names = "--schedule", paramLabel = "NAME",
            description = "How the learning rate changes: constant, step, cosine, one-cycle or warm-up.")
    private Optional<String> schedule = Optional.empty();

    @Option(names = "--init", paramLabel = "NAME",
            description = "Initial weights: default, xavier-uniform, xavier-normal, kaiming-uniform or kaiming-normal.")
    private Optional<String> init = Optional.empty();

    @Option(names = "--resize", paramLabel = "SIDE", description = "Height and width that the images are resized to.")
    private Optional<Integer> resize = Optional.empty();

    @Option(names = "--shards", paramLabel = "N",
            description = "Compute each batch in N parts, a power of two: the numbers that a cluster of any size computes.")
    private Optional<Integer> shards = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0",
            description = "Where all chance comes from (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--dataset", paramLabel = "NAME", defaultValue = "fashion-mnist",
            description = "fashion-mnist (the default), mnist or synthetic.")
    private String dataset;

    @Option(names = "--data-dir", paramLabel = "DIR",
            description = "Folder with the files of the data set (default: look for them).")
    private Optional<Path> dataDir = Optional.empty();

    @Option(names = "--limit-train", paramLabel = "N", description = "Use only the first N training images.")
    private Optional<Integer> limitTrain = Optional.empty();

    @Option(names = "--limit-test", paramLabel = "N", description = "Use only the first N test images.")
    private Optional<Integer> limitTest = Optional.empty();

    @Option(names = "--validation", paramLabel = "SHARE", defaultValue = "0",
            description = "Hold this share of the training images back, 0.1 for a tenth, with the same mixture of classes: epochs are compared on them, and only the best one is tested on the test images.")
    private double validation;

    @Option(names = "--patience", paramLabel = "EPOCHS",
            description = "End after so many epochs without a better one (default: never).")
    private Optional<Integer> patience = Optional.empty();

    /** Epochs without a better one, if given. */
    Optional<Integer> patience() {
        return patience;
    }

    /** Passes over the training images, if given. */
    Optional<Integer> epochs() {
        return epochs;
    }

    /** The folder of the images, if given. */
    Optional<Path> dataDir() {
        return dataDir;
    }

    /**
     * The recipe of a model, changed as these options say.
     *
     * @param usualShards parts of a batch if none are given
     */
    RunConfig config(Model model, int saveEvery, int usualShards) {
        Recipe from = model.recipe(recipe);
        String chosen = optimizer.orElse(from.optimizer());
        return new RunConfig(model.name(), recipe, dataset, dataDir.map(Path::toString).orElse(""),
                limitTrain.orElse(from.trainImages()), limitTest.orElse(from.testImages()), resize.orElse(from.side()),
                batchSize.orElse(from.batchSize()), epochs.orElse(from.epochs()), chosen, lr.orElse(from.lr()),
                momentum.orElse(0.0), weightDecay.orElse(Optimizers.defaultWeightDecay(chosen)),
                schedule.orElse(from.schedule()), init.orElse(from.init()), seed, saveEvery, validation,
                patience.orElse(0), shards.orElse(usualShards)).checked();
    }
}
