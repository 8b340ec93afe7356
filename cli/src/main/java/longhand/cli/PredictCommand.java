package longhand.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import longhand.autograd.NoGrad;
import longhand.cli.run.CsvText;
import longhand.cli.run.Preparation;
import longhand.cli.run.SafeText;
import longhand.cli.run.SavedModel;
import longhand.data.DatasetException;
import longhand.datasets.image.PixelImage;
import longhand.io.checks.ValueException;
import longhand.names.Counted;
import longhand.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand predict}: what a trained network takes pictures for. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = "Say what a trained network takes pictures for: the likeliest classes with their probabilities.")
final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CheckpointOptions checkpoint;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE",
            description = "Pictures (PNG, JPEG, GIF or BMP), or folders of them.")
    private List<Path> files;

    @Option(names = "--top", paramLabel = "N", defaultValue = "3",
            description = "How many classes to show (default ${DEFAULT-VALUE}).")
    private int top;

    @Option(names = "--negative",
            description = "Exchange dark and bright first: things on white paper, for a network that knows things on black.")
    private boolean negative;

    @Option(names = "--csv", paramLabel = "FILE",
            description = "Write a table: picture, likeliest class, its probability, those of all classes, and what is doubtful.")
    private Optional<Path> csv = Optional.empty();

    @Mixin
    private OutputOptions output;

    private int failed;

    @Override
    public Integer call() {
        requireSomeClasses();
        csv.ifPresent(output::requireFree);
        PrintWriter out = spec.commandLine().getOut();
        SavedModel model = checkpoint.load(spec.commandLine().getErr());
        StringBuilder table = new StringBuilder("path,class,probability,"
                + String.join(",", model.card().classNames().stream().map(CsvText::cell).toList()) + ",note\n");
        List<PredictInput> inputs = PredictInput.of(files, spec.commandLine().getErr()::println);
        csv.ifPresent(path -> output.requireFree(path, inputs.stream().map(PredictInput::path).toList()));
        for (PredictInput input : inputs) {
            Path file = input.path();
            try {
                input.requireUsable();
                PixelImage read = Preparation.read(file, model.card());
                PixelImage picture = negative ? read.negative() : read;
                Tensor shares = shares(model, picture);
                Optional<String> doubt = negative ? Optional.empty() : model.preparation().doubt(picture);
                table.append(row(file, model, shares, doubt));
                if (csv.isEmpty()) {
                    out.println(SafeText.line(file.toString()) + ": " + likeliest(shares, model.card().classNames())
                            + doubt.map(text -> "  (" + text + ")").orElse(""));
                }
            } catch (DatasetException e) {
                fail(e);
                table.append(CsvText.cell(file.toString())).append(",".repeat(model.card().classNames().size() + 3))
                        .append(CsvText.cell(e.getMessage())).append('\n');
            }
        }
        csv.ifPresent(path -> output.write(path, table.toString()));
        csv.ifPresent(path -> out.println(Counted.of(inputs.size() - failed, "picture") + ", written to " + path
                + (failed > 0 ? " (" + failed + " failed)" : "")));
        out.flush();
        return failed == 0 ? 0 : 1;
    }

    private void requireSomeClasses() {
        if (top < 1) {
            throw new ValueException("--top", top, "a whole number, at least 1");
        }
    }

    /** Says at once what has no prediction; the others get theirs. */
    private void fail(DatasetException e) {
        failed++;
        spec.commandLine().getErr().println("longhand: " + Failures.describe(e));
    }

    private static Tensor shares(SavedModel model, PixelImage picture) {
        try (NoGrad _ = NoGrad.enter()) {
            return model.net().forward(model.preparation().tensor(picture, model.card())).softmax(1);
        }
    }

    private static List<Integer> sorted(Tensor shares) {
        return IntStream.range(0, shares.size(1)).boxed()
                .sorted((a, b) -> Float.compare(shares.get(0, b), shares.get(0, a))).toList();
    }

    private String likeliest(Tensor shares, List<String> names) {
        return sorted(shares).stream().limit(top)
                .map(k -> String.format(Locale.ROOT, "%s %.1f %%", names.get(k), 100 * shares.get(0, k)))
                .reduce((a, b) -> a + ", " + b).orElse("");
    }

    private static String row(Path file, SavedModel model, Tensor shares, Optional<String> doubt) {
        int first = sorted(shares).getFirst();
        StringBuilder row = new StringBuilder(CsvText.cell(file.toString())).append(',')
                .append(CsvText.cell(model.card().classNames().get(first))).append(',')
                .append(probability(shares, first));
        for (int k = 0; k < shares.size(1); k++) {
            row.append(',').append(probability(shares, k));
        }
        return row.append(',').append(CsvText.cell(doubt.orElse(""))).append('\n').toString();
    }

    private static String probability(Tensor shares, int k) {
        return String.format(Locale.ROOT, "%.4f", shares.get(0, k));
    }
}
