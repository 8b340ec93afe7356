package longhand.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs Python scripts that need PyTorch, for tests that compare with the real thing.
 *
 * <p>Where {@code /usr/bin/python3} cannot import torch such a test is skipped and says so, except in continuous
 * integration (environment variable {@code LONGHAND_CI=1}), where a skipped test would go unnoticed: there it fails.
 */
public final class PyTorch {
    private static final String PYTHON = "/usr/bin/python3";
    private static final long PATIENCE_SECONDS = 600;
    private static final boolean AVAILABLE = Files.isExecutable(Path.of(PYTHON)) && works();

    private PyTorch() {
    }

    /** Skips (in continuous integration: fails) the calling test if there is no PyTorch. */
    public static void require() {
        String reason = PYTHON + " has no PyTorch here: install python3-torch to run this test";
        if ("1".equals(System.getenv("LONGHAND_CI"))) {
            Assertions.assertTrue(AVAILABLE, reason);
        }
        Assumptions.assumeTrue(AVAILABLE, reason);
    }

    /**
     * Runs a script and returns what it printed.
     *
     * @throws AssertionError with its output if the script fails
     */
    public static String run(Path script, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(PYTHON, script.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return run(command);
    }

    /** Runs a program given as text and returns what it printed. */
    public static String runText(String program, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(PYTHON, "-c", program));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return run(command);
    }

    private static boolean works() {
        try {
            run(List.of(PYTHON, "-c", "import torch"));
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    private static String run(List<String> command) {
        try {
            Path output = Files.createTempFile("python", ".txt");
            try {
                Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
                        .start();
                boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (!ended) {
                    process.destroyForcibly();
                }
                String text = Files.readString(output);
                Assertions.assertTrue(ended && process.exitValue() == 0, () -> String.join(" ", command) + "\n" + text);
                return text;
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("cannot run " + command, e);
        }
    }
}
