package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import longhand.cli.run.ImageSettings;
import longhand.cli.run.RunConfig;
import longhand.cli.run.Training;
import longhand.cli.run.Transfer;
import longhand.cli.watch.LivePage;
import longhand.cli.watch.RunFiles;
import longhand.cli.watch.WatchServer;
import longhand.nn.training.StepResult;
import longhand.nn.training.TrainingListener;
import longhand.testing.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live page of a training, in a browser. */
class WatchTest {
    private static final long MINUTES = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** A training that goes on until it is stopped, slow enough to be watched. */
    private final class Watched implements AutoCloseable {
        final Path run = folder.resolve("run");
        final CompletableFuture<String> address = new CompletableFuture<>();
        final CompletableFuture<Void> done;

        Watched() {
            RunConfig config = new RunConfig("lenet", "quick", "synthetic", "", 200, 40, 28, 32, 100_000, "adam",
                    0.001, 0, 0, "cosine", "default", 0, 0, 0, 0, 1,
                    ImageSettings.AS_STORED, Transfer.NONE);
            done = CompletableFuture.runAsync(() -> {
                try (LivePage page = new LivePage(0, line -> address.complete(line.replaceAll("watch it: ", "")))) {
                    new Training(new PrintWriter(Writer.nullWriter()), false).with(_ -> new TrainingListener() {
                        @Override
                        public void stepDone(StepResult result) {
                            try {
                                Thread.sleep(20);
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                        }
                    }).with(page).start(config, Optional.of(run));
                } catch (IOException | RuntimeException e) {
                    address.completeExceptionally(e);
                    throw new AssertionError(e);
                }
            });
        }

        String address() throws Exception {
            return address.get(MINUTES, TimeUnit.MINUTES);
        }

        String post(String path, String... headers) throws Exception {
            return request(address(), "POST", path, headers);
        }

        void end() throws Exception {
            done.get(MINUTES, TimeUnit.MINUTES);
        }

        @Override
        public void close() throws IOException {
            String at = address.join();
            if (!done.isDone()) {
                request(at, "POST", "/stop", "X-Longhand-Token: " + at.replaceAll(".*#", ""));
            }
            done.join();
        }
    }

    /** The first line of the answer to a request with these headers, Host among them unless one is given. */
    private static String request(String address, String method, String path, String... headers) throws IOException {
        URI uri = URI.create(address);
        String head = String.join("\r\n", headers);
        String host = head.contains("Host:") ? "" : "Host: 127.0.0.1:" + uri.getPort() + "\r\n";
        try (Socket socket = new Socket("127.0.0.1", uri.getPort())) {
            socket.getOutputStream().write((method + " " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n"
                    + "Content-Length: 0\r\n" + head + (head.isEmpty() ? "\r\n" : "\r\n\r\n"))
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)
                    .replaceAll("HTTP/1.1 ", "");
        }
    }

    private static String contrast() throws IOException {
        try (var in = WatchTest.class.getResourceAsStream("contrast.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The value at a step that a chart tells to a screen reader. */
    private static void assertShown(Browser browser, String chart, String series, Path run, String field)
            throws Exception {
        String label = browser.eval("document.querySelector('#" + chart + " svg').getAttribute('aria-label')").asText();
        Matcher told = Pattern.compile(Pattern.quote(series) + ": (\\S+) at step (\\d+)").matcher(label);
        assertTrue(told.find(), label);
        List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
        JsonNode step = null;
        for (String line : lines) {
            JsonNode node = JSON.readTree(line);
            step = node.has("loss") && node.path("step").asText().equals(told.group(2)) ? node : step;
        }
        double value = step.get(field).asDouble();
        assertEquals(value, Double.parseDouble(told.group(1)), 1e-3 * Math.abs(value), label);
    }

    @Test
    void aTrainingIsWatchedAndStopped() throws Exception {
        try (Watched training = new Watched(); Browser browser = Browser.start(folder)) {
            browser.open(training.address());
            browser.await("document.getElementById('progress') && document.getElementById('progress').value >= 60");
            browser.await("document.querySelectorAll('#layers tr').length > 4"
                    + " && document.querySelectorAll('#pictures canvas').length === 12");
            for (boolean dark : new boolean[] {false, true}) {
                for (int width : new int[] {320, 400, 1400}) {
                    browser.screen(width, dark);
                    assertEquals("", browser.eval(contrast()).asText(), width + (dark ? " dark" : " light"));
                    assertEquals("", browser.faults(), width + (dark ? " dark" : " light"));
                    String shots = System.getProperty("longhand.screenshots", "");
                    if (!shots.isEmpty()) {
                        browser.picture(Path.of(shots, "watch-" + width + (dark ? "-dark" : "-light") + ".png"));
                    }
                }
            }
            browser.eval("document.getElementById('save').focus()");
            browser.eval("document.activeElement.click()");
            browser.await("document.getElementById('answer').textContent.startsWith('Saving')");
            browser.await("document.getElementById('status').textContent.startsWith('Training. Saved after step')");
            long saved = browser.eval("document.getElementById('progress').value").asLong();
            browser.await("document.getElementById('progress').value > " + saved);
            assertEquals("save Saving after the running step. Training. Saved", browser.eval("document.activeElement.id + ' '"
                    + " + document.getElementById('answer').textContent + ' '"
                    + " + document.getElementById('status').textContent.slice(0, 15)").asText(), "focus and answer stay");
            browser.eval("document.getElementById('stop').focus()");
            browser.eval("document.activeElement.click()");
            browser.await("document.getElementById('status').textContent.startsWith('Training was stopped')");
            training.end();
            browser.await("document.getElementById('stop').getAttribute('aria-disabled') === 'true'");
            assertEquals("stop", browser.eval("document.activeElement.id").asText());
            assertShown(browser, "loss", "batch", training.run, "loss");
            assertShown(browser, "loss", "training, mean of the epoch so far", training.run, "epoch_loss");
            assertShown(browser, "lr", "learning rate", training.run, "lr");
            assertShown(browser, "gradient", "gradient norm", training.run, "grad_norm");
        }
        assertEquals("", CliRun.of("evaluate", folder.resolve("run"), "--limit-test", 10).err(),
                "what was saved is whole");
    }

    @Test
    void nobodyElsePressesTheButtons() throws Exception {
        try (Watched training = new Watched()) {
            String address = training.address();
            String token = "X-Longhand-Token: " + address.replaceAll(".*#", "");
            String port = ":" + URI.create(address).getPort();
            assertEquals("403", training.post("/stop"), "no token");
            assertEquals("403", training.post("/stop", "X-Longhand-Token: 00"), "a wrong one");
            assertEquals("403", training.post("/stop", token, "Origin: http://evil.example"), "another page");
            assertEquals("403", training.post("/stop", token, "Origin: http://127.0.0.1:1"), "another port");
            assertEquals("403", training.post("/stop", token, "Origin: null"), "a sandboxed page");
            assertEquals("403", training.post("/stop", token, "Host: evil.example" + port), "another name");
            assertEquals("403", request(address, "GET", "/events", "Host: evil.example" + port), "reading too");
            assertEquals("405", request(address, "GET", "/stop", token));
            assertEquals("405", request(address, "OPTIONS", "/", "Origin: http://127.0.0.1" + port));
            assertEquals("404", request(address, "GET", "/run/config.json"));
            assertEquals("200", request(address, "GET", "/"));
            assertTrue(!training.done.isDone(), "training goes on");
            assertEquals("200", training.post("/save", token));
            assertEquals("200", training.post("/stop", token, "Origin: http://127.0.0.1" + port));
            training.end();
        }
    }

    @Test
    void aRunThatHasEndedIsShownFromItsFiles() throws Exception {
        Path run = folder.resolve("run");
        CliRun.of("train", "mlp", "--dataset", "synthetic", "--limit-train", 200, "--limit-test", 50, "--batch-size",
                32, "--epochs", 3, "--out", run);
        try (WatchServer server = WatchServer.open(0, RunFiles.of(run)); Browser browser = Browser.start(folder)) {
            browser.open(server.address());
            browser.await("document.querySelectorAll('#epochs tr').length === 3");
            browser.await("document.getElementById('buttons').getClientRects().length === 0");
            String settings = browser.eval("document.getElementById('settings').innerText").asText();
            assertTrue(settings.contains("--normalize\tnone") && !settings.contains("object"), settings);
            browser.await("document.getElementById('status').textContent === 'The run is complete.'");
            assertShown(browser, "loss", "batch", run, "loss");
        }
        assertTrue(CliRun.of("watch", folder.resolve("none")).failedWith("no such folder with config.json"));
    }
}
