package longhand.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import longhand.io.AtomicFile;
import longhand.nn.training.CheckpointFile;

/** The files of one run. Nothing that exists is ever overwritten by a new run. */
public record RunFolder(Path path) {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    /** The place for a new run, {@code runs/NAME-TIMESTAMP} in the working directory; nothing is made yet. */
    static RunFolder fresh(String name) {
        String stamped = name + "-" + LocalDateTime.now().format(TIMESTAMP);
        Path folder = Path.of("runs", stamped);
        for (int i = 2; Files.exists(folder); i++) {
            folder = Path.of("runs", stamped + "-" + i);
        }
        return new RunFolder(folder);
    }

    /**
     * The place for a new run; nothing is made yet.
     *
     * @throws RunException if there is something in it
     */
    static RunFolder fresh(Path folder) {
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw new RunException(folder + " is not an empty folder. Fix: choose another --out, or go on with that run: longhand resume "
                    + folder);
        }
        return new RunFolder(folder);
    }

    private static boolean isEmpty(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.allMatch(AtomicFile::isTemporary); // left by a run that was killed before it wrote anything
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The folder of a run that was begun.
     *
     * @throws RunException if it is not one
     */
    static RunFolder existing(Path folder) {
        RunFolder run = new RunFolder(folder);
        if (!Files.isRegularFile(run.config())) {
            throw new RunException(folder + (Files.isDirectory(folder) ? ": not the folder of a run: it holds no " : ": no such folder with ")
                    + run.config().getFileName());
        }
        if (!run.checkpoint().exists()) {
            throw new RunException(folder + ": the run holds no checkpoint; it ended before the first step. Fix: start it again");
        }
        return run;
    }

    /** All settings. */
    Path config() {
        return path.resolve("config.json");
    }

    /** One line per epoch. */
    Path metricsCsv() {
        return path.resolve("metrics.csv");
    }

    /** One line per step and per epoch. */
    Path metricsJsonl() {
        return path.resolve("metrics.jsonl");
    }

    /** The last checkpoint, from which the run can go on, and the one before. */
    public CheckpointFile checkpoint() {
        return new CheckpointFile(path.resolve("checkpoint.safetensors"));
    }

    /** The numbers of the network at the end of a run. */
    Path weights() {
        return path.resolve("weights.safetensors");
    }

    /** Loss and accuracy over time. */
    Path curves() {
        return path.resolve("curves.png");
    }

    /** How often each class was taken for each class. */
    Path confusion() {
        return path.resolve("confusion.csv");
    }

    /** The test images on which the network is most wrong. */
    Path mistakes() {
        return path.resolve("mistakes.png");
    }

    /** All of it on one page. */
    Path report() {
        return path.resolve("report.html");
    }
}
