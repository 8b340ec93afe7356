package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What every command says to a line with too few or too many words. */
class UsageErrorsTest {
    private static Stream<CommandSpec> commands(CommandLine command) {
        return Stream.concat(Stream.of(command.getCommandSpec()), command.getSubcommands().values().stream()
                .flatMap(UsageErrorsTest::commands));
    }

    private static List<String> words(CommandSpec command) {
        List<String> words = List.of(command.qualifiedName().split(" "));
        return new ArrayList<>(words.subList(1, words.size()));
    }

    private static void assertRefused(List<String> line, String problem) {
        CliRun run = CliRun.of(line.toArray());
        assertEquals(2, run.status(), line + run.err());
        assertTrue(run.err().contains(problem) && run.err().contains("Fix: ") && run.err().contains("Try 'longhand "),
                line + run.err());
    }

    @Test
    void tooFewWords() {
        List<CommandSpec> demanding = commands(Main.create())
                .filter(command -> command.args().stream().anyMatch(ArgSpec::required)).toList();
        assertTrue(demanding.size() > 12, demanding.toString());
        demanding.forEach(command -> assertRefused(words(command), " missing. Fix: longhand "));
    }

    @Test
    void tooManyWords() {
        List<CommandSpec> strict = commands(Main.create()).filter(command -> command.parent() != null
                && command.requiredArgs().stream().allMatch(ArgSpec::isPositional)
                && command.subcommands().isEmpty()
                && command.positionalParameters().stream().noneMatch(p -> p.index().isVariable())).toList();
        assertTrue(strict.size() > 12, strict.toString());
        for (CommandSpec command : strict) {
            List<String> line = words(command);
            for (PositionalParamSpec ignored : command.positionalParameters()) {
                line.add("1");
            }
            line.addAll(Collections.nCopies(2, "extra"));
            assertRefused(line, "more than it takes: 'extra', 'extra'. Fix: ");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            compare                | compare: RUN is missing. Fix: longhand compare RUN RUN
            compare one            | compare: RUN is missing. Fix: longhand compare RUN RUN
            predict                | predict: CHECKPOINT and IMAGE are missing. Fix: longhand predict CHECKPOINT IMAGE
            predict lenet          | predict: IMAGE is missing. Fix: longhand predict CHECKPOINT IMAGE
            resume a b             | resume: one word more than it takes: 'b'. Fix: leave it out; a name with spaces stands in quotes
            models a b             | models: 2 words more than it takes: 'a', 'b'. Fix: leave them out;
            solve pool             | solve conv: --in and --out are missing. Fix: longhand solve conv --in=
            train --epochs         | train: the value of --epochs is missing. Fix: write it after the option
            explain tensor         | explain: 'tensor' is no OPERATION. Fix: choose one of corr2d, conv2d, conv1x1,
            train --x=y            | Unknown option: '--x=y'""")
    void theWordsAreThoseOfTheHelp(String line, String message) {
        CliRun run = CliRun.of((Object[]) line.split(" "));
        assertEquals(2, run.status());
        assertTrue(run.err().startsWith("longhand: " + message), run.err());
    }
}
