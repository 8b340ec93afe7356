package longhand.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Opens a page in headless Chromium and returns the document as its scripts left it. */
public final class Chromium {
    private static final int SECONDS = 240;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Chromium() {}

    private static Optional<Path> find() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable).findFirst();
    }

    /** Without Chromium the test is skipped with the reason, except in CI ({@code LONGHAND_CI=1}), where it fails. */
    public static String dom(Path page, Path scratch) throws IOException, InterruptedException {
        Optional<Path> chromium = find();
        if (chromium.isEmpty()) {
            String reason = "no chromium on the PATH: pages are not tested; apt-get install chromium";
            if ("1".equals(System.getenv("LONGHAND_CI"))) {
                fail(reason);
            }
            Assumptions.abort(reason);
        }
        Path out = scratch.resolve("dom.html");
        Process process = new ProcessBuilder(List.of(chromium.get().toString(), "--headless", "--no-sandbox",
                "--disable-gpu", "--disable-dev-shm-usage", "--user-data-dir=" + scratch.resolve("profile"),
                "--virtual-time-budget=60000", "--dump-dom", page.toUri().toString()))
                .redirectOutput(out.toFile()).redirectError(scratch.resolve("errors.txt").toFile()).start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail("chromium did not finish within " + SECONDS + " s");
        }
        assertEquals(0, process.exitValue(), () -> "chromium failed; see " + scratch.resolve("errors.txt"));
        return Files.readString(out);
    }

    /**
     * Opens pages one after the other, lets a script use each, and returns what it saw, by the name of the page.
     *
     * @param pages HTML by name
     * @param visitor a JavaScript function of the window, the document and the name of a page; may be async. It can use
     *     the functions of the scripts in {@code browser} of the test's resources
     */
    public static JsonNode visit(Map<String, String> pages, String visitor, Path scratch)
            throws IOException, InterruptedException {
        String html = "<!DOCTYPE html><meta charset=\"utf-8\"><body><script>\n"
                + Html.resource(Chromium.class, "browser/visit.js")
                + Html.resource(Chromium.class, "browser/contrast.js") + "\nvisitAll("
                + JSON.writeValueAsString(pages).replace("</", "<\\/") + ", " + visitor + ");\n</script></body>";
        Path harness = Files.writeString(scratch.resolve("harness.html"), html);
        Matcher pre = Pattern.compile("(?s)<pre>(.*)</pre>").matcher(dom(harness, scratch));
        assertTrue(pre.find(), "the visit did not come to its end");
        JsonNode seen = JSON.readTree(pre.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
        seen.properties().forEach(page -> assertFalse(page.getValue().has("error"), page.toString()));
        return seen;
    }
}
