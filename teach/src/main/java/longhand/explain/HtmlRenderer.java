package longhand.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Explanations as one HTML page without any outside file.
 *
 * <p>The page holds what is given, and the scripts that compute the rest in the browser and follow every change. The
 * scripts say what the explainers of this package say; {@code PageTest} compares them word by word.
 */
final class HtmlRenderer {
    /** Beyond this many cells a page gets slow to open, and nobody reads it. {@code controls.js} has the same limit. */
    private static final int MOST_CELLS = 20_000;
    /** In the order in which they use each other. */
    private static final List<String> SCRIPTS = List.of("numbers", "arrays", "expressions", "windows", "controls",
            "convolution", "pooling", "product", "softmax", "sgd", "adam", "batchnorm", "layers", "link", "figures",
            "page", "events");

    private HtmlRenderer() {}

    static String page(Explanation e) {
        long cells = e.views().stream().mapToLong(v -> Index.size(v.dims())).sum()
                + e.operands().stream().mapToLong(o -> o.values().size()).sum();
        if (cells > MOST_CELLS) {
            throw new IllegalArgumentException("explain: the page would hold " + cells + " numbers. Rule: "
                    + MOST_CELLS + " are the most, for each is a cell to look at. Fix: a part of the input (the command's option --region 0:28,0:28), fewer kernels, or one number as text (--cell).");
        }
        String script = SCRIPTS.stream().map(name -> Html.resource(HtmlRenderer.class, "page/" + name + ".js"))
                .collect(Collectors.joining("\n"));
        return Html.fill(HtmlRenderer.class, "page/page.html", Map.of("title", Html.escape(e.title()), "style",
                Colours.css() + Html.resource(HtmlRenderer.class, "house.css")
                + Html.resource(HtmlRenderer.class, "page/page.css"), "problem", json(e.setup()), "script", script));
    }

    private static String json(Setup setup) {
        Map<String, Object> arrays = new LinkedHashMap<>();
        setup.arrays().forEach((name, v) -> arrays.put(name, Map.of("dims", v.dims(), "data", v.toArray())));
        Map<String, Object> problem = Map.of("operation", setup.operation(), "arrays", arrays, "settings",
                setup.settings());
        try {
            // Sorted keys: the same explanation is the same page, byte for byte.
            return new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
                    .writeValueAsString(problem).replace("</", "<\\/");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("strings and numbers are always JSON", impossible);
        }
    }
}
