package longhand.nn.training;

/**
 * What an epoch brought.
 *
 * @param epoch number of the epoch, from 1
 * @param step steps since training began
 * @param trainLoss mean loss over the images of the epoch, each at the time it was trained on
 * @param trainAccuracy share of them classified right at that time
 * @param testLoss mean loss over the test images after the epoch; NaN without test images
 * @param testAccuracy share of the test images classified right; NaN without test images
 * @param lr learning rate of the last step
 * @param trainSeconds time the steps took
 * @param testSeconds time the test took
 * @param imagesPerSecond training images per second
 */
public record EpochResult(int epoch, long step, double trainLoss, double trainAccuracy, double testLoss, double testAccuracy, double lr,
        double trainSeconds, double testSeconds, double imagesPerSecond) {}
