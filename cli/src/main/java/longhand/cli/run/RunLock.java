package longhand.cli.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to train in a folder, which one process has at a time: a lock of the operating system on the file
 * {@code .lock} in it. The system gives it back when the process ends, however that ends, so a lock is never left over;
 * the file may be, and means nothing.
 */
final class RunLock implements AutoCloseable {
    private static final int MOST_ATTEMPTS = 10;
    /** The locked byte is far behind the text, which other processes read: Windows lets nobody read locked bytes. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
    /** Closing any channel of a file gives up all locks of this process on it, so a file is opened only once. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final RunFolder folder;
    private final boolean folderIsNew;
    private final FileChannel channel;
    private final Path key;
    private boolean discarded;

    private RunLock(RunFolder folder, boolean folderIsNew, FileChannel channel, Path key) {
        this.folder = folder;
        this.folderIsNew = folderIsNew;
        this.channel = channel;
        this.key = key;
    }

    /** Makes a new folder for a run, {@code runs/NAME-TIMESTAMP} in the working directory, and locks it. */
    static RunLock createFor(String name) {
        return lock(RunFolder.make(name), true);
    }

    /**
     * Makes a folder for a new run, unless it is there and empty, and locks it.
     *
     * @throws RunException if there is something in it, or another training has it
     */
    static RunLock create(Path path) {
        RunFolder folder = new RunFolder(path);
        folder.requireFree();
        RunLock lock = lock(folder, folder.make());
        try {
            folder.requireFree(); // another run may have begun and ended meanwhile
            return lock;
        } catch (RunException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Locks the folder of a run that is to go on.
     *
     * @throws RunException if another training has it
     */
    static RunLock of(RunFolder folder) {
        return lock(folder, false);
    }

    private static RunLock lock(RunFolder folder, boolean folderIsNew) {
        try {
            for (int i = 0; i < MOST_ATTEMPTS; i++) {
                Optional<RunLock> lock = tryLock(folder, folderIsNew);
                if (lock.isPresent()) {
                    return lock.get();
                }
            }
            throw busy(folder, ""); // others come and go all the time
        } catch (IOException e) {
            if (folderIsNew) {
                deleteQuietly(folder.lock());
                deleteQuietly(folder.path());
            }
            throw folder.cannotWrite(e);
        }
    }

    /**
     * Empty if another process ended meanwhile and deleted the file: to lock what has no name any more locks nothing.
     */
    private static Optional<RunLock> tryLock(RunFolder folder, boolean folderIsNew) throws IOException {
        Path key = folder.path().toRealPath();
        if (!HELD.add(key)) {
            throw busy(folder, " (this process)");
        }
        FileChannel channel = null;
        boolean done = false;
        try {
            Path file = folder.lock();
            if (Files.notExists(file)) {
                createIfMissing(file);
            }
            Object identity = identity(file);
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw busy(folder, owner(channel));
            }
            if (!Files.exists(file) || !Objects.equals(identity, identity(file))) {
                return Optional.empty();
            }
            writeOwner(channel);
            done = true;
            return Optional.of(new RunLock(folder, folderIsNew, channel, key));
        } finally {
            if (!done) {
                close(channel, key);
            }
        }
    }

    private static void createIfMissing(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // Another process was quicker; the lock decides.
        }
    }

    private static Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static void writeOwner(FileChannel channel) {
        try {
            String pid = ProcessHandle.current().pid() + "\n";
            channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            // It is only for the message to others; on a full disk, what is written next says so.
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
        return pid.matches("\\d+") ? " (process " + pid + ")" : "";
    }

    private static RunException busy(RunFolder folder, String owner) {
        return new RunException(folder.path() + ": a training is running there" + owner
                + ". Fix: wait until it ends or stop it, or choose another folder");
    }

    RunFolder folder() {
        return folder;
    }

    /**
     * Deletes the files of a run that failed before it had done anything; {@link #close} deletes the folder if it is
     * new.
     */
    void discard() {
        folder.deleteFiles();
        discarded = true;
    }

    @Override
    public void close() {
        deleteQuietly(folder.lock());
        close(channel, key);
        if (discarded && folderIsNew) {
            deleteQuietly(folder.path());
        }
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // A lock file that stays means nothing; a folder stays if there is something in it, which somebody may
            // want.
        }
    }

    private static void close(FileChannel channel, Path key) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The system closes it with the process.
        } finally {
            HELD.remove(key);
        }
    }
}
