package longhand.backend.cpu;

import static longhand.backend.cpu.Compare.assertClose;
import static longhand.backend.cpu.Compare.onOneAndTwoThreads;
import static longhand.backend.cpu.Compare.output;
import static longhand.backend.cpu.Compare.random;
import static org.junit.jupiter.api.Assertions.assertEquals;

import longhand.shape.AdaptivePool2dShape;
import longhand.shape.Size2d;
import org.junit.jupiter.api.Test;

/** Maxima of parts of planes against the loops that say what they mean. */
class AdaptiveMaxPoolingTest {
    /** Fewer parts than pixels along a side, as many, and more; one row, one column, one plane and many. */
    private static final AdaptivePool2dShape[] SHAPES = {shape(2, 8, 64, 64, 7, 7), shape(1, 1, 301, 200, 1, 1),
        shape(1, 1, 500, 301, 7, 3), shape(40, 3, 10, 13, 4, 4), shape(3, 2, 5, 3, 7, 8), shape(1, 2, 1, 400, 1, 9),
        shape(1, 2, 400, 1, 9, 1), shape(2, 3, 6, 6, 6, 6), shape(0, 3, 6, 6, 2, 2), shape(2, 2, 33, 17, 2, 2)};

    private static AdaptivePool2dShape shape(int batch, int channels, int h, int w, int outH, int outW) {
        return new AdaptivePool2dShape(batch, channels, new Size2d(h, w), new Size2d(outH, outW));
    }

    @Test
    void maximaAndTheirPlacesAgree() {
        for (AdaptivePool2dShape s : SHAPES) {
            for (int kind = 0; kind < 4; kind++) {
                float[] x = numbers(kind, s.inputLength());
                float[] expected = output(s.outputLength());
                int[] places = new int[s.outputLength()];
                Compare.REFERENCE.adaptiveMaxPool2d(x, expected, places, s);
                for (CpuBackend backend : Compare.BACKENDS) {
                    assertClose("maxima " + s, expected, onOneAndTwoThreads("maxima", () -> {
                        float[] y = output(s.outputLength());
                        int[] argmax = new int[s.outputLength()];
                        backend.adaptiveMaxPool2d(x, y, argmax, s);
                        for (int i = 0; i < argmax.length; i++) {
                            assertEquals(places[i], argmax[i], backend.name() + " " + s + " at " + i);
                            assertEquals(Float.floatToIntBits(expected[i]), Float.floatToIntBits(y[i]), "sign of 0");
                        }
                        return y;
                    }), s.outputLength(), 0);
                }
            }
        }
    }

    /** Different ones; zeros of either sign; few different ones with NaN; nothing above −∞. */
    private static float[] numbers(int kind, int n) {
        float[] x = random(kind, n);
        for (int i = 0; i < n; i++) {
            x[i] = switch (kind) {
                case 0 -> x[i];
                case 1 -> x[i] < 0 ? -0f : 0f;
                case 2 -> x[i] > 1.5 ? Float.NaN : Math.round(x[i]);
                default -> Float.NEGATIVE_INFINITY;
            };
        }
        return x;
    }
}
