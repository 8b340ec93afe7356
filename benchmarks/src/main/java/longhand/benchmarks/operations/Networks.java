package longhand.benchmarks.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import longhand.models.Models;
import longhand.models.Residual;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.AvgPool2d;
import longhand.nn.BatchNorm2d;
import longhand.nn.Concat;
import longhand.nn.Conv2d;
import longhand.nn.Dropout;
import longhand.nn.Flatten;
import longhand.nn.GELU;
import longhand.nn.GroupNorm;
import longhand.nn.Identity;
import longhand.nn.Layer;
import longhand.nn.LeakyReLU;
import longhand.nn.Linear;
import longhand.nn.MaxPool2d;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.nn.SiLU;
import longhand.nn.Tanh;
import longhand.shape.Window2d;

/**
 * The networks that are measured: those of the model zoo with images of 224×224, and small ones such as people build
 * for small images, in which other kinds of layers take the time. {@code peers/models.py} has the same.
 */
final class Networks {
    static final int CLASSES = 10;

    private Networks() {}

    /**
     * A network and its input.
     *
     * @param batch images of a step of training; inference is measured with as many, and with one
     * @param side height and width of an image
     */
    record Network(String name, int batch, int channels, int side, Supplier<Layer> maker) {}

    static List<Network> all() {
        return Stream.concat(
                Stream.of("nin", "alexnet", "vgg11", "vgg-small", "googlenet", "resnet18").map(Networks::ofZoo),
                Stream.of(
                        new Network("two-convolutions", 64, 1, 28, Networks::twoConvolutions),
                        new Network("two-5x5-tanh", 64, 1, 28, Networks::twoOf5x5),
                        new Network("dense-layers", 64, 1, 28, Networks::denseLayers),
                        new Network("resnet20", 64, 3, 32, Networks::resNet20),
                        new Network("vgg-6", 32, 3, 32, Networks::vgg6),
                        new Network("depthwise", 16, 3, 96, Networks::depthwise),
                        new Network("dense-block", 32, 3, 32, Networks::denseBlock),
                        new Network("group-norm", 32, 3, 32, Networks::groupNorm))).toList();
    }

    private static Network ofZoo(String name) {
        return new Network(name, 16, 1, 224, () -> Models.get(name).create(1, CLASSES));
    }

    private static Layer twoConvolutions() {
        return new Sequential(convolution(1, 32), new ReLU(), new MaxPool2d(2), convolution(32, 64), new ReLU(),
                new MaxPool2d(2), new Flatten(), new Linear(64 * 49, 128), new ReLU(), new Linear(128, CLASSES));
    }

    private static Layer twoOf5x5() {
        return new Sequential(new Conv2d(1, 20, 5), new Tanh(), new MaxPool2d(2), new Conv2d(20, 50, 5), new Tanh(),
                new MaxPool2d(2), new Flatten(), new Linear(800, 500), new Tanh(), new Linear(500, CLASSES));
    }

    private static Layer denseLayers() {
        return new Sequential(new Flatten(), new Linear(784, 512), new ReLU(), new Dropout(0.2), new Linear(512, 512),
                new ReLU(), new Dropout(0.2), new Linear(512, CLASSES));
    }

    /** K. He et al. 2015, for CIFAR-10. */
    private static Layer resNet20() {
        List<Layer> layers = new ArrayList<>(List.of(convolution(3, 16), new BatchNorm2d(16), new ReLU()));
        int in = 16;
        for (int out : new int[] {16, 32, 64}) {
            for (int block = 0; block < 3; block++) {
                layers.add(new Residual(in, out, in == out ? 1 : 2));
                in = out;
            }
        }
        return classified(layers, in);
    }

    private static Layer vgg6() {
        List<Layer> layers = new ArrayList<>();
        int in = 3;
        for (int out : new int[] {64, 128, 256}) {
            layers.addAll(List.of(convolution(in, out), new BatchNorm2d(out), new ReLU(), convolution(out, out),
                    new BatchNorm2d(out), new ReLU(), new MaxPool2d(2)));
            in = out;
        }
        return classified(layers, in);
    }

    /** As MobileNet: A. Howard et al. 2017. */
    private static Layer depthwise() {
        List<Layer> layers = new ArrayList<>(List.of(new Conv2d(3, 32, 3, 2, 1), new BatchNorm2d(32), new ReLU()));
        int in = 32;
        for (int[] outAndStride : new int[][] {{64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}}) {
            int out = outAndStride[0];
            Window2d window = Window2d.square(3).stride(outAndStride[1]).padding(1);
            layers.addAll(List.of(new Conv2d(in, in, window, in, true), new BatchNorm2d(in), new ReLU(),
                    new Conv2d(in, out, 1), new BatchNorm2d(out), new ReLU()));
            in = out;
        }
        return classified(layers, in);
    }

    /** As DenseNet: G. Huang et al. 2016. */
    private static Layer denseBlock() {
        List<Layer> layers = new ArrayList<>(List.of(convolution(3, 24)));
        int in = 24;
        for (int i = 0; i < 6; i++) {
            layers.add(new Concat(new Identity(),
                    new Sequential(new BatchNorm2d(in), new ReLU(), convolution(in, 12))));
            in += 12;
        }
        return classified(layers, in);
    }

    private static Layer groupNorm() {
        return classified(List.of(convolution(3, 32), new GroupNorm(8, 32), new GELU(), new AvgPool2d(2),
                convolution(32, 48), new GroupNorm(8, 48), new SiLU(), new AvgPool2d(2), convolution(48, 96),
                new GroupNorm(8, 96), new LeakyReLU(0.1)), 96);
    }

    private static Conv2d convolution(int in, int out) {
        return new Conv2d(in, out, 3, 1, 1);
    }

    private static Layer classified(List<Layer> layers, int channels) {
        List<Layer> all = new ArrayList<>(layers);
        all.addAll(List.of(new AdaptiveAvgPool2d(1, 1), new Flatten(), new Linear(channels, CLASSES)));
        return new Sequential(all.toArray(Layer[]::new));
    }
}
