package longhand.datasets.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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
    /** There while a training goes on, with the number of its process; one that is left over means nothing. */
    public static final String LOCK = ".lock";
    /** Others have settings of that name too, so one of these is beside it. */
    private static final List<String> BESIDE = List.of(COMMANDS, METRICS, CHECKPOINT);
    private static final List<String> WORDS = List.of("\"model\"", "\"recipe\"", "\"dataset\"");
    private static final int LONGEST_LOCK = 20;
    private static final String PROCESS = "\\d{1,18}";

    private RunMark() {}

    /** Whether a folder is a run, holds nothing but runs at any depth, or is {@link #HOME} with nothing in it. */
    public static boolean holdsOnlyRuns(Path folder) {
        try {
            if (isRun(folder)) {
                return true;
            }
            List<Path> inside = folders(folder).orElse(null);
            return inside != null && (inside.isEmpty() ? folder.endsWith(HOME)
                    : areAllOfRuns(inside, new HashMap<>(Map.of(folder.toRealPath(), false))));
        } catch (IOException | UncheckedIOException e) {
            return false; // whoever looks for pictures in it will say why
        }
    }

    /** @param searched by their real paths, whether the search of a folder has ended; links may lead to it again */
    private static boolean areAllOfRuns(List<Path> folders, Map<Path, Boolean> searched) throws IOException {
        for (Path folder : folders) {
            if (isRun(folder)) {
                continue;
            }
            Path real = folder.toRealPath();
            Boolean before = searched.putIfAbsent(real, false);
            if (before != null && before) {
                continue;
            }
            Optional<List<Path>> inside = folders(folder);
            if (before != null || inside.filter(Predicate.not(List::isEmpty)).isEmpty()
                    || !areAllOfRuns(inside.get(), searched)) {
                return false;
            }
            searched.put(real, true);
        }
        return true;
    }

    /** The folders in a folder, without litter; nothing if there is a file too. */
    private static Optional<List<Path>> folders(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> inside = Files.list(folder)) {
            Iterator<Path> visible = inside.filter(path -> !PictureTree.isLitter(path)).iterator();
            while (visible.hasNext()) {
                Path path = visible.next();
                if (!Files.isDirectory(path)) {
                    return Optional.empty();
                }
                found.add(path);
            }
        }
        return Optional.of(found);
    }

    private static boolean isRun(Path folder) throws IOException {
        boolean hasSettings = isOfRun(folder.resolve(CONFIG));
        return hasSettings && BESIDE.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)))
                || !hasSettings && isBeginning(folder);
    }

    /** Whether there is nothing yet but the lock of a training that goes on; others have files of that name too. */
    private static boolean isBeginning(Path folder) throws IOException {
        Path lock = folder.resolve(LOCK);
        if (!Files.isRegularFile(lock) || folders(folder).filter(List::isEmpty).isEmpty()) {
            return false;
        }
        String owner = Files.size(lock) > LONGEST_LOCK ? "" : Files.readString(lock, StandardCharsets.ISO_8859_1)
                .strip();
        return owner.matches(PROCESS) && ProcessHandle.of(Long.parseLong(owner)).isPresent();
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
