package longhand.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import longhand.data.Split;
import longhand.datasets.DatasetOptions;
import longhand.datasets.DatasetRegistry;
import longhand.datasets.transforms.PixelDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IDX files of any size and any number of classes. */
class IdxFolderTest {
    @TempDir
    private Path folder;

    private void write(String name, int... dims) throws IOException {
        write(folder, name, dims);
    }

    /** Element i is i modulo 7. */
    private static void write(Path folder, String name, int... dims) throws IOException {
        int numel = 1;
        for (int dim : dims) {
            numel *= dim;
        }
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * dims.length + numel).putInt(0x0800 | dims.length);
        for (int dim : dims) {
            file.putInt(dim);
        }
        for (int i = 0; i < numel; i++) {
            file.put((byte) (i % 7));
        }
        Files.write(folder.resolve(name), file.array());
    }

    @Test
    void anySizeAndAnyNumberOfClasses() throws IOException {
        write("train-images-idx3-ubyte", 9, 4, 5);
        write("train-labels-idx1-ubyte", 9);
        write("t10k-images-idx3-ubyte", 3, 4, 5);
        write("t10k-labels-idx1-ubyte", 3);
        PixelDataset train = IdxFolder.of(folder).read(Split.TRAIN);
        assertEquals(new ImageShape(1, 4, 5), train.imageShape());
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6"), train.classNames());
        assertEquals(train.classNames(), IdxFolder.of(folder).read(Split.TEST).classNames());
        assertEquals(Optional.of("idx"), DatasetRegistry.at(folder));
        assertEquals(3, DatasetRegistry.load("idx", DatasetOptions.defaults().withFolder(folder)).test().size());

        Files.writeString(folder.resolve("classes.txt"), "o\nki\nsu\ntsu\nna\nha\nma\nya\n");
        assertEquals("ya", IdxFolder.of(folder).read(Split.TRAIN).classNames().get(7));
        Files.writeString(folder.resolve("classes.txt"), "o\nki\n");
        refused("2 names for the labels 0 to 6", folder);
    }

    @Test
    void trainingAndTestImagesHaveOneSize() throws IOException {
        write("train-images-idx3-ubyte", 9, 4, 5);
        write("train-labels-idx1-ubyte", 9);
        write("t10k-images-idx3-ubyte", 3, 5, 4);
        write("t10k-labels-idx1-ubyte", 3);
        refused("train-images-idx3-ubyte: holds images of 4×5, " + folder.resolve("t10k-images-idx3-ubyte") + " of 5×4",
                folder);
    }

    @Test
    void emnistIsTurnedUprightAndItsLettersAreNamed() throws IOException {
        write("emnist-letters-train-images-idx3-ubyte", 2, 3, 3);
        write("emnist-letters-train-labels-idx1-ubyte", 2);
        write("emnist-letters-test-images-idx3-ubyte", 2, 3, 3);
        write("emnist-letters-test-labels-idx1-ubyte", 2);
        Files.writeString(folder.resolve("emnist-letters-mapping.txt"), "1 65 97\n");
        PixelDataset train = IdxFolder.of(folder).read(Split.TRAIN);
        byte[] pixels = new byte[9];
        train.pixels(0, pixels);
        assertArrayEquals(new byte[] {0, 3, 6, 1, 4, 0, 2, 5, 1}, pixels);
        assertEquals(List.of("0", "A"), train.classNames());
    }

    @Test
    void whatIsMissingOrThereTwiceIsNamed() throws IOException {
        assertFalse(IdxFolder.isLikely(folder));
        assertFalse(IdxFolder.isLikely(folder.resolve("absent")));
        write("train-images-idx3-ubyte", 2, 2, 2);
        assertTrue(IdxFolder.isLikely(folder));
        refused("no IDX file of the training labels", folder);
        write("train-labels-idx1-ubyte", 2);
        refused("no IDX file of the test labels", folder);
        write("other-train-labels-idx1-ubyte", 2);
        refused("2 IDX files of the training labels", folder);
    }

    private static void refused(String part, Path folder) {
        String message = assertThrows(DatasetException.class, () -> IdxFolder.of(folder).read(Split.TRAIN))
                .getMessage();
        assertTrue(message.startsWith(folder.toString()) && message.contains(part), message);
        assertTrue(message.contains("Fix: "), message);
    }
}
