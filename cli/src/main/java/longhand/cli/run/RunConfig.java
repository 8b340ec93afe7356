package longhand.cli.run;

/**
 * Every setting of a run, with nothing left open: with the same images it makes the same numbers.
 *
 * @param model name of the model
 * @param recipe name of the recipe it started from
 * @param dataset name of the data set
 * @param dataDir folder of its files; empty: where they are found
 * @param limitTrain how many training images, from the first; {@link longhand.models.Recipe#ALL} for all
 * @param limitTest how many test images, from the first
 * @param resize height and width of the images
 * @param batchSize images per step
 * @param epochs passes over the training images
 * @param optimizer a name of {@link longhand.nn.optim.Optimizers}
 * @param lr learning rate, the largest if the schedule changes it
 * @param momentum of the optimiser, where it has one
 * @param weightDecay of the optimiser
 * @param schedule a name of {@link longhand.nn.optim.Schedules}
 * @param init a name of {@link longhand.nn.Initial}
 * @param seed where all chance comes from
 * @param saveEvery steps between checkpoints; 0: only after epochs
 */
public record RunConfig(String model, String recipe, String dataset, String dataDir, int limitTrain, int limitTest, int resize,
        int batchSize, int epochs, String optimizer, double lr, double momentum, double weightDecay, String schedule, String init,
        long seed, int saveEvery) {

    /** The same with another number of epochs. */
    RunConfig withEpochs(int count) {
        return new RunConfig(model, recipe, dataset, dataDir, limitTrain, limitTest, resize, batchSize, count, optimizer, lr, momentum,
                weightDecay, schedule, init, seed, saveEvery);
    }

    /** The same with checkpoints at other distances. */
    RunConfig withSaveEvery(int steps) {
        return new RunConfig(model, recipe, dataset, dataDir, limitTrain, limitTest, resize, batchSize, epochs, optimizer, lr, momentum,
                weightDecay, schedule, init, seed, steps);
    }
}
