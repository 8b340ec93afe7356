package longhand.models;

import java.util.List;
import longhand.nn.Conv2d;
import longhand.nn.Dropout;
import longhand.nn.Flatten;
import longhand.nn.Linear;
import longhand.nn.MaxPool2d;
import longhand.nn.ReLU;
import longhand.nn.Sequential;

/**
 * VGG (Simonyan and Zisserman 2014) as in S4 §7 of the notes: blocks of 3×3 convolutions, each block halving height and
 * width. 224×224. As in the notes there is no ReLU between the dense layers; the paper has one after each.
 */
public final class Vgg extends Sequential {
    /** Number of convolutions and output channels of each block of VGG-11. */
    private static final List<Block> VGG11 =
            List.of(new Block(1, 64), new Block(1, 128), new Block(2, 256), new Block(2, 512), new Block(2, 512));

    private static final int HIDDEN = 4096;
    /** Five halvings of 224. */
    private static final int LAST_SIDE = 7;

    private record Block(int convolutions, int channels) {}

    /** VGG-11: 8 convolutions and 3 dense layers. */
    public Vgg(int channels, int classes) {
        this(channels, classes, 1);
    }

    /**
     * VGG-11 with every width divided by {@code ratio}; the notes try things out with 16.
     *
     * @throws IllegalArgumentException unless the ratio is from 1 to 64
     */
    public Vgg(int channels, int classes, int ratio) {
        int most = VGG11.getFirst().channels;
        if (ratio < 1 || ratio > most) {
            throw new IllegalArgumentException("Vgg: ratio = " + ratio + ". Rule: a whole number, at least 1 and at most "
                    + most + ", the channels of the first block. Fix: pass 1 for VGG-11, 16 for a small one");
        }
        int in = channels;
        for (Block block : VGG11) {
            int out = block.channels / ratio;
            add("vgg_block_" + (size() + 1), block(block.convolutions, in, out));
            in = out;
        }
        add("fc", new Sequential(
                new Flatten(),
                new Linear(in * LAST_SIDE * LAST_SIDE, HIDDEN / ratio),
                new Dropout(0.5),
                new Linear(HIDDEN / ratio, HIDDEN / ratio),
                new Dropout(0.5),
                new Linear(HIDDEN / ratio, classes)));
    }

    private static Sequential block(int convolutions, int in, int out) {
        Sequential block = new Sequential();
        for (int i = 0; i < convolutions; i++) {
            block.add(new Conv2d(i == 0 ? in : out, out, 3, 1, 1));
            block.add(new ReLU());
        }
        return block.add(new MaxPool2d(2, 2));
    }
}
