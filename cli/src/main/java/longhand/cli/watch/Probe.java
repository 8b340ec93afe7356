package longhand.cli.watch;

import static longhand.tensor.Internals.shareMemory;
import static longhand.tensor.Internals.values;

import java.util.ArrayList;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.autograd.NoGrad;
import longhand.data.Dataset;
import longhand.data.ImageShape;
import longhand.datasets.transforms.PixelDataset;
import longhand.nn.ForwardWatch;
import longhand.nn.Layer;
import longhand.nn.ReLU;
import longhand.nn.training.ConfusionMatrix;
import longhand.shape.Shape;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;

/**
 * Shows the network a few held-out images, always the same, in evaluation mode and without recording a graph: what it
 * predicts, and what every layer makes of them. It draws no random numbers and changes nothing, so training goes on
 * with the same bits.
 */
final class Probe {
    private static final int FEWEST_IMAGES = 8;
    private static final int MOST_IMAGES = 32;
    private static final int MOST_SHOWN = 12;

    private final Layer net;
    private final Map<Layer, String> names = new IdentityHashMap<>();
    private final Tensor images;
    private final List<String> truths = new ArrayList<>();
    private final List<String> pixels = new ArrayList<>();
    private final List<String> classes;
    private final ImageShape stored;

    /**
     * What a layer made of the images.
     *
     * @param dead how many units gave 0 everywhere and for all images; units are channels, or the outputs of a linear
     *     layer
     * @param units how many there are; 0 for a layer that is no ReLU
     */
    record Activations(Histogram values, int dead, int units) {}

    /** An image, what it is, and what the network takes it for. */
    record Picture(String pixels, String truth, String predicted, double probability) {}

    /** What one look found: the pictures with height and width, and the layers by name in the order of computation. */
    record Look(List<Picture> pictures, ImageShape shape, Map<String, Activations> layers) {}

    /** @param batchSize of the training, which has memory for more images than are looked at here */
    Probe(Layer net, Dataset heldOut, PixelDataset heldOutPixels, int batchSize) {
        this.net = net;
        this.classes = heldOut.classNames();
        this.stored = heldOutPixels.imageShape();
        net.namedLayers().forEach((name, layer) -> {
            if (layer.children().isEmpty()) {
                names.put(layer, name);
            }
        });
        int count = Math.min(heldOut.size(), Math.clamp(batchSize / 2, FEWEST_IMAGES, MOST_IMAGES));
        ImageShape shape = heldOut.imageShape();
        float[] floats = new float[count * shape.numel()];
        byte[] bytes = new byte[stored.numel()];
        for (int i = 0; i < count; i++) {
            heldOut.read(i, 0, floats, i * shape.numel());
            heldOutPixels.pixels(i, bytes);
            truths.add(classes.get(heldOut.label(i)));
            pixels.add(Base64.getEncoder().encodeToString(bytes));
        }
        this.images = Tensor.of(floats, Shape.of(count, shape.channels(), shape.height(), shape.width()));
    }

    /** Looks; afterwards the network is in the mode in which it was. */
    Look look() {
        Map<String, Activations> layers = new LinkedHashMap<>();
        boolean training = net.isTraining();
        net.eval();
        try (NoGrad _ = NoGrad.enter(); Memory.Scope _ = Memory.scope();
                ForwardWatch _ = ForwardWatch.start((layer, x, y) -> {
                    if (names.containsKey(layer) && !shareMemory(x, y)) {
                        layers.put(names.get(layer), activations(layer, y));
                    }
                })) {
            return new Look(pictures(net.forward(images)), stored, layers);
        } finally {
            net.train(training);
        }
    }

    private static Activations activations(Layer layer, Tensor y) {
        int stride = Math.max(1, Math.ceilDiv(y.numel(), LayerMeter.MOST));
        Histogram histogram = Histogram.of(values(y), y.numel(), stride);
        boolean canDie = layer instanceof ReLU && y.shape().rank() > 1;
        return new Activations(histogram, canDie ? dead(y) : 0, canDie ? y.size(1) : 0);
    }

    private static int dead(Tensor y) {
        int units = y.size(1);
        int each = y.numel() / y.size(0) / units;
        float[] values = values(y);
        boolean[] lives = new boolean[units];
        for (int i = 0; i < y.numel(); i++) {
            lives[i / each % units] |= values[i] != 0;
        }
        int dead = 0;
        for (boolean alive : lives) {
            dead += alive ? 0 : 1;
        }
        return dead;
    }

    private List<Picture> pictures(Tensor logits) {
        int[] predicted = ConfusionMatrix.predictions(logits);
        Tensor probabilities = logits.softmax(1);
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_SHOWN, predicted.length); i++) {
            pictures.add(new Picture(pixels.get(i), truths.get(i), classes.get(predicted[i]),
                    probabilities.get(i, predicted[i])));
        }
        return pictures;
    }

    /** Number of images that are looked at. */
    int size() {
        return truths.size();
    }
}
