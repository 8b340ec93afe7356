package longhand.models;

import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.Conv2d;
import longhand.nn.Dropout;
import longhand.nn.Flatten;
import longhand.nn.MaxPool2d;
import longhand.nn.ReLU;
import longhand.nn.Sequential;

/**
 * Network in Network (Lin et al. 2013) as in S0, S2, S3 and S4 §8 of the notes: each block is a convolution followed by
 * two 1×1 convolutions, which act as dense layers at every pixel, and global average pooling takes the place of dense
 * layers. 224×224.
 */
public final class NiN extends Sequential {
    /** The network; the shapes are those for a 224×224 image. */
    public NiN(int channels, int classes) {
        super(
                block(channels, 96, 11, 4, 0),          // 96 @ 54×54
                new MaxPool2d(3, 2),                    // 96 @ 26×26
                block(96, 256, 5, 1, 2),                // 256 @ 26×26
                new MaxPool2d(3, 2),                    // 256 @ 12×12
                block(256, 384, 3, 1, 1),               // 384 @ 12×12
                new MaxPool2d(3, 2),                    // 384 @ 5×5
                new Dropout(0.5),
                block(384, classes, 3, 1, 1),           // one map per class @ 5×5
                new AdaptiveAvgPool2d(1, 1),            // the mean of each map
                new Flatten());
    }

    /** A NiN block: a convolution with any window, then two with 1×1, each followed by a ReLU. */
    public static Sequential block(int in, int out, int kernel, int stride, int padding) {
        return new Sequential(
                new Conv2d(in, out, kernel, stride, padding),
                new ReLU(),
                new Conv2d(out, out, 1),
                new ReLU(),
                new Conv2d(out, out, 1),
                new ReLU());
    }
}
