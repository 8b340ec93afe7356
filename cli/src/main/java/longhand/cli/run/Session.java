package longhand.cli.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import longhand.data.DataLoader;
import longhand.data.Dataset;
import longhand.data.ImageShape;
import longhand.data.LoaderOptions;
import longhand.data.Split;
import longhand.datasets.DataSplits;
import longhand.datasets.DatasetOptions;
import longhand.datasets.DatasetRegistry;
import longhand.datasets.image.PictureOptions;
import longhand.datasets.transforms.Normalize;
import longhand.models.Recipe;
import longhand.names.NearestName;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Initial;
import longhand.nn.Layer;
import longhand.nn.Loss;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.Schedules;
import longhand.nn.training.Trainer;
import longhand.random.Generator;

/**
 * Images, network, optimiser and trainer of a run. Everything random is drawn in PyTorch's order: seed, parameters in
 * the order of their creation, other initial weights, then the order of the images.
 *
 * @param images the images
 * @param card what the checkpoints say about the network
 * @param preparation how a picture becomes what the network sees
 * @param data which images these are
 * @param net the network
 * @param trainer what trains it
 */
record Session(Images images, ModelCard card, Preparation preparation, DataIdentity data, Layer net,
        Trainer trainer) implements AutoCloseable {
    /** What a run begins with: its command line can still be changed. */
    static Session begin(RunConfig config, Computation computation, Consumer<String> messages) {
        return open(config, config.images().pictures(config.seed()).withHowToSkip(SettingsTable.SKIP_BAD), computation,
                messages);
    }

    /** What a run goes on with. */
    static Session open(RunConfig config, Computation computation, Consumer<String> messages) {
        return open(config, config.images().pictures(config.seed()), computation, messages);
    }

    private static Session open(RunConfig config, PictureOptions pictures, Computation computation,
            Consumer<String> messages) {
        DataSplits stored = images(config, pictures, messages);
        Optional<Normalize> normalize = switch (config.images().normalize()) {
            case ImageSettings.OWN -> Optional.of(stored.ownNormalize());
            case ImageSettings.IMAGENET -> Optional.of(Normalize.IMAGENET);
            default -> Optional.empty();
        };
        DataSplits splits = stored.normalized(normalize);
        Images images = Images.of(splits, config);
        Dataset train = images.train();
        ImageShape shape = splits.pixels(Split.TRAIN).imageShape();
        ModelCard card = new ModelCard(config.model(), config.dataset(), shape.channels(), shape.height(),
                config.resize(), train.classNames());
        Preparation preparation = Preparation.of(config.dataset().equals(DatasetRegistry.PICTURES)
                ? Preparation.SQUARE : Preparation.SQUEEZE, splits, normalize);
        DataIdentity data = DataIdentity.of(config.dataset(), splits);
        Generator.manualSeed(config.seed());
        Layer net = card.network();
        net.apply(Initial.named(config.init()).orElseThrow(() -> new RunException(
                NearestName.unknown("init", config.init(), Initial.names()))));
        config.transfer().freeze(net, card);
        Optimizer optimizer = config.transfer().optimizer(config, net, card);
        Loss loss = new CrossEntropyLoss();
        DataLoader loader = new DataLoader(computation.read(train),
                LoaderOptions.batches(config.batchSize()).shuffled());
        Trainer trainer = new Trainer(net, loss, optimizer, loader)
                .test(new DataLoader(images.heldOut(), LoaderOptions.batches(config.batchSize())))
                .gradients(config.images().mixing().map(how -> how.gradients(net, loss))
                        .orElseGet(() -> computation.gradients(config, card, net, loss, train)))
                .epochs(config.epochs())
                .patience(config.patience())
                .scheduleBySteps(Schedules.create(config.schedule(), config.lr(),
                (long) loader.batches() * config.epochs()));
        return new Session(images, card, preparation, data, net, trainer);
    }

    private static DataSplits images(RunConfig config, PictureOptions pictures, Consumer<String> messages) {
        return images(new ImageSource(config.dataset(), config.dataDir()), config.images(), pictures, config.resize(),
                config.limitTrain(), config.limitTest(), messages);
    }

    /** The images of a data set, resized and limited. */
    static DataSplits images(ImageSource source, ImageSettings settings, PictureOptions pictures, int side,
            int limitTrain, int limitTest, Consumer<String> messages) {
        DatasetOptions options = DatasetOptions.defaults().withMessages(messages)
                .withPictures(pictures).withAugmentation(settings.augmentation(side))
                .withResize(side);
        if (!source.folder().isEmpty()) {
            options = options.withFolder(Path.of(source.folder()));
        }
        if (limitTrain != Recipe.ALL) {
            options = options.withTrainLimit(limitTrain);
        }
        if (limitTest != Recipe.ALL) {
            options = options.withTestLimit(limitTest);
        }
        DataSplits splits = DatasetRegistry.load(source.dataset(), options);
        messages.accept("images: " + splits.origin());
        return splits;
    }

    /** Tests the network as it is on what epochs are tested on. */
    void test(TestResults results, int batchSize) {
        try (DataLoader loader = new DataLoader(images.heldOut(), LoaderOptions.batches(batchSize))) {
            results.test(net, loader);
        }
    }

    /** What is kept with weights, so that pictures can be shown to the network. */
    Map<String, String> about() {
        Map<String, String> about = new HashMap<>(card.toTexts());
        preparation.addTo(about);
        return about;
    }

    /** Lets the trainer write checkpoints of a run with these settings. */
    void saveTo(RunFolder folder, RunConfig config) {
        Map<String, String> about = about();
        about.putAll(new Provenance(config, data).toTexts());
        trainer.saveTo(folder.checkpoint().path(), config.saveEvery(), about);
    }

    @Override
    public void close() {
        trainer.close();
    }
}
