package longhand.datasets.transforms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import longhand.data.DatasetException;
import longhand.names.Counted;
import longhand.tensor.Tensor;

/**
 * Shifts and scales each channel: {@code (x − mean) / std} ({@code torchvision.transforms.Normalize}). Comes after
 * {@link ToTensor}.
 *
 * @param mean one number per channel
 * @param std one positive number per channel
 */
public record Normalize(List<Float> mean, List<Float> std) implements Transform {
    /** That of ImageNet, which torchvision's published weights expect. */
    public static final Normalize IMAGENET =
            new Normalize(List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));

    /** @throws IllegalArgumentException if the lists differ in length or a {@code std} is not positive */
    public Normalize {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != std.size()) {
            throw new IllegalArgumentException(
                    "Normalize: " + mean.size() + " means but " + std.size()
                    + " standard deviations; give one per channel");
        }
        for (float value : std) {
            if (!(value > 0)) {
                throw new IllegalArgumentException("Normalize: standard deviation " + value
                        + " must be greater than 0");
            }
        }
    }

    /** For images of one channel. */
    public Normalize(float mean, float std) {
        this(List.of(mean), List.of(std));
    }

    /**
     * Mean 0 and standard deviation 1 for images with these moments. A channel that never changes is only shifted.
     *
     * @param means mean of each channel, of values from 0 to 255
     * @param squares mean of their squares
     */
    public static Normalize ofMoments(List<Double> means, List<Double> squares) {
        List<Float> mean = new ArrayList<>();
        List<Float> std = new ArrayList<>();
        for (int c = 0; c < means.size(); c++) {
            double m = means.get(c);
            double deviation = Math.sqrt(Math.max(0, squares.get(c) - m * m));
            mean.add((float) (m / 255));
            std.add(deviation < 1e-3 ? 1 : (float) (deviation / 255));
        }
        return new Normalize(mean, std);
    }

    /** That of the first {@code count} images of a data set. */
    public static Normalize of(PixelDataset images, int count) {
        int channels = images.imageShape().channels();
        int plane = images.imageShape().height() * images.imageShape().width();
        long[] sums = new long[channels];
        long[] squares = new long[channels];
        byte[] pixels = new byte[channels * plane];
        for (int i = 0; i < count; i++) {
            images.pixels(i, pixels);
            for (int k = 0; k < pixels.length; k++) {
                int value = pixels[k] & 0xff;
                sums[k / plane] += value;
                squares[k / plane] += value * value;
            }
        }
        double n = (double) count * plane;
        return ofMoments(Arrays.stream(sums).mapToObj(sum -> sum / n).toList(),
                Arrays.stream(squares).mapToObj(sum -> sum / n).toList());
    }

    /** The values that have become {@code x}, a tensor N × C × H × W. */
    public Tensor undo(Tensor x) {
        return x.mul(perChannel(std)).add(perChannel(mean));
    }

    private static Tensor perChannel(List<Float> values) {
        float[] array = new float[values.size()];
        for (int c = 0; c < array.length; c++) {
            array[c] = values.get(c);
        }
        return Tensor.of(array, 1, array.length, 1, 1);
    }

    void requireChannels(int channels) {
        if (mean.size() != channels) {
            throw new DatasetException(this + " has " + Counted.of(mean.size(), "channel")
                    + " but the images have " + channels
                    + "; give one mean and one standard deviation per channel");
        }
    }

    float apply(float value, int channel) {
        return (value - mean.get(channel)) / std.get(channel);
    }
}
