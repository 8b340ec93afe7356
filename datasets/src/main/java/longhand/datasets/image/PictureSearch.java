package longhand.datasets.image;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import longhand.data.DatasetException;

/**
 * Watches a search for pictures below a folder, which may take minutes: says how far it is, and ends it early where
 * hardly a file is a picture, as in the root of a disk.
 */
public final class PictureSearch {
    /** So many files are judged; below them, a few notes beside few pictures are no sign of a wrong folder. */
    private static final int JUDGED = 5000;
    /** One file in so many has to be a picture. */
    private static final int LEAST_SHARE = 10;
    private static final long NANOS_BETWEEN_MESSAGES = 10_000_000_000L;
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp", "webp", "avif", "heic",
            "tif", "tiff");

    private final Path folder;
    private final Consumer<String> messages;
    private final LongSupplier clock;
    private long lastMessage;
    private int files;
    private int pictures;

    /** @param messages is told every ten seconds how many files were found */
    public PictureSearch(Path folder, Consumer<String> messages) {
        this(folder, messages, System::nanoTime);
    }

    /** @param clock nanoseconds, as {@link System#nanoTime} */
    PictureSearch(Path folder, Consumer<String> messages, LongSupplier clock) {
        this.folder = folder;
        this.messages = messages;
        this.clock = clock;
        this.lastMessage = clock.getAsLong();
    }

    /**
     * To be called for each file.
     *
     * @throws DatasetException if of the first 5,000 files fewer than a tenth are pictures
     */
    public void found(Path file) {
        files++;
        if (files <= JUDGED) {
            pictures += isNamedAsPicture(file) || PictureDecoder.isPicture(file) ? 1 : 0;
            if (files == JUDGED && pictures < JUDGED / LEAST_SHARE) {
                throw new DatasetException(String.format(Locale.ROOT,
                        "%s: of its first %,d files %,d are pictures. Rule: at least one in %d. "
                        + "Fix: name the folder that holds the pictures", folder, JUDGED, pictures, LEAST_SHARE));
            }
        }
        long now = clock.getAsLong();
        if (now - lastMessage > NANOS_BETWEEN_MESSAGES) {
            lastMessage = now;
            messages.accept(String.format(Locale.ROOT, "pictures: %,d files found below %s", files, folder));
        }
    }

    /** Whether a file has the ending of a picture, also of one in a format that is not read. */
    public static boolean isNamedAsPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot >= 0 && ENDINGS.contains(name.substring(dot + 1));
    }
}
