package longhand.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubsetTest {
    private final Dataset all = new NumberedImages(5);

    @Test
    void looksLikeTheWholeDataSet() {
        Subset subset = new Subset(all, new int[] {3, 1});
        assertEquals(2, subset.size());
        assertEquals(all.imageShape(), subset.imageShape());
        assertEquals(all.classNames(), subset.classNames());
        assertEquals(1, subset.label(0));
        float[] image = new float[3];
        subset.read(1, 7, image, 1);
        assertArrayEquals(new float[] {0, 1, 7 * 31 + 1}, image);
    }

    @Test
    void theFirstImages() {
        assertSame(all, all.limit(5));
        Dataset one = all.limit(1);
        assertEquals(1, one.size());
        float[] image = new float[2];
        all.limit(4).read(3, 0, image, 0);
        assertEquals(3, image[0]);
        assertThrows(IllegalArgumentException.class, () -> all.limit(0));
    }

    @Test
    void limitTakesTheFirstImages() {
        Dataset dataset = new NumberedImages(10);
        assertSame(dataset, dataset.limit(10));
        assertEquals(3, dataset.limit(3).size());
        assertEquals(0, dataset.limit(3).label(2));
        assertThrows(IndexOutOfBoundsException.class, () -> dataset.limit(3).label(3));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> dataset.limit(0)).getMessage()
                .contains("ask for at least 1"));
    }

    @Test
    void subsetsKeepTheChosenOrder() {
        Dataset subset = new Subset(new NumberedImages(10), new int[] {7, 2, 7});
        float[] values = new float[4];
        subset.read(2, 0, values, 1);

        assertEquals(7, values[1]);
        assertEquals(1, subset.label(0));
        assertEquals(List.of("even", "odd"), subset.classNames());
        assertThrows(IndexOutOfBoundsException.class, () -> new Subset(new NumberedImages(10), new int[] {10}));
    }

    @Test
    void optionsAreChangedOneByOne() {
        assertEquals(new LoaderOptions(8, false, false, 2), LoaderOptions.batches(8));
        assertEquals(new LoaderOptions(8, true, true, 0),
                LoaderOptions.batches(8).shuffled().droppingLast().withPrefetch(0));
    }

    @Test
    void aLoaderThatIsSentBackEndsTheEpochUnderWay() {
        try (DataLoader loader = new DataLoader(all, LoaderOptions.batches(1))) {
            assertSame(all, loader.dataset());
            Epoch epoch = loader.epoch();
            loader.restore(LoaderState.before(0));
            assertThrows(IllegalStateException.class, epoch::next);
        }
    }
}
