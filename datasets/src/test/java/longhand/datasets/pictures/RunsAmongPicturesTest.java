package longhand.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import longhand.data.Split;
import longhand.testing.ShapePictures;
import org.junit.jupiter.api.Test;

/** Who trains inside the folder of the pictures has the same pictures as before. */
class RunsAmongPicturesTest extends PictureSetCase {
    private void writeRun(String name, String... files) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        for (String file : files) {
            Files.writeString(run.resolve(file), "{\"model\":\"lenet\",\"recipe\":\"pictures\",\"dataset\":\"pictures\"}");
        }
        ShapePictures.write(run.resolve("curves.png"), "png", ShapePictures.draw("stripes", new Random(name.hashCode())));
    }

    private List<String> classes(boolean skip) {
        return load(skip ? SKIP : OPTIONS).split(Split.TRAIN).classNames();
    }

    @Test
    void runsAreNoClasses() throws IOException {
        int pictures = PictureSet.trainingCount(folder, 0, messages::add);
        writeRun("runs/lenet-1", "config.json", "metrics.jsonl", "best.safetensors");
        writeRun("runs/lenet-2", "config.json", "commands.jsonl");
        writeRun("run", "config.json", "checkpoint.safetensors");
        writeRun("stripes/run", "config.json", "metrics.jsonl");
        writeRun("tries/monday/a", "config.json", "metrics.jsonl");
        Files.createDirectories(folder.resolve("tries/tuesday/begun"));
        Files.writeString(folder.resolve("tries/tuesday/begun/.lock"), ProcessHandle.current().pid() + "\n");
        assertEquals(ShapePictures.CLASSES, classes(false));
        assertEquals(List.of(), messages);
        assertEquals(pictures, PictureSet.trainingCount(folder, 0, messages::add));
    }

    @Test
    void theFolderOfRunsStaysWhenTheyAreGone() throws IOException {
        Files.createDirectories(folder.resolve("runs"));
        assertEquals(ShapePictures.CLASSES, classes(false));
        assertFalse(PictureSet.isLikely(folder.resolve("runs")), "it has no classes");
    }

    @Test
    void runsAreKnownAtAnyDepth() throws IOException {
        writeRun("tries/2026/11/28/lenet/sgd/small/a", "config.json", "metrics.jsonl");
        writeRun("stripes/2026/11/28/lenet/sgd/small/a", "config.json", "metrics.jsonl");
        Files.createDirectories(folder.resolve("links"));
        Files.createSymbolicLink(folder.resolve("links/again"), folder.resolve("tries"));
        Files.createSymbolicLink(folder.resolve("links/deeper"), folder.resolve("tries/2026/11"));
        assertEquals(ShapePictures.CLASSES, classes(false));
        assertEquals(List.of(), messages);
    }

    /** Only a training that goes on is a run which has nothing else yet; others have files of that name too. */
    @Test
    void aLockAloneIsNoRun() throws IOException {
        Path lock = Files.createDirectories(folder.resolve("birds")).resolve(".lock");
        for (String text : List.of("", "apt\n", "4194304999\n")) { // the last is more than any process has
            Files.writeString(lock, text);
            assertTrue(refused(OPTIONS).contains("birds: a folder without pictures"), text);
        }
        Files.writeString(lock, ProcessHandle.current().pid() + "\n");
        assertEquals(ShapePictures.CLASSES, classes(false));
    }

    @Test
    void partsMayHoldRunsToo() throws IOException {
        for (String name : ShapePictures.CLASSES) {
            Files.createDirectories(folder.resolve("train"));
            Files.move(folder.resolve(name), folder.resolve("train").resolve(name));
        }
        writeRun("train/runs/a", "config.json", "metrics.jsonl");
        writeRun("runs/a", "config.json", "metrics.jsonl");
        assertEquals(ShapePictures.CLASSES, classes(false));
    }

    /** Neither settings alone nor the name make a run. */
    @Test
    void whatOnlyLooksLikeARunIsAClass() throws IOException {
        ShapePictures.write(folder.resolve("more"), 4, 7);
        Files.move(folder.resolve("more/stripes"), folder.resolve("runs"));
        Files.move(folder.resolve("more/red discs"), folder.resolve("with settings"));
        try (Stream<Path> left = Files.walk(folder.resolve("more"))) {
            left.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
        Files.writeString(folder.resolve("with settings/config.json"), "{}");
        Files.writeString(folder.resolve("with settings/metrics.csv"), "a,b");
        Files.writeString(folder.resolve("with settings/metrics.jsonl"), "{}");
        writeRun("runs/one", "config.json", "metrics.jsonl");
        assertEquals(List.of("green squares", "red discs", "runs", "stripes", "with settings"), classes(true));
        assertTrue(String.join("\n", messages).contains("with settings/config.json: not a picture"), messages.toString());
    }

    /** Only beside the classes: inside of one, it leaves the class without pictures. */
    @Test
    void aClassWithNothingButAnEmptyFolderOfThatNameIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("birds/runs"));
        assertTrue(refused(OPTIONS).contains("birds: a folder without pictures"));
    }

    @Test
    void linksThatLeadRoundEnd() throws IOException {
        writeRun("tries/a", "config.json", "metrics.jsonl");
        Files.createSymbolicLink(folder.resolve("tries/b"), folder.resolve("tries"));
        assertTrue(refused(OPTIONS).contains("tries/b: a link to a folder that it is in"));
    }
}
