package longhand.backend.cpu;

import static longhand.backend.Sizes.pair;
import static longhand.backend.Sizes.upTo;
import static longhand.backend.cpu.Compare.onOneAndTwoThreads;
import static longhand.backend.cpu.Compare.output;
import static longhand.backend.cpu.Conv2dTest.shape;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import longhand.backend.Epilogue;
import longhand.backend.cpu.conv2d.Conv2dDepthwise;
import longhand.backend.cpu.conv2d.Conv2dIm2col;
import longhand.backend.cpu.conv2d.Conv2dImagesLast;
import longhand.backend.cpu.conv2d.Conv2dShifted;
import longhand.backend.cpu.conv2d.RotatedKernel;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.matmul.Gemm;
import longhand.backend.cpu.threads.Scratch;
import longhand.shape.Conv2dShape;
import longhand.shape.Window2d;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Patches, those of all images and shifted images, each called directly for every geometry, also where the table would
 * choose another algorithm. In whole numbers: all sums are exact in float, so each bit has to be right.
 */
class ConvolutionAlgorithmsTest {
    private static final Window2d ONE = Window2d.square(1);
    private static final Window2d THREE = Window2d.square(3);

    /** Positions in pieces of 256, weights in slices of 256, output channels in blocks of 16 or more. */
    @Example
    void bordersOfPieces() {
        for (int width : new int[] {255, 256, 257, 513}) {
            check(shape(1, 2, 3, width + 2, 17, 1, THREE));
            check(shape(2, 4, 1, width, 4, 2, ONE));
        }
        for (int in : new int[] {28, 29, 57}) { // 252, 261 and 513 weights
            check(shape(1, in, 5, 6, 33, 1, THREE.padding(1)));
            check(shape(3, 2 * in, 4, 5, 6, 2, THREE.dilation(2).padding(2)));
        }
        for (int in : new int[] {255, 256, 257, 514}) {
            check(shape(2, in, 3, 5, 18, 1, ONE));
            check(shape(1, 2 * in, 3, 5, 4, 2, ONE));
        }
        for (int out : new int[] {15, 16, 31, 32, 129}) {
            check(shape(1, 3, 6, 7, out, 1, THREE.stride(2)));
            check(shape(1, 6, 6, 7, 3 * out, 3, THREE.padding(1)));
        }
    }

    /** Read where it is, but for the last slice where a vector would reach beyond the end of the images. */
    @Example
    void singleImagesOfPointwiseConvolutions() {
        for (int width : new int[] {1, 3, 4, 5, 7, 10, 13}) {
            for (int in : new int[] {3, 64, 256, 257, 520}) {
                check(shape(1, in, 5, width, 33, 1, ONE));
                check(shape(1, 2 * in, 7, width, 130, 2, ONE));
                check(shape(3, in, 3, 17 * width, 5, 1, ONE));
            }
        }
    }

    /** Images in shares of 8; within a share, more than 64 sums are added up in groups of 64. */
    @Example
    void bordersOfShares() {
        for (int batch : new int[] {7, 8, 9, 17}) {
            check(shape(batch, 3, 5, 4, 5, 1, Window2d.square(2).padding(1)));
            check(shape(batch, 4, 4, 4, 6, 2, THREE.stride(2).padding(1)));
        }
        for (int batch : new int[] {8 * 64, 8 * 64 + 1, 8 * 129}) {
            check(shape(batch, 2, 2, 3, 3, 1, Window2d.square(2)));
            check(shape(batch, 2, 1, 2, 4, 2, ONE));
        }
    }

    /** Sums of at most 2,000 products; output rows in strips of at least 512 positions and in 8 bands. */
    @Example
    void bordersOfStrips() {
        for (int in : new int[] {222, 223, 446}) { // 1,998, 2,007 and 4,014 weights
            check(shape(1, in, 4, 5, 3, 1, THREE.padding(1)));
        }
        for (int height : new int[] {3, 9, 10, 11, 40}) {
            check(shape(1, 1, height, 130, 2, 1, THREE));
            check(shape(1, 2, height, 30, 70, 2, THREE.padding(1)));
        }
        check(shape(1, 1, 3, 600, 20, 1, THREE.padding(1)));
    }

    /** Images side by side as long as they fit 128,000 floats; sums of at most 16,384 positions. */
    @Example
    void bordersOfChunks() {
        check(shape(40, 1, 60, 70, 2, 1, THREE.padding(1)));
        check(shape(17, 2, 100, 90, 2, 2, THREE.stride(1, 2)));
        check(shape(1, 1, 130, 128, 2, 1, THREE.padding(1)));
        check(shape(1, 1, 128, 128, 4, 1, Window2d.of(1, 2)));
    }

    /** Bands of output rows with at most 128,000 floats of pixels (and gradients), and at least 8 of them. */
    @Example
    void bordersOfBands() {
        for (Window2d window : new Window2d[] {THREE.padding(1), THREE.stride(2).padding(1), ONE.stride(3),
            Window2d.square(7).stride(2).padding(3), THREE.dilation(2), Window2d.of(2, 1).stride(3, 1).padding(2, 0),
            Window2d.of(5, 2).stride(1, 2).padding(4, 1), Window2d.square(4).stride(3).padding(5)}) {
            check(shape(1, 3, 37, 19, 2, 1, window));
            check(shape(1, 2, 12, 14, 4, 2, window));
            check(shape(9, 20, 43, 200, 1, 1, window));
        }
    }

    /** Patch matrices of at most 2,000,000 floats for all images together. */
    @Example
    void bordersOfPatchesOfAllImages() {
        for (int batch : new int[] {55, 56, 113}) { // 36,000 floats each
            check(shape(batch, 250, 4, 4, 2, 1, THREE.padding(1)));
        }
        check(shape(130, 120, 3, 3, 4, 2, Window2d.of(3, 2).stride(2, 1).padding(2)));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void anyGeometry(@ForAll("geometries") Conv2dShape s) {
        check(s);
    }

    @Provide
    Arbitrary<Conv2dShape> geometries() {
        Arbitrary<Window2d> windows = Combinators.combine(pair(1, 4), pair(1, 4), pair(0, 4), pair(1, 3))
                .as((kernel, stride, padding, dilation) -> new Window2d(kernel, stride, padding, dilation, false));
        int least = 10; // the largest kernel reaches over 10 pixels
        return Combinators.combine(upTo(4), Arbitraries.of(1, 1, 2, 3), upTo(6), upTo(12), pair(least, 24), windows)
                .as((batch, groups, in, out, size, window) -> shape(batch, groups * in, size.h(), size.w(),
                groups * out, groups, window));
    }

    /** Rows shorter and longer than vectors, in blocks of four rows and less; kernel, stride, padding, dilation. */
    @Example
    void depthwise() {
        Window2d five = Window2d.square(5);
        for (int width : new int[] {5, 7, 8, 12, 15, 16, 17, 31, 33, 50}) {
            for (Window2d window : new Window2d[] {THREE.padding(1), THREE.padding(1).stride(2), THREE, five.padding(2),
                five.padding(2).stride(3), THREE.dilation(2).padding(2), Window2d.of(1, 3).padding(0, 1),
                Window2d.of(3, 2).stride(1, 2).padding(2, 1), THREE.padding(2), THREE.padding(4), ONE, ONE.stride(2)}) {
                check(shape(2, 3, 5, width, 3, 3, window));
            }
            check(shape(3, 2, width, width, 2, 2, THREE.padding(1)));
            check(shape(1, 40, 9, width, 40, 40, THREE.padding(1).stride(2, 1)));
        }
        check(shape(70, 2, 16, 16, 2, 2, THREE.padding(1))); // sums of several shares
        check(shape(2, 2, 130, 140, 2, 2, THREE.padding(1)));
    }

    private static void checkDepthwise(Kernels kernels, WholeConvolution c, Conv2dShape s) {
        Conv2dDepthwise depthwise = new Conv2dDepthwise(kernels);
        same("forward, depthwise", s, c.y(), array -> depthwise.forward(c.x(), c.w(), c.end(), array, s));
        same("weight gradient, depthwise", s, c.dw(),
                array -> assertTrue(depthwise.weightGradient(c.x(), c.dy(), array, s)));
        if (Conv2dDepthwise.suitsInputGradient(s)) {
            same("input gradient, depthwise", s, c.dx(), array -> depthwise.inputGradient(c.dy(), c.w(), array, s));
        }
    }

    private static void check(Conv2dShape s) {
        WholeConvolution c = WholeConvolution.of(s);
        for (Kernels kernels : Compare.KERNELS) {
            Conv2dIm2col patches = new Conv2dIm2col(kernels, new Gemm(kernels));
            Conv2dShifted shifted = new Conv2dShifted(kernels);
            Conv2dImagesLast all = new Conv2dImagesLast(kernels, new Gemm(kernels));
            if (Conv2dDepthwise.suits(s)) {
                checkDepthwise(kernels, c, s);
            }
            same("forward, all images", s, c.y(), array -> all.forward(c.x(), c.w(), c.end(), array, s));
            same("input gradient, all images", s, c.dx(), array -> all.inputGradient(c.dy(), c.w(), array, s));
            same("weight gradient, all images", s, c.dw(), array -> all.weightGradient(c.x(), c.dy(), array, s));
            same("forward, patches", s, c.y(), array -> patches.forward(c.x(), c.w(), c.end(), array, s));
            same("forward, shifted", s, c.y(), array -> shifted.forward(c.x(), c.w(), c.end(), array, s));
            same("input gradient, shifted", s, c.dx(), array -> shifted.inputGradient(c.dy(), c.w(), array, s));
            same("weight gradient, patches", s, c.dw(), array -> patches.weightGradient(c.x(), c.dy(), array, s));
            same("weight gradient, shifted", s, c.dw(),
                    array -> assertTrue(shifted.weightGradient(c.x(), c.dy(), array, s)));
            if (RotatedKernel.exists(s)) {
                same("input gradient, rotated kernel", s, c.dx(), array -> {
                    try (Scratch.Frame frame = Scratch.frame()) {
                        float[] rotated = RotatedKernel.weights(kernels, c.w(), s, frame);
                        patches.forward(c.dy(), rotated, Epilogue.NONE, array, RotatedKernel.shape(s));
                    }
                });
            }
        }
    }

    private static void same(String what, Conv2dShape s, float[] expected, Consumer<float[]> compute) {
        int length = expected.length - output(0).length;
        float[] actual = onOneAndTwoThreads(what + " of " + s, () -> WholeConvolution.output(length, compute));
        assertArrayEquals(expected, actual, what + " of " + s);
    }
}
