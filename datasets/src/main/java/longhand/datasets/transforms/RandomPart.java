package longhand.datasets.transforms;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A rectangle of an image with an area and a ratio of sides drawn from ranges, as {@code RandomResizedCrop.get_params}
 * of torchvision draws it: the area evenly, the ratio evenly in its logarithm, ten tries.
 */
record RandomPart(int top, int left, int height, int width) {
    private static final int TRIES = 10;

    /**
     * Draws one.
     *
     * @param leastShare the smallest share of the image's area
     * @param mostShare the largest
     * @param mostRatio the largest width for a height of 1; the smallest is its inverse
     * @return empty if no try fitted into the image
     */
    static Optional<RandomPart> draw(int height, int width, double leastShare, double mostShare, double mostRatio,
            RandomGenerator random) {
        double log = StrictMath.log(mostRatio);
        for (int i = 0; i < TRIES; i++) {
            double area = (double) height * width * RandomRange.uniform(random, leastShare, mostShare);
            double ratio = StrictMath.exp(RandomRange.uniform(random, -log, log));
            int w = (int) Math.round(Math.sqrt(area * ratio));
            int h = (int) Math.round(Math.sqrt(area / ratio));
            if (w > 0 && h > 0 && w <= width && h <= height) {
                return Optional.of(new RandomPart(random.nextInt(height - h + 1), random.nextInt(width - w + 1), h, w));
            }
        }
        return Optional.empty();
    }
}
