package longhand.models;

import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.Conv2d;
import longhand.nn.Flatten;
import longhand.nn.Linear;
import longhand.nn.MaxPool2d;
import longhand.nn.ReLU;
import longhand.nn.Sequential;

/**
 * GoogLeNet (Inception v1, Szegedy et al. 2014) in the five stages of "Dive into Deep Learning": S4 §9 has its block.
 * 224×224 or 96×96.
 */
public final class GoogLeNet extends Sequential {
    /** The network; the shapes are those for a 224×224 image. */
    public GoogLeNet(int channels, int classes) {
        super(
                new Sequential(
                        new Conv2d(channels, 64, 7, 2, 3),                      // 64 @ 112×112
                        new ReLU(),
                        new MaxPool2d(3, 2, 1)),                                // 64 @ 56×56
                new Sequential(
                        new Conv2d(64, 64, 1),
                        new ReLU(),
                        new Conv2d(64, 192, 3, 1, 1),                           // 192 @ 56×56
                        new ReLU(),
                        new MaxPool2d(3, 2, 1)),                                // 192 @ 28×28
                new Sequential(
                        new Inception(192, 64, 96, 128, 16, 32, 32),            // 256 @ 28×28
                        new Inception(256, 128, 128, 192, 32, 96, 64),          // 480 @ 28×28
                        new MaxPool2d(3, 2, 1)),                                // 480 @ 14×14
                new Sequential(
                        new Inception(480, 192, 96, 208, 16, 48, 64),           // 512 @ 14×14
                        new Inception(512, 160, 112, 224, 24, 64, 64),
                        new Inception(512, 128, 128, 256, 24, 64, 64),
                        new Inception(512, 112, 144, 288, 32, 64, 64),          // 528 @ 14×14
                        new Inception(528, 256, 160, 320, 32, 128, 128),        // 832 @ 14×14
                        new MaxPool2d(3, 2, 1)),                                // 832 @ 7×7
                new Sequential(
                        new Inception(832, 256, 160, 320, 32, 128, 128),
                        new Inception(832, 384, 192, 384, 48, 128, 128),        // 1024 @ 7×7
                        new AdaptiveAvgPool2d(1, 1),
                        new Flatten()),
                new Linear(1024, classes));
    }
}
