package longhand.datasets.transforms;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import longhand.data.ImageShape;
import longhand.random.Probability;

/**
 * Sets a random rectangle (2 to 33 % of the area, ratio of sides 3:10 to 10:3) of an image to 0 with the given
 * probability ({@code torchvision.transforms.RandomErasing}). Comes last: after {@link Normalize}, 0 is the mean.
 *
 * @param probability from 0 (never) to 1 (always)
 */
public record RandomErasing(double probability) implements FloatTransform {
    private static final double LEAST_SHARE = 0.02;
    private static final double MOST_SHARE = 0.33;
    private static final double MOST_RATIO = 10.0 / 3;

    /** @throws IllegalArgumentException if {@code probability} is not in [0, 1] */
    public RandomErasing {
        Probability.require("RandomErasing", "probability", probability);
    }

    @Override
    public void apply(float[] values, int offset, ImageShape shape, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return;
        }
        RandomPart.draw(shape.height(), shape.width(), LEAST_SHARE, MOST_SHARE, MOST_RATIO, random)
                .ifPresent(part -> {
                    for (int row = 0; row < shape.channels() * part.height(); row++) {
                        int y = row / part.height() * shape.height() + part.top() + row % part.height();
                        int from = offset + y * shape.width() + part.left();
                        Arrays.fill(values, from, from + part.width(), 0);
                    }
                });
    }
}
