package longhand.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import longhand.io.FileFormatException;
import longhand.io.checks.StrictJson;
import longhand.nn.training.Checkpoint;
import longhand.nn.training.CheckpointFile;

/**
 * What the checkpoints of a run say about it beside the network: its settings and its images. They stand in the same
 * file as the numbers, under the same checksum, so that a run cannot go on with those of another.
 *
 * @param config the settings
 * @param data the images
 */
record Provenance(RunConfig config, DataIdentity data) {
    private static final String CONFIG = "longhand.config";
    private static final String DATA = "longhand.data";
    private static final String OLDER = ", for an older version wrote it: ";

    /** As texts of a checkpoint. */
    Map<String, String> toTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(CONFIG, Json.line(config));
        texts.put(DATA, Json.line(data));
        return texts;
    }

    /** The settings in a checkpoint, if it has any that this version understands. */
    static Optional<RunConfig> config(CheckpointFile.Found found) {
        try {
            return Optional.ofNullable(found.checkpoint().about().get(CONFIG))
                    .map(text -> read(found, CONFIG, text, RunConfig.class));
        } catch (FileFormatException e) {
            return Optional.empty(); // of an older version: the network can be used all the same
        }
    }

    /**
     * Compares the settings in {@code config.json} with those in the checkpoint.
     *
     * @param given names of settings that the user has just given anew
     * @throws RunException naming the first that differs
     */
    static void requireSameSettings(RunFolder folder, RunConfig config, CheckpointFile.Found found, Set<String> given,
            Consumer<String> messages) {
        Optional<String> text = text(CONFIG, found, "settings", messages);
        if (text.isEmpty()) {
            return;
        }
        RunConfig stored = read(found, CONFIG, text.get(), RunConfig.class);
        JsonNode inFile = Json.tree(Json.line(config)).orElseThrow();
        for (Map.Entry<String, JsonNode> setting : Json.tree(Json.line(stored)).orElseThrow().properties()) {
            String name = setting.getKey();
            if (!given.contains(name) && !inFile.get(name).equals(setting.getValue())) {
                String option = RunConfig.option(name);
                String orSay = RunConfig.CHANGEABLE.contains(name) ? ", or say which: " + option + " VALUE" : "";
                throw new RunException(folder.config() + ": " + name + " = " + inFile.get(name) + ", but "
                        + found.file() + " was written with " + setting.getValue()
                        + ". Rule: a run goes on with its own settings. Fix: write " + setting.getValue() + " into "
                        + folder.config().getFileName() + orSay);
            }
        }
    }

    /**
     * Compares the images that were found with those in the checkpoint.
     *
     * @param origin where the images that were found come from
     * @throws RunException if they differ
     */
    static void requireSameImages(DataIdentity data, String origin, CheckpointFile.Found found,
            Consumer<String> messages) {
        Optional<String> text = text(DATA, found, "images", messages);
        if (text.isEmpty()) {
            return;
        }
        DataIdentity stored = read(found, DATA, text.get(), DataIdentity.class);
        if (!stored.equals(data)) {
            throw new RunException(found.file() + ": the run was started with " + stored + ", but here are " + data
                    + " (" + origin + "). Rule: a run goes on with its own images. Fix: --data-dir FOLDER with the files of then, or start a new run");
        }
    }

    private static <T extends Record> T read(CheckpointFile.Found found, String key, String text, Class<T> type) {
        return StrictJson.read(found.file(), key, text, type, Checkpoint.FIX, _ -> { });
    }

    private static Optional<String> text(String key, CheckpointFile.Found found, String what,
            Consumer<String> messages) {
        Optional<String> text = Optional.ofNullable(found.checkpoint().about().get(key));
        if (text.isEmpty()) {
            messages.accept(found.file() + " does not say which " + what + " it is from" + OLDER
                    + "they are not compared");
        }
        return text;
    }
}
