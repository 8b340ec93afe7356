package longhand.models;

/**
 * How to train a model.
 *
 * @param source where the numbers come from: a section of the notes, another text, or a measurement of ours
 * @param epochs passes over the training images
 * @param batchSize images per step
 * @param optimizer {@code sgd}, {@code adam}, {@code adamw}, {@code rmsprop} or {@code adagrad}
 * @param lr learning rate
 * @param momentum of SGD
 * @param weightDecay of the optimiser
 * @param init a name of {@link longhand.nn.Initial#names()}
 * @param side height and width that the images are resized to
 * @param trainImages how many training images are used, from the first; {@link #ALL} for all
 * @param testImages how many test images are used, from the first; {@link #ALL} for all
 */
public record Recipe(String source, int epochs, int batchSize, String optimizer, double lr, double momentum, double weightDecay,
        String init, int side, int trainImages, int testImages) {
    /** All images there are. */
    public static final int ALL = Integer.MAX_VALUE;

    /** All images, without momentum and weight decay, with the layers' own initial weights. */
    static Recipe of(String source, int side, int batchSize, String optimizer, double lr, int epochs) {
        return new Recipe(source, epochs, batchSize, optimizer, lr, 0, 0, "default", side, ALL, ALL);
    }

    /** This recipe with other initial weights. */
    Recipe init(String name) {
        return new Recipe(source, epochs, batchSize, optimizer, lr, momentum, weightDecay, name, side, trainImages, testImages);
    }

    /** This recipe with fewer images. */
    Recipe limit(int train, int test) {
        return new Recipe(source, epochs, batchSize, optimizer, lr, momentum, weightDecay, init, side, train, test);
    }
}
