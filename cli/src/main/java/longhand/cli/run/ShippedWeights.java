package longhand.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import longhand.nn.training.Checkpoint;

/** Weights of small networks that come with the program; docs/results.md says how they were made. */
public final class ShippedWeights {
    /** What a user can name in the place of a checkpoint. */
    public static final List<String> NAMES = List.of("lenet");

    private ShippedWeights() {}

    /** A copy of the weights of this name, gone when the program ends. */
    static Optional<Path> find(String name) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        try (InputStream in = ShippedWeights.class.getResourceAsStream("weights/" + name + Checkpoint.ENDING)) {
            Path copy = Files.createTempFile("longhand-" + name, Checkpoint.ENDING);
            copy.toFile().deleteOnExit();
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": the weights that come with Longhand cannot be read", e);
        }
    }
}
