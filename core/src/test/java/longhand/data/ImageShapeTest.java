package longhand.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ImageShapeTest {

    @Test
    void countsItsValues() {
        assertEquals(30, new ImageShape(2, 3, 5).numel());
        assertEquals(new ImageShape(2, 7, 11), new ImageShape(2, 3, 5).resized(7, 11));
        assertEquals("2×3×5", new ImageShape(2, 3, 5).toString());
    }

    @Test
    void sizesStartAtOne() {
        assertEquals(1, new ImageShape(1, 1, 1).numel());
        assertRefused("at least 1", 0, 1, 1);
        assertRefused("at least 1", 1, 0, 1);
        assertRefused("at least 1", 1, 1, 0);
    }

    @Test
    void anArrayHoldsTheLargest() {
        assertEquals(Integer.MAX_VALUE, new ImageShape(1, 1, Integer.MAX_VALUE).numel());
        assertEquals(2_147_395_600, new ImageShape(1, 46_340, 46_340).numel());
        assertRefused("2³¹ − 1", 1, 46_341, 46_341);
        assertRefused("2³¹ − 1", 2, 1 << 30, 1);
        assertRefused("2³¹ − 1", 1 << 16, 1 << 16, 1 << 16);
    }

    private static void assertRefused(String part, int channels, int height, int width) {
        String message = assertThrows(IllegalArgumentException.class, () -> new ImageShape(channels, height, width))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}
