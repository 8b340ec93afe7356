package longhand.models.torchvision;

import java.util.LinkedHashMap;
import java.util.Map;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.BatchNorm2d;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.MaxPool2d;
import longhand.nn.ReLU;
import longhand.nn.Sequential;

/** ResNet-18 and ResNet-34 as {@code torchvision.models.resnet18} and {@code resnet34}. 224×224; 32 and more. */
public final class TorchvisionResNet extends Sequential {
    private static final int[] BLOCKS_18 = {2, 2, 2, 2};
    private static final int[] BLOCKS_34 = {3, 4, 6, 3};

    private TorchvisionResNet(Map<String, Layer> layers) {
        super(layers);
    }

    /** With 18 layers. */
    public static TorchvisionResNet resNet18(int channels, int classes) {
        return of(channels, classes, BLOCKS_18);
    }

    /** With 34 layers. */
    public static TorchvisionResNet resNet34(int channels, int classes) {
        return of(channels, classes, BLOCKS_34);
    }

    /** The shapes are those for a 224×224 image. */
    private static TorchvisionResNet of(int channels, int classes, int... blocks) {
        Map<String, Layer> layers = new LinkedHashMap<>();
        layers.put("conv1", BasicBlock.convolution(channels, 64, 7, 2, 3));     // 64 @ 112×112
        layers.put("bn1", new BatchNorm2d(64));
        layers.put("relu", new ReLU());
        layers.put("maxpool", new MaxPool2d(3, 2, 1));                          // 64 @ 56×56
        layers.put("layer1", stage(64, 64, blocks[0]));
        layers.put("layer2", stage(64, 128, blocks[1]));                        // 128 @ 28×28
        layers.put("layer3", stage(128, 256, blocks[2]));                       // 256 @ 14×14
        layers.put("layer4", stage(256, 512, blocks[3]));                       // 512 @ 7×7
        layers.put("avgpool", new AdaptiveAvgPool2d(1, 1));
        layers.put("flatten", new Flatten());
        layers.put("fc", new Linear(512, classes));
        return new TorchvisionResNet(layers);
    }

    private static Sequential stage(int in, int out, int blocks) {
        Sequential stage = new Sequential();
        for (int i = 0; i < blocks; i++) {
            stage.add(new BasicBlock(i == 0 ? in : out, out, i == 0 && in != out ? 2 : 1));
        }
        return stage;
    }
}
