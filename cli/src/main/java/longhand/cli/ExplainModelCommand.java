package longhand.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import longhand.data.Dataset;
import longhand.datasets.DatasetOptions;
import longhand.datasets.DatasetRegistry;
import longhand.datasets.Split;
import longhand.datasets.image.GrayImage;
import longhand.models.Model;
import longhand.models.Models;
import longhand.models.explain.ModelExplanation;
import longhand.nn.Layer;
import longhand.nn.training.Checkpoint;
import longhand.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand explain model}: what each layer of a network makes of a picture. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Show what a network sees in a picture: shapes, feature maps, receptive fields, class activation maps, parameters.")
final class ExplainModelCommand implements Runnable {
    private static final String FASHION = "fashion-mnist";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Name of the network: nin, lenet, …")
    private String name;

    @Option(names = "--image", paramLabel = "FILE", description = "A picture: PNG, JPEG, GIF or BMP. Without it, a test image of "
            + "Fashion-MNIST is taken.")
    private Optional<Path> image = Optional.empty();

    @Option(names = "--sample", paramLabel = "N", defaultValue = "0", description = "Which test image to take without --image (default: 0).")
    private int sample;

    @Option(names = "--negative", description = "Exchange black and white first: the training images are bright on black.")
    private boolean negative;

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "Trained weights; without them they are random.")
    private Optional<Path> checkpoint = Optional.empty();

    @Option(names = {"-o", "--out"}, paramLabel = "FILE", description = "The page (default: MODEL.html).")
    private Optional<Path> file = Optional.empty();

    @Override
    public void run() {
        Model model = Models.get(name);
        Dataset data = DatasetRegistry.load(FASHION, DatasetOptions.defaults().withResize(model.side())).dataset(Split.TEST);
        Layer net = model.create(1, data.classNames().size());
        checkpoint.ifPresent(f -> net.loadStateDict(Checkpoint.read(f).weights()));
        Tensor picture = image.map(f -> read(f, model.side())).orElseGet(() -> testImage(data));
        ModelExplanation e = ModelExplanation.of(name, net, checkpoint.isPresent(), picture, data.classNames());
        report(e);
    }

    private Tensor read(Path picture, int side) {
        GrayImage gray = GrayImage.read(picture);
        byte[] pixels = (negative ? gray.negative() : gray).resize(side, side).pixels();
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 0xFF) / 255f;
        }
        return Tensor.of(values, 1, 1, side, side);
    }

    private Tensor testImage(Dataset data) {
        if (sample < 0 || sample >= data.size()) {
            throw new IllegalArgumentException("--sample " + sample + ": there are test images 0 to " + (data.size() - 1) + ".");
        }
        float[] values = new float[data.imageShape().numel()];
        data.read(sample, 0, values, 0);
        return Tensor.of(values, 1, data.imageShape().channels(), data.imageShape().height(), data.imageShape().width());
    }

    private void report(ModelExplanation e) {
        Path page = file.orElse(Path.of(name + ".html"));
        try {
            Files.writeString(page, e.html());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(e.text());
        List<String> classes = e.maps().stream().map(m -> String.format(Locale.ROOT, "%s %.1f %%", m.name(), 100 * m.probability())).toList();
        out.println((classes.isEmpty() ? "" : "Likeliest: " + String.join(", ", classes) + "\n") + "Written to " + page);
        out.flush();
    }
}
