package longhand.datasets.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * By which files a folder shows that a run of {@code longhand train} is in it. Who trains inside a folder of pictures
 * finds the same pictures there afterwards: charts of a run are none.
 */
public final class RunMark {
    /** The folder that runs are put in unless another one is named. */
    public static final String HOME = "runs";
    /** All settings of a run. */
    public static final String CONFIG = "config.json";
    /** The commands that trained it. */
    public static final String COMMANDS = "commands.jsonl";
    /** A line for each step and epoch. */
    public static final String METRICS = "metrics.jsonl";
    /** The last checkpoint. */
    public static final String CHECKPOINT = "checkpoint.safetensors";
    /** There while a training goes on. */
    public static final String LOCK = ".lock";
    /** Others have settings of that name too, so one of these is beside it. */
    private static final List<String> BESIDE = List.of(COMMANDS, METRICS, CHECKPOINT);
    private static final List<String> WORDS = List.of("\"model\"", "\"recipe\"", "\"dataset\"");
    /** Runs may be in folders; links may lead round in a circle. */
    private static final int DEEPEST = 4;

    private RunMark() {}

    /** Whether a folder is a run, holds nothing but runs, or is {@link #HOME} with nothing in it. */
    public static boolean holdsOnlyRuns(Path folder) {
        return holdsOnlyRuns(folder, 0);
    }

    private static boolean holdsOnlyRuns(Path folder, int depth) {
        if (isRun(folder)) {
            return true;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            Iterator<Path> visible = inside.filter(path -> !PictureTree.isLitter(path)).iterator();
            if (!visible.hasNext()) {
                return depth == 0 && folder.endsWith(HOME) || Files.exists(folder.resolve(LOCK));
            }
            while (visible.hasNext()) {
                Path path = visible.next();
                if (depth == DEEPEST || !Files.isDirectory(path) || !holdsOnlyRuns(path, depth + 1)) {
                    return false;
                }
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false; // whoever looks for pictures in it will say why
        }
    }

    private static boolean isRun(Path folder) {
        return isOfRun(folder.resolve(CONFIG))
                && BESIDE.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    /** Whether there are settings that say what was trained how; others have files of that name too. */
    private static boolean isOfRun(Path config) {
        try {
            String text = Files.isRegularFile(config) ? Files.readString(config) : "";
            return WORDS.stream().allMatch(text::contains);
        } catch (IOException e) {
            return false;
        }
    }
}
