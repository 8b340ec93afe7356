package longhand.cli.run;

import java.util.List;
import longhand.data.Dataset;
import longhand.data.ImageShape;
import longhand.data.Split;
import longhand.data.StratifiedSplit;
import longhand.data.Subset;
import longhand.datasets.DataSplits;
import longhand.datasets.transforms.PixelDataset;

/**
 * The images of a run.
 *
 * @param splits where they come from
 * @param train what the network is trained on
 * @param heldOut what it is tested on after every epoch: the test images, or training images that were held back
 * @param heldOutPixels the same as stored, for pictures
 */
record Images(DataSplits splits, Dataset train, Dataset heldOut, PixelDataset heldOutPixels) {

    static Images of(DataSplits splits, RunConfig config) {
        if (config.validation() == 0) {
            return new Images(splits, splits.train(), splits.test(), splits.pixels(Split.TEST));
        }
        StratifiedSplit parts = StratifiedSplit.of(splits.train(), config.validation(), config.seed());
        return new Images(splits, new Subset(splits.train(), parts.kept()),
                new Subset(splits.trainAsTest(), parts.heldBack()),
                new Chosen(splits.pixels(Split.TRAIN), parts.heldBack()));
    }

    /** Some of the images, under numbers of their own. */
    private record Chosen(PixelDataset all, int[] indices) implements PixelDataset {
        @Override
        public int size() {
            return indices.length;
        }

        @Override
        public ImageShape imageShape() {
            return all.imageShape();
        }

        @Override
        public List<String> classNames() {
            return all.classNames();
        }

        @Override
        public int label(int index) {
            return all.label(indices[index]);
        }

        @Override
        public void pixels(int index, byte[] out) {
            all.pixels(indices[index], out);
        }
    }
}
