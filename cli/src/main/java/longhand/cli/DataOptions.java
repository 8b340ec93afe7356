package longhand.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import longhand.cli.run.ImageSettings;
import longhand.cli.run.ImageSource;
import longhand.cli.run.SettingsTable;
import longhand.datasets.DatasetRegistry;
import longhand.datasets.image.PictureOptions;
import longhand.datasets.image.PixelImage;
import longhand.datasets.transforms.Augmentation;
import longhand.io.checks.ValueException;
import longhand.models.Recipe;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@code train} that say which images, and what becomes of them. */
final class DataOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--dataset", paramLabel = "NAME|PATH", defaultValue = "fashion-mnist",
            description = ImageSource.CHOICES + " (default: ${DEFAULT-VALUE}).")
    private String dataset;

    @Option(names = "--data-dir", paramLabel = "DIR",
            description = "Folder with the files of the data set (default: look for them).")
    private Optional<Path> dataDir = Optional.empty();

    @Option(names = "--limit-train", paramLabel = "N", description = "Use only the first N training images.")
    private Optional<Integer> limitTrain = Optional.empty();

    @Option(names = "--limit-test", paramLabel = "N", description = "Use only the first N test images.")
    private Optional<Integer> limitTest = Optional.empty();

    @Option(names = "--resize", paramLabel = "SIDE", description = "Height and width that the images are resized to.")
    private Optional<Integer> resize = Optional.empty();

    @Option(names = "--normalize", paramLabel = "HOW",
            description = "none (values from 0 to 1), own (mean 0, deviation 1 in each channel) or imagenet (default: the recipe's).")
    private Optional<String> normalize = Optional.empty();

    @Option(names = "--augment", paramLabel = "WORDS",
            description = "Random changes of the training images, none or some of " + Augmentation.NAMES
                    + ", mixup or cutmix (two images in one, =alpha); as in crop,flip,rotate=15. Default: the recipe's, for own pictures crop,flip,jitter=0.2.")
    private Optional<String> augment = Optional.empty();

    @Option(names = "--channels", paramLabel = "N",
            description = "Of own pictures: 1 for gray, 3 for colour (default: gray if all of them are).")
    private Optional<Integer> channels = Optional.empty();

    @Option(names = "--test-share", paramLabel = "SHARE",
            description = "Of own pictures, how much of each class is kept for the test, drawn from the seed (default: a fifth).")
    private Optional<Double> testShare = Optional.empty();

    @Option(names = "--skip-bad",
            description = "Leave out own pictures that are damaged, too large, there twice or misplaced, instead of stopping.")
    private boolean skipBad;

    /** Which images. */
    ImageSource source() {
        return ImageSource.of(dataset, dataDir);
    }

    /** The folder of the images, if given. */
    Optional<Path> dataDir() {
        return dataDir;
    }

    int limitTrain(int otherwise) {
        return limitTrain.orElse(otherwise);
    }

    int limitTest(int otherwise) {
        return limitTest.orElse(otherwise);
    }

    /** Epochs of a recipe: more for few pictures of one's own. */
    int epochs(Recipe recipe) {
        ImageSource images = source();
        if (!images.isPictures()) {
            return recipe.epochs();
        }
        PrintWriter err = command.commandLine().getErr();
        int found = DatasetRegistry.trainingPictures(Path.of(images.folder()), testShare(), err::println);
        return recipe.epochsFor(Math.min(limitTrain(recipe.trainImages()), found));
    }

    private double testShare() {
        double share = testShare.orElse(PictureOptions.DEFAULT_TEST_SHARE);
        if (!(share > 0 && share < 1)) {
            throw new ValueException("--test-share", share, "more than 0 and less than 1, such as 0.2");
        }
        return share;
    }

    int side(int otherwise) {
        return resize.orElse(otherwise);
    }

    /**
     * The settings; the recipe's where nothing is said.
     *
     * @param forImageNet whether the network begins with weights that were trained on ImageNet
     */
    ImageSettings settings(Recipe recipe, boolean forImageNet) {
        ImageSource source = source();
        boolean pictures = source.isPictures();
        IdleOptions.refuseFolder(command, source.dataset());
        if (!pictures) {
            IdleOptions.refuse(command, "only own pictures have that, not " + dataset, SettingsTable.OWN_PICTURES);
        }
        String how = normalize.orElse(forImageNet ? ImageSettings.IMAGENET : recipe.normalize());
        int wanted = forImageNet && pictures ? PixelImage.COLOUR : ImageSettings.ANY_CHANNELS;
        return new ImageSettings(how, augment.orElse(recipe.augment()), channels.orElse(wanted),
                testShare(),
                skipBad ? ImageSettings.SKIP : ImageSettings.REFUSE);
    }
}
