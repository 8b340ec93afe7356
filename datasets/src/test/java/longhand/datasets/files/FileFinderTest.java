package longhand.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import longhand.data.Split;
import longhand.datasets.transforms.PixelDataset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFinderTest {
    private static final Download DOWNLOAD =
            new Download(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMillis(300));
    private static final List<URI> NOWHERE = List.of(URI.create("http://mirror.invalid/"));

    /** Compressed files of made-up images, made once. */
    private static final Map<Split, byte[]> IMAGES = new EnumMap<>(Split.class);

    @TempDir
    private Path folder;

    private final List<String> messages = new ArrayList<>();
    private Path cache;
    private Path system;

    @BeforeEach
    void makeFolders() throws IOException {
        cache = Files.createDirectories(folder.resolve("cache"));
        system = Files.createDirectories(folder.resolve("system"));
    }

    @Test
    void theCacheComesFirst() throws IOException {
        Path cached = Files.createDirectory(cache.resolve("fashion-mnist"));
        fill(cached, Archive.FASHION_MNIST);
        fill(system, Archive.FASHION_MNIST);

        assertEquals("Fashion-MNIST: 60,000 training and 10,000 test images from " + cached + " (your cache)",
                finder().find(Archive.FASHION_MNIST, true, messages::add).origin());
        assertEquals(List.of(), messages);
    }

    @Test
    void thenTheSystem() throws IOException {
        fill(system, Archive.FASHION_MNIST);
        Files.createDirectory(cache.resolve("fashion-mnist"));

        assertEquals("Fashion-MNIST: 60,000 training and 10,000 test images from " + system
                + " (installed on this system)", finder().find(Archive.FASHION_MNIST, true, messages::add).origin());
    }

    @Test
    void thenADownloadAndThenTheSubset() {
        ImageFiles found = finder().find(Archive.FASHION_MNIST, true, messages::add);

        assertEquals("Fashion-MNIST: the 10,000 training and 2,000 test images that come with Longhand"
                + " (train-images-idx3-ubyte.gz: download failed: mirror.invalid: no such host, or no network)",
                found.origin());
        assertEquals(List.of("Fashion-MNIST: downloading train-images-idx3-ubyte.gz (26.4 MB) into "
                + cache.resolve("fashion-mnist")),
                messages);
    }

    @Test
    void noDownloadUnlessAllowed() {
        ImageFiles found = finder().find(Archive.FASHION_MNIST, false, messages::add);

        assertTrue(found.origin().endsWith("(the whole data set is not on this machine and downloads are off)"),
                found.origin());
        assertEquals(List.of(), messages);
    }

    @Test
    void aDownloadFetchesWhatIsMissingIntoTheCache() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<String> asked = new ArrayList<>();
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            Path cached = Files.createDirectory(cache.resolve("fashion-mnist"));
            IdxBytes.write(cached.resolve("train-images-idx3-ubyte.gz"), new byte[1]);
            List<URI> mirrors = List.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/d/"));
            new FileFinder(cache, List.of(), mirrors, DOWNLOAD).find(Archive.FASHION_MNIST, true, messages::add);
        } finally {
            server.stop(0);
        }
        assertEquals(List.of("/d/train-labels-idx1-ubyte.gz"), asked);
    }

    /** The subset is for machines without the whole data set, not for those that are just getting it. */
    @Test
    void anotherProcessThatDownloadsIsNoReasonForTheSubset() throws IOException {
        FileFinder finder = new FileFinder(cache, List.of(), NOWHERE, DOWNLOAD);
        Path part = Files.createDirectories(cache.resolve("fashion-mnist")).resolve("train-images-idx3-ubyte.gz.part");
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            String message = assertThrows(BusyException.class,
                    () -> finder.find(Archive.FASHION_MNIST, true, messages::add)).getMessage();
            assertTrue(message.startsWith("train-images-idx3-ubyte.gz: another process"), message);
        }
    }

    @Test
    void whatHasNoSubsetIsAnErrorThatSaysWhereToPutTheFiles() {
        DatasetException e =
                assertThrows(DatasetException.class, () -> finder().find(Archive.MNIST, true, messages::add));
        assertEquals("MNIST: train-images-idx3-ubyte.gz: download failed: mirror.invalid: no such host, or no network. Fix: put"
                + " train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz,"
                + " t10k-labels-idx1-ubyte.gz into " + cache.resolve("mnist") + " or name their folder (--data-dir)",
                e.getMessage());
    }

    @Test
    void aNamedFolderIsNotReplacedByAnother() {
        fill(system, Archive.FASHION_MNIST);
        assertRefused("no such folder", () -> ImageFiles.find("fashion-mnist", Optional.of(folder.resolve("x")), true,
                messages::add));
        assertRefused(cache + ": not all of train-images-idx3-ubyte.gz, ", () ->
                ImageFiles.find("fashion-mnist", Optional.of(cache), true, messages::add));
        assertRefused("no data set letters in files; there are fashion-mnist, mnist",
                () -> ImageFiles.find("letters", Optional.empty(), true, messages::add));
    }

    @Test
    void readsBothSplits() {
        ImageFiles files = fill(system, Archive.FASHION_MNIST);

        PixelDataset train = files.read(Split.TRAIN);
        assertEquals(60_000, train.size());
        assertEquals(new ImageShape(1, 28, 28), train.imageShape());
        assertEquals("Ankle boot", train.classNames().get(train.label(0)));
        assertEquals(10_000, files.read(Split.TEST).size());
    }

    @Test
    void uncompressedFilesWillDo() throws IOException {
        ImageFiles files = fill(system, Archive.FASHION_MNIST);
        for (String name : List.of("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")) {
            Files.delete(system.resolve(name + ".gz"));
        }
        IdxBytes.write(system.resolve("t10k-images-idx3-ubyte"), IdxBytes.images(10_000, 28, 28));
        IdxBytes.write(system.resolve("t10k-labels-idx1-ubyte"), labels(Archive.FASHION_MNIST, Split.TEST));

        assertEquals(10_000, files.read(Split.TEST).size());
        assertEquals(60_000, finder().find(Archive.FASHION_MNIST, false, messages::add).read(Split.TRAIN).size());
    }

    @Test
    void mixedUpFilesAreNamedAndRefused() throws IOException {
        ImageFiles files = fill(system, Archive.FASHION_MNIST);
        swap("train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.gz");
        assertRefused("train-images-idx3-ubyte.gz: holds 10,000 images where the training set of Fashion-MNIST has 60,000;"
                + " were the training and test files mixed up?", () -> files.read(Split.TRAIN));
        swap("train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.gz");

        swap("t10k-labels-idx1-ubyte.gz", "train-labels-idx1-ubyte.gz");
        assertRefused("t10k-labels-idx1-ubyte.gz: holds 60,000 labels where the test set of Fashion-MNIST has 10,000;"
                + " were the training and test files mixed up?", () -> files.read(Split.TEST));
        swap("t10k-labels-idx1-ubyte.gz", "train-labels-idx1-ubyte.gz");

        swap("t10k-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz");
        assertRefused("were the two files swapped?", () -> files.read(Split.TEST));
    }

    @Test
    void filesOfAnotherDataSetAreNamedAndRefused() {
        ImageFiles files = fill(system, Archive.MNIST);
        assertEquals(10_000, files.read(Split.TEST).size());
        ImageFiles asFashion = FileFinder.inNamedFolder(Archive.FASHION_MNIST, system);
        assertRefused("t10k-labels-idx1-ubyte.gz: holds the labels of MNIST, not of Fashion-MNIST",
                () -> asFashion.read(Split.TEST));

        IdxBytes.write(system.resolve("t10k-images-idx3-ubyte.gz"), IdxBytes.images(10_000, 32, 28));
        assertRefused("holds images of 32×28 where MNIST has 28×28", () -> files.read(Split.TEST));
        IdxBytes.write(system.resolve("t10k-images-idx3-ubyte.gz"), IdxBytes.images(124, 28, 28));
        assertRefused("holds 124 images where the test set of MNIST has 10,000; is it of another data set?",
                () -> files.read(Split.TEST));
    }

    @Test
    void theSubsetIsBalanced() {
        BundledFiles subset = new BundledFiles("for a test");
        for (Split split : Split.values()) {
            PixelDataset images = subset.read(split);
            int perClass = split == Split.TRAIN ? 1000 : 200;
            int[] counts = new int[10];
            for (int i = 0; i < images.size(); i++) {
                counts[images.label(i)]++;
            }
            for (int count : counts) {
                assertEquals(perClass, count);
            }
        }
    }

    /** The beginning of the originals, as seen in PyTorch; images 0–9 are the same in the subset. */
    @Test
    void theSubsetHoldsTheOriginals() {
        PixelDataset images = new BundledFiles("for a test").read(Split.TRAIN);
        byte[] pixels = new byte[784];
        images.pixels(0, pixels);
        long sum = 0;
        for (byte pixel : pixels) {
            sum += pixel & 0xff;
        }
        assertEquals(76_247, sum);
        assertEquals(9, images.label(0));
        assertEquals(0, images.label(1));
    }

    @Test
    void readsTheInstalledDataSet() {
        Path installed = Archive.FASHION_MNIST.systemFolders().getFirst();
        assumeTrue(Files.isDirectory(installed), "needs the Debian package dataset-fashion-mnist");
        ImageFiles files = FileFinder.inNamedFolder(Archive.FASHION_MNIST, installed);
        byte[] expected = new byte[784];
        byte[] found = new byte[784];
        for (Split split : Split.values()) {
            PixelDataset all = files.read(split);
            assertEquals(Archive.size(split), all.size());
            all.pixels(9, found);
            new BundledFiles("for a test").read(split).pixels(9, expected);
            assertArrayEquals(expected, found);
        }
    }

    @Test
    void cacheFolderFollowsTheEnvironment() {
        Path home = Path.of("/home/ada");
        assertEquals(Path.of("/home/ada/.cache/longhand"), CacheFolder.of(Map.of(), "Linux", home));
        assertEquals(Path.of("/x/longhand"), CacheFolder.of(Map.of("XDG_CACHE_HOME", "/x"), "Linux", home));
        assertEquals(Path.of("/x/longhand"), CacheFolder.of(Map.of("LOCALAPPDATA", "/x"), "Windows 11", home));
        assertEquals(Path.of("/home/ada/.cache/longhand"), CacheFolder.of(Map.of("LOCALAPPDATA", "/x"), "Linux", home));
        assertEquals(Path.of("/own"), CacheFolder.of(Map.of("LONGHAND_CACHE", "/own", "XDG_CACHE_HOME", "/x"), "Linux",
                home));
    }

    private FileFinder finder() {
        return new FileFinder(cache, List.of(system), NOWHERE, DOWNLOAD);
    }

    /** Puts files of the right sizes with made-up images into a folder. */
    private static ImageFiles fill(Path folder, Archive archive) {
        for (Split split : Split.values()) {
            Archive.Pair names = archive.files(split);
            byte[] images = IMAGES.computeIfAbsent(split, s -> IdxBytes.gzip(IdxBytes.images(Archive.size(s), 28, 28)));
            IdxBytes.write(folder.resolve(names.images().name()), images);
            IdxBytes.write(folder.resolve(names.labels().name()), labels(archive, split));
        }
        return FileFinder.inNamedFolder(archive, folder);
    }

    private static byte[] labels(Archive archive, Split split) {
        byte[] labels = IdxBytes.labels(Archive.size(split));
        List<Integer> first = archive.files(split).firstLabels();
        for (int i = 0; i < first.size(); i++) {
            labels[8 + i] = first.get(i).byteValue();
        }
        return labels;
    }

    private void swap(String one, String other) throws IOException {
        Path spare = system.resolve("spare");
        Files.move(system.resolve(one), spare);
        Files.move(system.resolve(other), system.resolve(one));
        Files.move(spare, system.resolve(other));
    }

    private static void assertRefused(String part, Runnable action) {
        DatasetException e = assertThrows(DatasetException.class, action::run);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
