package longhand.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import longhand.nn.Layer;
import longhand.nn.StateDictException;
import longhand.nn.training.Checkpoint;

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
     * @throws RunException if the file is no checkpoint of ours, or its numbers do not fit the model it names
     */
    public static SavedModel load(Path path) {
        Path file = Files.isDirectory(path) ? RunFolder.existing(path).checkpoint() : path;
        Checkpoint checkpoint = Checkpoint.read(file);
        ModelCard card = ModelCard.of(file, checkpoint).orElseThrow(() -> new RunException(
                file + ": the file does not say which model it is of. Fix: use a checkpoint that longhand train has written"));
        Layer net = card.network();
        try {
            net.loadStateDict(checkpoint.weights());
        } catch (StateDictException e) {
            throw new RunException(file + ": " + e.getMessage());
        }
        net.eval();
        return new SavedModel(card, net);
    }
}
