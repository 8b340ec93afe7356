package longhand.ops;

import static longhand.ops.Shapes.assertClose;
import static longhand.ops.Shapes.onEveryBackend;
import static longhand.ops.Shapes.uniform;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.notes.CourseNotes;
import longhand.notes.CourseNotes.Mode;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws of pooling, on every backend. */
class PoolingProperties {

    @Property(tries = 60)
    @Covers({"maxPool2d", "avgPool2d"})
    void poolingWithStrideOneIsThatOfTheNotes(@ForAll @IntRange(min = 1, max = 4) int kh,
            @ForAll @IntRange(min = 1, max = 4) int kw) {
        Tensor plane = uniform(1, 5, 6);
        Tensor image = plane.reshape(1, 1, 5, 6);
        Window2d window = Window2d.of(kh, kw);
        onEveryBackend(() -> {
            Tensor max = CourseNotes.pool2d(plane, kh, kw, Mode.MAX);
            Tensor avg = CourseNotes.pool2d(plane, kh, kw, Mode.AVG);
            assertClose(max, Pooling.maxPool2d(image, window).reshape(max.shape().dims()));
            assertClose(avg, Pooling.avgPool2d(image, window, true).reshape(avg.shape().dims()));
        });
    }

    @Property(tries = 60)
    @Covers({"maxPool2d", "avgPool2d"})
    void laws(@ForAll @IntRange(min = 1, max = 4) int k, @ForAll @IntRange(min = 1, max = 3) int s,
            @ForAll @IntRange(min = 0, max = 2) int p, @ForAll boolean ceil) {
        Tensor x = uniform(1, 2, 3, 7, 8);
        Window2d window = Window2d.square(k).stride(s).padding(Math.min(p, k / 2)).ceilMode(ceil);
        Tensor channelwise = Tensor.eye(3).reshape(3, 3, 1, 1).expand(3, 3, k, k).div(k * k);
        onEveryBackend(() -> {
            Tensor max = Pooling.maxPool2d(x, window);
            assertClose(max.add(5), Pooling.maxPool2d(x.add(5), window));
            assertTrue(max.ge(Pooling.avgPool2d(x, window, false).sub(1e-6)).sum().item() == max.numel(),
                    "maximum ≥ mean");
            assertClose(Tensor.full(3, max.shape().dims()),
                    Pooling.avgPool2d(Tensor.full(3, 2, 3, 7, 8), window, false));
            if (!ceil) {
                assertClose(Convolution.conv2d(x, channelwise, window), Pooling.avgPool2d(x, window, true));
            }
        });
    }

    @Property(tries = 60)
    @Covers({"adaptiveAvgPool2d", "adaptiveMaxPool2d"})
    void adaptivePoolingToOneIsGlobalAndToTheInputSizeIsTheIdentity(@ForAll @IntRange(min = 1, max = 6) int h,
            @ForAll @IntRange(min = 1, max = 6) int w) {
        Tensor x = uniform(1, 2, 3, h, w);
        onEveryBackend(() -> {
            assertClose(x.mean(2, 3), AdaptivePooling.adaptiveAvgPool2d(x, 1, 1).reshape(2, 3));
            assertClose(x.flatten(2).max(2, false), AdaptivePooling.adaptiveMaxPool2d(x, 1, 1).reshape(2, 3));
            assertClose(x, AdaptivePooling.adaptiveAvgPool2d(x, h, w));
            assertClose(x, AdaptivePooling.adaptiveMaxPool2d(x, h, w));
        });
    }
}
