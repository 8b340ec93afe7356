package longhand.datasets.files;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import longhand.data.Split;

/**
 * A published data set of four IDX files: the MNIST family.
 *
 * <p>The checksums are those of the files as published. Those of Fashion-MNIST were computed from files whose MD5 sums
 * are the ones in its README; those of MNIST are the ones its mirrors and many programs list.
 */
enum Archive {
    FASHION_MNIST(
            "Fashion-MNIST",
            "fashion-mnist",
            List.of("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
            "Ankle boot"), List.of(
                    URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                    URI.create("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/")),
            List.of(Path.of("/usr/share/datasets/fashion-mnist")),
            new Pair(
                    file("train-images-idx3", 26_421_880,
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"), file("train-labels-idx1", 29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                    List.of(9, 0, 0, 3, 0, 2, 7, 2)),
            new Pair(
                    file("t10k-images-idx3", 4_422_102,
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"), file("t10k-labels-idx1", 5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
                    List.of(9, 2, 1, 1, 6, 1, 4, 6))),

    MNIST(
            "MNIST",
            "mnist",
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            List.of(
                    URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                    URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
            List.of(),
            new Pair(
                    file("train-images-idx3", 9_912_422,
                    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"), file("train-labels-idx1", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                    List.of(5, 0, 4, 1, 9, 2, 1, 3)),
            new Pair(
                    file("t10k-images-idx3", 1_648_877,
                    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"), file("t10k-labels-idx1", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
                    List.of(7, 2, 1, 0, 4, 1, 4, 9)));

    /** Shape of every image of the family. */
    static final ImageShape IMAGE_SHAPE = new ImageShape(1, 28, 28);

    private final String title;
    private final String folder;
    private final List<String> classNames;
    private final List<URI> mirrors;
    private final List<Path> systemFolders;
    private final Pair train;
    private final Pair test;

    Archive(
            String title,
            String folder,
            List<String> classNames,
            List<URI> mirrors,
            List<Path> systemFolders,
            Pair train,
            Pair test) {
        this.title = title;
        this.folder = folder;
        this.classNames = classNames;
        this.mirrors = mirrors;
        this.systemFolders = systemFolders;
        this.train = train;
        this.test = test;
    }

    /**
     * The two files of a split.
     *
     * @param firstLabels how the file of labels begins: it tells data sets with the same file names apart
     */
    record Pair(RemoteFile images, RemoteFile labels, List<Integer> firstLabels) {}

    private static RemoteFile file(String stem, long size, String sha256) {
        return new RemoteFile(stem + "-ubyte.gz", size, sha256);
    }

    /** Name for people. */
    String title() {
        return title;
    }

    /** Name of its folder in the cache. */
    String folder() {
        return folder;
    }

    List<String> classNames() {
        return classNames;
    }

    /** Addresses that the file names are appended to. */
    List<URI> mirrors() {
        return mirrors;
    }

    /** Where packages of operating systems put the files. */
    List<Path> systemFolders() {
        return systemFolders;
    }

    Pair files(Split split) {
        return split == Split.TRAIN ? train : test;
    }

    List<RemoteFile> files() {
        return List.of(train.images(), train.labels(), test.images(), test.labels());
    }

    /** Number of images of a split. */
    static int size(Split split) {
        return split == Split.TRAIN ? 60_000 : 10_000;
    }

    /** The data set that {@code name} (as {@link #folder}) stands for. */
    static Archive named(String name) {
        for (Archive archive : values()) {
            if (archive.folder.equals(name)) {
                return archive;
            }
        }
        throw new DatasetException("no data set " + name + " in files; there are "
                + String.join(", ", List.of(values()).stream().map(Archive::folder).toList()));
    }

    /** Checks that two files are those of this split of this data set, and not of another with the same file names. */
    void requireSplit(Split split, IdxFile images, IdxFile labels) {
        requireCount(split, images, "images");
        requireCount(split, labels, "labels");
        int[] dims = images.dims();
        if (dims[1] != IMAGE_SHAPE.height() || dims[2] != IMAGE_SHAPE.width()) {
            throw new DatasetException(images.name() + ": holds images of " + dims[1] + "×" + dims[2] + " where "
                    + title + " has " + IMAGE_SHAPE.height() + "×" + IMAGE_SHAPE.width());
        }
        for (Archive other : values()) {
            if (other != this && labels.startsWith(other.files(split).firstLabels())) {
                throw new DatasetException(labels.name() + ": holds the labels of " + other.title + ", not of " + title
                        + "; name the folder of " + title + " (--data-dir)");
            }
        }
    }

    private void requireCount(Split split, IdxFile file, String what) {
        int count = file.dims()[0];
        if (count != size(split)) {
            boolean mixedUp = count == size(split == Split.TRAIN ? Split.TEST : Split.TRAIN);
            throw new DatasetException(String.format(Locale.ROOT, "%s: holds %,d %s where the %s set of %s has %,d; %s",
                    file.name(), count, what, split, title, size(split),
                    mixedUp ? "were the training and test files mixed up?" : "is it of another data set?"));
        }
    }
}
