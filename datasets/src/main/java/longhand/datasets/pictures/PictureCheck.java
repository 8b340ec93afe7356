package longhand.datasets.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.data.DatasetException;
import longhand.datasets.image.FileFault;
import longhand.datasets.image.PixelImage;

/**
 * Decodes every picture once, before training begins: a file that cannot be used is named now and not after an hour.
 * What was decoded stays in the cache, so that the first epoch does not do it again.
 */
final class PictureCheck {
    /** Enough for the largest picture with all copies that are made of it. */
    private static final long MEMORY_OF_ONE = 512L << 20;
    private static final long NANOS_BETWEEN_MESSAGES = 10_000_000_000L;

    private final List<LabelledFile> files;
    private final int side;
    private final PixelCache cache;
    private final Consumer<String> messages;
    /** Each once, though several lines of a table can name the same file. */
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong lastMessage = new AtomicLong(System.nanoTime());

    PictureCheck(List<LabelledFile> files, int side, PixelCache cache, Consumer<String> messages) {
        this.files = files;
        this.side = side;
        this.cache = cache;
        this.messages = messages;
    }

    /** Those that can be used, in the order of the files. */
    List<CheckedFile> run() {
        long threads = Math.clamp(Runtime.getRuntime().maxMemory() / MEMORY_OF_ONE, 1,
                Runtime.getRuntime().availableProcessors());
        List<CheckedFile> checked;
        try (ForkJoinPool pool = new ForkJoinPool((int) threads)) {
            checked = pool.submit(() -> IntStream.range(0, files.size()).parallel().mapToObj(this::check)
                    .flatMap(Optional::stream).toList()).join();
        }
        return withoutCopies(checked);
    }

    /** What cannot be used. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    private Optional<CheckedFile> check(int number) {
        LabelledFile file = files.get(number);
        try {
            PixelImage[] square = new PixelImage[1];
            cache.get(number, _ -> {
                square[0] = PixelImage.read(file.path(), PixelImage.COLOUR).square(side);
                return square[0].pixels();
            });
            return Optional.of(CheckedFile.of(file, number, FileSum.of(file.path()), square[0]));
        } catch (DatasetException e) {
            // what the message says of the file, without its whole path
            note(file, e.getMessage().replace(file.path() + ": ", ""));
        } catch (IOException e) {
            note(file, FileFault.reason(e));
        } catch (OutOfMemoryError e) {
            note(file, "there is not enough memory to decode it; scale the picture down");
        } finally {
            tell();
        }
        return Optional.empty();
    }

    private synchronized void note(LabelledFile file, String reason) {
        problems.add(Problem.ofFile(file.name(), reason));
    }

    private void tell() {
        int count = done.incrementAndGet();
        long last = lastMessage.get();
        if (System.nanoTime() - last > NANOS_BETWEEN_MESSAGES && lastMessage.compareAndSet(last, System.nanoTime())) {
            messages.accept(String.format(Locale.ROOT, "pictures: %,d of %,d checked", count, files.size()));
        }
    }

    /**
     * Of equal files of one class one stays, the first for training if there is one; of equal files of several classes
     * none, for one label is wrong.
     */
    private List<CheckedFile> withoutCopies(List<CheckedFile> checked) {
        Map<FileSum, List<CheckedFile>> bySum = new HashMap<>();
        checked.forEach(file -> bySum.computeIfAbsent(new FileSum(file.crc(), file.bytes()), _ -> new ArrayList<>())
                .add(file));
        Set<CheckedFile> out = new HashSet<>();
        for (List<CheckedFile> sameSum : bySum.values()) {
            sameSum.sort(Comparator.comparing((CheckedFile file) -> !file.file().isUsable())
                    .thenComparing(file -> file.file().isForTest()));
            List<CheckedFile> left = sameSum;
            while (!left.isEmpty()) { // files of the same sum can differ
                CheckedFile first = left.getFirst();
                Map<Boolean, List<CheckedFile>> byEqual =
                        left.stream().collect(Collectors.partitioningBy(file -> isEqual(first, file)));
                out.addAll(outOf(byEqual.get(true)));
                left = byEqual.get(false);
            }
        }
        return out.isEmpty() ? checked : checked.stream().filter(file -> !out.contains(file)).toList();
    }

    /** Which of equal files do not stay; notes why. */
    private List<CheckedFile> outOf(List<CheckedFile> equal) {
        LabelledFile first = equal.getFirst().file();
        boolean oneClass = equal.stream().allMatch(file -> first.hasClassOf(file.file()));
        List<CheckedFile> out = oneClass && first.isUsable() ? equal.subList(1, equal.size()) : equal;
        for (CheckedFile copy : out) {
            LabelledFile file = copy.file();
            if (file.isUsable()) {
                problems.add(oneClass ? file.again(first) : file.contradicts(ofOtherClass(file, equal)));
            }
        }
        return out;
    }

    /** The same file in another line if there is one, else an equal file. */
    private static LabelledFile ofOtherClass(LabelledFile file, List<CheckedFile> equal) {
        return equal.stream().map(CheckedFile::file).filter(other -> !file.hasClassOf(other))
                .min(Comparator.comparing(other -> !file.isSaidBesides(other))).orElseThrow();
    }

    private static boolean isEqual(CheckedFile a, CheckedFile b) {
        try {
            return a == b || Files.mismatch(a.file().path(), b.file().path()) < 0;
        } catch (IOException e) {
            return true; // the sums are equal, and that is all there is to see
        }
    }
}
