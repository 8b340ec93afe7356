package longhand.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import longhand.data.Split;
import longhand.datasets.DatasetOptions;
import longhand.datasets.DatasetRegistry;
import longhand.datasets.transforms.PixelDataset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the format of the real ones; all images but the first few are black. */
class CifarTest {
    @TempDir
    private Path folder;

    private final Map<String, byte[]> ten = new LinkedHashMap<>();

    /** The file of the right ones is not damaged: there is none. */
    @Test
    void aFailedDownloadSaysWhereToPutTheFile() {
        Download once = new Download(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(100));
        String message = assertThrows(DatasetException.class, () -> Cifar.CIFAR_10.fetch(folder,
                List.of(URI.create("http://mirror.invalid/")), once, _ -> { })).getMessage();
        assertTrue(message.startsWith("CIFAR-10: cifar-10-binary.tar.gz: download failed: mirror.invalid: "), message);
        assertTrue(message.endsWith(". Fix: put cifar-10-binary.tar.gz into " + folder
                + ", or name the folder that has it (--data-dir)"), message);
    }

    @BeforeEach
    void make() {
        ten.put("batches.meta.txt", "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n"
                .getBytes(StandardCharsets.UTF_8));
        for (int i = 1; i <= 5; i++) {
            ten.put("data_batch_" + i + ".bin", records(3, 1, i));
        }
        ten.put("test_batch.bin", records(4, 1, 9));
    }

    /** Record k has the labels 10 + k (if there are two) and k. */
    private static byte[] records(int count, int labels, long seed) {
        byte[] bytes = new byte[count * (labels + 3072)];
        new Random(seed).nextBytes(bytes);
        for (int k = 0; k < count; k++) {
            bytes[k * (labels + 3072)] = (byte) (labels == 1 ? k : 10 + k);
            bytes[k * (labels + 3072) + labels - 1] = (byte) k;
        }
        return bytes;
    }

    /** Length of a file of CIFAR-10. */
    private static int length(String name, byte[] begin) {
        return name.endsWith(".bin") ? 10_000 * 3073 : begin.length;
    }

    /** A ustar archive, compressed. */
    private static byte[] tar(String prefix, Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                byte[] header = new byte[512];
                byte[] name = (prefix + file.getKey()).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(name, 0, header, 0, name.length);
                byte[] size = "%011o".formatted(length(file.getKey(), file.getValue())).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(size, 0, header, 124, size.length);
                out.write(header);
                out.write(Arrays.copyOf(file.getValue(), (length(file.getKey(), file.getValue()) + 511) / 512 * 512));
            }
            out.write(new byte[1024]);
        }
        return packed.toByteArray();
    }

    /** Wherever it was cut before it was compressed, or afterwards. */
    @Test
    void aCutArchiveIsCalledSo() throws IOException {
        Path archive = folder.resolve("cifar-10-binary.tar.gz");
        Map<String, byte[]> more = new LinkedHashMap<>(Map.of("readme.html", new byte[700]));
        more.putAll(ten);
        byte[] packed = tar("x/", more);
        byte[] whole = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
        int last = whole.length - 1024; // the padding of the last file ends there
        int second = 512 + 1024;
        String[] cuts = {"it ends inside readme.html", "513", "it ends inside readme.html", "1200", "it ends without", "0",
            "it ends without", "" + second, "it ends without", "" + (second + 100), "it ends inside batches.meta.txt",
            "" + (second + 512 + 20), "it ends inside batches.meta.txt", "" + (second + 512 + 100),
            "it ends inside data_batch_5.bin", "" + (last - 512 - (10_000 * 3073 + 511) / 512 * 512 - 1)};
        for (int i = 0; i < cuts.length; i += 2) {
            try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
                out.write(whole, 0, Integer.parseInt(cuts[i + 1]));
            }
            assertRefused("truncated: " + cuts[i]);
        }
        for (int length : new int[] {0, 1, 5, 10, 11, 100}) {
            Files.write(archive, Arrays.copyOf(packed, length));
            assertRefused("truncated: " + (length < 10 ? "it ends in its first bytes" : "Unexpected end of ZLIB"));
        }
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
            out.write(whole, 0, last); // nobody needs what is behind
        }
        assertTen();
    }

    private void writeTen() throws IOException {
        for (Map.Entry<String, byte[]> file : ten.entrySet()) {
            write(file.getKey(), file.getValue(), length(file.getKey(), file.getValue()));
        }
    }

    private void write(String name, byte[] begin, int length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.write(begin);
            file.setLength(length);
        }
    }

    private PixelDataset read(Cifar cifar, Split split) {
        return cifar.find(Optional.of(folder), false, _ -> { }).read(split);
    }

    private void assertTen() {
        PixelDataset train = read(Cifar.CIFAR_10, Split.TRAIN);
        assertEquals("50000 of 3×32×32", train.size() + " of " + train.imageShape());
        assertEquals("bird", train.classNames().get(train.label(40_002)));
        byte[] pixels = new byte[3072];
        train.pixels(10_001, pixels);
        assertArrayEquals(Arrays.copyOfRange(ten.get("data_batch_2.bin"), 3073 + 1, 2 * 3073), pixels);
        assertEquals(10_000, read(Cifar.CIFAR_10, Split.TEST).size());
    }

    @Test
    void readsTheFilesInAFolderAndInTheArchive() throws IOException {
        writeTen();
        assertTen();
        assertEquals(Optional.of("cifar-10"), DatasetRegistry.at(folder));
        assertEquals(new ImageShape(3, 40, 40), DatasetRegistry.load("cifar-10", DatasetOptions.defaults()
                .withFolder(folder).withResize(40)).train().imageShape());
        for (String name : ten.keySet()) {
            Files.delete(folder.resolve(name));
        }
        Files.write(folder.resolve("cifar-10-binary.tar.gz"), tar("cifar-10-batches-bin/", ten));
        assertTen();
    }

    @Test
    void ofCifar100TheFineLabelsCount() throws IOException {
        write("train.bin", records(6, 2, 1), 50_000 * 3074);
        write("test.bin", records(2, 2, 2), 10_000 * 3074);
        Files.writeString(folder.resolve("fine_label_names.txt"), "name\n".repeat(100));
        assertEquals(5, read(Cifar.CIFAR_100, Split.TRAIN).label(5));
        assertEquals(100, read(Cifar.CIFAR_100, Split.TEST).classNames().size());
    }

    @Test
    void damageIsNamed() throws IOException {
        writeTen();
        Files.write(folder.resolve("data_batch_3.bin"), Arrays.copyOf(records(2, 1, 1), 4000));
        assertRefused("data_batch_3.bin: 4000 bytes are not whole records of 3073");
        write("data_batch_3.bin", records(2, 1, 1), 9_999 * 3073);
        assertRefused("data_batch_3.bin: holds 9,999 images where that file of CIFAR-10 has 10,000; fetch the file again");
        byte[] wrong = records(2, 1, 1);
        wrong[3073] = 10;
        write("data_batch_3.bin", wrong, 10_000 * 3073);
        assertRefused("record 1 has the label 10");
        Files.delete(folder.resolve("data_batch_3.bin"));
        assertRefused("data_batch_3.bin: cannot be read, or is missing");
        Files.delete(folder.resolve("test_batch.bin"));
        assertRefused("holds neither cifar-10-binary.tar.gz nor test_batch.bin. Fix: ");

        Path archive = folder.resolve("cifar-10-binary.tar.gz");
        byte[] whole = tar("x/", ten);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
        assertRefused("truncated: ");
        Files.write(archive, Arrays.copyOf(whole, whole.length - 9));
        assertRefused("truncated: ");
        whole[whole.length - 8] ^= 1; // of the checksum
        Files.write(archive, whole);
        assertRefused("damaged: ");
        ten.remove("data_batch_1.bin");
        Files.write(archive, tar("x/", ten));
        assertRefused("holds no data_batch_1.bin");
        Files.writeString(archive, "no archive");
        assertRefused("damaged: ");
    }

    @Test
    void aLengthThatIsNoneIsNamed() throws IOException {
        Path archive = folder.resolve("cifar-10-binary.tar.gz");
        for (String length : List.of("-0000000200", "+0000000200", "           ", "00000000008")) {
            byte[] header = new byte[512];
            System.arraycopy("a/b".getBytes(StandardCharsets.US_ASCII), 0, header, 0, 3);
            System.arraycopy(length.getBytes(StandardCharsets.US_ASCII), 0, header, 124, 11);
            try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
                out.write(header);
            }
            assertRefused("damaged: the length of b in it is '" + length.strip() + "'");
        }
    }

    private void assertRefused(String part) {
        String message = assertThrows(DatasetException.class, () -> read(Cifar.CIFAR_10, Split.TRAIN)).getMessage();
        assertTrue(message.startsWith(folder.toString()) || message.startsWith("CIFAR-10: " + folder), message);
        assertTrue(message.contains(part), message);
    }
}
