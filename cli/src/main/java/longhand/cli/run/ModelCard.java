package longhand.cli.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.models.Models;
import longhand.nn.Layer;
import longhand.nn.training.Checkpoint;

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
public record ModelCard(String model, String dataset, int channels, int storedSide, int side, List<String> classNames) {
    private static final String KEY = "longhand.model";

    /** As the texts of a checkpoint. */
    Map<String, String> toTexts() {
        return Map.of(KEY, Json.line(this));
    }

    /** The card of a checkpoint, if it is one of ours. */
    public static Optional<ModelCard> of(Object source, Checkpoint checkpoint) {
        return Optional.ofNullable(checkpoint.about().get(KEY)).map(text -> Json.parse(source, text, ModelCard.class));
    }

    /** The network, with random parameters. */
    public Layer network() {
        return Models.get(model).create(channels, classNames.size());
    }
}
