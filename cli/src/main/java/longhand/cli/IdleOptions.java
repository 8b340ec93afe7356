package longhand.cli;

import java.util.List;
import java.util.stream.Collectors;
import longhand.datasets.DatasetRegistry;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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

    /** Refuses a folder of images for a data set that has none. */
    static void refuseFolder(CommandSpec command, String dataset) {
        if (!DatasetRegistry.isInFiles(dataset)) {
            refuse(command, "the images of " + dataset + " are in no files", List.of("--data-dir"));
        }
    }

    /** Leaves options out of the help of a command that refuses them always, but shares them with others. */
    static void hide(CommandSpec command, List<String> names) {
        for (String name : names) {
            OptionSpec shown = command.findOption(name);
            command.remove(shown);
            command.addOption(OptionSpec.builder(shown).hidden(true).build());
        }
    }
}
