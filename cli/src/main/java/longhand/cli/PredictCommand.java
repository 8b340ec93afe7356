package longhand.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import longhand.autograd.NoGrad;
import longhand.cli.run.ModelCard;
import longhand.cli.run.SavedModel;
import longhand.data.Dataset;
import longhand.datasets.image.GrayImage;
import longhand.datasets.image.Pictures;
import longhand.datasets.transforms.Resize;
import longhand.datasets.transforms.ToTensor;
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
final class PredictCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CheckpointOptions checkpoint;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Pictures: PNG, JPEG, GIF or BMP.")
    private List<Path> files;

    @Option(names = "--top", paramLabel = "N", defaultValue = "3",
            description = "How many classes to show (default ${DEFAULT-VALUE}).")
    private int top;

    @Option(names = "--negative",
            description = "Exchange black and white first: the training images are bright on black, photographs rarely are.")
    private boolean negative;

    @Override
    public void run() {
        SavedModel model = checkpoint.load(spec.commandLine().getErr());
        ModelCard card = model.card();
        if (card.channels() != 1) {
            throw new IllegalArgumentException("predict: the network wants " + card.channels()
                    + " channels; pictures are read in gray");
        }
        List<GrayImage> images = files.stream().map(GrayImage::read).map(image -> negative ? image.negative() : image)
                .toList();
        Dataset data = new Pictures(images, card.storedSide(), card.storedSide(), card.classNames())
                .with(new Resize(card.side()), new ToTensor());
        PrintWriter out = spec.commandLine().getOut();
        try (NoGrad _ = NoGrad.enter()) {
            for (int i = 0; i < files.size(); i++) {
                float[] values = new float[data.imageShape().numel()];
                data.read(i, 0, values, 0);
                Tensor logits = model.net().forward(Tensor.of(values, 1, 1, card.side(), card.side()));
                out.println(files.get(i) + ": " + likeliest(logits.softmax(1), card.classNames()));
            }
        }
        out.flush();
    }

    private String likeliest(Tensor probabilities, List<String> names) {
        return IntStream.range(0, names.size()).boxed()
                .sorted((a, b) -> Float.compare(probabilities.get(0, b), probabilities.get(0, a)))
                .limit(top)
                .map(k -> String.format(Locale.ROOT, "%s %.1f %%", names.get(k), 100 * probabilities.get(0, k)))
                .reduce((a, b) -> a + ", " + b).orElse("");
    }
}
