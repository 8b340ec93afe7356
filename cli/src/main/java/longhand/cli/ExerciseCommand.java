package longhand.cli;

import longhand.explain.exercise.Exercise;
import longhand.explain.exercise.ExerciseKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand exercise}: exercises for paper, for one reader or a class, and their grading. */
@Command(
        name = "exercise",
        mixinStandardHelpOptions = true,
        description = "Make exercises for one reader or a class, and grade a folder of answers.",
        subcommands = {ExerciseNewCommand.class, ExerciseAddCommand.class, ExerciseGradeCommand.class,
        ExerciseAutograderCommand.class},
        footer = {"", "Examples:", "  longhand exercise new corr2d --level 2 --seed 5",
            "  longhand exercise check corr2d --level 2 --seed 5 --answer \"1 2 3; 4 5 6; 7 8 9\"",
            "  longhand exercise new corr2d:2 maxpool:1:5 Softmax --students class.csv --out homework",
            "  longhand exercise add homework \"Dora Late\"",
            "  longhand exercise grade homework"})
final class ExerciseCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "check", mixinStandardHelpOptions = true,
            description = "Check an answer to an exercise that 'new' printed.")
    int check(
            @Parameters(index = "0", paramLabel = "KIND", description = "As for 'new'.") String kind,
            @Option(names = "--level", defaultValue = "1", description = "As for 'new'.") int level,
            @Option(names = "--seed", required = true, description = "The seed that 'new' named.") long seed,
            @Option(names = {"-a", "--answer"}, required = true, paramLabel = "MATRIX",
                    description = "The answer, or its file.")
                    String answer) {
        return CheckCommand.report(spec, () -> Exercise.make(ExerciseKind.of(kind), level, seed).problem(), answer);
    }
}
