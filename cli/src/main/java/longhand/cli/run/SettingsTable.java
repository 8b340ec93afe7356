package longhand.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import longhand.datasets.DatasetRegistry;
import longhand.models.Recipe;

/** The settings of a run for people: the options of {@code train} and what they are given, of any version. */
public final class SettingsTable {
    /** The name of the setting that is no option. */
    static final String MODEL = "MODEL";
    /** The option that leaves out pictures that cannot be used. */
    static final String SKIP_BAD = "--skip-bad";
    /** Options that are called otherwise than their setting. */
    private static final Map<String, String> OPTIONS = Map.of("model", MODEL, "bad", SKIP_BAD, "weights", "--init");
    /** What an option says that has no value to type. */
    private static final Map<String, String> WORDS = Map.of("--data-dir", "looked for", "--channels",
            "as the pictures are", "--save-every", "after each epoch only", "--patience", "never", "--validation",
            "none", "--freeze", "none");
    /** The options that only own pictures have. */
    public static final List<String> OWN_PICTURES = List.of("--channels", "--test-share", SKIP_BAD);
    private static final double LEAST_PLAIN = 1e-6;
    private static final double MOST_PLAIN = 1e9;

    private SettingsTable() {}

    /** Those of a run of this version. */
    public static Map<String, String> of(RunConfig config) {
        return of(Json.tree(Json.line(config)).orElseThrow());
    }

    /** Those in a {@code config.json}: option by option, in its order. */
    public static Map<String, String> of(JsonNode config) {
        Map<String, String> table = new LinkedHashMap<>();
        add(config, table);
        if (!config.path("dataset").asText().equals(DatasetRegistry.PICTURES)) {
            table.keySet().removeAll(OWN_PICTURES);
        }
        return table;
    }

    private static void add(JsonNode settings, Map<String, String> table) {
        settings.properties().forEach(setting -> {
            String name = setting.getKey();
            JsonNode value = setting.getValue();
            if (value.isObject()) { // settings that belong together
                add(value, table);
            } else if (!(name.equals("weights") && value.asText().isEmpty())) { // without a file, --init is a name
                String option = OPTIONS.getOrDefault(name, RunConfig.option(name));
                table.put(option, text(option, value));
            }
        });
    }

    private static String text(String option, JsonNode value) {
        boolean nothing = value.isNumber() && value.asDouble() == 0 || value.isArray() && value.isEmpty()
                || value.isTextual() && value.asText().isEmpty();
        if (nothing && WORDS.containsKey(option)) {
            return WORDS.get(option);
        }
        if (option.startsWith("--limit-") && value.asInt() == Recipe.ALL) {
            return "all";
        }
        if (option.equals(SKIP_BAD)) {
            return value.asText().equals(ImageSettings.SKIP) ? "yes" : "no";
        }
        if (value.isArray()) {
            return value.valueStream().map(JsonNode::asText).collect(Collectors.joining(","));
        }
        return value.isFloatingPointNumber() ? number(value.asDouble()) : value.asText();
    }

    /** Every digit of it, without a power of ten as long as that is short. */
    private static String number(double value) {
        double size = Math.abs(value);
        return value == 0 ? "0" : size >= LEAST_PLAIN && size < MOST_PLAIN
                ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString() : Double.toString(value);
    }
}
