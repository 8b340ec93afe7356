package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import longhand.testing.ShapePictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in the folder of its own pictures changes nothing about them. */
class RunsAmongPicturesTest {
    @TempDir
    private Path pictures;

    private static String done(Object... command) {
        CliRun run = CliRun.of(command);
        assertEquals(0, run.status(), run.err());
        return run.out();
    }

    private String train(String out, Object... more) {
        List<Object> args = new ArrayList<>(List.of("train", "softmax", "--dataset", pictures, "--epochs", 1, "--out",
                pictures.resolve(out)));
        args.addAll(Arrays.asList(more));
        return done(args.toArray());
    }

    @Test
    void everyCommandFindsThePicturesAsBefore() {
        ShapePictures.write(pictures, 6, 1);
        String images = "15 training and 3 test pictures of 3 classes";
        assertTrue(train("runs/first").contains(images));
        assertTrue(train("runs/second").contains(images));
        assertTrue(train("run", "--shards", 2).contains(images));
        String skipping = train("other", "--skip-bad");
        assertTrue(skipping.contains(images) && !skipping.contains("left out"), skipping);
        for (String run : List.of("runs/first", "run")) {
            assertTrue(done("evaluate", pictures.resolve(run)).contains("of 3)"));
            done("resume", pictures.resolve(run), "--epochs", 2);
        }
        String predicted = done("predict", pictures.resolve("run"), pictures);
        assertTrue(predicted.contains("000.png"), predicted);
        assertFalse(predicted.contains("curves.png"), predicted);
    }
}
