package longhand.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import longhand.shape.Window2d;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages under the hands of a reader with a mouse, with a keyboard, and with eyes that need contrast. */
class PageHandlingTest {
    @TempDir
    private Path folder;

    private JsonNode visit(String page, String visitor) throws Exception {
        return Chromium.visit(Map.of("page", WorkedExamples.all().get(page).html()), visitor, folder).get("page");
    }

    private static void assertAll(JsonNode seen, String... expected) {
        for (int i = 0; i < expected.length; i += 2) {
            assertEquals(expected[i + 1], seen.get(expected[i]).asText(), expected[i] + " of " + seen);
        }
    }

    @Test
    void aClickSelectsAndPointingPreviews() throws Exception {
        JsonNode seen = visit("corr2d", """
                (w, d) => {
                  const y = i => d.querySelector("figure.target td[data-at='" + i + "']"), out = {};
                  const sum = () => d.getElementById("sum").textContent;
                  const point = (type, at, to) => at.dispatchEvent(new w.PointerEvent(type, {bubbles: true, pointerType: "mouse", relatedTarget: to}));
                  y(3).click(); out.clicked = sum();
                  point("pointerover", y(1)); out.preview = sum();
                  point("pointerout", y(1), d.getElementById("working")); out.left = sum();
                  const term = d.querySelectorAll("#working .term")[2];
                  point("pointerover", term);
                  out.hot = Array.from(d.querySelectorAll("#stage .hot")).map(e => e.getAttribute("aria-label").split(",  can")[0]).join(" | ");
                  out.lit = d.querySelectorAll("#stage .on").length;
                  out.frames = d.querySelectorAll("figure[data-operand=X] .frame").length;
                  return out;
                }""");
        assertAll(seen, "clicked", "43", "preview", "25", "left", "43", "lit", "8", "frames", "1",
                "hot", "X[2, 1] = 7, can be changed | W[1, 0] = 2, can be changed");
    }

    @Test
    void keysWorkInCellsAndNowhereElse() throws Exception {
        JsonNode seen = visit("corr2d", """
                (w, d) => {
                  const y = i => d.querySelector("figure.target td[data-at='" + i + "']"), out = {};
                  const sum = () => d.getElementById("sum").textContent;
                  y(0).focus();
                  out.sums = ["ArrowRight", "ArrowRight", "ArrowUp", "End", "ArrowDown", "ArrowRight", "ArrowLeft", "Home"].map(k => {
                    press(d.activeElement, k); return sum(); }).join(" ");
                  out.active = d.activeElement.getAttribute("aria-label");
                  out.live = d.getElementById("spoken").textContent;
                  const free = ["ArrowDown", "Home", "End", "PageDown", "PageUp", " ", "v"];
                  out.page = free.every(k => press(d.body, k));
                  out.scroll = ["PageDown", "PageUp", " "].every(k => press(y(0), k));
                  const button = d.getElementById("slide");
                  out.button = free.every(k => press(button, k));
                  out.still = button.getAttribute("aria-pressed");
                  button.click(); out.sliding = button.getAttribute("aria-pressed");
                  button.click(); out.stopped = button.getAttribute("aria-pressed");
                  return out;
                }""");
        assertAll(seen, "sums", "25 37 19 25 43 19 43 37", "active", "Y[1, 0] = 37", "live",
                "Y[1, 0] = 3·0 + 4·1 + 6·2 + 7·3 = 37", "page", "true", "scroll", "true", "button", "true", "still",
                "false", "sliding", "true", "stopped", "false");
    }

    @Test
    void changesAreFollowedOrRefusedWithAReason() throws Exception {
        JsonNode seen = visit("corr2d", """
                (w, d) => {
                  const out = {}, y = () => Array.from(d.querySelectorAll("figure.target td[data-at]")).map(t => t.textContent).join(" ");
                  const message = () => d.getElementById("problem-message").textContent;
                  const cell = d.querySelector("figure[data-operand=X] td[data-at='4']");
                  cell.click(); cell.click();
                  const field = cell.querySelector("input"); field.value = "-1/2"; press(field, "Enter");
                  out.typed = y(); out.address = w.location.hash;
                  typeInto(d, "X", 0, "abc"); out.refused = message(); out.after = y();
                  set(d, "padding", "1x0"); out.padded = y();
                  set(d, "w-size", "9"); out.tooLarge = message(); out.invalid = d.getElementById("control-w-size").getAttribute("aria-invalid");
                  out.kept = y();
                  set(d, "stride", "0"); out.zero = message();
                  d.getElementById("start-again").click(); out.again = y(); out.clean = w.location.hash;
                  return out;
                }""");
        assertAll(seen, "typed", "5.5 16 32.5 43", "after", "5.5 16 32.5 43", "kept", seen.get("padded").asText(),
                "invalid", "true", "again", "19 25 37 43", "clean", "");
        assertTrue(seen.get("address").asText().startsWith("#x=1x3x3:0,1,2,3,-0.5,5,6,7,8"), seen.toString());
        assertTrue(seen.get("refused").asText().contains("'abc' is not a number"), seen.toString());
        assertEquals(8, seen.get("padded").asText().split(" ").length);
        assertTrue(seen.get("tooLarge").asText().contains("does not fit into input"), seen.toString());
        assertTrue(seen.get("zero").asText().contains("stride: '0' is not a whole number from 1"), seen.toString());
    }

    @Test
    void theAddressBringsEverythingBack() throws Exception {
        JsonNode seen = visit("conv2d-everything", """
                async (w, d) => {
                  const out = {}, all = () => d.getElementById("working").textContent + d.getElementById("stage").textContent;
                  set(d, "dilation", "1"); typeInto(d, "W", 2, "0.25");
                  d.querySelector("[data-view=weight-gradient]").click(); typeInto(d, "dY", 1, "9");
                  press(d.querySelector("figure.target td[data-at='0']"), "ArrowRight");
                  const address = w.location.hash, before = all();
                  d.getElementById("start-again").click();
                  out.changed = before !== all();
                  await goTo(w, address);
                  out.back = before === all(); out.address = address;
                  out.damaged = [];
                  for (const bad of ["#x=3x3:1,2", "#stride=%22a%22", "#dilation=%5B7%2C7%5D", "#x=%zz", "#at=99999&view=nothing",
                    "#stride=%5B0%2C1%5D", "#stride=%5B1%5D", "#stride=%5B1.5%2C1%5D", "#padding=%5B-1%2C0%5D",
                    "#padding=%5B1000000%2C0%5D", "#dilation=%5B1%2C1%2C1%5D", "#w=3x1x1:1,2,3"]) {
                    await goTo(w, bad);
                    out.damaged.push(d.getElementById("problem-message").textContent + "/" + d.getElementById("sum").textContent);
                  }
                  return out;
                }""");
        assertAll(seen, "changed", "true", "back", "true");
        String damaged = seen.get("damaged").toString();
        assertTrue(damaged.contains("damaged at 'x'") && damaged.contains("damaged at 'stride'")
                && damaged.contains("does not fit"), damaged);
        assertEquals(12, seen.get("damaged").size());
        for (int i = 5; i < 12; i++) {
            assertTrue(seen.get("damaged").get(i).asText().contains("The address of this page is damaged"), damaged);
        }
    }

    @Test
    void thePixelAndAllWindowsThatTouchedIt() throws Exception {
        JsonNode seen = visit("conv2d-everything", """
                (w, d) => {
                  d.querySelector("[data-view=input-gradient]").click();
                  const frames = () => Array.from(d.querySelectorAll("figure[data-operand=X] .frame")).map(f => f.style.left + f.style.top);
                  return w.eval("state.answer.views[1].target.dims").join("x") + ": " + Array.from({length: 16}, (_, i) => {
                    d.querySelector("figure[data-operand=X] td[data-at='" + i + "']").click();
                    const marked = Array.from(d.querySelectorAll("td.now")).map(t => t.dataset.at);
                    const windows = d.querySelector("#working .note").textContent.split("(").length - 1;
                    const ok = new Set(frames()).size === windows && marked.join() === i + "," + i;
                    return ok ? windows : "wrong at " + i + ": " + frames() + marked;
                  }).join(" ");
                }""");
        Explanation e = WorkedExamples.all().get("conv2d-everything");
        String windows = String.join(" ", e.view("input-gradient").all().stream()
                .map(v -> String.valueOf(v.note().split("\\(").length - 1)).toList());
        assertEquals("4x4: " + windows, seen.asText());
    }

    @Test
    void aPictureBecomesTheInput() throws Exception {
        JsonNode seen = visit("corr2d-multi-in", """
                async (w, d) => {
                  const canvas = document.createElement("canvas");
                  canvas.width = 56; canvas.height = 28;
                  const pen = canvas.getContext("2d");
                  pen.fillRect(0, 0, 56, 28); pen.fillStyle = "white"; pen.fillRect(0, 0, 28, 28);
                  const blob = await new Promise(r => canvas.toBlob(r)), files = new w.DataTransfer();
                  files.items.add(new w.File([blob], "half.png", {type: "image/png"}));
                  const field = d.getElementById("picture");
                  field.files = files.files;
                  field.dispatchEvent(new Event("change"));
                  await until(() => w.eval("state.problem.arrays.x.dims[2]") === 28);
                  const x = w.eval("state.problem.arrays.x");
                  return {dims: x.dims.join("x"), left: x.data[0], right: x.data[27], tables: d.querySelectorAll("figure[data-operand=X] table.picture").length};
                }""");
        assertAll(seen, "dims", "2x14x28", "left", "1", "right", "0", "tables", "2");
    }

    @Test
    void theOneByOnePageKeepsTheImage() throws Exception {
        JsonNode seen = visit("conv1x1", """
                (w, d) => {
                  d.querySelector("figure.target td[data-at='4']").click();
                  const lit = name => Array.from(d.querySelectorAll("figure[data-operand='" + name + "'] td.on, figure[data-operand='" + name + "'] td.now")).map(t => t.dataset.at).join(" ");
                  const out = {image: lit("image"), matrix: lit("X"), result: lit("Y as an image")};
                  typeInto(d, "image", 4, "100");
                  out.sum = d.getElementById("sum").textContent;
                  return out;
                }""");
        assertAll(seen, "image", "4 13 22", "matrix", "4 13 22", "result", "4", "sum", "-213");
    }

    @Test
    void textAndControlsHaveEnoughContrastInBothThemes() throws Exception {
        Map<String, String> pages = new LinkedHashMap<>();
        WorkedExamples.all().forEach((name, e) -> pages.put(name, e.html()));
        pages.put("picture", Explain.conv2d(Values.filled(1, 28, 28), Values.filled(1, 6, 1, 5, 5), Window2d.square(5))
                .html());
        JsonNode seen = Chromium.visit(pages, """
                (w, d) => {
                  const out = {low: [], named: true, headers: true};
                  d.getElementById("problem-message").textContent = "a message";
                  for (let i = 0; i < d.getElementById("views").children.length; i++) {
                    d.getElementById("views").children[i].click();
                    const term = d.querySelector("#working .term");
                    if (term) w.eval("light")(term);
                    for (const scheme of ["light", "dark"]) {
                      const c = lowestContrast(w, d, scheme);
                      if (c.text.ratio < 4.5) out.low.push([scheme, "text", c.text]);
                      if (c.edge.ratio < 3) out.low.push([scheme, "edge", c.edge]);
                    }
                    const cells = Array.from(d.querySelectorAll("#stage td[data-at]"));
                    out.named = out.named && cells.every(c => c.getAttribute("aria-label"));
                    out.headers = out.headers && Array.from(d.querySelectorAll("#stage table")).every(t =>
                        t.querySelector("th[scope=col]") && t.querySelector("th[scope=row]") && t.getAttribute("aria-label"));
                    out.reachable = Array.from(d.querySelectorAll("#stage figure")).every(f => f.querySelectorAll("td[tabindex='0']").length === 1);
                  }
                  out.labels = Array.from(d.querySelectorAll("input")).every(i => i.labels.length || i.getAttribute("aria-label"));
                  return out;
                }""", folder);
        seen.properties().forEach(page -> {
            JsonNode p = page.getValue();
            assertEquals("[]", p.get("low").toString(), page.getKey());
            assertFalse(!p.get("named").asBoolean() || !p.get("headers").asBoolean() || !p.get("reachable").asBoolean()
                    || !p.get("labels").asBoolean(), page.toString());
        });
    }
}
