package longhand.datasets.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import longhand.data.DatasetException;

/**
 * Fetches files over HTTP so that a folder only ever holds whole, right ones: the bytes go to {@code NAME.part}, which
 * gets its name when its checksum is right. A download that was cut goes on where it ended, in this call or a later
 * one.
 *
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for the next bytes
 * @param patience how long to wait for another process that writes nothing
 */
record Download(Duration connectTimeout, Duration readTimeout, Duration patience) {
    /** Short enough that a machine without a network does not make its user wait. */
    static final Download DEFAULT = new Download(Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofSeconds(60));

    private static final int ATTEMPTS = 3;

    /** What is there is not the whole file, or not the right one; another try may mend that. */
    private static final class IncompleteException extends IOException {
        private static final long serialVersionUID = 1L;

        IncompleteException(String message) {
            super(message);
        }
    }

    /**
     * Fetches a file into {@code folder}, from the first mirror that has it.
     *
     * @param messages is told if another process is doing the same, for which this one waits
     * @throws BusyException if that one seems to have stopped
     * @throws DatasetException if no mirror gives the right bytes; it says what each one answered
     */
    void fetch(RemoteFile file, List<URI> mirrors, Path folder, Consumer<String> messages) {
        List<String> reasons = new ArrayList<>();
        for (URI mirror : mirrors) {
            try {
                Files.createDirectories(folder);
                fetch(file, mirror.resolve(file.name()), folder, messages);
                return;
            } catch (IOException e) {
                reasons.add(mirror.getHost() + ": " + reason(e));
            }
        }
        throw new DatasetException(file.name() + ": download failed: " + String.join("; ", reasons));
    }

    private static String reason(IOException e) {
        return switch (e) {
            case UnknownHostException _ -> "no such host, or no network";
            case SocketTimeoutException _ -> "no answer in time";
            case ConnectException _ -> "no connection";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    private void fetch(RemoteFile file, URI address, Path folder, Consumer<String> messages) throws IOException {
        Path part = folder.resolve(file.name() + ".part");
        Path whole = folder.resolve(file.name());
        try (FileChannel channel =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            lock(channel, part, file, messages);
            if (Files.exists(whole)) { // another process has fetched it meanwhile
                Files.deleteIfExists(part);
                return;
            }
            complete(file, address, channel);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Keeps two processes from writing the same file; closing the channel releases the lock. Waits as long as another
     * one makes progress.
     */
    private void lock(FileChannel channel, Path part, RemoteFile file, Consumer<String> messages) throws IOException {
        long size = -1;
        long since = System.nanoTime();
        for (boolean first = true; !tryLock(channel); first = false) {
            if (first) {
                messages.accept(file.name() + ": another process is downloading it; waiting for that");
            }
            if (channel.size() != size) {
                size = channel.size();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > patience.toNanos()) {
                throw new BusyException(file.name() + ": another process has " + part + " and has written nothing for "
                        + patience.toSeconds() + " s. Fix: end it, or name a folder with the files (--data-dir)");
            }
            pause(file);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this process
        }
    }

    private static void pause(RemoteFile file) {
        try {
            Thread.sleep(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException(file.name() + ": interrupted while another process was downloading it");
        }
    }

    /**
     * Fetches what is missing, until the bytes are all there and right. Another try is worth it when the last one
     * brought more bytes, or found the old ones wrong and dropped them.
     */
    private void complete(RemoteFile file, URI address, FileChannel channel) throws IOException {
        for (int attempt = 1; ; attempt++) {
            long before = channel.size();
            try {
                if (before != file.size()) {
                    transfer(file, address, channel);
                }
                verify(file, channel);
                return;
            } catch (IncompleteException | SocketTimeoutException e) {
                if (attempt == ATTEMPTS || channel.size() == before) {
                    throw e;
                }
            }
        }
    }

    private void transfer(RemoteFile file, URI address, FileChannel channel) throws IOException {
        if (channel.size() > file.size()) {
            channel.truncate(0);
        }
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        try {
            connection.setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()));
            connection.setReadTimeout(Math.toIntExact(readTimeout.toMillis()));
            if (channel.size() > 0) {
                connection.setRequestProperty("Range", "bytes=" + channel.size() + "-");
            }
            channel.position(startOf(connection, file, channel.size()));
            channel.truncate(channel.position());
            copy(connection, file.size(), channel);
        } finally {
            connection.disconnect();
        }
    }

    /** Where in the file the answer's bytes belong; checks that they can be the rest of the file. */
    private static long startOf(HttpURLConnection connection, RemoteFile file, long wanted) throws IOException {
        int status = connection.getResponseCode();
        long start = status == HttpURLConnection.HTTP_PARTIAL ? wanted : 0;
        if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
            throw new IOException("HTTP status " + status);
        }
        if (status == HttpURLConnection.HTTP_PARTIAL) {
            String range = connection.getHeaderField("Content-Range");
            if (range == null || !range.startsWith("bytes " + wanted + "-")) {
                throw new IOException("asked for the bytes from " + wanted + " on but got \"" + range + "\"");
            }
        }
        long offered = connection.getContentLengthLong();
        if (offered >= 0 && offered != file.size() - start) {
            throw new IOException("offers " + (start + offered) + " bytes instead of " + file.size());
        }
        return start;
    }

    private static void copy(HttpURLConnection connection, long size, FileChannel channel) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = connection.getInputStream()) {
            for (int n = in.read(buffer); n >= 0 && channel.position() <= size; n = in.read(buffer)) {
                channel.write(ByteBuffer.wrap(buffer, 0, n));
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw cut(channel.position(), size, " (" + e.getMessage() + ")");
        }
        if (channel.position() < size) {
            throw cut(channel.position(), size, "");
        }
        if (channel.position() > size) {
            channel.truncate(0);
            throw new IOException("sends more than the " + size + " bytes of the file");
        }
    }

    private static IncompleteException cut(long position, long size, String why) {
        return new IncompleteException("cut after " + position + " of " + size + " bytes" + why
                + "; the next try goes on from there");
    }

    /** Empties the file if its checksum is wrong, so that nobody goes on from wrong bytes. */
    private static void verify(RemoteFile file, FileChannel channel) throws IOException {
        String found = sha256(channel);
        if (!found.equals(file.sha256())) {
            channel.truncate(0);
            throw new IncompleteException("wrong checksum: SHA-256 " + found + " instead of " + file.sha256());
        }
        channel.force(true);
    }

    private static String sha256(FileChannel channel) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            channel.position(0);
            byte[] buffer = new byte[1 << 16];
            InputStream in = Channels.newInputStream(channel);
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
