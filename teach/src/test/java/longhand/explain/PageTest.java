package longhand.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The interactive pages, opened in a browser that presses keys and clicks cells. */
class PageTest {

    /**
     * Puts each page into a frame, steps through all cells of all views with the keyboard, then clicks, and writes down
     * what it sees.
     */
    private static final String HARNESS = """
            <!DOCTYPE html><meta charset="utf-8"><body><script>
            const pages = PAGES, seen = {};
            const press = (d, key) => d.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
            function visit(name, d) {
              const views = JSON.parse(d.getElementById("data").textContent), result = {views: {}, lit: 0};
              for (const v of views) {
                const sums = [];
                for (let i = 0; i < v.cells.length; i++) {
                  const now = d.querySelector("td.now");
                  sums.push({sum: d.getElementById("sum").textContent, at: now && now.dataset.at, cell: now && now.textContent});
                  result.lit += d.querySelectorAll("td.on").length;
                  press(d, "ArrowRight");
                }
                result.views[v.name] = sums;
                result.wrapped = d.getElementById("sum").textContent === sums[0].sum;
                press(d, "v");
              }
              const target = Array.from(d.querySelectorAll("figure")).find(f => f.dataset.operand === views[0].target);
              const last = Array.from(target.querySelectorAll("td")).pop();
              last.click();
              result.clicked = d.getElementById("sum").textContent;
              press(d, "Home"); press(d, "ArrowDown");
              result.down = d.getElementById("sum").textContent;
              seen[name] = result;
            }
            const names = Object.keys(pages);
            let left = names.length;
            for (const name of names) {
              const f = document.createElement("iframe");
              f.srcdoc = pages[name];
              f.onload = () => {
                try { visit(name, f.contentDocument); } catch (e) { seen[name] = {error: String(e)}; }
                if (--left === 0) {
                  document.body.innerHTML = "";
                  const pre = document.createElement("pre");
                  pre.textContent = JSON.stringify(seen);
                  document.body.append(pre);
                }
              };
              document.body.append(f);
            }
            </script></body>
            """;

    @Test
    void steppingTheWindowShowsEverySum(@TempDir Path folder) throws Exception {
        ObjectMapper json = new ObjectMapper();
        Map<String, Explanation> examples = WorkedExamples.all();
        Map<String, String> pages = new java.util.LinkedHashMap<>();
        examples.forEach((name, e) -> pages.put(name, e.html()));
        Path harness = Files.writeString(folder.resolve("harness.html"),
                HARNESS.replace("PAGES", json.writeValueAsString(pages).replace("</", "<\\/")));
        Matcher pre = Pattern.compile("(?s)<pre>(.*)</pre>").matcher(Chromium.dom(harness, folder));
        assertTrue(pre.find(), "the harness did not finish");
        JsonNode seen = json.readTree(pre.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
        examples.forEach((name, e) -> assertSeen(name, e, seen.get(name)));
    }

    private static void assertSeen(String name, Explanation e, JsonNode seen) {
        assertFalse(seen.has("error"), name + ": " + seen);
        for (View v : e.views()) {
            JsonNode cells = seen.get("views").get(v.name());
            List<String> expected = v.all().stream().map(w -> Numbers.format(w.value())).toList();
            List<String> sums = new ArrayList<>();
            cells.forEach(c -> {
                sums.add(c.get("sum").asText());
                assertEquals(c.get("sum").asText(), c.get("cell").asText(), name + ": the lit cell shows the sum");
            });
            assertEquals(expected, sums, name + ", " + v.name());
        }
        assertTrue(seen.get("lit").asInt() > 0, name + ": no operand lit up");
        assertTrue(seen.get("wrapped").asBoolean(), name + ": after the last cell comes the first");
        assertEquals(Numbers.format(e.all().getLast().value()), seen.get("clicked").asText(), name + ": click");
        int[] dims = e.views().getFirst().dims();
        int down = dims.length < 2 || dims[dims.length - 2] == 1 ? 0 : dims[dims.length - 1];
        assertEquals(Numbers.format(e.all().get(down).value()), seen.get("down").asText(), name + ": arrow down");
    }

    @Test
    void pagesNeedNothingFromOutside() {
        WorkedExamples.all().forEach((name, e) -> {
            String page = e.html();
            assertFalse(page.contains("http:") || page.contains("https:") || page.contains("src=")
                    || page.contains("<link"), name);
            assertFalse(page.contains("{{"), name + " has an unfilled placeholder");
        });
    }
}
