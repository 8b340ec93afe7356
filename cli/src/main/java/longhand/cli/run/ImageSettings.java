package longhand.cli.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import longhand.data.DatasetException;
import longhand.datasets.image.PictureOptions;
import longhand.datasets.transforms.Augmentation;
import longhand.datasets.transforms.Transform;
import longhand.io.checks.Range;
import longhand.io.checks.Ranges;
import longhand.io.checks.ValueException;
import longhand.nn.training.Mixing;

/**
 * What becomes of the images of a run before the network sees them.
 *
 * @param normalize one of {@link #NORMALIZATIONS}
 * @param augment random transforms of the training images, as {@link Augmentation#parse} reads them; maybe {@code
 *     mixup} or
 *     {@code cutmix}
 * @param channels of somebody's own pictures: 1 gray, 3 colour, 0 as they are
 * @param testShare of own pictures, which share of each class is for the test
 * @param bad of own pictures, what happens to those that cannot be used: one of {@link #BAD}
 */
public record ImageSettings(
        String normalize,
        String augment,
        @Range(min = 0, max = 3) int channels,
        @Range(min = 0, below = 1) double testShare,
        String bad) {
    /** Values in [0, 1]. */
    public static final String NONE = "none";
    /** Mean 0 and standard deviation 1 over the training images, in each channel. */
    public static final String OWN = "own";
    /** The means and deviations of ImageNet, as published weights expect. */
    public static final String IMAGENET = "imagenet";
    static final List<String> NORMALIZATIONS = List.of(NONE, OWN, IMAGENET);
    /** They stop the run before it begins. */
    public static final String REFUSE = "refuse";
    /** They are left out. */
    public static final String SKIP = "skip";
    static final List<String> BAD = List.of(REFUSE, SKIP);
    private static final double USUAL_ALPHA = 0.4;
    /** As the images are. */
    public static final int ANY_CHANNELS = 0;

    /** For data sets that are used as they are. */
    public static final ImageSettings AS_STORED =
            new ImageSettings(NONE, "none", ANY_CHANNELS, PictureOptions.DEFAULT_TEST_SHARE, REFUSE);

    /** @throws longhand.io.checks.ValueException if a value is not allowed */
    public ImageSettings {
        Ranges.requireOneOf("normalize", normalize, NORMALIZATIONS);
        Ranges.requireOneOf("bad", bad, BAD);
        try {
            Augmentation.parse(perImage(augment), 1);
            mixing(augment);
        } catch (DatasetException e) {
            String[] problemAndFix = e.getMessage().split("\\. Fix: ", 2);
            String[] problemAndRule = problemAndFix[0].split("\\. Rule: ", 2);
            throw new ValueException("augment", "'" + augment + "'", problemAndRule[problemAndRule.length - 1],
                    problemAndFix[1]);
        }
    }

    /** The words about single images. */
    private static String perImage(String augment) {
        return Augmentation.words(augment).stream().filter(word -> !isMixing(word)).collect(Collectors.joining(","));
    }

    private static boolean isMixing(String word) {
        return Mixing.NAMES.contains(Augmentation.name(word));
    }

    private static Optional<Mixing> mixing(String augment) {
        List<String> words = Augmentation.words(augment).stream().filter(ImageSettings::isMixing).toList();
        if (words.size() > 1) {
            throw new DatasetException("augment: " + String.join(" and ", words) + ". Rule: images are mixed in one way. "
                    + "Fix: leave out " + words.getLast());
        }
        return words.stream().findFirst().map(word ->
                Augmentation.make(word, USUAL_ALPHA, alpha -> new Mixing(Augmentation.name(word), alpha)));
    }

    /** How images are mixed, if they are. */
    Optional<Mixing> mixing() {
        return mixing(augment);
    }

    /** The random transforms of images that the network sees at this size. */
    Transform[] augmentation(int side) {
        return Augmentation.parse(perImage(augment), side).toArray(Transform[]::new);
    }

    ImageSettings withChannels(int value) {
        return new ImageSettings(normalize, augment, value, testShare, bad);
    }

    /** For commands that cannot change what happens to pictures that cannot be used. */
    PictureOptions pictures(long seed) {
        PictureOptions options = PictureOptions.defaults().withTestShare(testShare, seed).withSkipBad(bad.equals(SKIP))
                .withHowToSkip("");
        return channels == ANY_CHANNELS ? options : options.withChannels(channels);
    }
}
