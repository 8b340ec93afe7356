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
        boolean fewer = outH < x.size(2); // the dimension that makes the image smaller goes first, else the columns
        return fewer ? between(between(x, 2, outH), 3, outW) : between(between(x, 3, outW), 2, outH);
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

    /** Brings one dimension to size o: (1 − share) times the number before a place plus share times the one after. */
    private static Tensor between(Tensor x, int dim, int o) {
        int n = x.size(dim);
        int[] before = new int[o];
        int[] after = new int[o];
        float[] share = new float[o];
        float[] rest = new float[o];
        double scale = (double) n / o;
        for (int i = 0; i < o; i++) {
            double place = Math.max(0, (i + 0.5) * scale - 0.5);
            before[i] = Math.min((int) place, n - 1);
            after[i] = Math.min(before[i] + 1, n - 1);
            share[i] = (float) (place - before[i]);
            rest[i] = (float) (1 - (place - before[i]));
        }
        int[] alongDim = dim == 2 ? new int[] {o, 1} : new int[] {o};
        return x.indexSelect(dim, before).mul(Tensor.of(rest, alongDim))
                .add(x.indexSelect(dim, after).mul(Tensor.of(share, alongDim)));
    }
}
