package longhand.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code longhand java}: runs a Java source file with the engine on its class path, no project needed. */
@Command(
        name = "java",
        mixinStandardHelpOptions = true,
        description = "Run a Java source file that uses the engine, e.g. longhand java Hello.java.")
final class JavaCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "A .java file with a main method.")
    private Path file;

    @Parameters(index = "1..*", paramLabel = "ARG", description = "Arguments for the program.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file) || !file.toString().endsWith(".java")) { // else java takes it for a class
            throw new IllegalArgumentException(file + " is no .java file. Fix: name a file with a main method that ends in .java");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(flag -> !flag.startsWith("-agentlib"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), file.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
