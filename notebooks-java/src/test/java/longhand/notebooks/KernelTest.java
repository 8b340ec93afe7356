package longhand.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kernel under real Jupyter: {@code jupyter nbconvert --execute}. Skipped where there is no Jupyter, but never in
 * CI.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KernelTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void jupyterIsThere() {
        boolean found = JupyterCommand.find("nbconvert").isPresent();
        if (!found && "1".equals(System.getenv("LONGHAND_CI"))) {
            throw new AssertionError("jupyter nbconvert is missing, but CI must have it: .ci/run installs jupyter-nbconvert");
        }
        Assumptions.assumeTrue(found, "no Jupyter here: install jupyter-nbconvert (Debian) or pip install nbconvert");
        KernelSpec.write(folder.resolve("jupyter"));
    }

    private record Outcome(int status, String text) {
    }

    /** Jupyter is told to wait for what may take long on a busy machine, and would take it for lost otherwise. */
    private static Outcome execute(Path notebook, String... options) throws IOException, InterruptedException {
        List<String> command = JupyterCommand.find("nbconvert").orElseThrow()
                .with("nbconvert", "--to", "notebook", "--execute", "--inplace", notebook.toString(),
                        "--ExecutePreprocessor.startup_timeout=300", "--ExecutePreprocessor.iopub_timeout=300")
                .with(options)
                .words();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JUPYTER_PATH", folder.resolve("jupyter").toString());
        Path log = Files.createTempFile(folder, "nbconvert", ".log");
        Process process = builder.redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(8, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        assertTrue(ended, "Jupyter did not end: " + Files.readString(log));
        return new Outcome(process.exitValue(), Files.readString(log));
    }

    @Test
    void jupyterGivesTheSameOutputsAsTheRunner() throws Exception {
        Notebook notebook = TestNotebooks.write(folder.resolve("same.ipynb"),
                "import longhand.tensor.Tensor;\nimport longhand.notebooks.*;",
                "System.out.println(\"到\");\nSystem.err.println(\"err\");\nTensor.arange(6).reshape(2, 3)",
                "Display.show(new Html(\"<b>b</b>\", \"b\"));\nboolean even(int n) { return n == 0 || odd(n - 1); }\n"
                        + "boolean odd(int n) { return n != 0 && even(n - 1); }\neven(4)",
                "Charts.lines(\"loss\", \"epoch\", \"loss\", Map.of(\"train\", new double[] {2, 1}))",
                "#tag raises-exception\nint zero = 0;\nint n = 1 / zero;");
        Outcome outcome = execute(notebook.file());
        assertEquals(0, outcome.status(), outcome.text());
        assertEquals(List.of(), NotebookRunner.check(Notebook.read(notebook.file())));
    }

    @Test
    void anErrorReachesJupyterWithItsCellAndACaret() throws Exception {
        Notebook notebook = TestNotebooks.write(folder.resolve("error.ipynb"), "int a = 1;", "a + b");
        Outcome outcome = execute(notebook.file());
        assertNotEquals(0, outcome.status());
        assertTrue(outcome.text().contains("CompileError in cell [2], line 1: cannot find symbol\n    a + b\n        ^\n"),
                outcome.text());
    }

    @Test
    void jupytersInterruptStopsAnEndlessCell() throws Exception {
        Notebook notebook = TestNotebooks.write(folder.resolve("endless.ipynb"), "while (true) { }", "1 + 1");
        Path config = Files.writeString(folder.resolve("endless.py"), """
                c = get_config()
                c.ExecutePreprocessor.timeout_func = lambda cell: 4 if "while" in cell.source else 300
                """);
        Outcome outcome = execute(notebook.file(), "--config=" + config,
                "--ExecutePreprocessor.interrupt_on_timeout=True", "--allow-errors");
        assertEquals(0, outcome.status(), outcome.text());
        String after = Files.readString(notebook.file());
        assertTrue(after.contains("Interrupted in cell [1]"), after);
        assertTrue(after.contains("\"2\""), after);
    }
}
