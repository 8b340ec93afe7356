package longhand.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import longhand.testing.Browser;
import longhand.testing.PageRules;

/** Pages under the hands of a script, in headless Chromium. */
public final class Chromium {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Chromium() {}

    /**
     * Opens pages one after the other, lets a script use each, and returns what it saw, by the name of the page.
     *
     * @param pages HTML by name
     * @param visitor a JavaScript function of the window, the document and the name of a page; may be async. It can use
     *     the functions of the scripts in {@code browser} of the test's resources
     */
    public static JsonNode visit(Map<String, String> pages, String visitor, Path scratch) throws Exception {
        String html = "<!DOCTYPE html><meta charset=\"utf-8\"><body><script>\n"
                + Html.resource(Chromium.class, "browser/visit.js")
                + Html.resource(Chromium.class, "browser/contrast.js") + PageRules.SCRIPT + "\nconst visit = () => visitAll("
                + JSON.writeValueAsString(pages).replace("</", "<\\/") + ", " + visitor + ");\n</script></body>";
        Path harness = Files.writeString(scratch.resolve("harness.html"), html);
        try (Browser browser = Browser.start(scratch)) {
            browser.open(harness.toUri().toString());
            return browser.eval("visit()");
        }
    }
}
