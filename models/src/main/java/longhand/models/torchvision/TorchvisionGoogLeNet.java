package longhand.models.torchvision;

import java.util.LinkedHashMap;
import java.util.Map;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.Dropout;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.MaxPool2d;
import longhand.nn.Sequential;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/**
 * GoogLeNet as {@code torchvision.models.googlenet} with {@code aux_logits=False}: its auxiliary heads serve training
 * from nothing only. 224×224; 15 and more.
 *
 * <p>Its published weights were trained on values from −1 to 1. As torchvision does for them ({@code transform_input}),
 * colour images that are normalised for ImageNet are brought there first.
 */
public final class TorchvisionGoogLeNet extends Layer {
    private static final int COLOURS = 3;
    /** ImageNet's deviations and means (0.229 and 0.485, …) to a mean and deviation of 0.5. */
    private static final float[] FACTORS = {0.229f / 0.5f, 0.224f / 0.5f, 0.225f / 0.5f};
    private static final float[] SHIFTS = {(0.485f - 0.5f) / 0.5f, (0.456f - 0.5f) / 0.5f, (0.406f - 0.5f) / 0.5f};

    private final Sequential layers;

    /** The network; the shapes are those for a 224×224 image. */
    public TorchvisionGoogLeNet(int channels, int classes) {
        Map<String, Layer> all = new LinkedHashMap<>();
        all.put("conv1", new BasicConv2d(channels, 64, 7, 2, 3));                               // 64 @ 112×112
        all.put("maxpool1", pool(3));                                                           // 64 @ 56×56
        all.put("conv2", new BasicConv2d(64, 64, 1, 1, 0));
        all.put("conv3", new BasicConv2d(64, 192, 3, 1, 1));                                    // 192 @ 56×56
        all.put("maxpool2", pool(3));                                                           // 192 @ 28×28
        all.put("inception3a", new NormalizedInception(192, 64, 96, 128, 16, 32, 32));          // 256 @ 28×28
        all.put("inception3b", new NormalizedInception(256, 128, 128, 192, 32, 96, 64));        // 480 @ 28×28
        all.put("maxpool3", pool(3));                                                           // 480 @ 14×14
        all.put("inception4a", new NormalizedInception(480, 192, 96, 208, 16, 48, 64));         // 512 @ 14×14
        all.put("inception4b", new NormalizedInception(512, 160, 112, 224, 24, 64, 64));
        all.put("inception4c", new NormalizedInception(512, 128, 128, 256, 24, 64, 64));
        all.put("inception4d", new NormalizedInception(512, 112, 144, 288, 32, 64, 64));        // 528 @ 14×14
        all.put("inception4e", new NormalizedInception(528, 256, 160, 320, 32, 128, 128));      // 832 @ 14×14
        all.put("maxpool4", pool(2));                                                           // 832 @ 7×7
        all.put("inception5a", new NormalizedInception(832, 256, 160, 320, 32, 128, 128));
        all.put("inception5b", new NormalizedInception(832, 384, 192, 384, 48, 128, 128));      // 1024 @ 7×7
        all.put("avgpool", new AdaptiveAvgPool2d(1, 1));
        all.put("flatten", new Flatten());
        all.put("dropout", new Dropout(0.2));
        all.put("fc", new Linear(1024, classes));
        all.forEach(this::child);
        layers = new Sequential(all);
    }

    private static MaxPool2d pool(int kernel) {
        return new MaxPool2d(Window2d.square(kernel).stride(2).ceilMode(true));
    }

    @Override
    protected Tensor compute(Tensor x) {
        return layers.forward(x.size(1) == COLOURS
                ? x.mul(Tensor.of(FACTORS, 1, COLOURS, 1, 1)).add(Tensor.of(SHIFTS, 1, COLOURS, 1, 1)) : x);
    }
}
