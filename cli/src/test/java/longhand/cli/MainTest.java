package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What every subcommand gets from {@link Main}: exit statuses, one-line errors, help, completion. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Stands for any subcommand that fails. */
    @Command(name = "fail", mixinStandardHelpOptions = true)
    private static final class Fail implements Callable<Integer> {
        private final Exception failure;

        Fail(Exception failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }

    private int run(CommandLine commandLine, String... args) {
        return commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(args);
    }

    private int run(String... args) {
        return run(Main.create(args), args);
    }

    private int fail(Exception failure, String... args) {
        return run(Main.create().addSubcommand(new Fail(failure)), args);
    }

    @Test
    void versionNamesOursAndJavas() {
        assertEquals(0, run("--version"));
        assertTrue(out.toString().matches("longhand \\d+\\.\\d+\\.\\d+\\S* \\(Java 25.*\\)\\R"), out.toString());
    }

    @Test
    void withoutArgumentsTheOverviewIsPrinted() {
        assertEquals(0, run());
        assertTrue(out.toString().startsWith("Usage: longhand"), out.toString());
    }

    @Test
    void everySubcommandHasHelpAndADescription() {
        for (CommandLine subcommand : Main.create().getSubcommands().values()) {
            var spec = subcommand.getCommandSpec();
            assertTrue(spec.optionsMap().containsKey("--help"), spec.name() + " lacks mixinStandardHelpOptions");
            assertTrue(spec.usageMessage().description().length > 0, spec.name() + " lacks a description");
        }
    }

    /** Only the command that is named is made: the others take longer than it. */
    @Test
    void eachCommandIsTheSameAloneAsAmongAll() {
        CommandLine all = Main.create();
        int alone = 0;
        for (var each : all.getSubcommands().entrySet()) {
            CommandLine made = Main.create(each.getKey(), "--help");
            alone += made.getSubcommands().size() == 1 ? 1 : 0;
            assertEquals(each.getValue().getUsageMessage(),
                    made.getSubcommands().get(each.getKey()).getUsageMessage());
        }
        assertTrue(alone > 15, "only " + alone);
        assertTrue(Main.create("--debug", "check").getSubcommands().size() == all.getSubcommands().size());
    }

    @Test
    void wrongUsageIsStatusTwoAndShort() {
        assertEquals(2, run("completion", "--colour"));
        assertEquals("longhand: Unknown option: '--colour'\nTry 'longhand completion --help'.\n", lines(err));
        assertEquals("", out.toString());
    }

    @Test
    void aMisspelledSubcommandIsSuggested() {
        assertEquals(2, run("completoin"));
        assertTrue(err.toString().contains("completion"), err.toString());
    }

    @Test
    void aFailureIsOneLineAndStatusOne() {
        assertEquals(1, fail(new IllegalArgumentException("conv2d: kernel 5×5\n  is larger than the input 3×3"),
                "fail"));
        assertEquals("longhand: conv2d: kernel 5×5 is larger than the input 3×3\n", lines(err));
    }

    @Test
    void debugAddsTheStackTrace() {
        assertEquals(1, fail(new IllegalArgumentException("no"), "fail", "--debug"));
        assertTrue(err.toString().contains("\tat longhand.cli.MainTest"), err.toString());
        assertTrue(lines(err).endsWith("longhand: no\n"), err.toString());
    }

    @Test
    void aMissingFileIsNamed() {
        assertEquals(1, fail(new NoSuchFileException("weights.npz"), "fail"));
        assertEquals("longhand: no such file or folder: weights.npz. Fix: check the name\n", lines(err));
    }

    @Test
    void aBugIsCalledABug() {
        assertEquals(1, fail(new ArrayIndexOutOfBoundsException("Index 3 out of bounds for length 3"), "fail"));
        assertTrue(lines(err).startsWith("longhand: unexpected ArrayIndexOutOfBoundsException: Index 3"),
                err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void completionKnowsTheSubcommands() {
        assertEquals(0, run("completion"));
        assertTrue(out.toString().startsWith("#!/usr/bin/env bash"), out.toString());
        assertTrue(out.toString().contains("train") && out.toString().contains("completion"), out.toString());
    }

    private static String lines(StringWriter writer) {
        return writer.toString().replace(System.lineSeparator(), "\n");
    }
}
