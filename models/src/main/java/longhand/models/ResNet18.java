package longhand.models;

import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.BatchNorm2d;
import longhand.nn.Conv2d;
import longhand.nn.Flatten;
import longhand.nn.Linear;
import longhand.nn.MaxPool2d;
import longhand.nn.ReLU;
import longhand.nn.Sequential;

/** ResNet-18 (K. He et al. 2015) as "Dive into Deep Learning" builds it. 224×224 or 96×96. */
public final class ResNet18 extends Sequential {
    /** The network; the shapes are those for a 224×224 image. */
    public ResNet18(int channels, int classes) {
        super(
                new Sequential(
                        new Conv2d(channels, 64, 7, 2, 3),      // 64 @ 112×112
                        new BatchNorm2d(64),
                        new ReLU(),
                        new MaxPool2d(3, 2, 1)),                // 64 @ 56×56
                new Sequential(
                        new Residual(64, 64, 1),
                        new Residual(64, 64, 1)),
                new Sequential(
                        new Residual(64, 128, 2),               // 128 @ 28×28
                        new Residual(128, 128, 1)),
                new Sequential(
                        new Residual(128, 256, 2),              // 256 @ 14×14
                        new Residual(256, 256, 1)),
                new Sequential(
                        new Residual(256, 512, 2),              // 512 @ 7×7
                        new Residual(512, 512, 1)),
                new AdaptiveAvgPool2d(1, 1),
                new Flatten(),
                new Linear(512, classes));
    }
}
