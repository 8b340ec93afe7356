package longhand.nn.training;

import longhand.io.checks.Range;

/**
 * What has been added up since the epoch began. Images are counted, not batches averaged: a short last batch counts for
 * what it is (S0 and S1 of the notes get this wrong).
 *
 * @param lossSum sum over images of their loss
 * @param correct images classified right; −1 if nobody counts them ({@link Metric#NONE})
 * @param images images seen
 * @param seconds time the steps took
 */
public record EpochSums(@Range double lossSum, @Range(min = -1) long correct, @Range(min = 0) long images,
        @Range(min = 0) double seconds) {
    private static final long NOT_COUNTED = -1;
    /** Nothing yet. */
    public static final EpochSums ZERO = new EpochSums(0, 0, 0, 0);

    EpochSums plus(double batchLoss, int batchCorrect, int batchImages, double batchSeconds) {
        requireCount(batchCorrect, batchImages);
        boolean counted = batchCorrect != Metric.NOT_COUNTED;
        return new EpochSums(lossSum + batchLoss * batchImages,
                counted && correct >= 0 ? correct + batchCorrect : NOT_COUNTED, images + batchImages,
                seconds + batchSeconds);
    }

    /** @throws IllegalArgumentException if a metric cannot have counted so many of a batch */
    static void requireCount(int correct, int images) {
        if (correct != Metric.NOT_COUNTED && (correct < 0 || correct > images)) {
            throw new IllegalArgumentException("training: the metric says that " + correct + " of " + images
                    + " examples are right. Rule: 0 to the size of the batch. Fix: count an example once, however many "
                    + "numbers its target has (min(1) before sum()).");
        }
    }

    /** Mean loss of an image; NaN before the first. */
    public double loss() {
        return lossSum / images;
    }

    /** Share of images classified right; NaN before the first, and if nobody counts them. */
    public double accuracy() {
        return correct == NOT_COUNTED ? Double.NaN : (double) correct / images;
    }

    /** Images per second; NaN before the first. */
    public double imagesPerSecond() {
        return images / seconds;
    }
}
