package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import longhand.cli.run.SettingsTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The settings of a run as people read them. */
class SettingsTableTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What stands where there is nothing to type. */
    private static final Set<String> NOTHING_TO_TYPE =
            Set.of("all", "looked for", "after each epoch only", "never", "none");
    @TempDir
    private Path folder;

    private static Map<String, String> ofReport(Path run) throws Exception {
        String html = Files.readString(run.resolve("report.html"));
        String table = html.replaceAll("(?s).*<table aria-label=\"Settings\">(.*?)</table>.*", "$1");
        Map<String, String> rows = new LinkedHashMap<>();
        Pattern.compile("<th scope=\"row\">(.*?)</th><td class=\"text\">(.*?)</td>").matcher(table).results()
                .forEach(row -> rows.put(row.group(1), row.group(2)));
        return rows;
    }

    /** Typed again, the table of a report makes a run with the same settings. */
    @Test
    void theTableOfTheReportIsACommandLine() throws Exception {
        Path first = folder.resolve("first");
        assertEquals("", CliRun.of("train", "mlp", "--dataset", "synthetic", "--limit-train", 96, "--limit-test", 20,
                "--batch-size", 32, "--epochs", 1, "--lr", 0.00025, "--optimizer", "sgd", "--momentum", 0.9,
                "--weight-decay", 1e-7, "--seed", 5, "--patience", 3, "--validation", 0.25, "--augment", "flip,rotate=15",
                "--normalize", "own", "--init", "xavier-normal", "--schedule", "cosine", "--out", first).err());
        List<Object> again = new ArrayList<>(List.of("train"));
        ofReport(first).forEach((option, value) -> {
            if (option.equals("MODEL")) {
                again.add(value);
            } else if (!NOTHING_TO_TYPE.contains(value)) {
                again.addAll(List.of(option, value));
            }
        });
        again.addAll(List.of("--out", folder.resolve("second")));
        assertEquals("", CliRun.of(again.toArray()).err(), again.toString());
        assertEquals(Files.readString(first.resolve("config.json")),
                Files.readString(folder.resolve("second/config.json")), again.toString());
    }

    @Test
    void everyRowIsAnOptionOfTrain() throws Exception {
        JsonNode config = JSON.readTree("""
                {"model": "resnet18", "recipe": "pictures", "dataset": "pictures", "dataDir": "/home/a b/pets",
                 "limitTrain": 2147483647, "lr": 1.0E-4, "saveEvery": 0, "patience": 0, "validation": 0.0,
                 "init": "default", "images": {"normalize": "imagenet", "augment": "crop,flip", "channels": 3,
                 "testShare": 0.2, "bad": "skip"}, "transfer": {"weights": "resnet18.pth", "freeze": ["body"],
                 "bodyLr": 0.1}}""");
        Map<String, String> table = SettingsTable.of(config);
        Set<String> options = new CommandLine(new TrainCommand()).getCommandSpec().optionsMap().keySet();
        table.keySet().stream().skip(1).forEach(option -> assertTrue(options.contains(option), option));
        assertEquals("{MODEL=resnet18, --recipe=pictures, --dataset=pictures, --data-dir=/home/a b/pets, "
                + "--limit-train=all, --lr=0.0001, --save-every=after each epoch only, --patience=never, "
                + "--validation=none, --init=resnet18.pth, --normalize=imagenet, --augment=crop,flip, --channels=3, "
                + "--test-share=0.2, --skip-bad=yes, --freeze=body, --body-lr=0.1}", table.toString());
    }

    @Test
    void whatBelongsToOwnPicturesStandsThereOnly() throws Exception {
        JsonNode config = JSON.readTree("""
                {"dataset": "synthetic", "images": {"augment": "none", "channels": 0, "testShare": 0.2,
                 "bad": "refuse"}, "transfer": {"weights": "", "freeze": []}}""");
        assertEquals("{--dataset=synthetic, --augment=none, --freeze=none}", SettingsTable.of(config).toString());
    }

    @Test
    void settingsThatBelongTogetherAreComparedOneByOne() {
        for (String augment : List.of("none", "flip")) {
            assertEquals("", CliRun.of("train", "mlp", "--dataset", "synthetic", "--limit-train", 64, "--limit-test",
                    20, "--epochs", 1, "--augment", augment, "--out", folder.resolve(augment)).err());
        }
        CliRun compared = CliRun.of("compare", folder.resolve("none"), folder.resolve("flip"), "--out",
                folder.resolve("compare.html"));
        assertTrue(compared.out().matches("(?s)none\n  --augment +none\n.*flip\n  --augment +flip\n.*"),
                compared.out());
    }
}
