package longhand.datasets.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import longhand.data.Dataset;
import longhand.data.ImageShape;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Shifting and scaling, wherever it stands, and images that are read at the same time. */
class NormalizeTest {
    private static final ImageShape SHAPE = new ImageShape(3, 4, 5);
    private static final Normalize SCALE =
            new Normalize(List.of(0.1f, 0.5f, 0.9f), List.of(0.5f, 0.25f, 2f));

    /** Image n, whose pixels are all different from those of the others; some may wait after they are read. */
    private record Numbered(Runnable afterPixelsOf0) implements PixelDataset {
        @Override
        public int size() {
            return 9;
        }

        @Override
        public ImageShape imageShape() {
            return SHAPE;
        }

        @Override
        public List<String> classNames() {
            return List.of("a");
        }

        @Override
        public int label(int index) {
            return 0;
        }

        @Override
        public void pixels(int index, byte[] out) {
            for (int i = 0; i < SHAPE.numel(); i++) {
                out[i] = (byte) (i + 60 * (index % 4));
            }
            if (index == 0) {
                afterPixelsOf0.run();
            }
        }
    }

    private static float[] read(Dataset dataset, int index) {
        float[] out = new float[SHAPE.numel()];
        dataset.read(index, 7, out, 0);
        return out;
    }

    /** After a transform of floats it works as before it, channel by channel. */
    @Test
    void itsPlaceAmongFloatTransformsChangesNothing() {
        Numbered images = new Numbered(() -> { });
        assertArrayEquals(read(images.with(new ToTensor(), SCALE), 2),
                read(images.with(new ToTensor(), new RandomErasing(0), SCALE), 2));
        float[] plain = read(images.with(new ToTensor()), 2);
        float[] scaled = read(images.with(new ToTensor(), SCALE, SCALE), 2);
        for (int i = 0; i < plain.length; i++) {
            float mean = SCALE.mean().get(i / 20);
            float std = SCALE.std().get(i / 20);
            assertEquals(((plain[i] - mean) / std - mean) / std, scaled[i], 1e-5);
        }
    }

    @Test
    void undoIsItsInverse() {
        Numbered images = new Numbered(() -> { });
        Tensor scaled = Tensor.of(read(images.with(new ToTensor(), SCALE), 3), 1, 3, 4, 5);
        assertArrayEquals(read(images.with(new ToTensor()), 3), SCALE.undo(scaled).toArray(), 1e-6f);
    }

    /** A channel without any spread cannot be scaled to 1. */
    @Test
    void aChannelThatNeverChangesIsOnlyShifted() {
        Normalize normalize = Normalize.ofMoments(List.of(51.0, 102.0), List.of(51.0 * 51, 102.0 * 102 + 255 * 255));
        assertEquals(List.of(0.2f, 0.4f), normalize.mean());
        assertEquals(List.of(1f, 1f), normalize.std());
        Normalize small = Normalize.ofMoments(List.of(100.0), List.of(100.0 * 100 + 4));
        assertEquals(2 / 255f, small.std().getFirst(), 1e-7);
    }

    /** One thread has read the pixels of image 0 and not yet transformed them, when another reads images 1, 2 and 3. */
    @Test
    void whoReadsAtTheSameTimeHasMemoryOfHisOwn() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Numbered waiting = new Numbered(() -> {
            read.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Transform[] transforms = {new RandomHorizontalFlip(1), new RandomVerticalFlip(1), new ToTensor()};
        Dataset alone = new Numbered(() -> { }).with(transforms);
        Dataset shared = waiting.with(transforms);
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            Future<float[]> first = pool.submit(() -> read(shared, 0));
            read.await();
            for (int i = 1; i < 4; i++) {
                assertArrayEquals(read(alone, i), read(shared, i));
            }
            goOn.countDown();
            assertArrayEquals(read(alone, 0), first.get());
        }
    }
}
