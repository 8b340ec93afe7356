package longhand.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import longhand.data.DatasetException;
import longhand.datasets.image.PictureOptions;
import longhand.datasets.transforms.PixelDataset;
import longhand.testing.ShapePictures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder with ten pictures of each of three classes, and what loading it said. */
abstract class PictureSetCase {
    static final int SIDE = 16;
    static final PictureOptions OPTIONS = PictureOptions.defaults().withCacheBytes(1 << 20);
    static final PictureOptions SKIP = OPTIONS.withSkipBad(true);

    @TempDir
    Path folder;

    final List<String> messages = new ArrayList<>();

    @BeforeEach
    void write() {
        ShapePictures.write(folder, 10, 1);
    }

    PictureSet load(PictureOptions options) {
        return PictureSet.load(folder, SIDE, options, messages::add);
    }

    String refused(PictureOptions options) {
        String message = assertThrows(DatasetException.class, () -> load(options)).getMessage();
        assertTrue(message.contains("Fix: "), message);
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    static int[] perClass(PixelDataset images) {
        int[] counts = new int[images.classNames().size()];
        IntStream.range(0, images.size()).forEach(i -> counts[images.label(i)]++);
        return counts;
    }
}
