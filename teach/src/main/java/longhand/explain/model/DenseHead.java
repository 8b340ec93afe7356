package longhand.explain.model;

import java.util.List;

/**
 * The first dense layer after the convolutions of a network (S2 of the notes): the 48 thousand, 26 million and 102
 * million weights that NiN does without.
 */
public record DenseHead(String network, int channels, int height, int width, int outputs) {
    /** LeNet on 32×32, AlexNet and VGG on 224×224, as in their papers. */
    public static final List<DenseHead> OF_THE_NOTES = List.of(
            new DenseHead("LeNet", 16, 5, 5, 120), new DenseHead("AlexNet", 256, 5, 5, 4096),
            new DenseHead("VGG", 512, 7, 7,
                    4096));

    /** Number of weights. */
    public long weights() {
        return (long) channels * height * width * outputs;
    }

    /** The number as a product: 16·5·5·120. */
    public String working() {
        return channels + "·" + height + "·" + width + "·" + outputs;
    }
}
