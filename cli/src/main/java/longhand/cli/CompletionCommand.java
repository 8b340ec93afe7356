package longhand.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code longhand completion}: prints the script that teaches bash and zsh our subcommands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print a script for tab completion in bash or zsh.",
        footer = {"", "Put this line into ~/.bashrc or ~/.zshrc:", "  source <(longhand completion)"})
final class CompletionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        out.print(AutoComplete.bash("longhand", Main.create()));
        out.flush();
    }
}
