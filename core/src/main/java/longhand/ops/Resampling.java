package longhand.ops;

import java.util.stream.IntStream;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.tensor.Tensor;

/**
 * Images at another size, inside a network: no antialiasing, unlike the resize of a data set. PyTorch: {@code
 * F.interpolate}.
 *
 * <p>Both kinds treat rows and columns one after the other, with operations that have gradients.
 */
public final class Resampling {
    private Resampling() {}

    /**
     * Pixel i of each row and column is the one at ⌊i · n / o⌋: [batch, channels, h, w] → [batch, channels, outH,
     * outW].
     */
    public static Tensor interpolateNearest(Tensor x, int outH, int outW) {
        requireSizes(x, outH, outW);
        return x.indexSelect(2, nearest(x.size(2), outH)).indexSelect(3, nearest(x.size(3), outW));
    }

    /**
     * A mean of the two nearest rows and columns, by distance ({@code mode="bilinear", align_corners=False}): [batch,
     * channels, h, w] → [batch, channels, outH, outW].
     */
    public static Tensor interpolateBilinear(Tensor x, int outH, int outW) {
        requireSizes(x, outH, outW);
        return weights(x.size(2), outH).matmul(x).matmul(weights(x.size(3), outW).t());
    }

    private static void requireSizes(Tensor x, int outH, int outW) {
        Pooling.requireImages("interpolate", x.shape());
        if (outH < 1 || outW < 1 || x.size(2) < 1 || x.size(3) < 1) {
            throw new ShapeException("interpolate", "cannot bring " + x.shape() + " to " + new Size2d(outH, outW),
                    "sizes are at least 1", "pass an output size of 1 or more");
        }
    }

    private static int[] nearest(int n, int o) {
        float scale = (float) n / o;
        return IntStream.range(0, o).map(i -> Math.min((int) (i * scale), n - 1)).toArray();
    }

    /** [o, n]: with which weight each of n pixels counts in each of o pixels. */
    private static Tensor weights(int n, int o) {
        float[] weights = new float[o * n];
        double scale = (double) n / o;
        for (int i = 0; i < o; i++) {
            double place = Math.max(0, (i + 0.5) * scale - 0.5);
            int before = Math.min((int) place, n - 1);
            int after = Math.min(before + 1, n - 1);
            double share = place - before;
            weights[i * n + before] += (float) (1 - share);
            weights[i * n + after] += (float) share;
        }
        return Tensor.of(weights, o, n);
    }
}
