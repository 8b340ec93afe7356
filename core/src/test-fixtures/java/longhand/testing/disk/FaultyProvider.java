package longhand.testing.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks a {@link FaultyDisk} before every change, and does the rest as the real file system. */
final class FaultyProvider extends FileSystemProvider {
    private static final Set<OpenOption> WRITING = Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    private final FaultyFileSystem fileSystem;
    private final FaultyDisk disk;

    FaultyProvider(FaultyFileSystem fileSystem, FaultyDisk disk) {
        this.fileSystem = fileSystem;
        this.disk = disk;
    }

    private static Path real(Path path) {
        return FaultyFileSystem.unwrap(path).toAbsolutePath();
    }

    // ---- changes
    // ------------------------------------------------------------------------------------------------------------

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path file = real(path);
        if (options.stream().noneMatch(WRITING::contains)) {
            disk.beforeReading(file);
            return new FaultyChannel(FileChannel.open(file, options), disk, file);
        }
        boolean isNew = Files.notExists(file);
        if (isNew) {
            disk.before("create", file, true);
        } else {
            disk.opened(file);
            if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
                disk.before("truncate", file, false);
            }
        }
        FileChannel channel = FileChannel.open(file, options, attributes);
        if (isNew) {
            disk.created(file);
        }
        return new FaultyChannel(channel, disk, file);
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options,
            FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        if (Files.notExists(real(folder))) {
            disk.before("create folder", real(folder), true);
        }
        Files.createDirectory(real(folder), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        Path file = real(path);
        if (Files.exists(file)) {
            disk.before("delete", file, false);
        }
        Optional<Path> kept = disk.keep(file);
        Files.delete(file);
        disk.deleted(file, kept);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        Path from = real(source);
        Path to = real(target);
        disk.before("move " + from.getFileName() + " to", to, false);
        Optional<Path> replaced = disk.keep(to);
        Files.move(from, to, options);
        disk.moved(from, to, replaced);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException("no code that is tested here copies files");
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        disk.before("set " + attribute + " of", real(path), false);
        Files.setAttribute(real(path), attribute, value, options);
    }

    // ---- the rest
    // -----------------------------------------------------------------------------------------------------------

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DirectoryStream<Path> stream =
                Files.newDirectoryStream(real(folder), file -> filter.accept(fileSystem.wrap(file)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> files = stream.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return files.hasNext();
                    }

                    @Override
                    public Path next() {
                        return fileSystem.wrap(files.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return Files.isSameFile(real(one), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return Files.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return Files.getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real(path).getFileSystem().provider().checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return Files.getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return Files.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return Files.readAttributes(real(path), attributes, options);
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return fileSystem;
    }

    @Override
    public Path getPath(URI uri) {
        return fileSystem.wrap(Path.of(uri));
    }
}
