package longhand.nn.training;

import longhand.io.Range;

/**
 * What has been added up since the epoch began. Images are counted, not batches averaged: a short last batch counts for
 * what it is (S0 and S1 of the notes get this wrong).
 *
 * @param lossSum sum over images of their loss
 * @param correct images classified right
 * @param images images seen
 * @param seconds time the steps took
 */
public record EpochSums(@Range double lossSum, @Range(min = 0) long correct, @Range(min = 0) long images,
        @Range(min = 0) double seconds) {
    /** Nothing yet. */
    public static final EpochSums ZERO = new EpochSums(0, 0, 0, 0);

    EpochSums plus(double batchLoss, int batchCorrect, int batchImages, double batchSeconds) {
        return new EpochSums(lossSum + batchLoss * batchImages, correct + batchCorrect, images + batchImages,
                seconds + batchSeconds);
    }

    /** Mean loss of an image; NaN before the first. */
    public double loss() {
        return lossSum / images;
    }

    /** Share of images classified right; NaN before the first. */
    public double accuracy() {
        return (double) correct / images;
    }

    /** Images per second; NaN before the first. */
    public double imagesPerSecond() {
        return images / seconds;
    }
}
