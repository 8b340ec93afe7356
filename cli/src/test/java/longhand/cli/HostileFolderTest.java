package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;
import longhand.testing.ShapePictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred damaged and hostile files among good pictures: each is named, and no good picture is lost. */
class HostileFolderTest {
    private static final int KINDS = 10;

    @TempDir
    private Path folder;

    /** A file that is no picture, of the kind {@code i % 10}. */
    private static byte[] bad(int i, byte[] png, byte[] jpg, byte[] gif, byte[] bmp) {
        Random random = new Random(i);
        return switch (i % KINDS) {
            case 0 -> new byte[0];
            case 1 -> Arrays.copyOf(png, png.length / 2);
            case 2 -> Arrays.copyOf(jpg, jpg.length * 2 / 3);
            case 3 -> Arrays.copyOf(gif, gif.length / 3);
            case 4 -> Arrays.copyOf(bmp, 40);
            case 5 -> ("<html>not found " + i).getBytes();
            case 6 -> random(random, 500);
            case 7 -> bomb(png);
            case 8 -> ByteBuffer.wrap(bmp.clone()).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 60_000).putInt(22, 60_000)
                    .array();
            default -> concat(Arrays.copyOf(png, 33), random(random, 300));
        };
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** A header that asks for 60,000 × 60,000 pixels. */
    private static byte[] bomb(byte[] png) {
        byte[] bomb = png.clone();
        ByteBuffer header = ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
        CRC32 crc = new CRC32();
        crc.update(bomb, 12, 17);
        header.putInt(29, (int) crc.getValue());
        return bomb;
    }

    @Test
    void eachIsNamedAndTheRestIsTrainedOn() throws IOException {
        ShapePictures.write(folder, 8, 4);
        byte[][] good = new byte[4][];
        List<String> endings = List.of("png", "jpg", "gif", "bmp");
        for (int k = 0; k < good.length; k++) {
            good[k] = Files.readAllBytes(folder.resolve("stripes/%03d.%s".formatted(k, endings.get(k))));
        }
        TreeMap<String, byte[]> written = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            String name = ShapePictures.CLASSES.get(i % 3) + "/bad-" + i + "." + endings.get(i % 4);
            byte[] content = bad(i, good[0], good[1], good[2], good[3]);
            written.put(name, content);
            Files.write(folder.resolve(name), content);
        }

        CliRun run = CliRun.of("train", "softmax", "--dataset", folder, "--skip-bad", "--epochs", 1, "--out",
                folder.resolveSibling(folder.getFileName() + "-run"));

        assertEquals(0, run.status(), run.err());
        for (String name : written.keySet()) {
            assertTrue(run.out().contains("cannot be used: " + name + ": "), name + " is not named");
            assertEquals(written.get(name).length, Files.size(folder.resolve(name)), "nothing is changed");
        }
        assertEquals(100, run.out().lines().filter(line -> line.startsWith("cannot be used: ")).count());
        assertTrue(run.out().contains("18 training and 6 test pictures of 3 classes"), run.out());
        assertTrue(run.out().contains("(100 files left out)"), run.out());
    }
}
