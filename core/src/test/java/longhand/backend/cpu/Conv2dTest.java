package longhand.backend.cpu;

import static longhand.backend.Sizes.pair;
import static longhand.backend.Sizes.upTo;
import static longhand.backend.cpu.Compare.assertWithin;
import static longhand.backend.cpu.Compare.onOneAndTwoThreads;
import static longhand.backend.cpu.Compare.output;
import static longhand.backend.cpu.Compare.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import longhand.backend.Backend;
import longhand.backend.Epilogue;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Convolution and its gradients on both kinds of inner loops against the reference, over many shapes. */
class Conv2dTest {

    static Conv2dShape shape(int batch, int in, int height, int width, int out, int groups, Window2d window) {
        return Conv2dShape.of(batch, in, new Size2d(height, width), out, groups, window);
    }

    /** Small versions of the layers that matter, and every kind of geometry. */
    static List<Conv2dShape> shapes() {
        List<Conv2dShape> shapes = new ArrayList<>();
        shapes.add(shape(2, 1, 39, 43, 9, 1, Window2d.square(11).stride(4)));
        shapes.add(shape(3, 17, 9, 8, 33, 1, Window2d.square(1)));
        shapes.add(shape(1, 2, 1, 1, 3, 1, Window2d.square(1).stride(2)));
        shapes.add(shape(2, 4, 3, 3, 6, 2, Window2d.square(1).stride(2).padding(1)));
        shapes.add(shape(2, 20, 26, 26, 18, 1, Window2d.square(1)));
        shapes.add(shape(2, 7, 26, 26, 10, 1, Window2d.square(5).padding(2)));
        shapes.add(shape(2, 34, 12, 12, 35, 1, Window2d.square(3).padding(1)));
        shapes.add(shape(1, 70, 5, 5, 10, 1, Window2d.square(3).padding(1)));
        shapes.add(shape(5, 1, 28, 28, 6, 1, Window2d.square(5).padding(2)));
        shapes.add(shape(5, 6, 14, 14, 16, 1, Window2d.square(5)));
        shapes.add(shape(2, 6, 9, 10, 4, 2, Window2d.of(3, 2).stride(2, 1).padding(1, 0)));
        shapes.add(shape(2, 4, 11, 9, 8, 4, Window2d.square(3).padding(1)));
        shapes.add(shape(2, 3, 13, 12, 5, 1, Window2d.of(2, 3).dilation(3, 2).padding(2, 1)));
        shapes.add(shape(1, 2, 12, 13, 3, 1, Window2d.of(3, 4).dilation(2).stride(2, 3).padding(3)));
        shapes.add(shape(1, 2, 6, 6, 3, 1, Window2d.square(1).padding(2)));
        shapes.add(shape(2, 3, 7, 7, 2, 1, Window2d.square(1).stride(2)));
        shapes.add(shape(2, 33, 18, 13, 37, 1, Window2d.square(3).padding(2)));
        shapes.add(shape(1, 40, 17, 20, 16, 1, Window2d.square(3)));
        shapes.add(shape(3, 20, 9, 14, 70, 1, Window2d.square(5).padding(2)));
        shapes.add(shape(1, 16, 27, 23, 35, 1, Window2d.square(5)));
        shapes.add(shape(5, 36, 12, 12, 40, 1, Window2d.square(5).padding(4)));
        shapes.add(shape(8, 32, 20, 22, 32, 1, Window2d.square(3).padding(1))); // an image for each part
        shapes.add(shape(1800, 32, 2, 2, 32, 1, Window2d.square(3).padding(1))); // more images than are held at a time
        shapes.add(shape(1, 1, 1, 1, 1, 1, Window2d.square(1)));
        shapes.add(shape(1, 1, 1, 300, 2, 1, Window2d.of(1, 7)));
        return shapes;
    }

    /**
     * The largest error, as a fraction of √n, the typical size of a sum of n products of standard normal numbers.
     * Measured against sums in double, a plain sum of up to 2,304 products is off by 2.4e-6 at most, and Winograd's
     * algorithm, which is there for square kernels of 3 and 5 that move pixel by pixel, by 1.4e-5 and 5e-5. Allowed is
     * twice as much, since more numbers are looked at here.
     */
    private static double tolerance(Conv2dShape s, int n) {
        Window2d w = s.window();
        Size2d one = Size2d.square(1);
        boolean pixelByPixel = w.stride().equals(one) && w.dilation().equals(one) && w.kernel().h() == w.kernel().w();
        double error = !pixelByPixel ? 2.4e-6 : switch (w.kernel().h()) {
            case 3 -> 1.4e-5;
            case 5 -> 5e-5;
            default -> 2.4e-6;
        };
        return 2 * error * Math.sqrt(n);
    }

    @Test
    void fixedShapesAgreeWithTheReference() {
        shapes().forEach(s -> check(s));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void anyShapeAgreesWithTheReference(@ForAll("anyGeometry") Conv2dShape s) {
        check(s);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void commonLayersAgreeWithTheReference(@ForAll("commonLayers") Conv2dShape s) {
        check(s);
    }

    @Provide
    Arbitrary<Conv2dShape> anyGeometry() {
        Arbitrary<Window2d> windows = Combinators.combine(pair(1, 5), pair(1, 3), pair(0, 3), pair(1, 2))
                .as((kernel, stride, padding, dilation) -> new Window2d(kernel, stride, padding, dilation, false));
        int least = 9; // the largest kernel reaches over 9 pixels
        return Combinators.combine(upTo(3), Arbitraries.of(1, 1, 1, 2), upTo(9), upTo(20), pair(least, 20), windows)
                .as((batch, groups, in, out, size, window) -> shape(batch, groups * in, size.h(), size.w(),
                groups * out, groups, window));
    }

    /** What the fast ways are for: square kernels with stride 1, few channels (shifted images) and many (Winograd). */
    @Provide
    Arbitrary<Conv2dShape> commonLayers() {
        return Combinators.combine(upTo(3), upTo(48), upTo(48), pair(5, 20), Arbitraries.of(1, 3, 5), upTo(5))
                .as((batch, in, out, size, kernel, padding) ->
                        shape(batch, in, size.h(), size.w(), out, 1,
                        Window2d.square(kernel).padding(Math.min(padding, kernel) - 1)));
    }

    /** All three kernels of one shape, with and without bias and ReLU; the reference computes once for all backends. */
    static void check(Conv2dShape s) {
        float[] x = random(1, s.inputLength());
        float[] w = random(2, s.weightLength());
        float[] dy = random(3, s.outputLength());
        for (float[] bias : List.of(random(4, s.outChannels()), new float[0])) {
            Epilogue epilogue = new Epilogue(bias, bias.length > 0);
            compare("forward " + s, s.outputLength(), tolerance(s, s.weightsPerOutput()),
                    (backend, y) -> backend.conv2d(x, w, epilogue, y, s));
        }
        compare("input gradient " + s, s.inputLength(),
                tolerance(s, s.weightsPerOutput() / s.inChannelsPerGroup() * s.outChannelsPerGroup()),
                (backend, dx) -> backend.conv2dInputGradient(dy, w, dx, s));
        compare("weight gradient " + s, s.weightLength(), tolerance(s, s.outputLength() / s.outChannels()),
                (backend, dw) -> backend.conv2dWeightGradient(x, dy, dw, s));
    }

    private static void compare(String what, int length, double tolerance,
            BiConsumer<Backend, float[]> kernel) {
        float[] expected = output(length);
        kernel.accept(Compare.REFERENCE, expected);
        for (Backend backend : Compare.BACKENDS) {
            assertWithin(what, expected, onOneAndTwoThreads(what, () -> {
                float[] result = output(length);
                kernel.accept(backend, result);
                return result;
            }), length, tolerance);
        }
    }
}
