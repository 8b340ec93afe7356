package longhand.models;

import longhand.nn.optim.Optimizers;

/**
 * How to train a model.
 *
 * @param source where the numbers come from: a section of the notes, another text, or that it is made to be short
 * @param epochs passes over the training images
 * @param leastSeen so many images are shown at least, in more epochs where there are few; 0: only {@code epochs} count
 * @param batchSize images per step
 * @param optimizer a name of {@link Optimizers#names()}
 * @param lr learning rate, the largest if the schedule changes it
 * @param momentum of the optimiser, where it has one
 * @param schedule a name of {@link longhand.nn.optim.Schedules#names()}
 * @param init a name of {@link longhand.nn.Initial#names()}
 * @param normalize {@link #AS_STORED}, or {@link #OWN}
 * @param augment random changes of the training images, as {@code --augment} has them; {@code none} for none
 * @param side height and width that the images are resized to
 * @param trainImages how many training images are used, from the first; {@link #ALL} for all
 * @param testImages how many test images are used, from the first; {@link #ALL} for all
 */
public record Recipe(String source, int epochs, int leastSeen, int batchSize, String optimizer, double lr,
        double momentum, String schedule, String init, String normalize, String augment, int side, int trainImages,
        int testImages) {
    /** All images there are. */
    public static final int ALL = Integer.MAX_VALUE;
    /** Values from 0 to 1, as the course notes have them. */
    public static final String AS_STORED = "none";
    /** Mean 0 and standard deviation 1 over the training images, in each channel. */
    public static final String OWN = "own";
    private static final int MOST_EPOCHS = 100;

    /** All images as stored, a constant learning rate, and the layers' own initial weights. */
    static Recipe of(String source, int side, int batchSize, String optimizer, double lr, int epochs) {
        return new Recipe(source, epochs, 0, batchSize, optimizer, lr, Optimizers.defaultMomentum(optimizer),
                "constant", "default", AS_STORED, "none", side, ALL, ALL);
    }

    /** This recipe with another momentum than the optimiser's usual one. */
    Recipe momentum(double share) {
        return new Recipe(source, epochs, leastSeen, batchSize, optimizer, lr, share, schedule, init, normalize,
                augment, side, trainImages, testImages);
    }

    /** This recipe with other initial weights. */
    Recipe init(String name) {
        return new Recipe(source, epochs, leastSeen, batchSize, optimizer, lr, momentum, schedule, name, normalize,
                augment, side, trainImages, testImages);
    }

    /** This recipe with a learning rate that rises and falls, and normalised images. */
    Recipe oneCycle() {
        return normalized("one-cycle");
    }

    /** This recipe with a learning rate that falls from the start, and normalised images. */
    Recipe cosine() {
        return normalized("cosine");
    }

    private Recipe normalized(String changing) {
        return new Recipe(source, epochs, leastSeen, batchSize, optimizer, lr, momentum, changing, init, OWN, augment,
                side, trainImages, testImages);
    }

    /** This recipe with random changes of the training images. */
    Recipe augment(String words) {
        return new Recipe(source, epochs, leastSeen, batchSize, optimizer, lr, momentum, schedule, init, normalize,
                words, side, trainImages, testImages);
    }

    /** This recipe with more epochs for few images. */
    Recipe leastSeen(int images) {
        return new Recipe(source, epochs, images, batchSize, optimizer, lr, momentum, schedule, init, normalize,
                augment, side, trainImages, testImages);
    }

    /** This recipe with fewer images. */
    Recipe limit(int train, int test) {
        return new Recipe(source, epochs, leastSeen, batchSize, optimizer, lr, momentum, schedule, init, normalize,
                augment, side, train, test);
    }

    /** Passes over so many training images. */
    public int epochsFor(int images) {
        return Math.clamp(Math.ceilDiv(leastSeen, Math.max(1, images)), epochs, Math.max(epochs, MOST_EPOCHS));
    }
}
