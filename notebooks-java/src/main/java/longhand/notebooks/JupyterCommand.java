package longhand.notebooks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How to call Jupyter here.
 *
 * @param words the start of the command line; Debian's Jupyter needs Debian's Python whatever else is first on the PATH
 */
record JupyterCommand(List<String> words) {
    private static final List<List<String>> WAYS = List.of(
            List.of("jupyter"),
            List.of("python3", "-m", "jupyter"),
            List.of("/usr/bin/python3", "-m", "jupyter"));
    private static final int PATIENCE_SECONDS = 120;

    /** The first way to call Jupyter by which the given subcommand answers. */
    static Optional<JupyterCommand> find(String subcommand) {
        return WAYS.stream().filter(words -> answers(words, subcommand)).findFirst().map(JupyterCommand::new);
    }

    JupyterCommand with(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return new JupyterCommand(all);
    }

    private static boolean answers(List<String> words, String subcommand) {
        try {
            Process process = new ProcessBuilder(new JupyterCommand(words).with(subcommand, "--version").words())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
