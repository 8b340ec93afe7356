package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import longhand.io.NdArray;
import longhand.io.state.StateFiles;
import longhand.nn.training.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names in files of strangers do not command the terminal. */
class TerminalEscapesTest {
    private static final String CLEAR_SCREEN = "\u001b[2J";

    @TempDir
    private Path folder;

    private static void assertHarmless(CliRun run) {
        String printed = run.out() + run.err();
        assertFalse(printed.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'), printed);
        assertTrue(printed.contains("␛[2J"), printed);
    }

    /** A checkpoint whose first class has a name that clears the screen and says that all is well. */
    private Path checkpoint() throws IOException {
        Path run = folder.resolve("run");
        CliRun.of("train", "softmax", "--dataset", "synthetic", "--limit-train", 8, "--limit-test", 8, "--epochs", 1,
                "--out", run);
        Checkpoint honest = Checkpoint.read(run.resolve("weights.safetensors"));
        Map<String, String> about = new HashMap<>();
        honest.about().forEach((key, text) -> about.put(key, text.replaceFirst("\"stripes at 0°\"",
                "\"\\\\u001b[2Jshirt\\\\ntest accuracy 100 %\"")));
        Path file = folder.resolve("stranger.safetensors");
        new Checkpoint(honest.weights(), Map.of(), honest.state(), about).write(file);
        return file;
    }

    @Test
    void namesOfClasses() throws IOException {
        Path file = checkpoint();
        CliRun evaluated = CliRun.of("evaluate", file, "--limit-test", 8);
        assertHarmless(evaluated);
        assertTrue(evaluated.out().contains("␛[2Jshirt␊test accuracy 100 %"), evaluated.out());
        Path picture = folder.resolve("picture.png");
        ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        assertHarmless(CliRun.of("predict", file, picture, "--top", 10));
    }

    @Test
    void namesOfArraysAndFiles() throws IOException {
        Path file = folder.resolve("arrays.safetensors");
        StateFiles.write(file, Map.of(CLEAR_SCREEN + "weight\nbias", NdArray.of(new float[] {1}, 1)));
        assertHarmless(CliRun.of("summary", file));
        Path odd = Files.writeString(folder.resolve(CLEAR_SCREEN + ".safetensors"), "no safetensors file");
        assertHarmless(CliRun.of("summary", odd));
        assertHarmless(CliRun.of("evaluate", odd));
        assertHarmless(CliRun.of("evaluate", odd, "--" + CLEAR_SCREEN));
    }

    @Test
    void helpIsPrintedAsItIs() {
        CliRun help = CliRun.of("--help");
        assertEquals(0, help.status());
        assertTrue(help.out().contains("train"), help.out());
    }
}
