package longhand.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.io.checks.Range;
import longhand.io.checks.Ranges;
import longhand.io.checks.StrictJson;
import longhand.io.checks.ValueException;
import longhand.models.Models;
import longhand.nn.Layer;
import longhand.nn.training.Checkpoint;
import longhand.nn.training.CheckpointFile;

/**
 * What a checkpoint says about itself: enough to build the network again and to feed it.
 *
 * @param model name of the model
 * @param dataset name of the data set it was trained on
 * @param channels channels of the images
 * @param storedSide height and width of the images as stored
 * @param side height and width the network sees
 * @param classNames names of the classes
 */
public record ModelCard(
        String model,
        String dataset,
        @Range(min = 1, max = MOST_CHANNELS) int channels,
        @Range(min = 1, max = LARGEST_SIDE) int storedSide,
        @Range(min = 1, max = LARGEST_SIDE) int side,
        @Range(min = 1, max = MOST_CLASSES) List<String> classNames) {
    /** The largest height and width of images. Networks want memory in proportion to its square. */
    static final int LARGEST_SIDE = 1024;
    /** Several times those of any picture. */
    private static final int MOST_CHANNELS = 16;
    /** As many as ImageNet has; some networks want memory in proportion to its square. */
    private static final int MOST_CLASSES = 1000;

    private static final String KEY = "longhand.model";

    /** As the texts of a checkpoint. */
    Map<String, String> toTexts() {
        return Map.of(KEY, Json.line(this));
    }

    /** The card of a checkpoint, if it is one of ours. */
    public static Optional<ModelCard> of(CheckpointFile.Found found) {
        return Optional.ofNullable(found.checkpoint().about().get(KEY)).map(text -> read(found.file(), text));
    }

    private static ModelCard read(Path file, String text) {
        return StrictJson.read(file, KEY, text, ModelCard.class, Checkpoint.FIX,
                card -> Ranges.requireOneOf("model", card.model, Models.names())).withNamesInALine();
    }

    private ModelCard withNamesInALine() {
        return new ModelCard(model, dataset, channels, storedSide, side,
                classNames.stream().map(SafeText::line).toList());
    }

    /** The network, with random parameters. */
    public Layer network() {
        return network(model, channels, classNames.size());
    }

    /**
     * A network, with random parameters, for sizes that come from a person or a file.
     *
     * @throws ValueException if a card could not hold them
     */
    public static Layer network(String model, int channels, int classes) {
        Ranges.check(new Sizes(channels, classes));
        return Models.get(model).create(channels, classes);
    }

    private record Sizes(@Range(min = 1, max = MOST_CHANNELS) int channels,
            @Range(min = 1, max = MOST_CLASSES) int classes) {}
}
