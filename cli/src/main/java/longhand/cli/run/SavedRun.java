package longhand.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.io.disk.FileBytes;

/**
 * A run as its files show it, for people to look at: of any version, going on or ended. What is not there is empty.
 *
 * @param path the folder
 * @param settings its {@link SettingsTable}
 * @param steps the steps
 * @param epochs the epochs
 * @param heldOut what the images are called that epochs were tested on
 */
public record SavedRun(Path path, Map<String, String> settings, List<StepRecord> steps, List<Epoch> epochs,
        String heldOut) {

    /**
     * One epoch.
     *
     * @param step the last step of the epoch
     */
    public record Epoch(int epoch, long step, double trainLoss, double trainAccuracy, double testLoss,
            double testAccuracy, double imagesPerSecond) {}

    /** Whether a folder holds a run. */
    public static boolean isRun(Path folder) {
        return Files.isRegularFile(new RunFolder(folder).config());
    }

    /**
     * Reads the files of a run.
     *
     * @throws RunException if there is none
     */
    public static SavedRun read(Path path) {
        RunFolder folder = new RunFolder(path);
        if (!isRun(path)) {
            throw folder.none();
        }
        JsonNode config = Json.tree(FileBytes.text(folder.config())).orElseThrow(() ->
                new RunException(folder.config() + ": damaged: no JSON text. Fix: leave this run out"));
        String heldOut = config.path("validation").asDouble() > 0 ? "validation" : "test";
        List<StepRecord> steps = new ArrayList<>();
        List<Epoch> epochs = new ArrayList<>();
        if (Files.exists(folder.metricsJsonl())) {
            FileBytes.text(folder.metricsJsonl()).lines().forEach(line -> Json.tree(line).ifPresent(node -> {
                if (node.path("loss").isNumber()) {
                    steps.add(step(node));
                } else if (node.has("train_loss")) {
                    epochs.add(epoch(node, heldOut));
                }
            }));
        }
        return new SavedRun(path, SettingsTable.of(config), steps, epochs, heldOut);
    }

    /** A line about a step. */
    public static StepRecord step(JsonNode line) {
        return new StepRecord(line.path("step").asLong(), number(line, "loss"), number(line, "lr"),
                number(line, MetricsLog.GRADIENT_NORM));
    }

    /** A line about an epoch. */
    public static Epoch epoch(JsonNode line, String heldOut) {
        return new Epoch(line.path("epoch").asInt(), line.path("step").asLong(), number(line, "train_loss"),
                number(line, "train_accuracy"), number(line, heldOut + "_loss"), number(line, heldOut + "_accuracy"),
                number(line, "images_per_second"));
    }

    private static double number(JsonNode line, String name) {
        return line.path(name).asDouble(Double.NaN);
    }

    /** The best epoch, as {@link longhand.nn.training.EarlyStopping} has it; empty if none was tested. */
    public Optional<Epoch> best() {
        return epochs.stream().filter(epoch -> !Double.isNaN(epoch.testAccuracy))
                .max(Comparator.comparingDouble(Epoch::testAccuracy)
                .thenComparing(Comparator.comparingDouble(Epoch::testLoss).reversed())
                .thenComparing(Comparator.comparingInt(Epoch::epoch).reversed()));
    }

    /** What an option was given, or an empty text. */
    public String setting(String option) {
        return settings.getOrDefault(option, "");
    }

    /** The name of the model, or an empty text. */
    public String model() {
        return setting(SettingsTable.MODEL);
    }

    /** The name of the folder. */
    public String name() {
        Path last = path.toAbsolutePath().normalize().getFileName();
        return last == null ? path.toString() : last.toString();
    }
}
