package longhand.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.data.Dataset;
import longhand.data.Split;
import longhand.datasets.DataSplits;
import longhand.datasets.image.Background;
import longhand.datasets.image.Pictures;
import longhand.datasets.image.PixelImage;
import longhand.datasets.transforms.Normalize;
import longhand.datasets.transforms.Resize;
import longhand.datasets.transforms.ToTensor;
import longhand.datasets.transforms.Transform;
import longhand.io.checks.Range;
import longhand.io.checks.Ranges;
import longhand.io.checks.StrictJson;
import longhand.nn.training.Checkpoint;
import longhand.nn.training.CheckpointFile;
import longhand.tensor.Tensor;

/**
 * How a picture becomes what a network was trained on.
 *
 * @param fit {@link #SQUARE}: the largest square in the middle; {@link #SQUEEZE}: the whole picture, squeezed into one
 * @param border mean brightness of the borders of the training images, 0 dark to 1 bright
 * @param mean what is subtracted from each channel; empty: values stay in [0, 1]
 * @param std what each channel is then divided by
 */
public record Preparation(
        String fit,
        @Range(min = 0, max = 1) double border,
        @Range(max = PixelImage.COLOUR) List<Double> mean,
        @Range(max = PixelImage.COLOUR) List<Double> std) {
    static final String SQUARE = "square";
    static final String SQUEEZE = "squeeze";
    private static final String KEY = "longhand.images";
    /** Of networks from before it was stored: trained on data sets of bright things on black. */
    public static final Preparation BRIGHT_ON_BLACK = new Preparation(SQUEEZE, 0, List.of(), List.of());
    private static final int LOOKED_AT = 200;

    /** @throws IllegalArgumentException if the lists do not fit together */
    public Preparation {
        Ranges.requireOneOf("fit", fit, List.of(SQUARE, SQUEEZE));
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != std.size() || std.stream().anyMatch(value -> !(value > 0))) {
            throw new IllegalArgumentException("mean " + mean + " and std " + std
                    + " do not belong together. Rule: a deviation above 0 for each mean");
        }
    }

    static Preparation of(String fit, DataSplits splits, Optional<Normalize> normalize) {
        return new Preparation(fit, Background.meanBorder(splits.pixels(Split.TRAIN), LOOKED_AT),
                normalize.map(n -> doubles(n.mean())).orElse(List.of()),
                normalize.map(n -> doubles(n.std())).orElse(List.of()));
    }

    private static List<Double> doubles(List<Float> values) {
        return values.stream().map(Float::doubleValue).toList();
    }

    /** That of a checkpoint. */
    static Preparation of(CheckpointFile.Found found) {
        return Optional.ofNullable(found.checkpoint().about().get(KEY))
                .map(text -> StrictJson.read(found.file(), KEY, text, Preparation.class, Checkpoint.FIX, _ -> { }))
                .orElse(BRIGHT_ON_BLACK);
    }

    void addTo(Map<String, String> texts) {
        texts.put(KEY, Json.line(this));
    }

    /** The shift and scale, if there is one. */
    public Optional<Normalize> normalize() {
        return mean.isEmpty() ? Optional.empty() : Optional.of(new Normalize(
                mean.stream().map(Double::floatValue).toList(), std.stream().map(Double::floatValue).toList()));
    }

    /** A picture file with the channels that the network wants. */
    public static PixelImage read(Path file, ModelCard card) {
        return PixelImage.read(file, card.channels());
    }

    /** The picture as the network sees it, 1 × channels × side × side. */
    public Tensor tensor(PixelImage picture, ModelCard card) {
        PixelImage stored = fit.equals(SQUARE) ? picture.square(card.side())
                : picture.resize(card.storedSide(), card.storedSide());
        List<Transform> transforms = new ArrayList<>(List.of(new Resize(card.side()), new ToTensor()));
        normalize().ifPresent(transforms::add);
        Dataset data = new Pictures(List.of(stored), card.classNames()).with(transforms.toArray(Transform[]::new));
        float[] values = new float[data.imageShape().numel()];
        data.read(0, 0, values, 0);
        return Tensor.of(values, 1, card.channels(), card.side(), card.side());
    }

    /** What is said about a picture whose background is as bright as that of the training images is dark. */
    public Optional<String> doubt(PixelImage picture) {
        double own = Background.border(picture);
        boolean light = own > Background.LIGHT && border < Background.DARK;
        boolean dark = own < Background.DARK && border > Background.LIGHT;
        return light || dark ? Optional.of("the background is " + (light ? "light" : "dark")
                + ", that of the training images is " + (light ? "dark" : "light") + ": try --negative")
                : Optional.empty();
    }
}
