package longhand.learn;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import longhand.sandbox.Program;
import longhand.sandbox.WorkerProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code longhand learn}: the path of small programs to complete. */
@Command(
        name = "learn",
        mixinStandardHelpOptions = true,
        description = "Write the heart of a deep-learning engine yourself, in 24 small steps. Copies the tasks into "
        + "a folder, which "
                + "editors open as a project, and tests each file when you save it. Your code runs in a process of "
                + "its own.")
public final class LearnCommand implements Callable<Integer> {
    private static final String AS_FOR_CHECK = "As for check.";
    @Spec
    private CommandSpec spec;

    @Option(names = "--dir", paramLabel = "FOLDER", defaultValue = "learn", scope = ScopeType.INHERIT,
            description = "Where your files are (default: learn).")
    private Path folder = Path.of("learn");

    /** Made by picocli, which then fills in the options. */
    public LearnCommand() {}

    private Workspace workspace() {
        return new Workspace(folder);
    }

    private void say(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Charset charset = System.console() == null ? Charset.defaultCharset() : System.console().charset();
        BufferedReader terminal = new BufferedReader(new InputStreamReader(System.in, charset));
        new LearnSession(workspace(), spec.commandLine().getOut(), Optional.of(terminal)).run();
        return 0;
    }

    @Command(name = "check", mixinStandardHelpOptions = true,
            description = "Test one task once; by default the first that is not done. Exit status: 0 it is right, 1 "
                    + "it is not.")
    int check(@Parameters(arity = "0..1", paramLabel = "TASK",
            description = "A name or a number from 'longhand learn list'.") Optional<String> name) {
        Workspace workspace = workspace();
        workspace.prepare();
        Progress progress = workspace.progress();
        Task task = choose(name, progress);
        Examiner.Result result;
        try (WorkerProcess worker = Program.start(Examiner.MEGABYTES)) {
            result = Examiner.examine(task, workspace::file, worker, task.limit(), 0);
        }
        progress.done(task, result.passed());
        if (!result.remarks().isEmpty()) {
            say(result.remarks());
        }
        say(result.passed() ? "✓ " + task.name() + " is right." : task.name() + ": " + result.text());
        return result.passed() ? 0 : 1;
    }

    @Command(name = "hint", mixinStandardHelpOptions = true, description = "Show the next hint of a task.")
    void hint(@Parameters(arity = "0..1", paramLabel = "TASK", description = AS_FOR_CHECK) Optional<String> name) {
        Progress progress = workspace().progress();
        say(progress.hint(choose(name, progress)));
    }

    @Command(name = "solution", mixinStandardHelpOptions = true,
            description = "Show our own solution of a task, to be compared with yours. Of a task that is not done, "
                    + "only with --yes.")
    int solution(@Parameters(arity = "0..1", paramLabel = "TASK", description = AS_FOR_CHECK) Optional<String> name,
            @Option(names = "--yes", description = "Show it although the task is not done.") boolean yes) {
        Progress progress = workspace().progress();
        Task task = choose(name, progress);
        if (!yes && !progress.isDone(task)) {
            say(LearnSession.warning(task) + " To see it all the same: longhand learn solution " + task.name()
                    + " --yes");
            return 1;
        }
        say(LearnSession.solution(task));
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the tasks and what is done.")
    void list() {
        LearnSession.list(workspace().progress(), spec.commandLine().getOut());
    }

    @Command(name = "reset", mixinStandardHelpOptions = true,
            description = "Put the original of a task back; what you wrote is kept beside it.")
    void reset(@Parameters(paramLabel = "TASK", description = AS_FOR_CHECK) String name) {
        Workspace workspace = workspace();
        Task task = Curriculum.of(name);
        Optional<Path> kept = workspace.reset(task);
        workspace.progress().done(task, false);
        say("Fresh: " + workspace.file(task) + kept.map(old -> "\nWhat you wrote is in " + old).orElse(""));
    }

    private static Task choose(Optional<String> name, Progress progress) {
        return name.map(Curriculum::of).orElseGet(() -> progress.next().orElse(Curriculum.TASKS.getLast()));
    }
}
