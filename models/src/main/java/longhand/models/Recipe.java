package longhand.models;

/**
 * How to train a model.
 *
 * @param source where the numbers come from: a section of the notes, another text, or that it is made to be short
 * @param epochs passes over the training images
 * @param batchSize images per step
 * @param optimizer a name of {@link longhand.nn.optim.Optimizers#names()}
 * @param lr learning rate, the largest if the schedule changes it
 * @param schedule a name of {@link longhand.nn.optim.Schedules#names()}
 * @param init a name of {@link longhand.nn.Initial#names()}
 * @param side height and width that the images are resized to
 * @param trainImages how many training images are used, from the first; {@link #ALL} for all
 * @param testImages how many test images are used, from the first; {@link #ALL} for all
 */
public record Recipe(String source, int epochs, int batchSize, String optimizer, double lr, String schedule,
        String init, int side, int trainImages, int testImages) {
    /** All images there are. */
    public static final int ALL = Integer.MAX_VALUE;

    /** All images, a constant learning rate, and the layers' own initial weights. */
    static Recipe of(String source, int side, int batchSize, String optimizer, double lr, int epochs) {
        return new Recipe(source, epochs, batchSize, optimizer, lr, "constant", "default", side, ALL, ALL);
    }

    /** This recipe with other initial weights. */
    Recipe init(String name) {
        return new Recipe(source, epochs, batchSize, optimizer, lr, schedule, name, side, trainImages, testImages);
    }

    /** This recipe with a learning rate that changes. */
    Recipe schedule(String name) {
        return new Recipe(source, epochs, batchSize, optimizer, lr, name, init, side, trainImages, testImages);
    }

    /** This recipe with fewer images. */
    Recipe limit(int train, int test) {
        return new Recipe(source, epochs, batchSize, optimizer, lr, schedule, init, side, train, test);
    }
}
