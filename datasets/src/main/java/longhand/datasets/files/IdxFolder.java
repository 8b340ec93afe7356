package longhand.datasets.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import longhand.data.DatasetException;
import longhand.data.Split;
import longhand.datasets.transforms.PixelDataset;

/**
 * A folder of four IDX files with images of any size and any number of classes, as KMNIST and EMNIST come: those with
 * {@code images} and those with {@code labels} in their names, with {@code train} for training, and {@code test} or
 * {@code t10k} for the test. Class names are in {@code classes.txt}, a line each, or in EMNIST's {@code …mapping.txt};
 * else they are the labels.
 */
public final class IdxFolder {
    private final Path folder;
    private final List<Path> files;

    private IdxFolder(Path folder) {
        this.folder = folder;
        this.files = list(folder);
    }

    /** That folder. */
    public static IdxFolder of(Path folder) {
        return new IdxFolder(folder);
    }

    /** Whether a path is such a folder. */
    public static boolean isLikely(Path folder) {
        return Files.isDirectory(folder) && list(folder).stream().anyMatch(named("images", "train"));
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new DatasetException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    /** IDX files whose names have both words in them. */
    private static Predicate<Path> named(String what, String split) {
        return path -> {
            String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
            return name.contains(what) && name.contains(split) && (name.contains("idx") || name.contains("ubyte"));
        };
    }

    /** One line that says which images these are. */
    public String origin() {
        return "IDX files from " + folder;
    }

    /**
     * The images of a split.
     *
     * @throws DatasetException if a file is missing, damaged, or does not belong to the others
     */
    public PixelDataset read(Split split) {
        Path imageFile = file("images", split);
        IdxFile images = IdxFile.images(imageFile);
        IdxFile labels = IdxFile.labels(file("labels", split));
        Split other = split == Split.TRAIN ? Split.TEST : Split.TRAIN;
        IdxFile others = IdxFile.labels(file("labels", other));
        int largest = Math.max(largest(labels), largest(others));
        requireSameSize(imageFile, images.dims(), file("images", other));
        ImageArray array = ImageArray.of(images, labels, classNames(largest + 1));
        return imageFile.getFileName().toString().toLowerCase(Locale.ROOT).startsWith("emnist") ? array.transposed()
                : array;
    }

    private static void requireSameSize(Path one, int[] dims, Path other) {
        int[] others = IdxFile.dimsOfImages(other);
        if (dims[1] != others[1] || dims[2] != others[2]) {
            throw new DatasetException(one + ": holds images of " + dims[1] + "×" + dims[2] + ", " + other
                    + " of " + others[1] + "×" + others[2] + ". Rule: training and test images have one size. "
                    + "Fix: keep only the files of one data set in a folder");
        }
    }

    private static int largest(IdxFile labels) {
        byte[] values = labels.bytes();
        return IntStream.range(0, values.length).map(i -> values[i] & 0xff).max().orElse(0);
    }

    private Path file(String what, Split split) {
        List<String> words = split == Split.TRAIN ? List.of("train") : List.of("t10k", "test");
        List<Path> found = words.stream().flatMap(word -> files.stream().filter(named(what, word))).distinct().toList();
        if (found.size() != 1) {
            throw new DatasetException(folder + ": " + (found.isEmpty() ? "no IDX file" : found.size() + " IDX files")
                    + " of the " + split + " " + what + ". Rule: one whose name holds " + what + " and "
                    + String.join(" or ", words) + ". Fix: " + (found.isEmpty() ? "put it there"
                    : "keep only the files of one data set in a folder"));
        }
        return found.getFirst();
    }

    private List<String> classNames(int least) {
        String[] names = IntStream.range(0, least).mapToObj(Integer::toString).toArray(String[]::new);
        Path lines = folder.resolve("classes.txt");
        if (Files.exists(lines)) {
            List<String> given = new ArrayList<>(read(lines).stream().filter(line -> !line.isBlank()).toList());
            if (given.size() < least) {
                throw new DatasetException(lines + ": " + given.size() + " names for the labels 0 to " + (least - 1)
                        + ". Fix: write a name for each, a line each");
            }
            return given.stream().map(String::strip).toList();
        }
        files.stream().filter(path -> path.getFileName().toString().endsWith("mapping.txt")).findFirst()
                .ifPresent(path -> addMapping(read(path), names));
        return Arrays.asList(names);
    }

    /** Lines of a label and the code of its character. */
    private static void addMapping(List<String> lines, String... names) {
        for (String line : lines) {
            String[] numbers = line.strip().split("\\s+");
            if (numbers.length >= 2 && (numbers[0] + numbers[1]).matches("\\d{1,8}")) {
                int label = Integer.parseInt(numbers[0]);
                if (label < names.length && Character.isValidCodePoint(Integer.parseInt(numbers[1]))) {
                    names[label] = Character.toString(Integer.parseInt(numbers[1]));
                }
            }
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
