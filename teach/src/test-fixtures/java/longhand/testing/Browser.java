package longhand.testing;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A headless Chromium with one page, driven over its DevTools protocol.
 *
 * <p>Time in it is real time, and nothing is awaited for a fixed time: a test waits for the state that it needs.
 */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** 19 centimetres: A4 without the margins of a printer. */
    private static final int PAPER_WIDTH = 718;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final HttpClient client;
    private final WebSocket socket;
    private final LinkedBlockingQueue<JsonNode> messages;
    private final Set<String> loaded = new HashSet<>();
    private int calls;

    private Browser(Process process, HttpClient client, WebSocket socket, LinkedBlockingQueue<JsonNode> messages) {
        this.process = process;
        this.client = client;
        this.socket = socket;
        this.messages = messages;
    }

    /**
     * Starts it. Without Chromium the test is skipped with the reason, except in continuous integration (environment
     * variable {@code LONGHAND_CI=1}), where it fails.
     *
     * @param scratch a folder for its files
     */
    public static Browser start(Path scratch) throws Exception {
        Path output = scratch.resolve("browser.txt");
        Path profile = Files.createTempDirectory(scratch, "profile");
        Process process = new ProcessBuilder(List.of(program(), "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--user-data-dir=" + profile, "--remote-debugging-port=0", "about:blank"))
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            return connect(process, profile);
        } catch (Exception | AssertionError e) {
            end(process);
            throw new AssertionError("chromium did not start: " + Files.readString(output), e);
        }
    }

    private static String program() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .filter(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)))).findFirst().orElseGet(Browser::missing);
    }

    private static String missing() {
        String reason = "no chromium on the PATH: pages are not tested; apt-get install chromium";
        if ("1".equals(System.getenv("LONGHAND_CI"))) {
            fail(reason);
        }
        return Assumptions.abort(reason);
    }

    private static Browser connect(Process process, Path profile) throws Exception {
        URI page = awaitPage(process, profile.resolve("DevToolsActivePort"));
        HttpClient client = HttpClient.newHttpClient();
        LinkedBlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        WebSocket socket = client.newWebSocketBuilder().buildAsync(page, new Listener(messages)).join();
        Browser browser = new Browser(process, client, socket, messages);
        browser.call("Page.enable", Map.of());
        browser.call("Page.setLifecycleEventsEnabled", Map.of("enabled", true));
        return browser;
    }

    /** The address at which the page of a browser that is starting is driven. */
    private static URI awaitPage(Process process, Path portFile) throws Exception {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; Thread.sleep(20)) {
            List<String> lines = Files.exists(portFile) ? Files.readAllLines(portFile) : List.of();
            if (lines.size() > 1) {
                URI list = URI.create("http://127.0.0.1:" + lines.getFirst() + "/json/list");
                try (InputStream answer = list.toURL().openStream()) {
                    for (JsonNode target : JSON.readTree(answer)) {
                        if (target.get("type").asText().equals("page")) {
                            return URI.create(target.get("webSocketDebuggerUrl").asText());
                        }
                    }
                }
            }
            if (!process.isAlive()) {
                return fail("it ended with status " + process.exitValue());
            }
        }
        return fail("it showed no page within " + PATIENCE);
    }

    /** Puts the fragments of each message together. */
    private static final class Listener implements WebSocket.Listener {
        private final LinkedBlockingQueue<JsonNode> messages;
        private final StringBuilder text = new StringBuilder();

        Listener(LinkedBlockingQueue<JsonNode> messages) {
            this.messages = messages;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    messages.add(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    /** The next message of the browser; remembers which documents have loaded. */
    private JsonNode next(String awaited) throws InterruptedException {
        JsonNode message = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (message == null) {
            return fail(awaited + ": no answer within " + PATIENCE);
        }
        JsonNode event = message.path("params");
        if (message.path("method").asText().equals("Page.lifecycleEvent") && event.path("name").asText().equals("load")) {
            loaded.add(event.path("loaderId").asText());
        }
        return message;
    }

    private JsonNode call(String method, Map<String, Object> parameters) throws Exception {
        int id = ++calls;
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true).join();
        while (true) {
            JsonNode answer = next(method);
            if (answer.path("id").asInt() == id) {
                return answer.has("error") ? fail(method + ": " + answer) : answer.get("result");
            }
        }
    }

    /** Opens a page and waits until it has loaded. */
    public void open(String address) throws Exception {
        JsonNode answer = call("Page.navigate", Map.of("url", address));
        if (answer.has("errorText")) {
            fail(address + ": " + answer);
        }
        while (!loaded.contains(answer.get("loaderId").asText())) {
            next(address);
        }
    }

    /** What an expression is in the page; of a promise, what it comes to. */
    public JsonNode eval(String script) throws Exception {
        JsonNode result = call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise",
                true));
        if (result.has("exceptionDetails")) {
            return fail(script + ": " + result);
        }
        return result.get("result").path("value");
    }

    /** Waits until an expression is true. */
    public void await(String script) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!eval("Boolean(" + script + ")").asBoolean()) {
            if (System.nanoTime() > end) {
                fail("never true: " + script + "\n" + eval("document.body.innerText"));
            }
            Thread.sleep(50);
        }
    }

    /** Pretends a screen of that width in pixels, light or dark. */
    public void screen(int width, boolean dark) throws Exception {
        call("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", 900, "deviceScaleFactor", 1,
                "mobile", false));
        wishes(Map.of("prefers-color-scheme", dark ? "dark" : "light"));
        await("innerWidth === " + width + " && matchMedia('(prefers-color-scheme: dark)').matches === " + dark);
    }

    /** Pretends that the reader's system wishes this, and nothing else: values by the names of media features. */
    public void wishes(Map<String, String> features) throws Exception {
        call("Emulation.setEmulatedMedia", Map.of("features", features.entrySet().stream()
                .map(feature -> Map.of("name", feature.getKey(), "value", feature.getValue())).toList()));
    }

    /** Pretends a sheet of A4, as wide as a printer fills it, of a reader whose system is dark. */
    public void paper() throws Exception {
        screen(PAPER_WIDTH, true);
        call("Emulation.setEmulatedMedia", Map.of("media", "print", "features", List.of(Map.of("name",
                "prefers-color-scheme", "value", "dark"))));
        await("matchMedia('print').matches");
    }

    /** The page as a PDF file, on sheets of A4. */
    public void print(Path file) throws Exception {
        JsonNode printed = call("Page.printToPDF", Map.of("paperWidth", 8.27, "paperHeight", 11.69, "printBackground",
                true));
        Files.write(file, Base64.getDecoder().decode(printed.get("data").asText()));
    }

    /** The rules of {@link PageRules} that the page breaks; empty if none. */
    public String faults() throws Exception {
        return eval("(() => {" + PageRules.SCRIPT + "return pageFaults(window, document).join('\\n'); })()").asText();
    }

    /** The whole page as a PNG file. */
    public void picture(Path file) throws Exception {
        JsonNode shot = call("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Files.write(file, Base64.getDecoder().decode(shot.get("data").asText()));
    }

    /** Ends it. Nobody writes to its profile afterwards, so that its folder can be deleted. */
    @Override
    public void close() {
        socket.abort();
        client.close();
        end(process);
    }

    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        process.destroy();
        try {
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
    }
}
