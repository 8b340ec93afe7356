package longhand.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.cli.run.Json;
import longhand.cli.run.RunFolder;
import longhand.cli.run.SavedRun;
import longhand.cli.run.SettingsTable;
import longhand.cli.run.StepRecord;
import longhand.io.disk.FileBytes;

/** A run as its files show it: one that another process trains, or that has ended. */
public final class RunFiles implements Watched {
    private static final int MILLIS_BETWEEN_LOOKS = 500;
    private static final String READ_ONLY =
            "This page reads the files of the run. Stop it where it was started, with Ctrl-C.";

    private final RunFolder folder;
    private final JsonNode config;
    private final LiveFeed feed = new LiveFeed();
    private StepHistory history = new StepHistory();
    private final List<JsonNode> epochs = new ArrayList<>();
    private Optional<JsonNode> lastStep = Optional.empty();
    private long position;
    private String rest = "";

    private RunFiles(RunFolder folder, JsonNode config) {
        this.folder = folder;
        this.config = config;
    }

    /**
     * The run in a folder.
     *
     * @throws longhand.cli.run.RunException if there is none
     */
    public static RunFiles of(Path path) throws IOException {
        RunFolder folder = RunFolder.existing(path);
        RunFiles files = new RunFiles(folder, Json.tree(FileBytes.text(folder.config())).orElseThrow());
        files.look();
        return files;
    }

    /** Looks for what is new in the files, until the thread is interrupted. */
    public void follow() throws IOException, InterruptedException {
        while (true) {
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
            look();
        }
    }

    /** Reads the lines that have been added since the last look. */
    synchronized void look() throws IOException {
        List<double[]> rows = new ArrayList<>();
        boolean before = position > 0;
        for (String line : newLines()) {
            JsonNode node = Json.tree(line).orElse(config.path("none"));
            if (node.has("loss") && node.path("step").isIntegralNumber()) {
                double[] row = row(node);
                history.add(row);
                rows.add(row);
                lastStep = Optional.of(node);
            } else if (node.has("train_loss")) {
                epochs.add(node);
                feed.publish("epoch", epoch(node));
            }
        }
        if (before && !rows.isEmpty()) {
            feed.publish("steps", rows);
        }
        feed.publish("status", status());
    }

    private List<String> newLines() throws IOException {
        if (Files.notExists(folder.metricsJsonl())) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(folder.metricsJsonl().toFile(), "r")) {
            if (file.length() < position) { // the run was resumed, and steps that will be done again were dropped
                position = 0;
                rest = "";
                history = new StepHistory();
                epochs.clear();
            }
            file.seek(position);
            byte[] bytes = new byte[(int) Math.min(Integer.MAX_VALUE / 2, file.length() - position)];
            file.readFully(bytes);
            position += bytes.length;
            String text = rest + new String(bytes, StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1;
            rest = text.substring(end);
            return text.substring(0, end).lines().toList();
        }
    }

    private static double[] row(JsonNode step) {
        StepRecord record = SavedRun.step(step);
        return StepHistory.row(record, number(step, "epoch_loss"), number(step, "epoch_accuracy"));
    }

    private static double number(JsonNode node, String name) {
        return node.path(name).asDouble(Double.NaN);
    }

    private SavedRun.Epoch epoch(JsonNode node) {
        return SavedRun.epoch(node, heldOut());
    }

    private String heldOut() {
        return config.path("validation").asDouble() > 0 ? "validation" : "test";
    }

    private Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        boolean complete = Files.exists(folder.weights());
        lastStep.ifPresent(step -> {
            long perEpoch = epochs.isEmpty() ? 0 : epochs.getLast().path("step").asLong() / epochs.size();
            status.put("step", step.path("step"));
            status.put("steps", perEpoch == 0 ? step.path("step").asLong() : perEpoch * config.path("epochs").asLong());
            status.put("epoch", step.path("epoch").asInt() + " of " + config.path("epochs").asInt());
            status.put("loss", step.path("epoch_loss"));
            status.put("accuracy", step.path("epoch_accuracy"));
            status.put("imagesPerSecond", step.path("images_per_second"));
        });
        status.put("text", complete ? "The run is complete." : "Following the files of the run.");
        status.put("ended", complete);
        return status;
    }

    @Override
    public synchronized Map<String, Object> snapshot() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("title", config.path("model").asText() + " on " + config.path("dataset").asText());
        all.put("settings", SettingsTable.of(config));
        all.put("heldOut", heldOut());
        all.put("steps", history.rows());
        all.put("epochs", epochs.stream().map(this::epoch).toList());
        all.put("status", status());
        all.put("controls", false);
        return all;
    }

    @Override
    public LiveFeed feed() {
        return feed;
    }

    @Override
    public String stop() {
        return READ_ONLY;
    }

    @Override
    public String save() {
        return READ_ONLY;
    }
}
