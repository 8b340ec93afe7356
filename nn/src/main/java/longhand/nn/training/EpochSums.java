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
        boolean counted = batchCorrect != Metric.NOT_COUNTED;
        if (counted && (batchCorrect < 0 || batchCorrect > batchImages)) {
            throw new IllegalArgumentException("training: the metric says that " + batchCorrect + " of " + batchImages
                    + " examples are right. Rule: 0 to the size of the batch. Fix: count an example once, however many "
                    + "numbers its target has (min(1) before sum()).");
        }
        return new EpochSums(lossSum + batchLoss * batchImages,
                counted && correct >= 0 ? correct + batchCorrect : NOT_COUNTED, images + batchImages,
                seconds + batchSeconds);
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
