package longhand.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts what is wrong with a command line into a sentence for a person, with the words of the help. */
final class UsageErrors {
    private UsageErrors() {
    }

    static String describe(ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        return switch (e) {
            case MissingParameterException missing -> missing(command, missing.getMissing());
            case UnmatchedArgumentException words when !words.isUnknownOption() && isStrict(command) ->
                    tooMany(command, words.getUnmatched());
            case ParameterException _ when isChoice(e) -> name(command) + ": '" + Failures.oneLine(e.getValue())
                    + "' is no " + word(e.getArgSpec()) + ". Fix: choose one of " + String.join(", ", choices(e));
            default -> Failures.oneLine(e.getMessage());
        };
    }

    private static String missing(CommandSpec command, List<ArgSpec> missing) {
        String start = name(command) + ": ";
        if (missing.size() == 1 && !missing.getFirst().required()) { // the option is there
            return start + "the value of " + word(missing.getFirst()) + " is missing. Fix: write it after the option";
        }
        List<String> words = missing.stream().flatMap(arg -> andThoseAfter(command, arg)).map(UsageErrors::word)
                .distinct().toList();
        return start + String.join(" and ", words) + (words.size() == 1 ? " is" : " are") + " missing. Fix: "
                + shortestLine(command);
    }

    /** Picocli names the first parameter that is missing; those behind it are missing too. */
    private static Stream<ArgSpec> andThoseAfter(CommandSpec command, ArgSpec missing) {
        return missing instanceof PositionalParamSpec first
                ? command.positionalParameters().stream().filter(ArgSpec::required)
                        .filter(p -> p.index().min() >= first.index().min()).map(ArgSpec.class::cast)
                : Stream.of(missing);
    }

    /** What the command cannot do without. */
    private static String shortestLine(CommandSpec command) {
        List<String> words = new ArrayList<>(List.of(command.qualifiedName()));
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            words.addAll(Collections.nCopies(parameter.arity().min(), parameter.paramLabel()));
        }
        command.options().stream().filter(OptionSpec::required)
                .forEach(option -> words.add(option.longestName() + "=" + option.paramLabel()));
        return String.join(" ", words);
    }

    /** Whether the words can be no names of other commands, mistyped. */
    private static boolean isStrict(CommandSpec command) {
        return command.subcommands().isEmpty();
    }

    private static String tooMany(CommandSpec command, List<String> words) {
        boolean one = words.size() == 1;
        return name(command) + ": " + (one ? "one word" : words.size() + " words") + " more than it takes: "
                + words.stream().map(word -> "'" + Failures.oneLine(word) + "'").collect(Collectors.joining(", "))
                + ". Fix: leave " + (one ? "it" : "them") + " out; a name with spaces stands in quotes";
    }

    /** Whether the word should have been one of the choices. */
    static boolean isChoice(ParameterException e) {
        return e.getArgSpec() != null && e.getValue() != null && type(e.getArgSpec()).isEnum();
    }

    static List<String> choices(ParameterException e) {
        return Stream.of(type(e.getArgSpec()).getEnumConstants()).map(Object::toString).toList();
    }

    /** What is inside of an Optional or a list. */
    private static Class<?> type(ArgSpec arg) {
        return arg.auxiliaryTypes()[0];
    }

    private static String word(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }

    private static String name(CommandSpec command) {
        return command.qualifiedName().replaceFirst("^longhand ", "");
    }
}
