package longhand.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.MatrixFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand check}: whether an answer worked out by hand is right, and which mistake explains it if not. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Check an answer worked out by hand; a wrong one is met with why it is wrong.",
        footer = {"", "Exit status: 0 the answer is correct, 1 it is wrong.", "", "Example:",
            "  longhand check corr2d --input \"0 1 2; 3 4 5; 6 7 8\" --kernel \"0 1; 2 3\" --answer \"19 25; 37 43\""})
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OPERATION", description = "corr2d, conv2d, maxpool or avgpool.")
    private Operation operation;

    @Mixin
    private WindowOptions window;

    @Option(names = {"-a", "--answer"}, required = true, paramLabel = "MATRIX",
            description = "The answer, written like the input.")
    private String answer;

    @Override
    public Integer call() {
        return report(spec, Diagnosis.of(window.problem(operation), MatrixFile.argument(answer)));
    }

    /** Prints a diagnosis and returns the exit status. */
    static int report(CommandSpec spec, Diagnosis diagnosis) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(diagnosis.text());
        out.flush();
        return diagnosis.correct() ? 0 : 1;
    }
}
