package longhand.datasets.transforms;

import java.util.List;
import longhand.data.DatasetException;

/**
 * Shifts and scales each channel: {@code (x − mean) / std} ({@code torchvision.transforms.Normalize}). Comes after
 * {@link ToTensor}.
 *
 * @param mean one number per channel
 * @param std one positive number per channel
 */
public record Normalize(List<Float> mean, List<Float> std) implements Transform {
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

    void requireChannels(int channels) {
        if (mean.size() != channels) {
            throw new DatasetException(this + " has " + mean.size() + " channels but the images have " + channels
                    + "; give one mean and one standard deviation per channel");
        }
    }

    float apply(float value, int channel) {
        return (value - mean.get(channel)) / std.get(channel);
    }
}
