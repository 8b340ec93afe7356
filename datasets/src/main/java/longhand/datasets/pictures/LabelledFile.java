package longhand.datasets.pictures;

import java.nio.file.Path;
import java.util.Optional;
import longhand.data.Split;

/**
 * A file that should hold a picture of a class.
 *
 * @param path where it is
 * @param name what messages call it: its path below the folder, with {@code /}
 * @param className its class
 * @param split what it is for, if that was said
 */
record LabelledFile(Path path, String name, String className, Optional<Split> split) {}
