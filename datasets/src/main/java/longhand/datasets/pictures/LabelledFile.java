package longhand.datasets.pictures;

import java.nio.file.Path;
import java.util.Optional;
import longhand.data.Split;

/**
 * A file that should hold a picture of a class. A file that several lines of a table name is there several times.
 *
 * @param path where it is
 * @param name what messages call it: its path below the folder, with {@code /}
 * @param line the line of a table that names it, as in {@code images.csv line 3}
 * @param className its class
 * @param split what it is for, if that was said
 * @param isUsable else there is a problem with its line already, and only its label counts: against another one of the
 *     same file
 */
record LabelledFile(Path path, String name, Optional<String> line, String className, Optional<Split> split,
        boolean isUsable) {

    LabelledFile {
        className = ClassNames.clean(className);
    }

    static LabelledFile inFolder(Path path, String name, String className, Optional<Split> split) {
        return new LabelledFile(path, name, Optional.empty(), className, split, true);
    }

    boolean isForTest() {
        return split.equals(Optional.of(Split.TEST));
    }

    boolean hasClassOf(LabelledFile other) {
        return className.equals(other.className);
    }

    /** What is wrong if another one is the same picture of the same class. */
    Problem again(LabelledFile other) {
        return !isSaidBesides(other) ? Problem.ofFile(name, "the same file as " + other.name + "; remove one")
                : Problem.ofLine(line.get(), name + (split.equals(other.split)
                        ? " is in the table already, in " + other.line.get() + "; remove a line"
                        : " is in " + other.line.get() + " too, for "
                        + (isForTest() ? "training and not the test" : "the test and not training")
                        + "; keep one line"));
    }

    /** What is wrong if another one is the same picture of another class. */
    Problem contradicts(LabelledFile other) {
        return !isSaidBesides(other) ? Problem.ofFile(name, "the same file as " + other.name
                + ", which is of another class; keep the right one")
                : Problem.ofLine(line.get(), name + " is in " + other.line.get() + " too, as " + other.className
                        + " and not " + className + "; keep the right line");
    }

    /** Whether two lines of a table name the same file. */
    boolean isSaidBesides(LabelledFile other) {
        return line.isPresent() && other.line.isPresent() && path.equals(other.path);
    }
}
