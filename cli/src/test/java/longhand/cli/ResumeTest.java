package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.UnaryOperator;
import longhand.cli.run.RunConfig;
import longhand.cli.run.Training;
import longhand.testing.SafeTensorsBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run goes on with its own numbers, settings and images, or not at all. */
class ResumeTest {
    private static final String LAST = "checkpoint.safetensors";
    private static final String BEFORE = "checkpoint.previous.safetensors";

    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void train() {
        run = train("run", 1);
    }

    private Path train(String name, int epochs) {
        Path out = folder.resolve(name);
        assertEquals(0, CliRun.of("train", "softmax", "--dataset", "synthetic", "--limit-train", 40, "--limit-test", 20,
                "--batch-size", 20, "--epochs", epochs, "--out", out).status());
        return out;
    }

    private byte[] weights(Path of) throws IOException {
        return Files.readAllBytes(of.resolve("weights.safetensors"));
    }

    private void change(String file, UnaryOperator<String> change) throws IOException {
        Files.writeString(run.resolve(file), change.apply(Files.readString(run.resolve(file))));
    }

    /** Changes the texts of both checkpoints, with right checksums. */
    private void changeTexts(UnaryOperator<String> change) throws IOException {
        for (String name : new String[] {LAST, BEFORE}) {
            Path file = run.resolve(name);
            byte[] bytes = SafeTensorsBytes.withHeader(Files.readAllBytes(file), change);
            Files.write(file, new String(bytes, StandardCharsets.ISO_8859_1).contains("longhand.crc32c")
                    ? SafeTensorsBytes.withChecksum(bytes) : bytes);
        }
    }

    @Test
    void otherImagesAreRefused() throws IOException {
        byte[] config = Files.readAllBytes(run.resolve("config.json"));
        changeTexts(header -> header.replace("\\\"trainImages\\\":40", "\\\"trainImages\\\":60000"));
        CliRun resumed = CliRun.of("resume", run, "--epochs", 2);
        assertTrue(resumed.failedWith(LAST
                + ": the run was started with 60,000 training and 20 test images of synthetic, checksum "),
                resumed.err());
        assertTrue(resumed.err().contains(", but here are 40 training and 20 test images of synthetic, checksum ")
                && resumed.err().contains("Fix: --data-dir FOLDER"), resumed.err());
        assertArrayEquals(config, Files.readAllBytes(run.resolve("config.json")), "nothing is written");

        changeTexts(header -> header.replace("\\\"trainImages\\\":60000", "\\\"trainImages\\\":40")
                .replaceAll("(checksum\\\\\":\\\\\")[0-9a-f]{8}", "$100000000"));
        assertTrue(CliRun.of("resume", run, "--epochs", 2).failedWith("checksum 00000000, but here are 40 training"));
    }

    @Test
    void otherSettingsAreRefused() throws IOException {
        change("config.json", text -> text.replace("\"lr\" : 0.1,", "\"lr\" : 0.2,"));
        CliRun resumed = CliRun.of("resume", run, "--epochs", 2);
        assertTrue(resumed.failedWith("config.json: lr = 0.2, but " + run.resolve(LAST)
                + " was written with 0.1. Rule: a run goes on with its own settings. Fix: write 0.1 into config.json"),
                resumed.err());
    }

    @Test
    void settingsThatMayChangeMustBeSaid() throws IOException {
        change("config.json", text -> text.replace("\"epochs\" : 1,", "\"epochs\" : 2,"));
        assertTrue(CliRun.of("resume", run).failedWith("config.json: epochs = 2, but "));
        assertTrue(CliRun.of("resume", run).failedWith("Fix: write 1 into config.json, or say which: --epochs VALUE"));
        assertEquals(0, CliRun.of("resume", run, "--epochs", 2, "--save-every", 1).status());
        assertArrayEquals(weights(train("straight", 2)), weights(run));
        assertEquals(0, CliRun.of("resume", run).status(), "the checkpoint has the new settings");
    }

    @Test
    void fewerEpochsThanAreDoneAreRefused() {
        assertEquals(0, CliRun.of("resume", run, "--epochs", 2).status());
        assertTrue(CliRun.of("resume", run, "--epochs", 1)
                .failedWith("--epochs = 1. Rule: at least the 2 that are done"));
    }

    @Test
    void anotherFolderOfImagesMayBeNamed() {
        assertTrue(CliRun.of("resume", run, "--data-dir", folder.resolve("none")).status() == 0,
                "synthetic images need none");
        assertTrue(CliRun.of("train", "--resume", run, "--data-dir", folder.resolve("other")).status() == 0);
    }

    @Test
    void aRunOfAnOlderVersionGoesOnAndWhatIsNotCheckedIsSaid() throws IOException {
        for (String name : new String[] {LAST, BEFORE}) {
            byte[] old = SafeTensorsBytes.withoutChecksum(Files.readAllBytes(run.resolve(name)));
            Files.write(run.resolve(name), SafeTensorsBytes.withHeader(old, header ->
                    header.replaceAll("\"longhand\\.(config|data)\":\"(\\\\.|[^\"\\\\])*\",?", "").replace(",}", "}")));
        }
        CliRun resumed = CliRun.of("resume", run, "--epochs", 2);
        assertEquals("", resumed.err());
        assertTrue(resumed.out().contains(LAST + " has no checksum, for an older version wrote it")
                && resumed.out().contains(LAST + " does not say which settings it is from")
                && resumed.out().contains(LAST + " does not say which images it is from"), resumed.out());
        assertArrayEquals(weights(train("straight", 2)), weights(run));
    }

    /** Which file is the last checkpoint does not depend on the clock. */
    @Test
    void aClockThatWasSetBackChangesNothing() throws IOException {
        Instant now = Instant.now();
        Files.setLastModifiedTime(run.resolve(LAST), FileTime.from(now.minus(Duration.ofDays(9000))));
        Files.setLastModifiedTime(run.resolve(BEFORE), FileTime.from(now.plus(Duration.ofDays(9000))));
        Files.setLastModifiedTime(run.resolve("metrics.jsonl"), FileTime.from(now.plus(Duration.ofDays(9000))));
        CliRun resumed = CliRun.of("resume", run, "--epochs", 2);
        assertFalse(resumed.out().contains("before it"), resumed.out());
        assertArrayEquals(weights(train("straight", 2)), weights(run));
    }

    @Test
    void damagedMetricsDoNotEndARun() throws IOException {
        long lines = Files.readAllLines(run.resolve("metrics.jsonl")).size();
        change("metrics.jsonl", text -> text
                + "null\n5\n{\"step\":null,\"loss\":1}\n{\"epoch\":null}\n{\"step\":1,\"loss\":null}\n");
        byte[] metrics = Files.readAllBytes(run.resolve("metrics.jsonl"));
        metrics[2] = (byte) 0xff;
        Files.write(run.resolve("metrics.jsonl"), metrics);
        CliRun resumed = CliRun.of("resume", run);
        assertEquals("", resumed.err());
        assertEquals(lines - 1, Files.readAllLines(run.resolve("metrics.jsonl")).size());
    }

    /** A flipped bit anywhere in the files that a run goes on from: refused, or the checkpoint before is used. */
    @Test
    void flippedBitsAreRefused() throws IOException {
        Random random = new Random(Long.getLong("longhand.fuzz.seed", 3));
        String[] names = {LAST, BEFORE, "config.json"};
        for (int i = 0; i < Integer.getInteger("longhand.flips", 100); i++) {
            Path file = run.resolve(names[i % names.length]);
            byte[] whole = Files.readAllBytes(file);
            byte[] flipped = whole.clone();
            int bit = random.nextInt(whole.length * Byte.SIZE);
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Files.write(file, flipped);
            String what = file.getFileName() + ", bit " + bit;
            if (file.endsWith("config.json")) {
                assertTrue(sameValues(whole, flipped) || goesOn().contains("config.json: "), what);
            } else {
                CliRun evaluated = CliRun.of("evaluate", file);
                assertTrue(evaluated.failedWith(file + ": "), what + evaluated.out() + evaluated.err());
            }
            Files.write(file, whole);
        }
    }

    private String goesOn() throws IOException {
        try {
            new Training(new PrintWriter(Writer.nullWriter()), false).resume(run, RunConfig.Changes.NONE);
            return "";
        } catch (RuntimeException e) {
            return Failures.describe(e);
        }
    }

    /** {@code 1.0E-4} and {@code 1.0e-4} are the same number. */
    private static boolean sameValues(byte[] one, byte[] other) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        try {
            JsonNode changed = json.readTree(other);
            return json.readTree(one).equals(changed);
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
