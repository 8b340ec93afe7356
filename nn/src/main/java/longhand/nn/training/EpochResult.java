package longhand.nn.training;

import longhand.io.checks.Range;

/**
 * What an epoch brought.
 *
 * @param epoch number of the epoch, from 1
 * @param step steps since training began
 * @param trainLoss mean loss over the images of the epoch, each at the time it was trained on
 * @param trainAccuracy share of them classified right at that time; NaN without a metric
 * @param testLoss mean loss over the test images after the epoch; NaN without test images
 * @param testAccuracy share of the test images classified right; NaN without test images or without a metric
 * @param lr learning rate of the last step
 * @param trainSeconds time the steps took
 * @param testSeconds time the test took
 * @param imagesPerSecond training images per second
 */
public record EpochResult(
        @Range(min = 1) int epoch,
        @Range(min = 1) long step,
        @Range double trainLoss,
        @Range(min = 0, max = 1, orNaN = true) double trainAccuracy,
        @Range(max = Double.POSITIVE_INFINITY, orNaN = true) double testLoss,
        @Range(min = 0, max = 1, orNaN = true) double testAccuracy,
        @Range(min = 0) double lr,
        @Range(min = 0) double trainSeconds,
        @Range(min = 0) double testSeconds,
        @Range(min = 0) double imagesPerSecond) {}
