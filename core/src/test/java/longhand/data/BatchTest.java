package longhand.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import longhand.random.Generator;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The memory of batches: used again after release, and never shown to who still holds an older batch. */
class BatchTest {
    private static final int SIDE = 16;

    /** Images all of whose pixels are their number; large enough for their memory to be worth reusing. */
    private record Flat(int size) implements Dataset {
        @Override
        public ImageShape imageShape() {
            return new ImageShape(1, SIDE, SIDE);
        }

        @Override
        public List<String> classNames() {
            return List.of("only");
        }

        @Override
        public int label(int index) {
            return 0;
        }

        @Override
        public void read(int index, long epochSeed, float[] out, int offset) {
            Arrays.fill(out, offset, offset + SIDE * SIDE, Objects.checkIndex(index, size));
        }
    }

    private static DataLoader loader() {
        return new DataLoader(new Flat(40), LoaderOptions.batches(4), new Generator(3));
    }

    private static void assertReleased(Runnable access) {
        String message = assertThrows(IllegalStateException.class, access::run).getMessage();
        assertTrue(message.contains("Batch.release()"), message);
    }

    @Test
    void releasedMemoryIsUsedAgain() {
        Map<float[], Boolean> arrays = new IdentityHashMap<>();
        try (DataLoader loader = loader()) {
            for (int epoch = 0; epoch < 20; epoch++) {
                for (Batch batch : loader.epoch()) {
                    arrays.put(Internals.values(batch.images()), true);
                    batch.release();
                    batch.release();
                }
            }
        }
        assertTrue(arrays.size() <= 8, arrays.size() + " arrays for 200 batches");
    }

    @Test
    void aReleasedBatchHasNoImagesAnyMore() {
        try (DataLoader loader = loader()) {
            Batch batch = loader.epoch().next();
            batch.release();
            assertReleased(batch::images);
            assertEquals(4, batch.labels().length);
        }
    }

    @Test
    void aTensorKeptFromAReleasedBatchIsNoOtherBatch() {
        try (DataLoader loader = loader()) {
            Epoch epoch = loader.epoch();
            Batch first = epoch.next();
            Tensor images = first.images();
            Tensor rows = images.reshape(4, -1);
            Tensor copy = images.copy();
            first.release();
            epoch.forEachRemaining(batch -> assertTrue(batch.images().get(0, 0, 0, 0) >= 4));
            assertReleased(() -> images.get(0, 0, 0, 0));
            assertReleased(() -> rows.mul(2));
            assertEquals(3, copy.get(3, 0, 0, 0));
        }
    }

    @Test
    void aGradientNeedsTheImages() {
        try (DataLoader loader = loader()) {
            Batch batch = loader.epoch().next();
            Tensor w = Tensor.ones(1).requiresGrad(true);
            Tensor sum = batch.images().mul(w).sum();
            batch.release();
            assertReleased(sum::backward);
        }
    }

    @Test
    void anArrayTakenFromABatchKeepsItsNumbers() {
        try (DataLoader loader = loader()) {
            Epoch epoch = loader.epoch();
            Batch first = epoch.next();
            float[] numbers = first.images().data();
            first.release();
            epoch.forEachRemaining(Batch::release);
            assertEquals(0, numbers[0]);
            assertEquals(3, numbers[numbers.length - 1]);
        }
    }
}
