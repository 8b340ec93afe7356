package longhand.cli.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import longhand.datasets.image.RunMark;
import longhand.io.disk.AtomicFile;
import longhand.io.disk.FileBytes;
import longhand.io.disk.RealPath;
import longhand.nn.training.CheckpointFile;

/** The files of one run. Nothing that exists is ever overwritten by a new run. */
public record RunFolder(Path path) {
    /** What to do where there is no run. */
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final int MOST_IN_A_SECOND = 1000;

    /** Makes the folder of a new run, {@code runs/NAME-TIMESTAMP} in the working directory. */
    static RunFolder make(String name) {
        String stamped = name + "-" + LocalDateTime.now().format(TIMESTAMP);
        for (int i = 1; i <= MOST_IN_A_SECOND; i++) {
            RunFolder folder = new RunFolder(Path.of(RunMark.HOME, i == 1 ? stamped : stamped + "-" + i));
            if (folder.make()) {
                return folder;
            }
        }
        throw new RunException(RunMark.HOME + ": it holds " + MOST_IN_A_SECOND + " runs of " + stamped
                + ". Fix: name a folder with --out");
    }

    /** Makes the folder, and those above it; false if it is there already. Of two processes, one makes it. */
    boolean make() {
        try {
            Path whole = path.toAbsolutePath();
            if (whole.getParent() != null) {
                Files.createDirectories(whole.getParent());
            }
            Files.createDirectory(whole);
            return true;
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(path)) {
                return false;
            }
            throw cannotWrite(e);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    RunException cannotWrite(IOException e) {
        String reason = FileBytes.reason(e).split("\\. Fix: ", 2)[0]; // what to do is known better here
        return new RunException(path + ": the run cannot write there: " + reason + ". Fix: choose another folder with --out");
    }

    /**
     * Does nothing if a new run may begin here.
     *
     * @throws RunException if something is there that it would overwrite or be mixed up with
     */
    void requireFree() {
        if (Files.exists(config()) && checkpoint().exists()) {
            throw new RunException(path + ": there is a run in this folder already. Fix: choose another --out, or go on with that run: "
                    + resumeCommand());
        }
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new RunException(path + " is a file, and a run needs a folder. Fix: choose another --out");
        }
        if (Files.exists(path) && !isEmpty()) {
            throw new RunException(path + " is not an empty folder. Fix: choose another --out");
        }
    }

    /** Files that a run which was killed before it wrote anything leaves behind do not count. */
    private boolean isEmpty() {
        try (Stream<Path> content = Files.list(path)) {
            return content.allMatch(file -> AtomicFile.isTemporary(file) || file.equals(lock()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command that goes on with this run. */
    String resumeCommand() {
        return "longhand resume " + quoted(path.toString());
    }

    /** A word of a command line, between quotes unless it needs none. */
    public static String quoted(String word) {
        char quote = File.separatorChar == '/' ? '\'' : '"';
        return word.matches("[\\\\\\w./:~+,=-]+") ? word : quote + word + quote;
    }

    /** The files that cannot be made again from others. */
    private List<Path> files() {
        return List.of(checkpoint().path(), checkpoint().previous(), best(), weights(), config(), commands(),
                metricsJsonl(), metricsCsv());
    }

    /**
     * Whether a file, by whatever name, is one of those that a run consists of.
     *
     * @throws RunException if its name leads nowhere
     */
    public static boolean needs(Path file) {
        try {
            Path real = RealPath.of(file);
            RunFolder run = new RunFolder(real.getParent());
            return Files.exists(run.config()) && run.files().contains(real);
        } catch (IOException e) {
            throw new RunException(file + ": " + FileBytes.reason(e) + ". Fix: name another file");
        }
    }

    /** Deletes the files of a run that has come to nothing; for who holds the lock. */
    void deleteFiles() {
        try {
            AtomicFile.deleteTemporaries(path);
            for (Path file : files()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // They stay: the error that matters is on its way already.
        }
    }

    /**
     * The folder of a run that was begun.
     *
     * @throws RunException if it is not one
     */
    public static RunFolder existing(Path folder) {
        RunFolder run = new RunFolder(folder);
        if (!Files.isRegularFile(run.config())) {
            throw run.none();
        }
        if (!run.checkpoint().exists()) {
            throw new RunException(folder + ": the run holds no checkpoint; it has just begun, or ended before the first step. "
                    + "Fix: wait, or start it again in another folder and delete this one");
        }
        return run;
    }

    /** Why there is no run here. */
    RunException none() {
        if (Files.isDirectory(path) && !Files.isExecutable(path)) {
            return new RunException(path + ": cannot be read: no permission. Fix: change the permissions of this folder");
        }
        return new RunException(path + (Files.isDirectory(path) ? ": not the folder of a run: it holds no "
                : ": no such folder with ") + config().getFileName() + ". Fix: 'longhand runs' lists the runs there are");
    }

    /** Locked while a training runs, see {@link RunLock}. */
    Path lock() {
        return path.resolve(RunMark.LOCK);
    }

    /** All settings. */
    public Path config() {
        return path.resolve(RunMark.CONFIG);
    }

    /** The commands that trained the run, one a line. */
    Path commands() {
        return path.resolve(RunMark.COMMANDS);
    }

    /** One line per epoch. */
    Path metricsCsv() {
        return path.resolve("metrics.csv");
    }

    /** One line per step and per epoch. */
    public Path metricsJsonl() {
        return path.resolve(RunMark.METRICS);
    }

    /** The last checkpoint, from which the run can go on, and the one before. */
    public CheckpointFile checkpoint() {
        return new CheckpointFile(path.resolve(RunMark.CHECKPOINT));
    }

    /** The numbers of the network at the end of a run. */
    public Path weights() {
        return path.resolve("weights.safetensors");
    }

    /** The numbers of the network after its best epoch. */
    Path best() {
        return path.resolve("best.safetensors");
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
