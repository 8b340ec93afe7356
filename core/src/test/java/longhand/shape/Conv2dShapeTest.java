package longhand.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Conv2dShapeTest {

    /**
     * Equal sizes do not make a convolution pointwise: with padding and stride, or with few pixels, they may be equal
     * too.
     */
    @Test
    void pointwiseMeansThatOutputPixelsSeeTheOnePixelUnderThem() {
        for (int kernel = 1; kernel <= 3; kernel++) {
            for (int stride = 1; stride <= 2; stride++) {
                for (int padding = 0; padding <= 1; padding++) {
                    for (int size = 1; size <= 4; size++) {
                        Window2d window = Window2d.square(kernel).stride(stride).padding(padding);
                        if (size + 2 * padding >= kernel) {
                            check(Conv2dShape.of(1, 1, Size2d.square(size), 1, 1, window));
                        }
                    }
                }
            }
        }
    }

    /** With 32-bit arithmetic, the first would seem to cover one row and the second to be negative. */
    @Test
    void sizesBeyondTheRangeOfIntegersAreRefused() {
        Size2d image = Size2d.square(8);
        int huge = 1 << 30;
        for (Window2d window : List.of(Window2d.square(5).dilation(huge), Window2d.square(3).padding(huge),
                Window2d.square(3).padding(Integer.MAX_VALUE), Window2d.square(Integer.MAX_VALUE))) {
            assertThrows(ShapeException.class, () -> window.output("test", image), window.toString());
            assertThrows(ShapeException.class, () -> window.ceilMode(true).output("test", image), window.toString());
        }
        assertEquals(Size2d.square(1), Window2d.square(3).stride(Integer.MAX_VALUE).output("test", image));
    }

    @Test
    void noStepIsLongerThanThePaddedImage() {
        for (int size = 1; size <= 5; size++) {
            for (int kernel = 1; kernel <= 4; kernel++) {
                for (int padding = 0; padding <= kernel / 2; padding++) {
                    for (int stride : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1000, Integer.MAX_VALUE}) {
                        checkSteps(Size2d.square(size), Window2d.square(kernel).padding(padding).stride(stride));
                    }
                }
            }
        }
    }

    /** As PyTorch's {@code F.max_pool2d(…, ceil_mode=True)}: kernel, stride, padding, dilation, size of the image. */
    @Test
    void roundedUpTheFirstWindowMayBeLargerThanTheImage() {
        int[][] larger = {{3, 2, 0, 1, 2}, {3, 3, 0, 1, 1}, {5, 3, 1, 1, 1}, {3, 2, 1, 3, 4}, {2, 7, 0, 1, 1}};
        for (int[] c : larger) {
            Window2d window = Window2d.square(c[0]).stride(c[1]).padding(c[2]).dilation(c[3]);
            Size2d image = Size2d.square(c[4]);
            assertThrows(ShapeException.class, () -> window.output("test", image));
            Window2d up = window.ceilMode(true);
            assertEquals(Size2d.square(1), up.output("test", image), window.toString());
            assertEquals(Size2d.square(1), up.within(image).output("test", image), window.toString());
            assertThrows(ShapeException.class, () -> up.stride(1).output("test", image));
        }
        Pool2dShape huge = Pool2dShape.of("test", 1, 1, Size2d.square(8),
                Window2d.square(46_000).stride(Integer.MAX_VALUE).ceilMode(true), true);
        assertEquals(Size2d.square(8), huge.window().kernel());
    }

    private static void checkSteps(Size2d image, Window2d window) {
        if (image.h() + 2 * window.padding().h() < window.kernel().h()) {
            return;
        }
        Window2d shorter = window.within(image);
        assertTrue(shorter.stride().h() <= image.h() + 2 * window.padding().h(), window.toString());
        assertEquals(window.output("test", image), shorter.output("test", image), window.toString());
        assertEquals(window.ceilMode(true).output("test", image), shorter.ceilMode(true).output("test", image),
                window.toString());
        assertEquals(shorter, Conv2dShape.of(1, 1, image, 1, 1, window).window());
        assertEquals(shorter, Pool2dShape.of("test", 1, 1, image, window, false).window());
    }

    private static void check(Conv2dShape s) {
        int h = s.input().h();
        boolean onePixelEach = s.window().kernel().area() == 1 && s.output().h() == h
                && IntStream.range(0, h).allMatch(i -> s.row(i, 0) == i);
        boolean sameForLargerImages = s.window().stride().h() == 1; // one pixel says nothing about the stride
        assertEquals(onePixelEach && sameForLargerImages, s.isPointwise(), s.toString());
    }
}
