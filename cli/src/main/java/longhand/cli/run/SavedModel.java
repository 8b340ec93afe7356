package longhand.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import longhand.nn.Layer;
import longhand.nn.StateDictException;
import longhand.nn.training.Checkpoint;
import longhand.nn.training.CheckpointFile;

/**
 * A trained network from a checkpoint.
 *
 * @param card what it is
 * @param net the network, in evaluation mode
 */
public record SavedModel(ModelCard card, Layer net) {

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
        return new SavedModel(card, net);
    }

    /** The checkpoint in a file, or the last whole one of a run. */
    public static CheckpointFile.Found read(Path path, Consumer<String> messages) {
        return Files.isDirectory(path) ? RunFolder.existing(path).checkpoint().read(messages)
                : new CheckpointFile.Found(path, Checkpoint.read(path, messages));
    }
}
