package longhand.datasets.transforms;

import java.util.random.RandomGenerator;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import longhand.names.Counted;

/**
 * Changes brightness, contrast, saturation and hue by random amounts in random order ({@code
 * torchvision.transforms.ColorJitter}). Of a gray image only the first two.
 *
 * @param brightness the factor is drawn from [max(0, 1 − brightness), 1 + brightness]
 * @param contrast likewise
 * @param saturation likewise
 * @param hue the turn is drawn from [−hue, hue], where 0.5 is half of the circle of colours
 */
public record ColorJitter(double brightness, double contrast, double saturation, double hue) implements PixelTransform {
    private static final int CHANGES = 4;
    private static final double MOST = 1000;

    /** @throws IllegalArgumentException if a number is negative or the hue more than 0.5 */
    public ColorJitter {
        RandomRange.requireBetween("ColorJitter", "brightness", brightness, 0, MOST);
        RandomRange.requireBetween("ColorJitter", "contrast", contrast, 0, MOST);
        RandomRange.requireBetween("ColorJitter", "saturation", saturation, 0, MOST);
        RandomRange.requireBetween("ColorJitter", "hue", hue, 0, 0.5);
    }

    @Override
    public Step prepare(ImageShape input) {
        if (input.channels() != 1 && input.channels() != 3) {
            throw new DatasetException(this + ": the images have " + Counted.of(input.channels(), "channel")
                    + "; it knows gray (1) and colour (3)");
        }
        return new Jitter(input, this);
    }

    private static double factor(double most, RandomGenerator random) {
        return RandomRange.uniform(random, Math.max(0, 1 - most), 1 + most);
    }

    private record Jitter(ImageShape outputShape, ColorJitter by) implements Step {
        @Override
        public void apply(byte[] in, byte[] out, RandomGenerator random) {
            int length = outputShape.numel();
            int channels = outputShape.channels();
            System.arraycopy(in, 0, out, 0, length);
            int[] order = order(random);
            for (int change : order) {
                switch (change) {
                    case 0 -> ColourChange.brightness(out, length, factor(by.brightness, random));
                    case 1 -> ColourChange.contrast(out, length, channels, factor(by.contrast, random));
                    case 2 -> ColourChange.saturation(out, length, channels, factor(by.saturation, random));
                    default -> {
                        double turn = RandomRange.uniform(random, -by.hue, by.hue);
                        if (channels == 3 && by.hue > 0) {
                            ColourChange.hue(out, length, turn);
                        }
                    }
                }
            }
        }

        private static int[] order(RandomGenerator random) {
            int[] order = {0, 1, 2, 3};
            for (int i = CHANGES - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swap = order[i];
                order[i] = order[j];
                order[j] = swap;
            }
            return order;
        }
    }
}
