package longhand.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import longhand.data.Split;
import longhand.datasets.image.PictureOptions;
import longhand.datasets.transforms.Normalize;
import longhand.datasets.transforms.PixelTransform;
import longhand.datasets.transforms.Resize;
import longhand.datasets.transforms.ToTensor;
import longhand.datasets.transforms.Transform;
import longhand.names.Given;

/**
 * How to load a data set. Start from {@link #defaults()} and change what should differ: {@code
 * DatasetOptions.defaults().withResize(224).withTrainLimit(256)}.
 *
 * @param folder the folder with the files; empty: look for them ({@link longhand.datasets.files.ImageFiles#find})
 * @param limits how many of the first images to use
 * @param augmentation random transforms for the training images: those of pixels come before the resize, those of
 *     floats last
 * @param resize size of the images; empty: as stored
 * @param normalize shift and scale of the values; empty: values in [0, 1]
 * @param pictures how to load somebody's own pictures
 * @param download whether missing files may be downloaded
 * @param messages is told, in one line each, what takes time
 */
public record DatasetOptions(
        Optional<Path> folder,
        Limits limits,
        List<Transform> augmentation,
        Optional<Resize> resize,
        Optional<Normalize> normalize,
        PictureOptions pictures,
        boolean download,
        Consumer<String> messages) {

    /**
     * How many of the first images of each split to use.
     *
     * @param train training images; empty: all
     * @param test test images; empty: all
     */
    public record Limits(OptionalInt train, OptionalInt test) {
        /** All images. */
        public static final Limits NONE = new Limits(OptionalInt.empty(), OptionalInt.empty());

        /** @throws IllegalArgumentException if a limit is less than 1 */
        public Limits {
            if (train.orElse(1) < 1 || test.orElse(1) < 1) {
                throw new IllegalArgumentException("a limit of " + Math.min(train.orElse(1), test.orElse(1))
                        + " images leaves no data set. Fix: ask for at least 1");
            }
        }

        /** The limit of a split; empty: all images. */
        public OptionalInt of(Split split) {
            return split == Split.TRAIN ? train : test;
        }
    }

    /** Nothing may be null: what is left out is empty. */
    public DatasetOptions {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(limits, "limits");
        augmentation = List.copyOf(augmentation);
        Objects.requireNonNull(resize, "resize");
        Objects.requireNonNull(normalize, "normalize");
        Objects.requireNonNull(pictures, "pictures");
        Objects.requireNonNull(messages, "messages");
    }

    /** All images as stored, found or downloaded, values in [0, 1], no messages. */
    public static DatasetOptions defaults() {
        return new DatasetOptions(Optional.empty(), Limits.NONE, List.of(), Optional.empty(), Optional.empty(),
                PictureOptions.defaults(), true, _ -> { });
    }

    /** The files in this folder and nowhere else. */
    public DatasetOptions withFolder(Path value) {
        Given.required(value, "DatasetOptions.withFolder", "the folder", "pass its path, or leave withFolder out");
        return new DatasetOptions(Optional.of(value), limits, augmentation, resize, normalize, pictures, download,
                messages);
    }

    /** Only so many of the first training images. */
    public DatasetOptions withTrainLimit(int value) {
        return new DatasetOptions(folder, new Limits(OptionalInt.of(value), limits.test()), augmentation, resize,
                normalize, pictures, download, messages);
    }

    /** Only so many of the first test images. */
    public DatasetOptions withTestLimit(int value) {
        return new DatasetOptions(folder, new Limits(limits.train(), OptionalInt.of(value)), augmentation, resize,
                normalize, pictures, download, messages);
    }

    /** Random transforms for the training images. */
    public DatasetOptions withAugmentation(Transform... value) {
        return new DatasetOptions(folder, limits, List.of(value), resize, normalize, pictures, download, messages);
    }

    /** Square images of {@code size} × {@code size}. */
    public DatasetOptions withResize(int size) {
        Optional<Resize> value = Optional.of(new Resize(size));
        return new DatasetOptions(folder, limits, augmentation, value, normalize, pictures, download, messages);
    }

    /** Shifted and scaled values. */
    public DatasetOptions withNormalize(Normalize value) {
        return normalized(Optional.of(value));
    }

    DatasetOptions normalized(Optional<Normalize> value) {
        return new DatasetOptions(folder, limits, augmentation, resize, value, pictures, download, messages);
    }

    /** Other rules for somebody's own pictures. */
    public DatasetOptions withPictures(PictureOptions value) {
        return new DatasetOptions(folder, limits, augmentation, resize, normalize, value, download, messages);
    }

    /** Missing files may be downloaded, or not. */
    public DatasetOptions withDownload(boolean value) {
        return new DatasetOptions(folder, limits, augmentation, resize, normalize, pictures, value, messages);
    }

    /** Somebody who is told, in one line each, what takes time. */
    public DatasetOptions withMessages(Consumer<String> value) {
        return new DatasetOptions(folder, limits, augmentation, resize, normalize, pictures, download, value);
    }

    /** What happens to the images of {@code split}, in order. */
    List<Transform> transforms(Split split) {
        List<Transform> random = split == Split.TRAIN ? augmentation : List.of();
        List<Transform> transforms = new ArrayList<>(random.stream().filter(PixelTransform.class::isInstance).toList());
        resize.ifPresent(transforms::add);
        transforms.add(new ToTensor());
        normalize.ifPresent(transforms::add);
        random.stream().filter(transform -> !(transform instanceof PixelTransform)).forEach(transforms::add);
        return transforms;
    }
}
