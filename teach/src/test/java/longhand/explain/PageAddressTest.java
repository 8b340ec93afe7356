package longhand.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The address of every page: it brings back all that was changed, and a damaged one is refused with a sentence. */
class PageAddressTest {
    @TempDir
    private Path folder;

    private static Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        WorkedExamples.all().forEach((name, e) -> pages.put(name, e.html()));
        pages.put("sgd with momentum", Explain.sgdStep(Values.vector(1, 2), Values.vector(3, 4), Values.vector(0, 1), 0.1,
                0.9, 0).html());
        pages.put("adam", Explain.adamStep(Values.vector(1, 2), Values.vector(3, 4), Explain.NONE, Explain.NONE,
                new AdamSettings(0.01, 0.9, 0.99, 1e-8, 0, false, 1)).html());
        pages.put("batchnorm", Explain.batchNormInEvaluation(Values.filled(1, 2, 2, 2), Explain.NONE, Explain.NONE,
                Explain.NONE, Explain.NONE, 0.1).html());
        return pages;
    }

    @Test
    void everyNumberThatCanBeChangedComesBack() throws Exception {
        JsonNode seen = Chromium.visit(pages(), """
                async (w, d) => {
                  const stage = () => d.getElementById("stage").textContent, lost = [];
                  const written = stage();
                  const keys = w.eval("state.answer.operands.map(o => [o.name, o.key])");
                  for (const [name, key] of keys) {
                    const views = d.getElementById("views").children;
                    if (key === "dY" && views.length > 1) views[1].click();
                    const before = stage();
                    typeInto(d, name, 0, key === "t" ? "1" : "1.25");
                    const changed = stage(), address = w.location.hash;
                    d.getElementById("start-again").click();
                    views[0].click();
                    await goTo(w, address);
                    if (changed === before || changed !== stage()) lost.push(key);
                    d.getElementById("start-again").click();
                    views[0].click();
                    if (stage() !== written) lost.push(key + " stays");
                  }
                  return lost.join();
                }""", folder);
        seen.properties().forEach(page -> assertEquals("", page.getValue().asText(), page.getKey()));
    }

    @Test
    void aDamagedAddressIsRefusedWithASentence() throws Exception {
        JsonNode seen = Chromium.visit(pages(), """
                async (w, d) => {
                  const arrays = w.eval("original.arrays"), settings = w.eval("original.settings"), said = {};
                  const broken = ["at=1.5", "at=-1", "at=1e9", "at=x", "view=none", "x", "unknown=1"];
                  for (const [key, a] of Object.entries(arrays)) {
                    const more = a.dims.slice();
                    more[more.length - 1] += 40;
                    broken.push(key + "=" + a.dims.join("x") + ":", key + "=" + a.dims.join("x") + ":" + ",".repeat(a.data.length - 1));
                    if (!["b", "t", "dY"].includes(key)) broken.push(key + "=none");
                    if (!["x", "w", "z", "dY"].includes(key) || !settings.kernel && !settings.stride && Object.keys(arrays).length > 2 && key === "w") {
                      broken.push(key + "=" + more.join("x") + ":" + new Array(more.reduce((p, q) => p * q, 1)).fill(1));
                    }
                  }
                  for (const [key, value] of Object.entries(settings)) if (typeof value === "number") broken.push(key + "=1e999", key + "=null");
                  const before = d.getElementById("stage").textContent;
                  for (const b of new Set(broken)) {
                    await goTo(w, "#" + b);
                    const same = d.getElementById("stage").textContent === before ? "" : ", but the page changed";
                    said[b.slice(0, 60)] = d.getElementById("problem-message").textContent + same;
                  }
                  return said;
                }""", folder);
        seen.properties().forEach(page -> page.getValue().properties().forEach(said -> {
            String message = said.getValue().asText();
            assertFalse(message.isEmpty() || message.contains("undefined") || message.contains("changed"),
                    page.getKey() + ", " + said);
        }));
        assertTrue(seen.get("corr2d").get("at=1.5").asText().contains("damaged at 'at'"), seen.toString());
    }

    @Test
    void resultsThatAreNotFiniteAreExplained() throws Exception {
        JsonNode seen = Chromium.visit(Map.of("corr2d", pages().get("corr2d"), "adam", pages().get("adam")), """
                (w, d, name) => {
                  const message = () => d.getElementById("problem-message").textContent;
                  const first = message();
                  if (name === "adam") {
                    set(d, "eps", "0"); typeInto(d, "g", 0, "0");
                  } else {
                    typeInto(d, "X", 0, "1e308"); typeInto(d, "X", 1, "1e308"); typeInto(d, "W", 0, "9");
                  }
                  const said = message();
                  d.getElementById("start-again").click();
                  return [first, said, message()];
                }""", folder);
        for (String page : List.of("corr2d", "adam")) {
            assertEquals("", seen.get(page).get(0).asText() + seen.get(page).get(2).asText());
            assertTrue(seen.get(page).get(1).asText().contains("not finite"), seen.toString());
        }
    }
}
