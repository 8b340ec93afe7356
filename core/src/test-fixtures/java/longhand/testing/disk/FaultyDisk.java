package longhand.testing.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts the changes that are made to the files of a folder, and lets one of them fail. A change is a new file or
 * folder, a write, a truncation, a force, a move or a deletion.
 *
 * <p>{@link #path} is the way in: what is done through that path, and those resolved from it, is done to the real
 * folder, unless the disk fails first. It keeps account of what was forced, so that {@link #crash} can take away the
 * rest.
 */
public final class FaultyDisk {
    private final Path folder;
    private final Path removed;
    private final FaultyFileSystem fileSystem = new FaultyFileSystem(this);
    private final List<String> changes = new ArrayList<>();
    private final Set<Path> denied = new HashSet<>();
    private int failAt = -1;
    private Fault fault = Fault.ERROR;
    private boolean failing;

    /** How long the part of a file is that was forced; files that were not touched are not in here. */
    private final Map<Path, Long> forced = new HashMap<>();
    /** How to take back what was done to names in a folder since it was forced, the last one first. */
    private final Map<Path, Deque<Undo>> unforced = new HashMap<>();

    private interface Undo {
        void run() throws IOException;
    }

    /**
     * @param folder the folder whose files are watched
     * @param removed an empty folder beside it, on the same disk, for files that a crash may bring back
     */
    public FaultyDisk(Path folder, Path removed) {
        this.folder = folder.toAbsolutePath();
        this.removed = removed.toAbsolutePath();
    }

    /** The change number {@code change}, from 0, will end like this. */
    public FaultyDisk failAt(int change, Fault how) {
        failAt = change;
        fault = how;
        return this;
    }

    /** From now on nobody may read this file: as root, who may read everything, no test could take the permission. */
    public FaultyDisk deny(Path file) {
        denied.add(file.toAbsolutePath());
        return this;
    }

    /** The watched folder. */
    public Path path() {
        return fileSystem.wrap(folder);
    }

    /** What was changed so far, in order. */
    public List<String> changes() {
        return changes;
    }

    /** Whether the change that was to fail has been tried. */
    public boolean hasFailed() {
        return changes.size() > failAt && failAt >= 0;
    }

    /**
     * After the end of the process: takes from the real folder what would not be there after a start of the machine.
     */
    public void crash() throws IOException {
        if (fault == Fault.POWER_LOST_NAMES) {
            for (Deque<Undo> undos : unforced.values()) {
                for (Undo undo : undos) {
                    undo.run();
                }
            }
        }
        if (fault == Fault.POWER_LOST_NAMES || fault == Fault.POWER_LOST_BYTES) {
            for (Map.Entry<Path, Long> file : forced.entrySet()) {
                if (Files.exists(file.getKey()) && Files.size(file.getKey()) > file.getValue()) {
                    try (FileChannel channel = FileChannel.open(file.getKey(), StandardOpenOption.WRITE)) {
                        channel.truncate(file.getValue());
                    }
                }
            }
        }
    }

    // ---- called before each change
    // ------------------------------------------------------------------------------------------

    /** Whether only a half of this change is to be done, after which {@link #fail} is to be called. */
    boolean fails(String change, Path file, boolean takesRoom) throws IOException {
        String text = change + " " + folder.relativize(file);
        if (failing && fault.endsTheProcess()) {
            throw new Killed(text);
        }
        changes.add(text);
        if (changes.size() - 1 == failAt) {
            failing = true;
            return true;
        }
        if (failing && fault == Fault.FULL && takesRoom) {
            fail(text, file);
        }
        return false;
    }

    /** Ends a change that fails. */
    void fail(String change, Path file) throws IOException {
        if (fault.endsTheProcess()) {
            throw new Killed(change);
        }
        throw new FileSystemException(file.toString(), null, fault == Fault.FULL ? "No space left on device"
                : "Input/output error");
    }

    void beforeReading(Path file) throws IOException {
        if (denied.contains(file)) {
            throw new AccessDeniedException(file.toString());
        }
    }

    void before(String change, Path file, boolean takesRoom) throws IOException {
        if (fails(change, file, takesRoom)) {
            fail(change, file);
        }
    }

    // ---- called after each change
    // -------------------------------------------------------------------------------------------

    void created(Path file) {
        forced.put(file, 0L);
        remember(file, () -> Files.deleteIfExists(file));
    }

    /** A file that was there before is opened for writing: what it holds counts as forced. */
    void opened(Path file) throws IOException {
        forced.putIfAbsent(file, Files.size(file));
    }

    void forced(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            unforced.remove(file);
        } else {
            forced.put(file, Files.size(file));
        }
    }

    /** Keeps what has this name, so that a crash can bring it back. */
    Optional<Path> keep(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? Optional.of(Files.createLink(removed.resolve(Integer.toString(changes.size())), file))
                : Optional.empty();
    }

    void moved(Path from, Path to, Optional<Path> replaced) {
        Optional<Long> length = Optional.ofNullable(forced.remove(from));
        Optional<Long> replacedLength = Optional.ofNullable(forced.remove(to));
        length.ifPresent(bytes -> forced.put(to, bytes));
        remember(to, () -> {
            Files.move(to, from, StandardCopyOption.REPLACE_EXISTING);
            forced.remove(to);
            length.ifPresent(bytes -> forced.put(from, bytes));
            bringBack(replaced, to);
            replacedLength.ifPresent(bytes -> forced.put(to, bytes));
        });
    }

    void deleted(Path file, Optional<Path> kept) {
        Optional<Long> length = Optional.ofNullable(forced.remove(file));
        remember(file, () -> {
            bringBack(kept, file);
            length.ifPresent(bytes -> forced.put(file, bytes));
        });
    }

    private static void bringBack(Optional<Path> kept, Path file) throws IOException {
        if (kept.isPresent()) {
            Files.move(kept.get(), file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void remember(Path file, Undo undo) {
        unforced.computeIfAbsent(file.getParent(), _ -> new ArrayDeque<>()).push(undo);
    }
}
