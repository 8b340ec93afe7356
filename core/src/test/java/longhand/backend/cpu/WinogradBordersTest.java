package longhand.backend.cpu;

import static longhand.backend.cpu.Compare.onOneAndTwoThreads;
import static longhand.backend.cpu.Compare.output;
import static longhand.backend.cpu.Conv2dTest.shape;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Predicate;
import longhand.backend.cpu.conv2d.Conv2dWinograd;
import longhand.backend.cpu.conv2d.RotatedKernel;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.matmul.Gemm;
import longhand.shape.Conv2dShape;
import longhand.shape.Window2d;
import org.junit.jupiter.api.Test;

/**
 * Winograd's algorithm at the borders of tiles, blocks of channels and chunks of images, called directly. The inputs
 * are whole numbers, and so are the exact results: its rounding errors are far below one half, so the nearest whole
 * number has to be right.
 */
class WinogradBordersTest {
    private static final Window2d THREE = Window2d.square(3);
    private static final Window2d FIVE = Window2d.square(5);

    /** Tiles of 4 × 4 outputs, the last ones only partly inside the image. */
    @Test
    void bordersOfTiles() {
        for (int size = 5; size <= 13; size++) {
            check(shape(1, 2, size, 18 - size, 3, 1, THREE.padding(size % 3)));
            check(shape(2, 3, 18 - size, size, 2, 1, FIVE.padding(size % 5)));
        }
    }

    /** Blocks of 32 channels; with more outputs than tiles, slices of 128 inputs. */
    @Test
    void bordersOfBlocks() {
        for (int channels : new int[] {31, 32, 33, 65}) {
            check(shape(1, channels, 9, 6, 97 - channels, 1, THREE.padding(1)));
            check(shape(1, channels, 21, 9, 97 - channels, 1, FIVE.padding(2)));
        }
        for (int in : new int[] {127, 128, 129, 257}) {
            check(shape(1, in, 5, 6, 34, 1, THREE));
        }
    }

    /** An image for each part, or 24 tiles; weight gradients of about 112 tiles at a time, 256 in a sum. */
    @Test
    void bordersOfParts() {
        for (int batch : new int[] {7, 8, 9}) {
            check(shape(batch, 2, 24, 16, 3, 1, THREE.padding(1)));
            check(shape(batch, 3, 15, 24, 2, 1, FIVE.padding(2)));
        }
        check(shape(1, 2, 6, 104, 3, 1, THREE.padding(1)));
        check(shape(113, 2, 4, 3, 3, 1, THREE.padding(1)));
        check(shape(2, 2, 66, 67, 3, 1, THREE.padding(1)));
    }

    private static void check(Conv2dShape s) {
        WholeConvolution c = WholeConvolution.of(s);
        for (Kernels kernels : Compare.KERNELS) {
            Conv2dWinograd winograd = new Conv2dWinograd(kernels, new Gemm(kernels));
            same("forward", s, c.y(), array -> winograd.forward(c.x(), c.w(), c.end(), array, s));
            if (RotatedKernel.exists(s)) {
                same("input gradient", s, c.dx(),
                        array -> winograd.inputGradient(c.dy(), c.w(), array, RotatedKernel.shape(s)));
            }
            same("weight gradient", s, c.dw(), array -> winograd.weightGradient(c.x(), c.dy(), array, s));
        }
    }

    private static void same(String what, Conv2dShape s, float[] expected, Predicate<float[]> compute) {
        float[] actual = onOneAndTwoThreads(what + " of " + s, () -> {
            float[] array = output(expected.length - output(0).length);
            assertTrue(compute.test(array), what + " of " + s + ": some result is not finite");
            return array;
        });
        for (int i = 0; i < actual.length - output(0).length; i++) {
            actual[i] = Math.round(actual[i]); // not −0
        }
        assertArrayEquals(expected, actual, what + " of " + s);
    }
}
