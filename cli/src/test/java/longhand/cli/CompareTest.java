package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import longhand.testing.Browser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs listed and compared, as text and as a page in a browser. */
class CompareTest {
    @TempDir
    private Path folder;

    private Path slow;
    private Path fast;

    @BeforeEach
    void train() {
        slow = folder.resolve("runs/slow");
        fast = folder.resolve("runs/fast");
        for (Path run : List.of(slow, fast)) {
            assertEquals(0, CliRun.of("train", "mlp", "--dataset", "synthetic", "--limit-train", 200, "--limit-test",
                    50, "--batch-size", 32, "--epochs", 2, "--lr", run == slow ? 0.0001 : 0.01, "--out", run).status());
        }
    }

    /** The accuracy of a column of metrics.csv, as it is printed. */
    private static String accuracy(Path run, int epoch) throws IOException {
        String value = Files.readAllLines(run.resolve("metrics.csv")).get(epoch).split(",")[5];
        return String.format("%.2f %%", 100 * Double.parseDouble(value));
    }

    private static int best(Path run) throws IOException {
        List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
        double[] first = {Double.parseDouble(lines.get(1).split(",")[5]),
                -Double.parseDouble(lines.get(1).split(",")[4])};
        double[] second = {Double.parseDouble(lines.get(2).split(",")[5]),
                -Double.parseDouble(lines.get(2).split(",")[4])};
        return second[0] > first[0] || second[0] == first[0] && second[1] > first[1] ? 2 : 1;
    }

    @Test
    void runsAreListed() throws IOException {
        String listed = CliRun.of("runs", folder.resolve("runs")).out();
        assertTrue(listed.contains(fast + "\n  mlp on synthetic, 2 of 2 epochs; best " + best(fast) + ": test "
                + accuracy(fast, best(fast))), listed);
        assertTrue(listed.indexOf(fast.toString()) < listed.indexOf(slow.toString()), listed);
        assertTrue(CliRun.of("runs", folder.resolve("none")).out().startsWith("no runs in "));
    }

    @Test
    void aDamagedRunDoesNotHideTheOthers() throws IOException {
        Path bad = Files.createDirectories(folder.resolve("some/bad"));
        Files.writeString(bad.resolve("config.json"), "{");
        Path good = Files.createDirectories(folder.resolve("some/good"));
        Files.copy(fast.resolve("config.json"), good.resolve("config.json"));
        CliRun listed = CliRun.of("runs", folder.resolve("some"));
        assertTrue(listed.failedWith(bad.resolve("config.json") + ": damaged"), listed.err());
        assertEquals(good + "\n  mlp on synthetic, 0 of 2 epochs\n", listed.out());
    }

    @Test
    void onlyWhatDiffersIsShown() throws Exception {
        Path page = folder.resolve("compare.html");
        CliRun compared = CliRun.of("compare", slow, fast, "--out", page);
        assertEquals("", compared.err());
        assertTrue(compared.out().matches("(?s)slow\n  --lr +0.0001\n.*fast\n  --lr +0.01\n.*"), compared.out());
        assertFalse(compared.out().contains("--batch-size"), compared.out());
        assertTrue(compared.out().contains("its accuracy   " + accuracy(fast, best(fast))), compared.out());
        assertTrue(CliRun.of("compare", slow, fast, "--out", page).failedWith("exists already"));
        assertTrue(CliRun.of("compare", slow, folder).failedWith("not the folder of a run"));
        try (Browser browser = Browser.start(folder); var contrast =
                CompareTest.class.getResourceAsStream("contrast.js")) {
            String script = new String(contrast.readAllBytes(), StandardCharsets.UTF_8);
            browser.open(page.toUri().toString());
            browser.await("document.querySelectorAll('figure svg path.curve').length === 8");
            String label = browser.eval("document.querySelectorAll('figure svg')[1].getAttribute('aria-label')")
                    .asText();
            double shown = Double.parseDouble(label.replaceAll(".*fast: (\\S+) at epoch 2.*", "$1"));
            assertEquals(Double.parseDouble(Files.readAllLines(fast.resolve("metrics.csv")).get(2).split(",")[5]),
                    shown, 1e-3);
            assertTrue(browser.eval("[...document.querySelectorAll('figure svg text[text-anchor=middle]')]"
                    + ".every(text => /^\\d+$/.test(text.textContent))").asBoolean(), "epochs and steps are whole");
            assertReadable(browser, script, "compare");
            browser.eval("document.querySelector('figure svg').focus()");
            browser.eval("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Home', bubbles: true}))");
            assertTrue(browser.eval("document.querySelector('.readout').textContent").asText()
                    .startsWith("epoch 1: slow "), "the keys read the numbers");

            browser.open(fast.resolve("report.html").toUri().toString());
            browser.await("document.querySelectorAll('figure svg path.curve').length === 7");
            assertReport(browser);
            assertReadable(browser, script, "report");
        }
    }

    /** Its numbers are those of the files beside it. */
    private void assertReport(Browser browser) throws Exception {
        assertEquals("", browser.eval("performance.getEntriesByType('resource').map(r => r.name).join()").asText());
        String confusion = browser.eval("[...document.querySelectorAll('[aria-label=\"What was taken for what\"] tbody tr')]"
                + ".map(row => [...row.cells].map(cell => cell.textContent).join(',')).join('\\n')").asText();
        List<String> stored = Files.readAllLines(fast.resolve("confusion.csv"));
        assertEquals(String.join("\n", stored.subList(1, stored.size())), confusion);
        List<String> epochs = Files.readAllLines(fast.resolve("metrics.csv"));
        assertEquals(epochs.size() - 1, browser.eval(
                "document.querySelectorAll('[aria-label=Epochs] tbody tr').length").asInt());
        assertTrue(browser.eval("document.body.innerText").asText().contains("train mlp --dataset synthetic"));
        assertTrue(browser.eval("[...document.images].every(image => image.naturalWidth > 0 && image.alt)")
                .asBoolean());
    }

    /** Enough contrast, light and dark, nothing wider than a phone or a desk's screen, and nothing cut on paper. */
    private static void assertReadable(Browser browser, String contrast, String name) throws Exception {
        for (boolean dark : new boolean[] {false, true}) {
            for (int width : new int[] {320, 400, 1400}) {
                browser.screen(width, dark);
                String where = name + ", " + width + (dark ? " dark" : " light");
                assertEquals("", browser.eval(contrast).asText(), where);
                assertEquals("", browser.faults(), where);
                String shots = System.getProperty("longhand.screenshots", "");
                if (!shots.isEmpty()) {
                    browser.picture(Path.of(shots, name + "-" + width + (dark ? "-dark" : "-light") + ".png"));
                }
            }
        }
        browser.paper();
        assertEquals("", browser.faults(), name + " on paper");
        assertEquals("rgb(255, 255, 255)", browser.eval("getComputedStyle(document.body).backgroundColor").asText());
    }

    /** Twelve runs have six colours; the others are dashed, and so are their marks in the legend. */
    @Test
    void twelveRunsCanBeToldApart() throws Exception {
        Object[] arguments = new Object[15];
        arguments[0] = "compare";
        for (int i = 0; i < 12; i++) {
            Path run = Files.createDirectories(folder.resolve("copy-of-a-run-with-a-rather-long-name-" + i));
            for (String file : i == 11 ? List.of("config.json") : List.of("config.json", "metrics.jsonl")) {
                Files.copy(fast.resolve(file), run.resolve(file));
            }
            Files.writeString(run.resolve("config.json"), Files.readString(run.resolve("config.json"))
                    .replaceAll("\"seed\" : \\d+", "\"seed\" : " + i));
            arguments[1 + i] = run;
        }
        arguments[13] = "--out";
        arguments[14] = folder.resolve("twelve.html");
        assertEquals("", CliRun.of(arguments).err());
        try (Browser browser = Browser.start(folder)) {
            browser.open(folder.resolve("twelve.html").toUri().toString());
            browser.await("document.querySelectorAll('figure').length === 4");
            assertEquals(12, browser.eval("new Set([...document.querySelectorAll('figure:first-child .legend i')].map(mark => "
                    + "mark.className + getComputedStyle(mark).borderTopColor)).size").asInt());
            browser.paper();
            assertEquals("", browser.faults(), "on paper, with a run that has no epoch");
        }
    }
}
