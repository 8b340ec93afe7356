package longhand.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Options that would change nothing where they are given. */
final class IdleOptions {
    private IdleOptions() {}

    /**
     * Refuses those that were given.
     *
     * @param why why they have no effect here
     */
    static void refuse(CommandSpec command, String why, List<String> names) {
        String idle = names.stream().filter(command.commandLine().getParseResult()::hasMatchedOption)
                .collect(Collectors.joining(", "));
        if (!idle.isEmpty()) {
            throw new ParameterException(command.commandLine(), command.commandLine().getCommandName()
                    + " does not use " + idle + ": " + why + ". Fix: leave it out");
        }
    }
}
