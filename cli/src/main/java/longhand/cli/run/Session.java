package longhand.cli.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import longhand.data.DataLoader;
import longhand.data.Dataset;
import longhand.data.ImageShape;
import longhand.data.LoaderOptions;
import longhand.data.Split;
import longhand.datasets.DataSplits;
import longhand.datasets.DatasetOptions;
import longhand.datasets.DatasetRegistry;
import longhand.models.Recipe;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Initial;
import longhand.nn.Layer;
import longhand.nn.Loss;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.Optimizers;
import longhand.nn.optim.Schedules;
import longhand.nn.training.Trainer;
import longhand.random.Generator;

/**
 * Images, network, optimiser and trainer of a run. Everything random is drawn in PyTorch's order: seed, parameters in
 * the order of their creation, other initial weights, then the order of the images.
 *
 * @param images the images
 * @param card what the checkpoints say about the network
 * @param data which images these are
 * @param net the network
 * @param trainer what trains it
 */
record Session(Images images, ModelCard card, DataIdentity data, Layer net, Trainer trainer)
        implements AutoCloseable {
    /** The side of the stored images of all data sets we know: images of that size are left as they are. */
    private static final int STORED_SIDE = 28;

    static Session open(RunConfig config, Computation computation, Consumer<String> messages) {
        DataSplits splits = images(config.dataset(), config.dataDir(), config.resize(), config.limitTrain(),
                config.limitTest(), messages);
        Images images = Images.of(splits, config);
        Dataset train = images.train();
        ImageShape stored = splits.pixels(Split.TRAIN).imageShape();
        ModelCard card = new ModelCard(config.model(), config.dataset(), stored.channels(), stored.height(),
                config.resize(), train.classNames());
        DataIdentity data = DataIdentity.of(config.dataset(), splits);
        Generator.manualSeed(config.seed());
        Layer net = card.network();
        net.apply(Initial.named(config.init()).orElseThrow(() -> new RunException(
                "init: there is no '" + config.init() + "'. Fix: choose one of "
                + String.join(", ", Initial.names()))));
        Optimizer optimizer = Optimizers.create(config.optimizer(), net.parameters(), config.lr(), config.momentum(),
                config.weightDecay());
        Loss loss = new CrossEntropyLoss();
        DataLoader loader = new DataLoader(computation.read(train),
                LoaderOptions.batches(config.batchSize()).shuffled());
        Trainer trainer = new Trainer(net, loss, optimizer, loader)
                .test(new DataLoader(images.heldOut(), LoaderOptions.batches(config.batchSize())))
                .gradients(computation.gradients(config, card, net, loss, train))
                .epochs(config.epochs())
                .patience(config.patience())
                .scheduleBySteps(Schedules.create(config.schedule(), config.lr(),
                (long) loader.batches() * config.epochs()));
        return new Session(images, card, data, net, trainer);
    }

    /** The images of a data set, resized and limited. */
    static DataSplits images(String dataset, String dataDir, int side, int limitTrain, int limitTest,
            Consumer<String> messages) {
        DatasetOptions options = DatasetOptions.defaults().withMessages(messages);
        if (!dataDir.isEmpty()) {
            options = options.withFolder(Path.of(dataDir));
        }
        if (side != STORED_SIDE) {
            options = options.withResize(side);
        }
        if (limitTrain != Recipe.ALL) {
            options = options.withTrainLimit(limitTrain);
        }
        if (limitTest != Recipe.ALL) {
            options = options.withTestLimit(limitTest);
        }
        DataSplits splits = DatasetRegistry.load(dataset, options);
        messages.accept("images: " + splits.origin());
        return splits;
    }

    /** Tests the network as it is on what epochs are tested on. */
    void test(TestResults results, int batchSize) {
        try (DataLoader loader = new DataLoader(images.heldOut(), LoaderOptions.batches(batchSize))) {
            results.test(net, loader);
        }
    }

    /** Lets the trainer write checkpoints of a run with these settings. */
    void saveTo(RunFolder folder, RunConfig config) {
        Map<String, String> about = new HashMap<>(card.toTexts());
        about.putAll(new Provenance(config, data).toTexts());
        trainer.saveTo(folder.checkpoint().path(), config.saveEvery(), about);
    }

    @Override
    public void close() {
        trainer.close();
    }
}
