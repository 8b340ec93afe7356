package longhand.cli;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium with one page, driven over its DevTools protocol: for pages that go on living. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final HttpClient client;
    private final WebSocket socket;
    private final LinkedBlockingQueue<JsonNode> answers;
    private int calls;

    private Browser(Process process, HttpClient client, WebSocket socket, LinkedBlockingQueue<JsonNode> answers) {
        this.process = process;
        this.client = client;
        this.socket = socket;
        this.answers = answers;
    }

    /** Starts it. Without Chromium the test is skipped with the reason, except in CI, where it fails. */
    static Browser start(Path scratch) throws Exception {
        String program = Stream.of("chromium", "chromium-browser", "google-chrome")
                .filter(name -> Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)))).findFirst().orElseGet(Browser::missing);
        Path profile = scratch.resolve("profile");
        Process process = new ProcessBuilder(List.of(program, "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--user-data-dir=" + profile, "--remote-debugging-port=0", "about:blank"))
                .redirectErrorStream(true).redirectOutput(scratch.resolve("browser.txt").toFile()).start();
        Path portFile = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (Files.notExists(portFile) || Files.readAllLines(portFile).size() < 2) {
            if (System.nanoTime() > end || !process.isAlive()) {
                process.destroyForcibly();
                return fail("chromium did not start: " + Files.readString(scratch.resolve("browser.txt")));
            }
            Thread.sleep(20);
        }
        return connect(process, Integer.parseInt(Files.readAllLines(portFile).getFirst()));
    }

    private static String missing() {
        String reason = "no chromium on the PATH: pages are not tested; apt-get install chromium";
        if ("1".equals(System.getenv("LONGHAND_CI"))) {
            fail(reason);
        }
        return Assumptions.abort(reason);
    }

    private static Browser connect(Process process, int port) throws IOException {
        URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
        JsonNode page = null;
        for (JsonNode target : JSON.readTree(new String(list.toURL().openStream().readAllBytes(),
                StandardCharsets.UTF_8))) {
            page = target.get("type").asText().equals("page") ? target : page;
        }
        HttpClient client = HttpClient.newHttpClient();
        LinkedBlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
        WebSocket socket = client.newWebSocketBuilder().buildAsync(URI.create(
                page.get("webSocketDebuggerUrl").asText()), new WebSocket.Listener() {
                    private final StringBuilder text = new StringBuilder();

                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                        text.append(data);
                        if (last) {
                            try {
                                answers.add(JSON.readTree(text.toString()));
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                            text.setLength(0);
                        }
                        from.request(1);
                        return null;
                    }
                }).join();
        return new Browser(process, client, socket, answers);
    }

    private JsonNode call(String method, Map<String, Object> parameters) throws Exception {
        int id = ++calls;
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true).join();
        while (true) {
            JsonNode answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (answer == null || answer.has("error")) {
                return fail(method + ": " + answer);
            }
            if (answer.path("id").asInt() == id) {
                return answer.get("result");
            }
        }
    }

    void open(String address) throws Exception {
        call("Page.navigate", Map.of("url", address));
    }

    /** What an expression is in the page. */
    JsonNode eval(String script) throws Exception {
        JsonNode result = call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise",
                true));
        if (result.has("exceptionDetails")) {
            return fail(script + ": " + result);
        }
        return result.get("result").path("value");
    }

    /** Waits until an expression is true. */
    void await(String script) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!eval("Boolean(" + script + ")").asBoolean()) {
            if (System.nanoTime() > end) {
                fail("never true: " + script + "\n" + eval("document.body.innerText"));
            }
            Thread.sleep(50);
        }
    }

    /** Pretends a screen of that width, light or dark. */
    void screen(int width, boolean dark) throws Exception {
        call("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", 900, "deviceScaleFactor", 1,
                "mobile", false));
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value",
                dark ? "dark" : "light"))));
    }

    /** The whole page as a PNG file. */
    void picture(Path file) throws Exception {
        JsonNode shot = call("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Files.write(file, Base64.getDecoder().decode(shot.get("data").asText()));
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        process.destroy();
        try { // its profile is deleted next: nobody may write to it any more
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
    }
}
