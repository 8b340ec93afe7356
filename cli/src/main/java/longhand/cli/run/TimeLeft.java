package longhand.cli.run;

import longhand.nn.training.EpochResult;
import longhand.nn.training.StepResult;

/** Estimates how long a run will still take: steps as they took so far in this epoch, tests as the last one took. */
public final class TimeLeft {
    /** A test image takes about a third of a training image, which is also differentiated, twice. */
    private static final double TEST_SHARE = 1.0 / 3;

    private final int epochs;
    private final double testImagesPerTrainImage;
    private double testSeconds = Double.NaN;
    private double left;

    TimeLeft(int epochs, int trainImages, int testImages) {
        this.epochs = epochs;
        this.testImagesPerTrainImage = (double) testImages / trainImages;
    }

    void stepDone(StepResult r) {
        // The sums may have begun before a resumption, so this is images, not steps since the start.
        double trainSeconds = r.sums().seconds() / r.batch() * r.batches();
        double test = Double.isNaN(testSeconds) ? trainSeconds * testImagesPerTrainImage * TEST_SHARE : testSeconds;
        double epochsLeft = epochs - r.epoch() + 1;
        left = epochsLeft * (trainSeconds + test) - r.sums().seconds();
    }

    void epochDone(EpochResult r) {
        testSeconds = r.testSeconds();
    }

    /** As {@code 45 s}, {@code 3 min} or {@code 2 h 10 min}. */
    public String text() {
        return text(left);
    }

    static String text(double seconds) {
        if (seconds < 90) {
            return Math.max(0, Math.round(seconds)) + " s";
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
