package longhand.conformance.fuzz;

import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;

/**
 * The error bounds of Winograd's minimal filtering F(4 × 4, k × k), which a backend may use for square kernels of 3 and
 * 5 with stride 1 and at least {@link #FEWEST_CHANNELS} channels on both sides.
 *
 * <p>Its three linear maps multiply magnitudes: an output is a sum of products whose magnitudes add up to at most
 * {@link #amplification} times Σ over channels of max|x| · max|w|, where the maxima run over the tile and the kernel
 * (Barabasz, Anderson, Soodhalter and Gregg, "Error analysis and improving the accuracy of Winograd convolution for
 * deep neural networks", ACM Transactions on Mathematical Software 46, 2020). Every number of a tile depends on every
 * pixel of it, so one NaN or ∞ may spoil the whole tile.
 */
final class WinogradBounds {
    private static final int FEWEST_CHANNELS = 32;
    private static final int TILE = 4;
    /** Additions and products of the transforms beside the sum over channels. */
    private static final int TRANSFORMS = 40;

    private WinogradBounds() {}

    private static boolean applies(Conv2dShape s) {
        int k = s.window().kernel().h();
        return s.window().kernel().equals(Size2d.square(k)) && (k == 3 || k == 5) && s.groups() == 1
                && s.window().stride().equals(Size2d.square(1)) && s.window().dilation().equals(Size2d.square(1))
                && Math.min(s.inChannels(), s.outChannels()) >= FEWEST_CHANNELS;
    }

    /**
     * max over outputs of Σ |A|ᵀ(|G| 1 |G|ᵀ ⊙ |B|ᵀ 1 |B|)|A| for the points 0, ±¾, ±1½, ∞ and 0, ±½, ±1, ±2, ∞, the
     * same for gradients, rounded up.
     */
    private static double amplification(int kernel) {
        return kernel == 3 ? 1_100 : 8_000;
    }

    private static void widen(float[] bounds, int i, double magnitude, long n, int kernel) {
        double amplified = amplification(kernel) * magnitude;
        double bound = (SumBounds.roundings(n) + TRANSFORMS) * SumBounds.U * amplified;
        bounds[i] = amplified <= Float.MAX_VALUE / 2 ? Math.max(bounds[i], (float) bound) : Float.POSITIVE_INFINITY;
    }

    /** A convolution with stride 1, or its input gradient, which is one too; its padding may be negative. */
    private record Pass(int batch, int channels, Size2d in, int outs, Size2d out, int kernel, Size2d padding) {

        /**
         * Each output's bound, from the pixels that may share a tile with it and the largest weight of each
         * [out][channel].
         */
        void widenAll(float[] x, double[] weights, float[] bounds) {
            double[] around = new double[channels];
            int pixels = out.h() * out.w();
            for (int at = 0; at < batch * pixels; at++) {
                int image = at / pixels;
                int row = at % pixels / out.w() - padding.h() - (TILE - 1);
                int column = at % out.w() - padding.w() - (TILE - 1);
                for (int c = 0; c < channels; c++) {
                    int plane = (image * channels + c) * in.h() * in.w();
                    around[c] = largest(x, plane, in, row, column, kernel + 2 * (TILE - 1));
                }
                for (int o = 0; o < outs; o++) {
                    double magnitude = 0;
                    for (int c = 0; c < channels; c++) {
                        magnitude += around[c] * weights[o * channels + c];
                    }
                    widen(bounds, (image * outs + o) * pixels + at % pixels, magnitude, channels, kernel);
                }
            }
        }
    }

    static void ofForward(float[] x, float[] w, float[] y, Conv2dShape s) {
        if (applies(s)) {
            int k = s.window().kernel().h();
            double[] weights = new double[s.outChannels() * s.inChannels()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = largest(w, i * k * k, k * k);
            }
            new Pass(s.batch(), s.inChannels(), s.input(), s.outChannels(), s.output(), k, s.window().padding())
                    .widenAll(x, weights, y);
        }
    }

    static void ofInputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        if (applies(s)) {
            int k = s.window().kernel().h();
            double[] weights = new double[s.inChannels() * s.outChannels()];
            for (int i = 0; i < weights.length; i++) {
                int turned = i % s.outChannels() * s.inChannels() + i / s.outChannels();
                weights[i] = largest(w, turned * k * k, k * k);
            }
            Size2d padding = new Size2d(k - 1 - s.window().padding().h(), k - 1 - s.window().padding().w());
            new Pass(s.batch(), s.outChannels(), s.output(), s.inChannels(), s.input(), k, padding)
                    .widenAll(dy, weights, dx);
        }
    }

    /** dw is a sum over tiles; the two sides that meet in a tile have their maxima there. */
    static void ofWeightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        if (!applies(s)) {
            return;
        }
        int k = s.window().kernel().h();
        int down = Math.ceilDiv(s.output().h(), TILE);
        int across = Math.ceilDiv(s.output().w(), TILE);
        double[] magnitude = new double[s.outChannels() * s.inChannels()];
        for (int tile = 0; tile < s.batch() * down * across; tile++) {
            int image = tile / (down * across);
            int row = tile / across % down * TILE;
            int column = tile % across * TILE;
            for (int i = 0; i < magnitude.length; i++) {
                int gradients = s.y(image, i / s.inChannels(), 0, 0);
                int pixels = s.x(image, i % s.inChannels(), 0, 0);
                magnitude[i] += largest(dy, gradients, s.output(), row, column, TILE) * largest(x, pixels, s.input(),
                        row - s.window().padding().h(), column - s.window().padding().w(), k + TILE - 1);
            }
        }
        for (int i = 0; i < s.weightLength(); i++) {
            widen(dw, i, magnitude[i / (k * k)], (long) s.batch() * down * across, k);
        }
    }

    /** The largest magnitude in a square of an image; ∞ if it holds NaN. */
    private static double largest(float[] x, int start, Size2d size, int row, int column, int side) {
        double largest = 0;
        for (int i = Math.max(0, row); i < Math.min(size.h(), row + side); i++) {
            int from = Math.max(0, column);
            int to = Math.min(size.w(), column + side);
            largest = Math.max(largest, largest(x, start + i * size.w() + from, to - from));
        }
        return largest;
    }

    private static double largest(float[] x, int at, int n) {
        double largest = 0;
        for (int i = at; i < at + n; i++) {
            largest = Math.max(largest, Float.isNaN(x[i]) ? Float.POSITIVE_INFINITY : Math.abs(x[i]));
        }
        return largest;
    }
}
