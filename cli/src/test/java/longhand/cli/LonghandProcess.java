package longhand.cli;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A command line in a process of its own, which can be sent signals. Whatever happens, it ends with the test. */
final class LonghandProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5); // with a busy machine; a test takes seconds

    private final Process process;
    private final Path output;

    private LonghandProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts {@code longhand}; standard output and standard error come together. */
    static LonghandProcess start(Path folder, Object... args) throws IOException {
        return start(folder, command(Main.class, args));
    }

    /** The same at a pseudo-terminal, into which {@link #type} types. */
    static LonghandProcess startAtTerminal(Path folder, Object... args) throws IOException {
        requireTool("script"); // of util-linux
        String line = String.join(" ", command(Main.class, args).stream().map(word -> "'" + word + "'").toList());
        return start(folder, List.of("script", "-qefc", line, "/dev/null"));
    }

    /** The same with a standard output that nobody reads any more, as after "| head"; the output is standard error. */
    static LonghandProcess startWithoutReader(Path folder, Object... args) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command(Main.class, args)).directory(folder.toFile())
                .redirectError(output.toFile()).start();
        process.getInputStream().close();
        return new LonghandProcess(process, output);
    }

    /** The same with a standard output that goes to a file; the output is standard error. */
    static LonghandProcess startInto(Path standardOutput, Path folder, Object... args) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        return new LonghandProcess(new ProcessBuilder(command(Main.class, args)).directory(folder.toFile())
                .redirectError(output.toFile()).redirectOutput(standardOutput.toFile()).start(), output);
    }

    static LonghandProcess start(Path folder, List<String> command) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        return new LonghandProcess(process, output);
    }

    /** A Java program with the flags and classes of this JVM. */
    static List<String> command(Class<?> main, Object... args) {
        // Where tests run in the background, their children would ignore SIGINT, and children of a terminal do not.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        requireTool("env", "--default-signal=INT", "true");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--") || flag.startsWith("-X") || flag.startsWith("-Djava.awt"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        List.of(args).forEach(arg -> command.add(arg.toString()));
        return command;
    }

    /** Signals and terminals are those of Linux; on other systems these tests are skipped. */
    private static void requireTool(String... command) {
        boolean works;
        try {
            List<String> words = command.length == 1 ? List.of(command[0], "--version") : List.of(command);
            works = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor() == 0;
        } catch (IOException e) {
            works = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            works = false;
        }
        if (!works && "1".equals(System.getenv("LONGHAND_CI"))) {
            fail("'" + String.join(" ", command) + "' is missing");
        }
        Assumptions.assumeTrue(works, "needs '" + String.join(" ", command) + "'");
    }

    String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** Waits until the output contains a text. */
    LonghandProcess awaitOutput(String part) throws IOException, InterruptedException {
        return await(part, () -> output().contains(part));
    }

    /** Waits until a file is there. */
    LonghandProcess awaitFile(Path file) throws IOException, InterruptedException {
        return await(file.toString(), () -> Files.exists(file));
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private LonghandProcess await(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                fail("no " + what + " came, but:\n" + output());
            }
            Thread.sleep(5);
        }
        return this;
    }

    /** Sends INT, TERM, …. */
    LonghandProcess signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        return this;
    }

    LonghandProcess type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return this;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end; returns the exit status. */
    int awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            fail("does not end:\n" + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
