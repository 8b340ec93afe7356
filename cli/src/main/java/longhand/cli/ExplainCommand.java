package longhand.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import longhand.explain.Explanation;
import longhand.explain.Working;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand explain}: the working of every number of an operation, as text, Markdown or an interactive page. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Show how every number of an operation comes about, or what a whole network sees in a picture.",
        subcommands = ExplainModelCommand.class,
        footer = {"", "Examples:",
            "  longhand explain corr2d --input \"0 1 2; 3 4 5; 6 7 8\" --kernel \"0 1; 2 3\"",
            "  longhand explain maxpool --input x.csv --window 2 --out pool.html",
            "  longhand explain softmax --input \"1 2 3\" --labels 2",
            "  longhand explain model nin --image shirt.png",
            "  longhand explain sgd --input \"1 -2\" --gradient \"0.5 0\" --lr 0.1",
            "  longhand explain adam --input \"1 -2\" --gradient \"0.5 0\" --step 3 --out adam.html",
            "  longhand explain parameters --layers \"conv 1->6 k5 p2; pool k2; conv 6->16 k5\""})
final class ExplainCommand implements Callable<Integer> {
    /** What the result looks like. */
    enum Format {
        TEXT, MARKDOWN, HTML
    }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "OPERATION", description = "One of ${COMPLETION-CANDIDATES}.")
    private Optional<Operation> operation = Optional.empty();

    @Mixin
    private ProblemOptions problem;

    @Option(names = {"-c", "--cell"}, split = "[,x ]", paramLabel = "INDEX",
            description = "Only this number, e.g. --cell 0,1.")
    private int[] cell = {};

    @Option(names = "--view", paramLabel = "VIEW",
            description = "Text: forward (the default), input-gradient, weight-gradient, …")
    private Optional<String> view = Optional.empty();

    @Option(names = {"-f", "--format"},
            description = "${COMPLETION-CANDIDATES}; by default what the name of --out says, or text.")
    private Optional<Format> format = Optional.empty();

    @Option(names = {"-o", "--out"}, paramLabel = "FILE", description = "Write there instead of to the terminal.")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        if (operation.isEmpty()) {
            throw new ParameterException(spec.commandLine(),
                    "Say what to explain: one of " + Arrays.toString(Operation.values()) + ", or model NAME");
        }
        format(); // a name that says no format is refused before anything is computed
        String text = render(problem.problem(operation.get(), ProblemOptions.view(view)).explanation());
        PrintWriter out = spec.commandLine().getOut();
        if (file.isPresent()) {
            output.write(file.get(), text);
            out.println("Written to " + file.get());
        } else {
            out.print(text.endsWith("\n") ? text : text + "\n");
        }
        out.flush();
        return 0;
    }

    private Format format() {
        return format.or(() -> file.map(ExplainCommand::formatOf)).orElse(Format.TEXT);
    }

    private static Format formatOf(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html", "htm" -> Format.HTML;
            case "md", "markdown" -> Format.MARKDOWN;
            case "txt" -> Format.TEXT;
            default -> throw new IllegalArgumentException("--out " + file
                    + ": the name does not say what to write. Fix: let it end in .html, .md or .txt, or add --format");
        };
    }

    private String render(Explanation e) {
        boolean markdown = format() == Format.MARKDOWN;
        if (format() == Format.HTML) {
            if (cell.length > 0 || view.isPresent()) {
                throw new IllegalArgumentException("--cell and --view choose from the text. Leave them out for a page; it "
                        + "shows all.");
            }
            return e.html();
        }
        if (cell.length > 0) {
            Working working = view.map(e::view).orElse(e.views().getFirst()).cell(cell);
            return markdown ? working.markdown() : working.text();
        }
        if (view.isPresent()) {
            return markdown ? e.markdown(view.get()) : e.text(view.get());
        }
        return markdown ? e.markdown() : e.text();
    }
}
