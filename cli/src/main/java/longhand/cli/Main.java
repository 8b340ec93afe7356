package longhand.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import longhand.cli.run.SafeText;
import longhand.cli.run.StopSignal;
import longhand.learn.LearnCommand;
import longhand.names.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code longhand} command: parses the line, runs the subcommand, reports failures.
 *
 * <p>Exit status: 0 the work is done, 1 it failed, 2 the command line is wrong.
 */
@Command(
        name = "longhand",
        description = "A deep-learning engine that shows its work.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main implements Runnable {
    /** One line each, in the order in which --help lists them. */
    private static final List<Class<?>> COMMANDS = List.of(
            TrainCommand.class,
            ResumeCommand.class,
            WatchCommand.class,
            RunsCommand.class,
            CompareCommand.class,
            FindLrCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            ModelsCommand.class,
            SummaryCommand.class,
            ConvertCommand.class,
            BackendsCommand.class,
            BenchCommand.class,
            OpenclCommand.class,
            JavaCommand.class,
            SelftestCommand.class,
            ExplainCommand.class,
            CheckCommand.class,
            ExerciseCommand.class,
            SolveCommand.class,
            LearnCommand.class,
            CompletionCommand.class);
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "On failure, print the stack trace too (also: LONGHAND_DEBUG=1).")
    private boolean debug = "1".equals(System.getenv("LONGHAND_DEBUG"));

    private Main() {
    }

    public static void main(String[] args) {
        int status = CommandLine.ExitCode.SOFTWARE;
        StopSignal.PROCESS.install();
        StandardOutput output = StandardOutput.install();
        try {
            status = output.status(run(args));
        } finally {
            StopSignal.PROCESS.close();
        }
        System.exit(status);
    }

    /** Runs one command line and returns its exit status; what can be reported has then been printed. */
    static int run(String... args) {
        Main main = new Main();
        CommandLine commandLine = main.commandLine(args);
        try {
            return commandLine.execute(args);
        } catch (Error e) {
            // picocli hands over exceptions only; running out of memory or a missing native library arrives here.
            return main.reportFailure(e, commandLine);
        }
    }

    /** The command for a line; the complete one, with the subcommands of other modules, for an empty line. */
    static CommandLine create(String... args) {
        return new Main().commandLine(args);
    }

    /**
     * Making all commands takes longer than what many of them do: if the line begins with the name of one, only that
     * one is made.
     */
    private CommandLine commandLine(String... args) {
        CommandLine commandLine = new CommandLine(this);
        List<Class<?>> named = COMMANDS.stream()
                .filter(c -> args.length > 0 && c.getAnnotation(Command.class).name().equals(args[0])).toList();
        if (named.isEmpty()) {
            COMMANDS.forEach(commandLine::addSubcommand);
            ServiceLoader.load(Subcommand.class).forEach(commandLine::addSubcommand);
        } else {
            named.forEach(commandLine::addSubcommand);
        }
        Optional.ofNullable(commandLine.getSubcommands().get("java")).ifPresent(java -> java.setStopAtPositional(true));
        Optional.ofNullable(commandLine.getSubcommands().get("find-lr")).ifPresent(FindLrCommand::hideIdle);
        OptionTypes.register(commandLine);
        return commandLine
                .setExpandAtFiles(false) // a picture may be called @home.png
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(Main::runParsed)
                .setParameterExceptionHandler((e, line) -> reportUsage(e))
                .setExecutionExceptionHandler((e, failed, result) -> reportFailure(e, failed));
    }

    private static int runParsed(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped; // our own words, in colours
        }
        StopSignal.PROCESS.endAtOnce(""); // most commands have nothing to save
        CommandLine root = parsed.commandSpec().root().commandLine();
        root.setOut(SafeText.writer(root.getOut())).setErr(SafeText.writer(root.getErr()));
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Without a subcommand: the overview. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int reportUsage(ParameterException e) {
        CommandLine failed = e.getCommandLine();
        PrintWriter err = SafeText.writer(failed.getErr());
        err.println("longhand: " + UsageErrors.describe(e));
        suggestion(e).ifPresent(err::println);
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + failed.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    /** What was probably meant by a value that is none of the choices. */
    private static Optional<String> suggestion(ParameterException e) {
        return UsageErrors.isChoice(e)
                ? NearestName.of(e.getValue(), UsageErrors.choices(e)).map(name -> "Did you mean " + name + "?")
                : Optional.empty();
    }

    private int reportFailure(Throwable e, CommandLine failed) {
        PrintWriter err = SafeText.writer(failed.getErr());
        if (debug) {
            e.printStackTrace(err);
        }
        err.println("longhand: " + Failures.describe(e));
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
