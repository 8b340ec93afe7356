package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SelftestCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine line = Main.create();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    @Test
    void optimisersModelsAndResizingPassOnTheCpu() {
        for (String group : new String[] {"optim", "model", "resize"}) {
            assertEquals(0, run("selftest", "--backend", "cpu", "--group", group), () -> out.toString() + err);
        }
        assertTrue(out.toString().endsWith("5 passed, 0 failed" + System.lineSeparator()), out::toString);
    }

    @Test
    void aFolderOfCasesAndAFailingOne(@TempDir Path folder) throws IOException {
        Files.copy(Path.of("../conformance/src/main/resources/longhand/conformance/cases/unary_000.npz"),
                folder.resolve("a.npz"));
        Files.writeString(folder.resolve("cases.json"), """
                [{"name": "right", "group": "unary", "op": "relu", "args": {}, "file": "a.npz", "rtol": 1e-4, "atol": 1e-5},
                 {"name": "wrong", "group": "unary", "op": "neg", "args": {}, "file": "a.npz", "rtol": 1e-4, "atol": 1e-5},
                 {"name": "new", "group": "unary", "op": "frobnicate", "args": {}, "file": "a.npz", "rtol": 1e-4, "atol": 1e-5}]""");
        assertEquals(1, run("selftest", "--cases", folder.toString(), "--backend", "reference"));
        assertTrue(out.toString().contains("FAILED wrong"), out::toString);
        assertTrue(out.toString().contains("'frobnicate' is not known"), out::toString);
        assertTrue(out.toString().endsWith("1 passed, 2 failed" + System.lineSeparator()), out::toString);
    }

    @Test
    void randomProblemsAreRepeatedByTheirSeed() {
        assertEquals(0, run("selftest", "--fuzz", "0", "--seed", "-3", "--backend", "cpu", "--operation", "relu"),
                err::toString);
        assertEquals("random problems for 1 operations on cpu, seed -3" + System.lineSeparator()
                + "1 problems, 0 failed" + System.lineSeparator(), out.toString());
    }

    /** Always the same problems, as many as there is time for; a minute of others is part of .ci/run. */
    @Test
    void aFewSecondsOfRandomProblemsPassOnEveryBackend() {
        assertEquals(0, run("selftest", "--fuzz", "4", "--seed", "7"), () -> out.toString() + err);
        assertTrue(out.toString().contains("cpu-plain, seed 7"), out::toString);
        assertEquals(0, run("selftest", "--fuzz", "0", "--seed", "8", "--backend", "cpu-plain"), out::toString);
    }

    @Test
    void anOperationThatDoesNotExistIsRefusedWithThoseThatDo() {
        assertEquals(1, run("selftest", "--fuzz", "0", "--backend", "cpu", "--operation", "frobnicate"));
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains("'frobnicate'") && err.toString().contains("kernel.conv2d"), err::toString);
    }

    @Test
    void aSeedAloneOrATimeThatIsNoneIsWrongUsage() {
        assertEquals(2, run("selftest", "--seed", "3"));
        assertTrue(err.toString().contains("add --fuzz SECONDS"), err::toString);
        assertEquals(2, run("selftest", "--fuzz", "-1"));
        assertEquals(2, run("selftest", "--fuzz", "NaN"));
    }

    @Test
    void aMissingFolderIsOneLine(@TempDir Path folder) {
        assertEquals(1, run("selftest", "--cases", folder.resolve("nowhere").toString()));
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains("cases.json"), err::toString);
    }
}
