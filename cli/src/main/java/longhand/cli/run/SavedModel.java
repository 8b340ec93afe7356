package longhand.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import longhand.data.Split;
import longhand.datasets.DataSplits;
import longhand.datasets.transforms.PixelDataset;
import longhand.models.Recipe;
import longhand.names.Counted;
import longhand.nn.Layer;
import longhand.nn.StateDictException;
import longhand.nn.training.Checkpoint;
import longhand.nn.training.CheckpointFile;

/**
 * A trained network from a checkpoint.
 *
 * @param card what it is
 * @param preparation how a picture becomes what it sees
 * @param config the settings of its run, if the checkpoint has them
 * @param net the network, in evaluation mode
 */
public record SavedModel(ModelCard card, Preparation preparation, Optional<RunConfig> config, Layer net) {
    private static final int SHOWN = 10;

    /**
     * Reads a checkpoint, or the last one of a run.
     *
     * @param messages is told what is doubtful about the file
     * @throws RunException if the file is no checkpoint of ours, or its numbers do not fit the model it names
     */
    public static SavedModel load(Path path, Consumer<String> messages) {
        CheckpointFile.Found found = read(path, messages);
        ModelCard card = ModelCard.of(found).orElseThrow(() -> new RunException(found.file()
                + ": the file does not say which model it is of. Fix: use a checkpoint that longhand train has written"));
        Layer net = card.network();
        try {
            net.loadStateDict(found.checkpoint().weights());
        } catch (StateDictException e) {
            throw new RunException(found.file() + ": " + e.getMessage());
        }
        net.eval();
        return new SavedModel(card, Preparation.of(found), Provenance.config(found), net);
    }

    /**
     * Images to test the network on, prepared as those it was trained on.
     *
     * @param source which; empty: those of its run
     * @param limit how many test images, from the first
     * @throws RunException if they have other classes than the network
     */
    public DataSplits images(Optional<ImageSource> source, int limit, Consumer<String> messages) {
        ImageSource from = source.orElseGet(() -> new ImageSource(card.dataset(),
                config.filter(run -> run.dataset().equals(card.dataset())).map(RunConfig::dataDir).orElse("")));
        ImageSettings settings = config.map(RunConfig::images).orElse(ImageSettings.AS_STORED)
                .withChannels(card.channels());
        DataSplits splits = Session.images(from, settings, settings.pictures(config.map(RunConfig::seed).orElse(0L)),
                card.side(), Recipe.ALL, limit, messages);
        PixelDataset stored = splits.pixels(Split.TEST);
        List<String> classes = stored.classNames();
        if (classes.size() != card.classNames().size() || from.isPictures() && !classes.equals(card.classNames())) {
            throw new RunException("the network knows the " + card.classNames().size() + " classes "
                    + brief(card.classNames()) + ", the images have the " + classes.size() + " classes "
                    + brief(classes) + ". Fix: name images of the same classes");
        }
        if (stored.imageShape().channels() != card.channels()) {
            throw new RunException("the network knows images of " + Counted.of(card.channels(), "channel")
                    + ", these have "
                    + stored.imageShape().channels() + ". Fix: name images like those it was trained on");
        }
        return splits.normalized(preparation.normalize());
    }

    private static String brief(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(names.size(), SHOWN))) + (names.size() > SHOWN ? ", …" : "");
    }

    /** The checkpoint in a file, the last whole one of a run, or, if there is neither, one that comes with Longhand. */
    public static CheckpointFile.Found read(Path path, Consumer<String> messages) {
        Optional<Path> shipped = Files.exists(path) ? Optional.empty() : ShippedWeights.find(path.toString());
        if (shipped.isPresent()) {
            return new CheckpointFile.Found(path, Checkpoint.read(shipped.get(), messages));
        }
        return Files.isDirectory(path) ? RunFolder.existing(path).checkpoint().read(messages)
                : new CheckpointFile.Found(path, Checkpoint.read(path, messages));
    }
}
