package longhand.conformance.fuzz;

import java.util.Arrays;
import longhand.shape.Conv2dShape;

/**
 * Where a convolution may spread NaN and ±∞ further than its definition does. Padding adds nothing by definition; many
 * algorithms multiply by a 0 there instead, or by a 0 between the rows of a gradient, and 0 · ∞ is NaN. So does
 * PyTorch, depending on the algorithm that it chooses.
 */
final class SpreadBounds {
    private SpreadBounds() {}

    /** A weight that is not finite may meet padding anywhere in its output channel. */
    static void ofForward(float[] w, float[] y, Conv2dShape s) {
        int plane = s.output().h() * s.output().w();
        boolean padded = s.window().padding().h() + s.window().padding().w() > 0;
        for (int i = 0; i < s.batch() * s.outChannels() && padded; i++) {
            int o = i % s.outChannels();
            if (!finite(w, o * s.weightsPerOutput(), s.weightsPerOutput())) {
                Arrays.fill(y, i * plane, (i + 1) * plane, Float.NaN);
            }
        }
    }

    /**
     * A weight that is not finite may meet a gap between the gradients anywhere in its group, also where channels
     * adjoin in memory.
     */
    static void ofInputGradient(float[] w, float[] dx, Conv2dShape s) {
        int weights = s.outChannelsPerGroup() * s.weightsPerOutput();
        int size = s.inChannelsPerGroup() * s.input().h() * s.input().w();
        for (int i = 0; i < s.batch() * s.groups(); i++) {
            if (!finite(w, i % s.groups() * weights, weights)) {
                Arrays.fill(dx, i * size, (i + 1) * size, Float.NaN);
            }
        }
    }

    /**
     * A pixel or gradient that is not finite may meet padding or a gap in any weight between its channel and the
     * others.
     */
    static void ofWeightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        int inPlane = s.input().h() * s.input().w();
        int outPlane = s.output().h() * s.output().w();
        int area = s.window().kernel().h() * s.window().kernel().w();
        for (int i = 0; i < s.outChannels() * s.inChannelsPerGroup(); i++) {
            int o = i / s.inChannelsPerGroup();
            int c = o / s.outChannelsPerGroup() * s.inChannelsPerGroup() + i % s.inChannelsPerGroup();
            boolean finite = true;
            for (int n = 0; n < s.batch() && finite; n++) {
                finite = finite(x, (n * s.inChannels() + c) * inPlane, inPlane)
                        && finite(dy, (n * s.outChannels() + o) * outPlane, outPlane);
            }
            if (!finite) {
                Arrays.fill(dw, i * area, (i + 1) * area, Float.NaN);
            }
        }
    }

    /** Whether all of some numbers are finite. */
    static boolean finite(float[] values, int at, int n) {
        for (int i = at; i < at + n; i++) {
            if (!Float.isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }
}
