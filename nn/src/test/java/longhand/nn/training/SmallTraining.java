package longhand.nn.training;

import longhand.data.DataLoader;
import longhand.data.LoaderOptions;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Dropout;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.Sequential;
import longhand.nn.optim.SGD;
import longhand.random.Generator;

/** A training that takes no time, and in which everything random is drawn: order of images, weights and dropout. */
final class SmallTraining {
    /** 36 images in batches of 8, the last one short. */
    static final int BATCHES = 5;
    private static final LoaderOptions OPTIONS = LoaderOptions.batches(8).shuffled();

    private SmallTraining() {}

    static Layer network() {
        Generator.manualSeed(17);
        return new Sequential(new Flatten(), new Dropout(0.5), new Linear(64, 2));
    }

    static DataLoader loader() {
        return new DataLoader(new Stripes(36), OPTIONS);
    }

    static DataLoader loader(int prefetch) {
        return new DataLoader(new Stripes(36), OPTIONS.withPrefetch(prefetch));
    }

    static Trainer trainer(Layer net, DataLoader loader) {
        return new Trainer(net, new CrossEntropyLoss(), new SGD(net.parameters(), 0.1), loader);
    }

    static float[] weights(Layer net) {
        return net.stateDict().get("2.weight").toArray();
    }
}
