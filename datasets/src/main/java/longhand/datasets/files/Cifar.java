package longhand.datasets.files;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import longhand.data.Split;
import longhand.datasets.transforms.PixelDataset;

/**
 * CIFAR-10 and CIFAR-100 (A. Krizhevsky 2009) in their binary version: 60,000 colour images of 32×32 as records of one
 * label (CIFAR-100: first that of a group of classes, then its own) and 3072 pixels.
 */
public enum Cifar {
    CIFAR_10("CIFAR-10", "cifar-10", 1,
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"),
            "test_batch.bin", "batches.meta.txt", 10,
            new RemoteFile("cifar-10-binary.tar.gz", 170_052_171,
                    "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")),
    CIFAR_100("CIFAR-100", "cifar-100", 2, List.of("train.bin"), "test.bin", "fine_label_names.txt", 100,
            new RemoteFile("cifar-100-binary.tar.gz", 168_513_733,
                    "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"));

    private static final ImageShape SHAPE = new ImageShape(3, 32, 32);
    private static final List<URI> MIRRORS = List.of(URI.create("https://www.cs.toronto.edu/~kriz/"));
    private static final int TRAIN_IMAGES = 50_000;
    private static final int TEST_IMAGES = 10_000;
    /** CIFAR-100's training images, the largest file. */
    private static final int MOST_BYTES = TRAIN_IMAGES * (2 + SHAPE.numel());

    private final String title;
    private final String id;
    private final int labels;
    private final List<String> train;
    private final String test;
    private final String names;
    private final int classes;
    private final RemoteFile archive;

    Cifar(String title, String id, int labels, List<String> train, String test, String names, int classes,
            RemoteFile archive) {
        this.title = title;
        this.id = id;
        this.labels = labels;
        this.train = train;
        this.test = test;
        this.names = names;
        this.classes = classes;
        this.archive = archive;
    }

    /** Name on the command line. */
    public String id() {
        return id;
    }

    /** That of this name, if there is one. */
    public static Optional<Cifar> named(String id) {
        return List.of(values()).stream().filter(one -> one.id.equals(id)).findFirst();
    }

    /** That whose files are in a folder, if there is one. */
    public static Optional<Cifar> in(Path folder) {
        return List.of(values()).stream().filter(one -> Files.exists(folder.resolve(one.test))
                && Files.exists(folder.resolve(one.train.getFirst()))).findFirst();
    }

    /**
     * The files of both splits, in the folder that the user named, in the cache, or fetched into it.
     *
     * @param download whether to fetch them
     * @param messages is told what takes time
     * @throws DatasetException if they are nowhere
     */
    public CifarFiles find(Optional<Path> folder, boolean download, Consumer<String> messages) {
        Path place = folder.orElse(CacheFolder.current().resolve(id));
        Path packed = place.resolve(archive.name());
        for (Path inside : List.of(place, place.resolve(id + "-batches-bin"), place.resolve(id + "-binary"))) {
            if (Files.exists(inside.resolve(test))) {
                return new CifarFiles(this, inside, false);
            }
        }
        if (!Files.exists(packed)) {
            if (folder.isPresent() || !download) {
                throw new DatasetException(title + ": " + place + " holds neither " + archive.name() + " nor " + test
                        + ". Fix: put one there, or name the folder that has them (--data-dir)");
            }
            fetch(place, MIRRORS, Download.DEFAULT, messages);
        }
        return new CifarFiles(this, packed, true);
    }

    void fetch(Path place, List<URI> mirrors, Download download, Consumer<String> messages) {
        messages.accept(String.format(Locale.ROOT, "%s: downloading %s (%d MB) into %s", title, archive.name(),
                archive.size() / 1_000_000, place));
        try {
            download.fetch(archive, mirrors, place, messages);
        } catch (DatasetException e) {
            throw new DatasetException(title + ": " + e.getMessage() + ". Fix: put " + archive.name() + " into " + place
                    + ", or name the folder that has it (--data-dir)", e);
        }
    }

    /**
     * CIFAR's files.
     *
     * @param place the folder that has them, or the archive
     */
    public record CifarFiles(Cifar cifar, Path place, boolean isArchive) {
        /** One line that says which images these are. */
        public String origin() {
            return cifar.title + " from " + place;
        }

        /**
         * The images of a split.
         *
         * @throws DatasetException if a file is missing or damaged
         */
        public PixelDataset read(Split split) {
            List<String> wanted = new ArrayList<>(split == Split.TRAIN ? cifar.train : List.of(cifar.test));
            Set<String> all = new HashSet<>(wanted);
            all.add(cifar.names);
            Map<String, byte[]> files = isArchive ? TarGz.read(place, all, MOST_BYTES) : inFolder(all);
            wanted.forEach(name -> cifar.requireRecords(place, name, files.get(name)));
            int length = cifar.labels + SHAPE.numel();
            ByteBuffer records = ByteBuffer.allocate(wanted.stream().mapToInt(name -> files.get(name).length).sum());
            wanted.forEach(name -> records.put(files.get(name)));
            return new PixelArray(records.array(), cifar.labels - 1, length, SHAPE,
                    cifar.classNames(place, files.get(cifar.names)));
        }

        private Map<String, byte[]> inFolder(Set<String> all) {
            Map<String, byte[]> files = new HashMap<>();
            for (String name : all) {
                Path file = place.resolve(name);
                try {
                    if (Files.size(file) > MOST_BYTES) {
                        throw new DatasetException(file + ": larger than any file of " + cifar.title);
                    }
                    files.put(name, Files.readAllBytes(file));
                } catch (IOException e) {
                    throw new DatasetException(file + ": cannot be read, or is missing: " + e.getMessage(), e);
                }
            }
            return files;
        }
    }

    private void requireRecords(Path place, String name, byte[] bytes) {
        String where = place + " " + name;
        int length = labels + SHAPE.numel();
        if (bytes.length % length != 0) {
            throw new DatasetException(where + ": " + bytes.length + " bytes are not whole records of " + length
                    + "; fetch the file again");
        }
        int count = name.equals(test) ? TEST_IMAGES : TRAIN_IMAGES / train.size();
        if (bytes.length / length != count) {
            throw new DatasetException(String.format(Locale.ROOT,
                    "%s: holds %,d images where that file of %s has %,d; fetch the file again", where,
                    bytes.length / length, title, count));
        }
        for (int i = labels - 1; i < bytes.length; i += length) {
            if ((bytes[i] & 0xff) >= classes) {
                throw new DatasetException(where + ": damaged: record " + i / length + " has the label "
                        + (bytes[i] & 0xff) + ", and there are only 0 to " + (classes - 1));
            }
        }
    }

    private List<String> classNames(Path place, byte[] text) {
        List<String> lines = new String(text, StandardCharsets.UTF_8).lines().map(String::strip)
                .filter(line -> !line.isEmpty()).toList();
        if (lines.size() != classes) {
            throw new DatasetException(place + " " + names + ": " + lines.size() + " names for " + classes
                    + " classes; fetch the file again");
        }
        return lines;
    }
}
