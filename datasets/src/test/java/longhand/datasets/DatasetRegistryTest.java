package longhand.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import longhand.data.Dataset;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import longhand.data.Split;
import longhand.datasets.transforms.Normalize;
import longhand.datasets.transforms.RandomCrop;
import longhand.datasets.transforms.Resize;
import longhand.datasets.transforms.ToTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetRegistryTest {
    @TempDir
    private Path folder;

    @Test
    void syntheticImagesByName() {
        DataSplits data = DatasetRegistry.load("synthetic", DatasetOptions.defaults());

        assertEquals("synthetic: 10,000 training and 2,000 test images of stripes, computed as needed", data.origin());
        assertEquals(10_000, data.train().size());
        assertEquals(2_000, data.test().size());
        assertEquals(new ImageShape(1, 28, 28), data.train().imageShape());
        assertSame(data.pixels(Split.TRAIN), data.pixels(Split.TRAIN));
    }

    @Test
    void theChecksumIsThatOfTheImagesInUse() {
        DatasetOptions few = DatasetOptions.defaults().withTrainLimit(30).withTestLimit(5);
        String checksum = DatasetRegistry.load("synthetic", few).checksum();

        assertEquals(checksum, DatasetRegistry.load("synthetic", few.withResize(64)).checksum(), "as stored");
        assertNotEquals(checksum, DatasetRegistry.load("synthetic", few.withTrainLimit(31)).checksum());
        assertNotEquals(checksum, DatasetRegistry.load("synthetic", few.withTestLimit(4)).checksum());
        assertNotEquals(checksum, DatasetRegistry.load("fashion-mnist-subset", few).checksum());
        assertTrue(checksum.matches("[0-9a-f]{8}"), checksum);
    }

    @Test
    void optionsLimitResizeAndNormalize() {
        DataSplits data = DatasetRegistry.load("synthetic",
                DatasetOptions.defaults().withTrainLimit(30).withTestLimit(5).withResize(64)
                        .withNormalize(new Normalize(0.5f, 0.25f)));
        Dataset expected = data.pixels(Split.TEST).with(new Resize(64), new ToTensor(), new Normalize(0.5f, 0.25f));

        assertEquals(30, data.train().size());
        assertEquals(5, data.test().size());
        assertEquals(new ImageShape(1, 64, 64), data.test().imageShape());
        assertArrayEquals(read(expected, 4, 1), read(data.test(), 4, 2));
    }

    @Test
    void onlyTrainingImagesAreAugmented() {
        DataSplits data = DatasetRegistry.load("synthetic",
                DatasetOptions.defaults().withAugmentation(new RandomCrop(28, 4)));

        assertArrayEquals(read(data.test(), 0, 1), read(data.test(), 0, 2));
        float[] first = read(data.train(), 0, 1);
        boolean differs = false;
        for (long seed = 2; seed < 12; seed++) {
            differs |= !Arrays.equals(first, read(data.train(), 0, seed));
        }
        assertTrue(differs);
    }

    @Test
    void namesAndMistakes() {
        assertEquals(List.of("fashion-mnist", "mnist", "fashion-mnist-subset", "cifar-10", "cifar-100", "synthetic",
                "pictures", "idx"),
                DatasetRegistry.names());
        DatasetException e =
                assertThrows(DatasetException.class, () -> DatasetRegistry.load("imagenet", DatasetOptions.defaults()));
        assertEquals("there is no data set \"imagenet\". Fix: choose one of fashion-mnist, mnist, fashion-mnist-subset, cifar-10, "
                + "cifar-100, synthetic, pictures, idx.",
                e.getMessage());
        String other = assertThrows(DatasetException.class, () ->
                DatasetRegistry.load("fashion-mnist", DatasetOptions.defaults().withFolder(folder))).getMessage();
        assertTrue(other.contains("it is not Fashion-MNIST") && other.contains("say --dataset " + folder), other);
        assertThrows(IllegalArgumentException.class, () -> DatasetOptions.defaults().withTrainLimit(0));
        assertThrows(IllegalArgumentException.class, () -> DatasetOptions.defaults().withTestLimit(-2));
    }

    private static float[] read(Dataset dataset, int index, long epochSeed) {
        float[] out = new float[dataset.imageShape().numel()];
        dataset.read(index, epochSeed, out, 0);
        return out;
    }

    @Test
    void trainingPicturesAreCountedWithoutOpeningThem() throws IOException {
        for (String file : List.of("a/1.png", "a/2.png", "a/3.png", "a/4.png", "b/1.png", "b/2.png")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.createFile(folder.resolve(file));
        }
        assertEquals(5, DatasetRegistry.trainingPictures(folder, 0.2, _ -> {}));
        assertEquals(3, DatasetRegistry.trainingPictures(folder, 0.5, _ -> {}));
        Path table = folder.resolve("images.csv");
        Files.writeString(table, "path,label,split\na/1.png,a,train\na/2.png,a,test\nb/1.png,b,train\n");
        assertEquals(2, DatasetRegistry.trainingPictures(table, 0.2, _ -> {}));
    }

    @Test
    void theSubsetInTheProgramByName() {
        DataSplits data = DatasetRegistry.load(DatasetRegistry.SUBSET, DatasetOptions.defaults().withTestLimit(50));
        assertEquals("Fashion-MNIST: the 10,000 training and 2,000 test images that come with Longhand (as asked for)",
                data.origin());
        assertEquals(10_000, data.train().size());
        assertEquals(50, data.test().size());
    }

    @Test
    void whatIsNullIsNamed() {
        DatasetOptions options = DatasetOptions.defaults();
        assertTrue(assertThrows(IllegalArgumentException.class, () -> options.withFolder(null)).getMessage()
                .startsWith("DatasetOptions.withFolder: the folder is null. Rule: "));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> DatasetRegistry.load(null, options)).getMessage()
                .startsWith("DatasetRegistry.load: the name is null. Rule: "));
        assertThrows(IllegalArgumentException.class, () -> DatasetRegistry.load("mnist", null));
    }
}
