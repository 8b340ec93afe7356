package longhand.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import longhand.cli.run.ImageSource;
import longhand.cli.run.RunConfig;
import longhand.cli.run.Transfer;
import longhand.models.Model;
import longhand.models.Recipe;
import longhand.names.NearestName;
import longhand.nn.Initial;
import longhand.nn.optim.Optimizers;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code train} that change a recipe. */
final class RunOptions {
    /** What is learned already should change slowly. */
    private static final double SMALL_BODY_LR = 0.1;

    @Option(names = "--recipe", paramLabel = "NAME",
            description = "How to train: quick (the default), pictures (the default for your own), best (all images and more time), or notes as the course notes do; 'longhand models' lists which models have which.")
    private Optional<String> recipe = Optional.empty();

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training images.")
    private Optional<Integer> epochs = Optional.empty();

    @Option(names = "--batch-size", paramLabel = "N", description = "Images per step.")
    private Optional<Integer> batchSize = Optional.empty();

    @Option(names = "--lr", paramLabel = "RATE", description = "Learning rate (default: the recipe's; with "
            + "another kind of optimiser than the recipe's, 0.01 for sgd and adagrad, 0.001 for the others).")
    private Optional<Double> lr = Optional.empty();

    @Option(names = "--optimizer", paramLabel = "NAME", description = "sgd, adam, adamw, muon, rmsprop or adagrad; see --lr.")
    private Optional<String> optimizer = Optional.empty();

    @Option(names = "--momentum", paramLabel = "SHARE", description = "Momentum of sgd, rmsprop or muon.")
    private Optional<Double> momentum = Optional.empty();

    @Option(names = "--weight-decay", paramLabel = "RATE", description = "Weight decay.")
    private Optional<Double> weightDecay = Optional.empty();

    @Option(names = "--schedule", paramLabel = "NAME",
            description = "How the learning rate changes: constant, step, cosine, one-cycle or warm-up.")
    private Optional<String> schedule = Optional.empty();

    @Option(names = "--init", paramLabel = "NAME|FILE",
            description = "Initial weights: default, xavier-uniform, xavier-normal, kaiming-uniform, kaiming-normal or identity (1×1 convolutions begin as it); or a file or run "
                    + "with the weights of such a network, trained for other classes (.pth, .safetensors, …).")
    private Optional<String> init = Optional.empty();

    @Option(names = "--freeze", split = ",", paramLabel = "LAYERS",
            description = "Layers that stay as they are: body (all but the head, which computes the classes), or their names.")
    private List<String> freeze = List.of();

    @Option(names = "--body-lr", paramLabel = "SHARE",
            description = "Share of the learning rate for all but the head (default: 1; with a file of weights 0.1).")
    private Optional<Double> bodyLr = Optional.empty();

    @Option(names = "--shards", paramLabel = "N",
            description = "Compute each batch in N parts, a power of two: the numbers that a cluster of any size computes.")
    private Optional<Integer> shards = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0",
            description = "Where all chance comes from (default ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private DataOptions data;

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
        return data.dataDir();
    }

    /**
     * The recipe of a model, changed as these options say.
     *
     * @param usualShards parts of a batch if none are given
     */
    RunConfig config(Model model, int saveEvery, int usualShards) {
        ImageSource images = data.source();
        String name = recipe.orElse(images.isPictures() ? Model.PICTURES : Model.QUICK);
        Recipe from = model.recipe(name);
        String chosen = optimizer.orElse(from.optimizer());
        double usualLr = Optimizers.shareRates(chosen, from.optimizer()) ? from.lr() : Optimizers.usualLr(chosen);
        return new RunConfig(model.name(), name, images.dataset(), images.folder(), data.limitTrain(from.trainImages()),
                data.limitTest(from.testImages()), data.side(from.side()), batchSize.orElse(from.batchSize()),
                epochs.orElseGet(() -> data.epochs(from)), chosen, lr.orElse(usualLr),
                momentum.orElse(chosen.equals(from.optimizer()) ? from.momentum() : Optimizers.defaultMomentum(chosen)),
                weightDecay.orElse(Optimizers.defaultWeightDecay(chosen)),
                schedule.orElse(from.schedule()), namedInit().orElse(from.init()), seed, saveEvery, validation,
                patience.orElse(0), shards.orElse(usualShards), data.settings(from, hasPublishedWeights(model)),
                transfer()).checked();
    }

    /** The name of an initialisation; with a file, that of the layers themselves, which the file replaces. */
    private Optional<String> namedInit() {
        return weights().isPresent() ? Optional.of("default") : init;
    }

    private Optional<String> weights() {
        return init.filter(text -> !Initial.names().contains(text));
    }

    /** Weights that were published with torchvision's networks know images normalised for ImageNet. */
    private boolean hasPublishedWeights(Model model) {
        return weights().isPresent() && model.name().endsWith(Model.TORCHVISION);
    }

    private Transfer transfer() {
        weights().filter(file -> Files.notExists(Path.of(file))).ifPresent(file -> {
            throw new IllegalArgumentException("init: there is no '" + file
                    + "', neither an initialisation nor a file of weights. " + NearestName.fix(file, Initial.names()));
        });
        return new Transfer(weights().orElse(""), freeze, bodyLr.orElse(weights().isPresent() ? SMALL_BODY_LR : 1));
    }
}
