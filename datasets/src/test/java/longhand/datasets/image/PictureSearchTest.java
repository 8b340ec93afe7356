package longhand.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import longhand.data.DatasetException;
import longhand.datasets.DatasetRegistry;
import longhand.testing.ShapePictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureSearchTest {
    private static final int JUDGED = 5000;

    @TempDir
    private Path folder;

    private final List<String> messages = new ArrayList<>();

    private PictureSearch search() {
        return new PictureSearch(folder, messages::add, () -> 0);
    }

    @Test
    void aFolderFullOfOtherFilesIsRefusedBeforeAllAreListed() throws IOException {
        for (String name : List.of("a", "b")) {
            Path inside = Files.createDirectory(folder.resolve(name));
            for (int i = 0; i < JUDGED / 2; i++) {
                Files.createFile(inside.resolve(i + (i < 400 && name.equals("a") ? ".png" : ".txt")));
            }
        }
        Files.createDirectory(folder.resolve("c"));
        Files.createSymbolicLink(folder.resolve("c/endless"), folder); // would give a problem, not an error

        String message = assertThrows(DatasetException.class,
                () -> DatasetRegistry.trainingPictures(folder, 0.2, messages::add)).getMessage();
        assertEquals(folder + ": of its first 5,000 files 400 are pictures. Rule: at least one in 10. "
                + "Fix: name the folder that holds the pictures", message);
    }

    @Test
    void aTenthOfTheFilesIsEnough() {
        PictureSearch search = search();
        for (int i = 0; i < 3 * JUDGED; i++) {
            search.found(folder.resolve(i % 10 == 0 && i < JUDGED ? "a.JPG" : "a.txt"));
        }
    }

    @Test
    void oneFewerIsNot() {
        PictureSearch search = search();
        for (int i = 1; i < JUDGED; i++) {
            search.found(folder.resolve(i % 10 == 0 ? "a.webp" : "webp"));
        }
        assertThrows(DatasetException.class, () -> search.found(folder.resolve("last")));
    }

    @Test
    void picturesWithoutAnEndingAreKnownByTheirContent() throws IOException {
        List<Path> pictures = new ArrayList<>();
        for (String format : List.of("png", "jpg", "gif", "bmp")) {
            Path file = folder.resolve("of " + format);
            ShapePictures.write(file, format, ShapePictures.draw("stripes", new Random(1)));
            pictures.add(file);
        }
        pictures.add(Files.writeString(folder.resolve("of webp"), "RIFF0000WEBPVP8 "));
        for (Path picture : pictures) {
            assertTrue(PictureDecoder.isPicture(picture), picture.toString());
        }
        PictureSearch search = search();
        for (int i = 0; i < JUDGED; i++) {
            search.found(pictures.get(i % pictures.size()));
        }
    }

    @Test
    void otherContentIsNone() throws IOException {
        Files.write(folder.resolve("zeros"), new byte[1000]);
        Files.write(folder.resolve("empty"), new byte[0]);
        Files.write(folder.resolve("text"), "PNG, or so".getBytes(StandardCharsets.UTF_8));
        for (String name : List.of("zeros", "empty", "text", ".", "missing")) {
            if (PictureDecoder.isPicture(folder.resolve(name))) {
                fail(name);
            }
        }
    }

    @Test
    void aLongSearchSaysHowFarItIs() {
        long[] now = {0};
        PictureSearch search = new PictureSearch(folder, messages::add, () -> now[0]);
        for (int i = 1; i <= 2500; i++) {
            now[0] = i * 10_000_001L; // a hundredth of a second
            search.found(folder.resolve("a.png"));
        }
        assertEquals(List.of("pictures: 1,000 files found below " + folder,
                "pictures: 2,000 files found below " + folder), messages);
    }
}
