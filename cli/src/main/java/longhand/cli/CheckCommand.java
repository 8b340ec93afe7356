package longhand.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import longhand.explain.check.AnswerNumbers;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.Problem;
import longhand.io.FileFormatException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand check}: whether an answer worked out by hand is right, and which mistake explains it if not. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Check an answer worked out by hand; a wrong one is met with why it is wrong.",
        footer = {"", "Exit status: 0 the answer is correct, 1 it is wrong, 2 the answer or the problem cannot be read.",
        "",
            "Examples:",
            "  longhand check corr2d --input \"0 1 2; 3 4 5; 6 7 8\" --kernel \"0 1; 2 3\" --answer \"19 25; 37 43\"",
            "  longhand check maxpool --input x.csv --window 2 --view input-gradient --answer answer.txt",
            "  longhand check output-size --size 28 --window 5 --padding 2 --stride 2 --answer 14"})
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OPERATION", description = "One of ${COMPLETION-CANDIDATES}.")
    private Operation operation;

    @Mixin
    private ProblemOptions problem;

    @Option(names = "--view", paramLabel = "VIEW",
            description = "What the answer is: forward (the default), input-gradient, weight-gradient, bias-gradient; softmax: loss (meant where one "
                    + "number answers --labels); "
                    + "of layers: layers for one result each.")
    private Optional<String> view = Optional.empty();

    @Option(names = {"-a", "--answer"}, required = true, paramLabel = "MATRIX",
            description = "The answer, written like the input.")
    private String answer;

    @Override
    public Integer call() {
        return report(spec, () -> problem.problem(operation, problem.view(view, answer)), answer);
    }

    /** Reads an answer, prints what is to be said of it, and returns the exit status. */
    static int report(CommandSpec spec, Supplier<Problem> problem, String answer) {
        Problem asked;
        AnswerNumbers read;
        try {
            asked = problem.get();
            read = AnswerNumbers.option("--answer", answer, asked.truth());
        } catch (IllegalArgumentException | UncheckedIOException | FileFormatException e) {
            // A wrong answer is status 1; what cannot be read is wrong usage.
            throw new ParameterException(spec.commandLine(), Failures.describe(e), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        read.remarks().forEach(out::println);
        Diagnosis diagnosis = Diagnosis.of(asked, read.written());
        out.println(diagnosis.text());
        out.flush();
        return diagnosis.correct() ? 0 : 1;
    }
}
