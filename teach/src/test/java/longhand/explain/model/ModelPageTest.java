package longhand.explain.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import longhand.explain.Chromium;
import longhand.models.Models;
import longhand.models.NiN;
import longhand.models.Residual;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.AvgPool2d;
import longhand.nn.BatchNorm2d;
import longhand.nn.Conv2d;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.random.Generator;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model page in a browser: from the prediction down to the pixels, with the numbers of the engine. */
class ModelPageTest {
    private static final List<String> NAMES = IntStream.range(0, 10).mapToObj(i -> "class <" + i + ">").toList();
    @TempDir
    private Path folder;

    @BeforeEach
    void seed() {
        Generator.manualSeed(18);
    }

    private static Map<String, Layer> networks() {
        Map<String, Layer> all = new LinkedHashMap<>();
        all.put("lenet", Models.get("lenet").create(1, 10));
        all.put("nin", new NiN(1, 10));
        all.put("mixed", new Sequential(new Conv2d(3, 6, 3, 2, 1), new BatchNorm2d(6), new ReLU(),
                new Conv2d(6, 8, Window2d.of(3, 2).dilation(2).padding(1), 2, true), new AvgPool2d(2, 2),
                new Residual(8, 40, 2), new AdaptiveAvgPool2d(1, 1), new Flatten(), new Linear(40, 10)));
        return all;
    }

    private static ModelExplanation explain(String name, Layer net) {
        int side = name.equals("nin") ? 128 : 28;
        return ModelExplanation.of(name, net, true, Tensor.rand(1, name.equals("mixed") ? 3 : 1, side, side), NAMES);
    }

    /**
     * Every stage, every shown channel, corners and middle: the summands add up to the number that the engine computed.
     */
    @Test
    void workingsAddUpToTheEnginesNumbers() throws Exception {
        Map<String, ModelExplanation> all = new LinkedHashMap<>();
        networks().forEach((name, net) -> all.put(name, explain(name, net)));
        Map<String, String> pages = new LinkedHashMap<>();
        all.forEach((name, e) -> pages.put(name, e.html()));
        JsonNode seen = Chromium.visit(pages, """
                (w, d) => w.eval(`model.stages.map((s, stage) => s.kept.flatMap(channel =>
                    [[0, 0], [s.rows - 1, s.columns - 1], [s.rows >> 1, s.columns >> 1]].map(([row, column]) => {
                      const place = {stage, channel, row, column}, how = workingOf(place);
                      const sum = how.windows.reduce((t, v) => t + (v.sum || 0), 0) + how.rows.reduce((t, r) => t + r.value, 0);
                      return {channel, row, column, value: numberAt(place), sum, kind: s.kind, rest: how.rows.some(r => r.what.includes("other"))};
                    })))`)""", folder);
        all.forEach((name, e) -> {
            for (int i = 0; i < e.layers().size(); i++) {
                Tensor y = e.layers().get(i).output();
                for (JsonNode n : seen.get(name).get(i)) {
                    int c = n.get("channel").asInt();
                    float value = y.rank() == 4 ? y.get(0, c, n.get("row").asInt(), n.get("column").asInt())
                            : y.get(0, c);
                    assertEquals(value, n.get("value").floatValue(), name + " " + e.layers().get(i).path());
                    if (List.of("conv", "linear").contains(n.get("kind").asText()) && !n.get("sum").isNull()
                            && n.get("sum").asDouble() != 0) {
                        assertEquals(value, n.get("sum").asDouble(), 1e-4 * Math.max(1, Math.abs(value)), name + n);
                    }
                }
            }
        });
        seen.get("lenet").forEach(stage ->
                stage.forEach(n -> assertTrue(!n.get("rest").asBoolean(), "LeNet is shown whole")));
    }

    /** The bars of the probabilities are as long as the numbers beside them say. */
    @Test
    void barsAreDrawnToScale() throws Exception {
        Layer net = networks().get("lenet");
        Map<String, String> pages = Map.of("page", explain("lenet", net).html());
        JsonNode seen = Chromium.visit(pages, """
                (w, d) => [...d.querySelectorAll("#classes tr")].filter(r => r.querySelector(".share")).map(r => ({
                    percent: parseFloat(r.querySelector(".n").textContent),
                    length: r.querySelector(".share").getBoundingClientRect().width}))""", folder).get("page");
        assertEquals(10, seen.size());
        seen.forEach(row -> assertEquals(0.01 * row.get("percent").asDouble() * 54, row.get("length").asDouble(), 1.5,
                row.toString()));
    }

    @Test
    void fromThePredictionToThePixels() throws Exception {
        Layer net = networks().get("lenet");
        ModelExplanation e = explain("lenet", net);
        JsonNode seen = Chromium.visit(Map.of("page", e.html()), """
                (w, d) => {
                  const out = {steps: []}, place = () => d.getElementById("place").textContent;
                  const first = d.querySelector("#classes button");
                  out.likeliest = d.querySelector("#classes tr").textContent;
                  first.click(); out.steps.push(place());
                  for (let i = 0; i < 14; i++) {
                    const b = d.querySelector("#jumps button") || d.querySelector("#summands button") || d.querySelector("#windows button:not(:disabled)");
                    if (!b) break;
                    b.click(); out.steps.push(place());
                  }
                  const map = d.querySelector("#stages canvas");
                  map.focus(); press(map, "ArrowDown"); press(map, "ArrowRight"); out.moved = place();
                  const mark = d.getElementById("picture").parentElement.querySelector(".mark");
                  const cell = d.getElementById("picture").offsetWidth / 28;
                  out.field = ["left", "top", "width", "height"].map(s => Math.round(parseFloat(mark.style[s]) / cell)).join(" ");
                  const r = map.getBoundingClientRect();
                  map.dispatchEvent(new w.MouseEvent("click", {bubbles: true, clientX: r.left + r.width - 1, clientY: r.top + 1}));
                  out.clicked = place();
                  d.getElementById("gradients").click();
                  out.overlays = Array.from(d.getElementById("overlay").options).map(o => o.textContent.split(":")[0]).join(",");
                  return out;
                }""", folder).get("page");
        Prediction best = e.likeliest().getFirst();
        assertTrue(seen.get("likeliest").asText().startsWith(best.name()
                + String.format(java.util.Locale.ROOT, "%.1f %%", 100 * best.probability())), seen.toString());
        String steps = seen.get("steps").toString();
        assertTrue(steps.contains("number " + best.index()) && steps.endsWith("column " + lastColumn(steps) + "\"]")
                && seen.get("steps").get(seen.get("steps").size() - 1).asText().startsWith("picture, map 0"), steps);
        assertTrue(seen.get("moved").asText().endsWith("row 1, column 1"), seen.toString());
        assertEquals("1 1 5 5", seen.get("field").asText());
        assertTrue(seen.get("clicked").asText().endsWith("row 0, column 23"), seen.toString());
        assertEquals("nothing,Grad-CAM,saliency,Grad-CAM,saliency,Grad-CAM,saliency", seen.get("overlays").asText());
    }

    /** A student without a mouse: Tab stops once in each layer; arrow keys reach every map, and the focus stays. */
    @Test
    void theKeyboardReachesEveryMap() throws Exception {
        JsonNode seen = Chromium.visit(Map.of("lenet", explain("lenet", networks().get("lenet")).html(), "mixed",
                explain("mixed", networks().get("mixed")).html()), """
                (w, d) => {
                  const out = {visited: [], order: []}, place = () => d.getElementById("place").textContent;
                  const stops = Array.from(d.querySelectorAll("#stages section"), s => s.querySelectorAll("canvas[tabindex='0']").length);
                  out.stops = stops.every((n, i) => n === (w.eval("model.stages")[i].kind === "flatten" ? 0 : 1));
                  const last = w.eval("model.stages.length") - 1, maps = w.eval(`model.stages[${last}].kept.length`);
                  d.querySelector(`#stage-${last} canvas[tabindex='0']`).focus();
                  for (let i = 0; i < maps; i++) { out.visited.push(d.activeElement.dataset.channel); press(d.activeElement, "ArrowRight"); }
                  out.round = d.activeElement.dataset.channel === out.visited[0];
                  const first = d.querySelector("#stage-0 canvas");
                  first.focus(); press(first, "Enter"); press(first, "ArrowLeft");
                  out.left = place().replace(/^.*?, /, "");
                  out.alt = d.activeElement.dispatchEvent(new w.KeyboardEvent("keydown", {key: "ArrowLeft", altKey: true, bubbles: true, cancelable: true}));
                  for (const key of ["PageDown", "Home", " "]) out.alt = out.alt && press(d.activeElement, key);
                  const zoom = d.querySelector("#zoom canvas");
                  zoom.focus(); press(zoom, "ArrowDown"); press(d.activeElement, "ArrowRight");
                  out.zoom = d.activeElement.closest("#zoom") !== null && place().replace(/^.*?, /, "");
                  const picture = d.getElementById("picture");
                  picture.focus(); press(picture, "Enter"); press(picture, "ArrowLeft");
                  out.picture = d.activeElement === picture && place();
                  return out;
                }""", folder);
        seen.properties().forEach(page -> {
            JsonNode p = page.getValue();
            assertTrue(p.get("stops").asBoolean() && p.get("round").asBoolean() && p.get("alt").asBoolean(), page.toString());
            assertEquals(10, p.get("visited").valueStream().distinct().count(), page.toString());
            assertEquals("picture, map 0, row 0, column 27", p.get("picture").asText());
        });
        assertEquals("map 5, row 0, column 23", seen.get("lenet").get("left").asText());
        assertEquals("map 0, row 1, column 0", seen.get("lenet").get("zoom").asText());
    }

    private static String lastColumn(String steps) {
        return steps.replaceAll(".*column (\\d+)\"]", "$1");
    }

    @Test
    void textAndControlsHaveEnoughContrastInBothThemes() throws Exception {
        Map<String, String> pages = new LinkedHashMap<>();
        networks().forEach((name, net) -> pages.put(name, explain(name, net).html()));
        JsonNode seen = Chromium.visit(pages, """
                (w, d) => {
                  const low = [];
                  for (let stage = 0; stage < w.eval("model.stages.length"); stage += 2) {
                    w.eval(`choosePlace({stage: ${stage}, channel: model.stages[${stage}].kept[0], row: 0, column: 0})`);
                    for (const scheme of ["light", "dark"]) {
                      const c = lowestContrast(w, d, scheme);
                      if (c.text.ratio < 4.5) low.push([scheme, c.text]);
                    }
                  }
                  const named = Array.from(d.querySelectorAll("canvas")).every(c => c.getAttribute("aria-label"));
                  return {low, named, headers: Array.from(d.querySelectorAll("table")).every(t => t.querySelector("th[scope]") || !t.rows.length)};
                }""", folder);
        seen.properties().forEach(p -> {
            assertEquals("[]", p.getValue().get("low").toString(), p.getKey());
            assertTrue(p.getValue().get("named").asBoolean() && p.getValue().get("headers").asBoolean(), p.toString());
        });
    }
}
