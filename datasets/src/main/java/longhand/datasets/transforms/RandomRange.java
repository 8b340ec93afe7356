package longhand.datasets.transforms;

import java.util.random.RandomGenerator;

/** What random transforms share: rules about numbers, and numbers drawn from ranges. */
final class RandomRange {
    private RandomRange() {}

    /** @throws IllegalArgumentException unless {@code least ≤ value ≤ most} */
    static void requireBetween(String transform, String what, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(transform + ": " + what + " " + value + " is not between " + least
                    + " and " + most);
        }
    }

    /** A number from {@code least} up to {@code most}. */
    static double uniform(RandomGenerator random, double least, double most) {
        return least + (most - least) * random.nextDouble();
    }
}
