package longhand.cli.run;

import java.util.Optional;
import java.util.function.Consumer;
import longhand.data.DataLoader;
import longhand.data.Dataset;
import longhand.data.LoaderOptions;
import longhand.nn.training.EpochSums;

/** One pass of a trained network over test images. */
public final class TestRun {
    private final SavedModel model;
    private final DataLoader loader;
    private final TestResults results;

    /**
     * @param source which images: a data set and the folder of its files; empty: those of the run
     * @param limit how many test images, from the first
     * @throws RunException if they have other classes than the network
     */
    public TestRun(SavedModel model, Optional<ImageSource> source, int limit, int batchSize,
            Consumer<String> messages) {
        this.model = model;
        Dataset images = model.images(source, limit, messages).test();
        this.loader = new DataLoader(images, LoaderOptions.batches(batchSize));
        this.results = new TestResults(model.card().classNames().size());
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
