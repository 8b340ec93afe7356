package longhand.cells;

import java.util.Locale;
import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.Dataset;
import longhand.data.LoaderOptions;
import longhand.data.Split;
import longhand.datasets.DatasetOptions;
import longhand.datasets.DatasetRegistry;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.Conv2d;
import longhand.nn.Dropout;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.Loss;
import longhand.nn.MaxPool2d;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.nn.optim.Optimizer;
import longhand.tensor.Tensor;

/** What cells print, to be compared with the notes; and what several documents have in common. */
final class Printed {
    private final StringBuilder text = new StringBuilder();

    /** {@code print('…' % …)}. */
    void print(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** The block of NiN as all five documents have it. */
    static Sequential ninBlock(int in, int out, int kernel, int stride, int padding) {
        return new Sequential(
                new Conv2d(in, out, kernel, stride, padding), new ReLU(),
                new Conv2d(out, out, 1), new ReLU(),
                new Conv2d(out, out, 1), new ReLU());
    }

    /** The network of S0, S2 and S3. */
    static Sequential nin() {
        return new Sequential(
                ninBlock(1, 96, 11, 4, 0), new MaxPool2d(3, 2),
                ninBlock(96, 256, 5, 1, 2), new MaxPool2d(3, 2),
                ninBlock(256, 384, 3, 1, 1), new MaxPool2d(3, 2),
                new Dropout(0.5),
                ninBlock(384, 10, 3, 1, 1),
                new AdaptiveAvgPool2d(1, 1), new Flatten());
    }

    /** Real images; few of them, since a cell here shows what happens and not how well. */
    static Dataset fashionMnist(Split split, int resize, int images) {
        DatasetOptions options = DatasetOptions.defaults().withTrainLimit(images).withTestLimit(images);
        return DatasetRegistry.load(DatasetRegistry.SUBSET, resize == 0 ? options : options.withResize(resize))
                .dataset(split);
    }

    static DataLoader loader(Split split, int resize, int images, int batchSize) {
        LoaderOptions options = LoaderOptions.batches(batchSize);
        return new DataLoader(fashionMnist(split, resize, images), split == Split.TRAIN ? options.shuffled() : options);
    }

    /** One step of training as all documents write it; returns the loss. */
    static double step(Layer net, Loss loss, Optimizer optimizer, Batch batch) {
        Tensor l = loss.forward(net.forward(batch.images()), batch.targets());
        optimizer.zeroGrad();
        l.backward();
        optimizer.step();
        return l.item();
    }

    /** {@code (y_hat.argmax(dim=1) == y).sum().item()}. */
    static double correct(Tensor output, Tensor labels) {
        return output.argmax(1).eq(labels).sum().item();
    }

    /** Whether a layer has weights that the notes initialise. */
    static boolean isWeighted(Layer layer) {
        return layer instanceof Conv2d || layer instanceof Linear;
    }
}
