package longhand.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import longhand.cli.run.ModelCard;
import longhand.cli.run.Preparation;
import longhand.cli.run.SavedModel;
import longhand.data.Dataset;
import longhand.data.Split;
import longhand.datasets.DatasetOptions;
import longhand.datasets.DatasetRegistry;
import longhand.datasets.image.PixelImage;
import longhand.explain.model.ModelExplanation;
import longhand.models.Model;
import longhand.models.Models;
import longhand.models.Recipe;
import longhand.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code longhand explain model}: what each layer of a network makes of a picture. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Show what a network sees in a picture: shapes, feature maps, receptive fields, class activation maps, "
                + "parameters.")
final class ExplainModelCommand implements Runnable {
    private static final String FASHION = "fashion-mnist";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Name of the network: nin, lenet, …")
    private String name;

    @Option(names = "--image", paramLabel = "FILE",
            description = "A picture: PNG, JPEG, GIF or BMP. Without it, a test image of " + "Fashion-MNIST is taken.")
    private Optional<Path> image = Optional.empty();

    @Option(names = "--sample", paramLabel = "N", defaultValue = "0",
            description = "Which test image to take without --image (default: 0).")
    private int sample;

    @Option(names = "--negative", description =
            "Exchange black and white first: the training images are bright on black.")
    private boolean negative;

    @Option(names = "--checkpoint", paramLabel = "FILE",
            description = "A checkpoint, the folder of a run, or lenet, which comes trained with Longhand; without it the weights are "
            + "random.")
    private Optional<Path> checkpoint = Optional.empty();

    @Option(names = {"-o", "--out"}, paramLabel = "FILE",
            description = "The page (default: a new file MODEL.html or MODEL-2.html, …).")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--drawing", paramLabel = "FILE",
            description = "Write the architecture as an SVG drawing as well.")
    private Optional<Path> drawing = Optional.empty();

    @Mixin
    private OutputOptions output;

    @Override
    public void run() {
        requireNothingBefore();
        file.ifPresent(path -> output.requireFree(requireEnding(path, "--out", "html", "htm")));
        drawing.ifPresent(path -> output.requireFree(requireEnding(path, "--drawing", "svg")));
        Model model = Models.get(name);
        SavedModel saved = checkpoint.map(this::load).orElseGet(() -> untrained(model));
        ModelCard card = saved.card();
        Tensor picture = image.isPresent() ? picture(image.get(), saved) : testImage(saved);
        report(ModelExplanation.of(name, saved.net(), checkpoint.isPresent(), picture, card.classNames()));
    }

    /** What stands between explain and model is that of an operation: it would change nothing here. */
    private void requireNothingBefore() {
        ParseResult before = spec.parent().commandLine().getParseResult();
        String unused = Stream.concat(
                before.matchedPositionals().stream().flatMap(p -> p.originalStringValues().stream()),
                before.matchedOptions().stream().map(OptionSpec::longestName)).collect(Collectors.joining(", "));
        if (!unused.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "explain model does not use " + unused
                    + ". Fix: leave it out, and write options after the model's name");
        }
    }

    private static Path requireEnding(Path path, String option, String... endings) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (List.of(endings).stream().noneMatch(ending -> name.endsWith("." + ending))) {
            throw new IllegalArgumentException(option + " " + path
                    + ": the name does not fit what is written. Fix: let it end in ." + endings[0]);
        }
        return path;
    }

    private SavedModel load(Path path) {
        SavedModel saved = SavedModel.load(path, spec.commandLine().getErr()::println);
        if (!saved.card().model().equals(name)) {
            throw new IllegalArgumentException(path + " holds weights of " + saved.card().model() + ", not of " + name
                    + ". Say: longhand explain model " + saved.card().model() + " --checkpoint " + path);
        }
        return saved;
    }

    private static SavedModel untrained(Model model) {
        Dataset data = DatasetRegistry.load(FASHION, DatasetOptions.defaults()).dataset(Split.TEST);
        ModelCard card = new ModelCard(model.name(), FASHION, data.imageShape().channels(), data.imageShape().height(),
                model.side(),
                data.classNames());
        return new SavedModel(card, Preparation.BRIGHT_ON_BLACK, Optional.empty(), card.network());
    }

    private Tensor picture(Path path, SavedModel saved) {
        PixelImage read = Preparation.read(path, saved.card());
        if (!negative) {
            saved.preparation().doubt(read).ifPresent(text -> spec.commandLine().getErr().println(path + ": " + text));
        }
        return saved.preparation().tensor(negative ? read.negative() : read, saved.card());
    }

    private Tensor testImage(SavedModel saved) {
        Dataset data = saved.images(Optional.empty(), Recipe.ALL, _ -> { }).test();
        if (sample < 0 || sample >= data.size()) {
            throw new IllegalArgumentException("--sample " + sample + ": there are test images 0 to "
                    + (data.size() - 1) + ".");
        }
        float[] values = new float[data.imageShape().numel()];
        data.read(sample, 0, values, 0);
        return Tensor.of(values, 1, saved.card().channels(), saved.card().side(), saved.card().side());
    }

    private void report(ModelExplanation e) {
        drawing.ifPresent(path -> output.write(path, e.drawing()));
        file.ifPresent(path -> output.write(path, e.html()));
        Path page = file.orElseGet(() -> OutputOptions.writeNew(name, "html", e.html()));
        PrintWriter out = spec.commandLine().getOut();
        out.print(e.text());
        List<String> classes = e.likeliest().stream().map(m -> String.format(Locale.ROOT, "%s %.1f %%", m.name(),
                100 * m.probability())).toList();
        out.println("Likeliest: " + String.join(", ", classes) + "\nWritten to "
                + page);
        out.flush();
    }
}
