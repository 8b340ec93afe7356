package longhand.learn;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
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
        description = "Write the heart of a deep-learning engine yourself, in 18 small steps. Copies the tasks into a folder "
                + "and tests each "
                + "file when you save it.")
public final class LearnCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--dir", paramLabel = "FOLDER", defaultValue = "learn", scope = ScopeType.INHERIT,
            description = "Where your files are (default: learn).")
    private Path folder = Path.of("learn");

    private Workspace workspace() {
        return new Workspace(folder);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Charset charset = System.console() == null ? Charset.defaultCharset() : System.console().charset();
        new LearnSession(workspace(), out(), Optional.of(new BufferedReader(new InputStreamReader(System.in, charset)))).run();
        return 0;
    }

    @Command(name = "check", mixinStandardHelpOptions = true,
            description = "Test one task once; by default the first that is not done.")
    int check(@Parameters(arity = "0..1", paramLabel = "TASK",
            description = "A name from 'longhand learn list'.") Optional<String> name) {
        Workspace workspace = workspace();
        workspace.prepare();
        Progress progress = workspace.progress();
        Task task = choose(name, progress);
        Examiner.Result result;
        try (WorkerProcess worker = Program.start(Examiner.MEGABYTES)) {
            result = Examiner.examine(task, workspace.file(task), worker, task.limit(), 0);
        }
        progress.done(task, result.passed());
        if (!result.remarks().isEmpty()) {
            out().println(result.remarks());
        }
        out().println(result.passed() ? "✓ " + task.name() + " is right." : task.name() + ": " + result.text());
        out().flush();
        return result.passed() ? 0 : 1;
    }

    @Command(name = "hint", mixinStandardHelpOptions = true, description = "Show the next hint of a task.")
    void hint(@Parameters(arity = "0..1", paramLabel = "TASK", description = "As for check.") Optional<String> name) {
        Progress progress = workspace().progress();
        out().println(progress.hint(choose(name, progress)));
        out().flush();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the tasks and what is done.")
    void list() {
        LearnSession.list(workspace().progress(), out());
    }

    @Command(name = "reset", mixinStandardHelpOptions = true,
            description = "Put the original of a task back; what you wrote is lost.")
    void reset(@Parameters(paramLabel = "TASK", description = "As for check.") String name) {
        Workspace workspace = workspace();
        Task task = Curriculum.of(name);
        workspace.reset(task);
        workspace.progress().done(task, false);
        out().println("Fresh: " + workspace.file(task));
        out().flush();
    }

    private static Task choose(Optional<String> name, Progress progress) {
        return name.map(Curriculum::of).orElseGet(() -> progress.next().orElse(Curriculum.TASKS.getLast()));
    }
}
