package longhand.datasets;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.zip.CRC32C;
import longhand.data.Dataset;
import longhand.data.Split;
import longhand.datasets.transforms.Normalize;
import longhand.datasets.transforms.PixelDataset;
import longhand.datasets.transforms.TransformedDataset;

/** The training and test images of one data set. Each split is read when it is first asked for, and then kept. */
public final class DataSplits {
    private final String origin;
    private final DatasetOptions options;
    private final Function<Split, PixelDataset> source;
    private final Optional<IntFunction<Normalize>> moments;
    private final Map<Split, PixelDataset> read = new EnumMap<>(Split.class);

    /**
     * @param origin one line that says which images these are and where they come from
     * @param source reads a split
     */
    DataSplits(String origin, DatasetOptions options, Function<Split, PixelDataset> source) {
        this(origin, options, source, Optional.empty());
    }

    /** @param moments knows {@link #ownNormalize} of the first training images, so many, without reading them */
    DataSplits(String origin, DatasetOptions options, Function<Split, PixelDataset> source,
            Optional<IntFunction<Normalize>> moments) {
        this.moments = moments;
        this.origin = Objects.requireNonNull(origin, "origin");
        this.options = Objects.requireNonNull(options, "options");
        this.source = Objects.requireNonNull(source, "source");
    }

    /** One line that says which images these are and where they come from. */
    public String origin() {
        return origin;
    }

    /** The training images after all transforms. */
    public Dataset train() {
        return dataset(Split.TRAIN);
    }

    /** The test images; nothing about them is random. */
    public Dataset test() {
        return dataset(Split.TEST);
    }

    /** The training images as they are shown to a network that is tested: nothing about them is random. */
    public Dataset trainAsTest() {
        return limited(Split.TRAIN, new TransformedDataset(pixels(Split.TRAIN), options.transforms(Split.TEST)));
    }

    /** The images of a split, ready for a {@link longhand.data.DataLoader}. */
    public Dataset dataset(Split split) {
        return limited(split, new TransformedDataset(pixels(split), options.transforms(split)));
    }

    private Dataset limited(Split split, Dataset all) {
        OptionalInt limit = options.limits().of(split);
        return limit.isPresent() ? all.limit(limit.getAsInt()) : all;
    }

    /** Mean 0 and standard deviation 1 in each channel of the training images in use, as stored. */
    public Normalize ownNormalize() {
        int count = dataset(Split.TRAIN).size();
        return moments.map(known -> known.apply(count)).orElseGet(() -> Normalize.of(pixels(Split.TRAIN), count));
    }

    /** These images, shifted and scaled like this or not at all; nothing is read again. */
    public DataSplits normalized(Optional<Normalize> normalize) {
        return new DataSplits(origin, options.normalized(normalize), this::pixels, moments);
    }

    /** A checksum of the images in use, as stored: the CRC-32C, in hexadecimal, of {@link PixelDataset#addTo}. */
    public String checksum() {
        CRC32C sum = new CRC32C();
        for (Split split : Split.values()) {
            pixels(split).addTo(sum, dataset(split).size());
        }
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    /** All images of a split as stored, for pictures. */
    public synchronized PixelDataset pixels(Split split) {
        return read.computeIfAbsent(split, source);
    }
}
