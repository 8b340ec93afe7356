package longhand.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import longhand.data.Dataset;
import longhand.data.ImageShape;
import longhand.data.Split;
import longhand.datasets.transforms.Normalize;
import longhand.datasets.transforms.PixelDataset;
import longhand.datasets.transforms.RandomErasing;
import longhand.datasets.transforms.RandomHorizontalFlip;
import longhand.datasets.transforms.RandomVerticalFlip;
import longhand.datasets.transforms.Resize;
import longhand.datasets.transforms.ToTensor;
import org.junit.jupiter.api.Test;

/** What becomes of the images of a split, and what a checksum of them tells apart. */
class DataSplitsTest {
    private static final int PLANE = 6;

    /** Some images of 2 channels of 2 × 3 pixels. */
    private record Some(List<byte[]> images, List<Integer> labels, List<String> classNames, ImageShape imageShape)
            implements PixelDataset {
        static Some of(int count) {
            byte[][] images = new byte[count][2 * PLANE];
            Integer[] labels = new Integer[count];
            for (int i = 0; i < count; i++) {
                for (int k = 0; k < 2 * PLANE; k++) {
                    images[i][k] = (byte) (k < PLANE ? 10 * i + k : 200 - 7 * i - k);
                }
                labels[i] = i % 2;
            }
            return new Some(List.of(images), List.of(labels), List.of("a", "b"), new ImageShape(2, 2, 3));
        }

        @Override
        public int size() {
            return images.size();
        }

        @Override
        public int label(int index) {
            return labels.get(index);
        }

        @Override
        public void pixels(int index, byte[] out) {
            System.arraycopy(images.get(index), 0, out, 0, 2 * PLANE);
        }

        Some with(int image, int pixel, int value) {
            byte[][] changed = images.stream().map(byte[]::clone).toArray(byte[][]::new);
            changed[image][pixel] = (byte) value;
            return new Some(List.of(changed), labels, classNames, imageShape);
        }

        Some withLabel(int image, int label) {
            Integer[] changed = labels.toArray(Integer[]::new);
            changed[image] = label;
            return new Some(images, List.of(changed), classNames, imageShape);
        }
    }

    private static DataSplits splits(DatasetOptions options, Some train, Some test) {
        return new DataSplits("some", options, split -> split == Split.TRAIN ? train : test);
    }

    private static final DatasetOptions FEW = DatasetOptions.defaults().withTrainLimit(4).withTestLimit(3);

    @Test
    void eachSplitHasItsOwnLimit() {
        DataSplits data = splits(FEW, Some.of(7), Some.of(8));
        assertEquals(4, data.train().size());
        assertEquals(4, data.trainAsTest().size());
        assertEquals(3, data.test().size());
    }

    private static String checksum(Some train, Some test) {
        return splits(FEW, train, test).checksum();
    }

    /** The images in use, all of each; what lies beyond the limits does not count. */
    @Test
    void everyPixelAndLabelInUseIsInTheChecksum() {
        Some some = Some.of(7);
        String checksum = checksum(some, some);
        for (int image = 0; image < 7; image++) {
            for (int pixel = 0; pixel < 2 * PLANE; pixel++) {
                Some changed = some.with(image, pixel, 99);
                assertEquals(image >= 4, checksum.equals(checksum(changed, some)), image + ", " + pixel);
                assertEquals(image >= 3, checksum.equals(checksum(some, changed)), image + ", " + pixel);
            }
            Some otherLabel = some.withLabel(image, 1 - some.label(image));
            assertEquals(image >= 4, checksum.equals(checksum(otherLabel, some)), "label " + image);
            assertEquals(image >= 3, checksum.equals(checksum(some, otherLabel)), "label " + image);
        }
        Some otherNames = new Some(some.images, some.labels, List.of("a", "c"), some.imageShape);
        assertNotEquals(checksum, checksum(otherNames, some));
        Some otherShape = new Some(some.images, some.labels, some.classNames, new ImageShape(2, 3, 2));
        assertNotEquals(checksum, checksum(otherShape, otherShape));
    }

    /** Mean and deviation of each channel, of the training images in use, by their definition. */
    @Test
    void ownNormalizeIsThatOfTheTrainingImagesInUse() {
        Some train = Some.of(7);
        Normalize own = splits(FEW, train, Some.of(8)).ownNormalize();
        for (int channel = 0; channel < 2; channel++) {
            double[] values = new double[4 * PLANE];
            for (int i = 0; i < values.length; i++) {
                values[i] = (train.images.get(i / PLANE)[channel * PLANE + i % PLANE] & 0xff) / 255.0;
            }
            double mean = Arrays.stream(values).average().orElseThrow();
            double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
            assertEquals(mean, own.mean().get(channel), 1e-6);
            assertEquals(Math.sqrt(variance), own.std().get(channel), 1e-6);
        }
    }

    @Test
    void transformsComeInTheirOrderAndChanceInTrainingOnly() {
        Normalize normalize = new Normalize(List.of(0.5f, 0.5f), List.of(0.25f, 0.25f));
        DatasetOptions options = DatasetOptions.defaults().withResize(8).withNormalize(normalize)
                .withAugmentation(new RandomErasing(1), new RandomVerticalFlip(1), new RandomHorizontalFlip(1));
        assertEquals(List.of(new RandomVerticalFlip(1), new RandomHorizontalFlip(1), new Resize(8), new ToTensor(),
                normalize, new RandomErasing(1)), options.transforms(Split.TRAIN));
        assertEquals(List.of(new Resize(8), new ToTensor(), normalize), options.transforms(Split.TEST));

        DataSplits data = splits(options, Some.of(4), Some.of(4));
        float[] plain = read(Some.of(4).with(new Resize(8), new ToTensor(), normalize));
        assertArrayEquals(plain, read(data.test()));
        assertArrayEquals(plain, read(data.trainAsTest()));
        assertFalse(Arrays.equals(plain, read(data.train())));
        DataSplits unscaled = data.normalized(Optional.empty());
        assertArrayEquals(read(Some.of(4).with(new Resize(8), new ToTensor())), read(unscaled.test()));
    }

    private static float[] read(Dataset dataset) {
        float[] out = new float[dataset.imageShape().numel()];
        dataset.read(3, 5, out, 0);
        return out;
    }
}
