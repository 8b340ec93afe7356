package longhand.cli.run;

import java.util.function.Consumer;
import longhand.data.DataLoader;
import longhand.data.Dataset;
import longhand.data.LoaderOptions;
import longhand.models.Recipe;
import longhand.nn.training.EpochSums;

/** One pass of a trained network over test images. */
public final class TestRun {
    private final SavedModel model;
    private final DataLoader loader;
    private final TestResults results;

    /**
     * @param limit how many test images, from the first
     * @throws RunException if the network was trained for other classes than those of the data set
     */
    public TestRun(SavedModel model, String dataset, String dataDir, int limit, int batchSize,
            Consumer<String> messages) {
        this.model = model;
        Dataset images = Session.images(dataset, dataDir, model.card().side(), Recipe.ALL, limit, messages).test();
        int classes = model.card().classNames().size();
        if (images.classNames().size() != classes) {
            throw new RunException("evaluate: the network knows " + classes + " classes, the data set '" + dataset
                    + "' has " + images.classNames().size());
        }
        this.loader = new DataLoader(images, LoaderOptions.batches(batchSize));
        this.results = new TestResults(classes);
    }

    /** Tests. */
    public EpochSums run() {
        try (loader) {
            return results.test(model.net(), loader);
        }
    }

    /** What the test found. */
    public TestResults results() {
        return results;
    }
}
