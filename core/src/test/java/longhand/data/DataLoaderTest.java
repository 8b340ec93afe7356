package longhand.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import longhand.random.Generator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLoaderTest {
    private static final LoaderOptions SHUFFLED = LoaderOptions.batches(4).shuffled();

    @Test
    void batchesHoldImagesLabelsAndNumbers() {
        try (DataLoader loader = loader(5, LoaderOptions.batches(3))) {
            Epoch epoch = loader.epoch();
            Batch first = epoch.next();
            assertEquals("[3, 1, 1, 2]", first.images().shape().toString());
            assertEquals(3, first.size());
            assertArrayEquals(new int[] {0, 1, 0}, first.labels());
            assertArrayEquals(new int[] {0, 1, 2}, first.indices());
            assertEquals(2, first.images().toArray()[4]);
            Batch last = epoch.next();
            assertEquals("[2, 1, 1, 2]", last.images().shape().toString());
            assertEquals(4, last.images().toArray()[2]);
            assertFalse(epoch.hasNext());
            assertThrows(NoSuchElementException.class, epoch::next);
        }
    }

    @Property(tries = 200)
    void everyImageComesOncePerEpoch(
            @ForAll @IntRange(min = 1, max = 40) int size, @ForAll @IntRange(min = 1, max = 12) int batchSize,
            @ForAll boolean shuffle, @ForAll boolean dropLast, @ForAll @IntRange(max = 3) int prefetch) {
        try (DataLoader loader = loader(size, new LoaderOptions(batchSize, shuffle, dropLast, prefetch))) {
            Set<Integer> seen = new HashSet<>();
            int batches = 0;
            int images = 0;
            for (Batch batch : loader.epoch()) {
                for (int index : batch.indices()) {
                    assertTrue(seen.add(index));
                }
                images += batch.size();
                batches++;
                assertTrue(batch.size() == batchSize || batches == loader.batches() && !dropLast);
            }
            assertEquals(loader.batches(), batches);
            assertEquals(loader.images(), images);
            assertEquals(dropLast ? size - size % batchSize : size, images);
        }
    }

    @Property(tries = 100)
    void prefetchingChangesNothing(
            @ForAll @IntRange(min = 1, max = 30) int size, @ForAll @IntRange(min = 1, max = 5) int prefetch) {
        try (DataLoader plain = loader(size, SHUFFLED.withPrefetch(0));
                DataLoader ahead = loader(size, SHUFFLED.withPrefetch(prefetch))) {
            assertEquals(values(plain, 3), values(ahead, 3));
        }
    }

    @Test
    void everyEpochHasItsOwnSeed() {
        try (DataLoader loader = loader(1, LoaderOptions.batches(1))) {
            assertNotEquals(values(loader, 1), values(loader, 1));
        }
    }

    /** Stop after any batch of any epoch, go on elsewhere: the same batches as without stopping. */
    @Property(tries = 200)
    void goesOnWhereItStopped(
            @ForAll @IntRange(min = 1, max = 20) int size, @ForAll @IntRange(max = 15) int stopAfter,
            @ForAll boolean shuffle,
            @ForAll @IntRange(max = 2) int prefetch) {
        LoaderOptions options = new LoaderOptions(4, shuffle, false, prefetch);
        List<List<Float>> expected;
        try (DataLoader loader = loader(size, options)) {
            expected = values(loader, 16);
        }
        Generator generator = new Generator(3);
        List<List<Float>> found = new ArrayList<>();
        LoaderState state;
        try (DataLoader loader = new DataLoader(new NumberedImages(size), options, generator)) {
            Epoch epoch = loader.epoch();
            for (int i = 0; i < stopAfter; i++) {
                epoch = epoch.hasNext() ? epoch : loader.epoch();
                found.add(list(epoch.next()));
            }
            state = loader.state();
        }
        try (DataLoader loader = new DataLoader(new NumberedImages(size), options,
                new Generator().state(generator.state()))) {
            loader.restore(state);
            assertEquals(state, loader.state());
            found.addAll(values(loader, 16));
        }
        assertEquals(expected.subList(0, 16), found.subList(0, 16));
    }

    @Test
    void stateCountsBatchesHandedOut() {
        try (DataLoader loader = loader(10, SHUFFLED)) {
            assertEquals(LoaderState.before(0), loader.state());
            Epoch epoch = loader.epoch();
            assertEquals(0, loader.state().batch());
            epoch.next();
            epoch.next();
            assertEquals(2, loader.state().batch());
            assertEquals(0, loader.state().epoch());
            epoch.next();
            assertEquals(LoaderState.before(1), loader.state());
        }
    }

    @Test
    void anEpochLeftEarlyGivesWayToTheNext() {
        try (DataLoader loader = loader(10, SHUFFLED)) {
            Epoch left = loader.epoch();
            left.next();
            Epoch epoch = loader.epoch();
            assertEquals(1, epoch.number());
            assertEquals(3, epoch.batches());
            assertThrows(IllegalStateException.class, left::next);
            int images = 0;
            for (Batch batch : epoch) {
                images += batch.size();
            }
            assertEquals(10, images);
        }
    }

    @Test
    void statesThatDoNotFitAreRefused() {
        try (DataLoader loader = loader(10, SHUFFLED)) {
            assertMessage("at batch 3 but an epoch has only 3", () -> loader.restore(new LoaderState(0, 3, 1, 1)));
            assertMessage("of a loader without shuffling",
                    () -> loader.restore(new LoaderState(0, 2, 1, LoaderState.NOT_DRAWN)));
        }
        assertMessage("no loader was ever", () -> new LoaderState(-1, 0, 1, 1));
        assertMessage("no loader was ever", () -> new LoaderState(0, 1, LoaderState.NOT_DRAWN, 1));
    }

    @Test
    void batchesThatAreKeptKeepTheirValues() {
        try (DataLoader loader = loader(100, LoaderOptions.batches(4))) {
            List<Batch> kept = new ArrayList<>();
            loader.epoch().forEachRemaining(kept::add);
            for (int i = 0; i < kept.size(); i++) {
                assertEquals(4 * i, kept.get(i).images().toArray()[0]);
            }
            assertNotSame(kept.get(0).images().data(), kept.get(1).images().data());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void failuresReachWhoeverAsksForTheBatch(int prefetch) {
        IllegalStateException broken = new IllegalStateException("image 6 is broken");
        Dataset dataset = new FailingImages(10, 6, broken);
        try (DataLoader loader = new DataLoader(dataset, LoaderOptions.batches(2).withPrefetch(prefetch),
                new Generator(1))) {
            Epoch epoch = loader.epoch();
            for (int i = 0; i < 3; i++) {
                epoch.next();
            }
            assertSame(broken, assertThrows(IllegalStateException.class, epoch::next));
        }
    }

    @Test
    void closingEndsTheThreadWhereverItIs() {
        assertTimeoutPreemptively(Duration.ofMinutes(3), () -> {
            for (int taken = 0; taken <= 10; taken++) {
                DataLoader loader = loader(10, LoaderOptions.batches(1));
                Epoch epoch = loader.epoch();
                for (int i = 0; i < taken; i++) {
                    epoch.next();
                }
                loader.close();
                loader.close();
                assertFalse(loadingThread());
            }
        });
    }

    private static boolean loadingThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("longhand-prefetch"));
    }

    @Test
    void anInterruptedWaitSaysSo() {
        try (DataLoader loader = loader(10, LoaderOptions.batches(1))) {
            Epoch epoch = loader.epoch();
            Thread.currentThread().interrupt();
            assertMessage("interrupted while waiting", epoch::next);
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void wrongOptionsAreRefused() {
        assertMessage("batch size 0", () -> LoaderOptions.batches(0));
        assertMessage("prefetch -1", () -> SHUFFLED.withPrefetch(-1));
        assertMessage("every size must be at least 1", () -> new ImageShape(1, 0, 2));
        assertMessage("more than 2³¹ − 1 values", () -> new ImageShape(1 << 12, 1 << 12, 1 << 12));
    }

    private static void assertMessage(String part, Runnable action) {
        RuntimeException e = assertThrows(RuntimeException.class, action::run);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    private static DataLoader loader(int size, LoaderOptions options) {
        return new DataLoader(new NumberedImages(size), options, new Generator(3));
    }

    /** The values of the next {@code batches} batches at least, over as many epochs as it takes. */
    private static List<List<Float>> values(DataLoader loader, int batches) {
        List<List<Float>> values = new ArrayList<>();
        while (values.size() < batches) {
            for (Batch batch : loader.epoch()) {
                values.add(list(batch));
                batch.release();
            }
        }
        return values;
    }

    private static List<Float> list(Batch batch) {
        List<Float> values = new ArrayList<>();
        for (float value : batch.images().toArray()) {
            values.add(value);
        }
        return values;
    }

    /** One image cannot be read. */
    private record FailingImages(NumberedImages images, int broken, RuntimeException failure) implements Dataset {
        FailingImages(int size, int broken, RuntimeException failure) {
            this(new NumberedImages(size), broken, failure);
        }

        @Override
        public int size() {
            return images.size();
        }

        @Override
        public ImageShape imageShape() {
            return images.imageShape();
        }

        @Override
        public List<String> classNames() {
            return images.classNames();
        }

        @Override
        public int label(int index) {
            return images.label(index);
        }

        @Override
        public void read(int index, long epochSeed, float[] out, int offset) {
            if (index == broken) {
                throw failure;
            }
            images.read(index, epochSeed, out, offset);
        }
    }
}
