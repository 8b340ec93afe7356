package longhand.backend.cpu.conv2d;

import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;

/**
 * The rows of the "patch matrix" (im2col) of one image, made piece by piece when they are needed.
 *
 * <p>Row k = (channel c, kernel row u, kernel column v) holds, for every output position, the input pixel that the weight k meets
 * there; with it, convolution is the matrix product weight[o, k] · patches[k, position]. The whole matrix is kernel-size times larger
 * than the image, so only a piece that fits the second-level cache ever exists.
 */
final class Patches {
    private Patches() {}

    /**
     * x with each row of pixels sorted by column modulo the stride: first columns 0, s, 2s, …, then 1, s + 1, …, each part {@link
     * #partWidth} long, in memory of the given frame. What one weight meets along an output row is then contiguous. With
     * stride 1, x itself.
     */
    static float[] sorted(float[] x, Conv2dShape s, Scratch.Frame frame) {
        int stride = s.window().stride().w();
        if (stride == 1) {
            return x;
        }
        int width = s.input().w();
        int part = partWidth(s);
        float[] sorted = frame.floats(s.batch() * s.inChannels() * s.input().h() * stride * part);
        Workers.ranges(s.batch() * s.inChannels() * s.input().h(), 256, (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int phase = 0; phase < stride; phase++) {
                    int at = (row * stride + phase) * part;
                    for (int j = 0; j * stride + phase < width; j++) {
                        sorted[at + j] = x[row * width + j * stride + phase];
                    }
                }
            }
        });
        return sorted;
    }

    private static int partWidth(Conv2dShape s) {
        return Math.ceilDiv(s.input().w(), s.window().stride().w());
    }

    /** Floats of one row of pixels in {@link #sorted} order. */
    static int sortedRow(Conv2dShape s) {
        return partWidth(s) * s.window().stride().w();
    }

    /**
     * Writes positions [from, to) of row k of the patch matrix.
     *
     * @param x the images in {@link #sorted} order
     * @param start where the first channel of the image (and group) begins in x
     */
    static void row(float[] x, int start, Conv2dShape s, int k, int from, int to, float[] out, int outAt) {
        int area = s.window().kernel().h() * s.window().kernel().w();
        int row = sortedRow(s);
        int plane = start + k / area * s.input().h() * row;
        int u = k % area / s.window().kernel().w() * s.window().dilation().h() - s.window().padding().h();
        int shift = k % s.window().kernel().w() * s.window().dilation().w() - s.window().padding().w();
        int stride = s.window().stride().w();
        int width = s.output().w();
        int firstInside = Math.max(0, Math.ceilDiv(-shift, stride));
        int endInside = Math.min(width, Math.floorDiv(s.input().w() - 1 - shift, stride) + 1);
        int source = plane + Math.floorMod(shift, stride) * partWidth(s) + Math.floorDiv(shift, stride); // column j reads source + j
        int at = outAt;
        for (int position = from; position < to;) {
            int i = position / width;
            int left = position % width;
            int right = Math.min(width, left + to - position);
            int inputRow = i * s.window().stride().h() + u;
            boolean inside = inputRow >= 0 && inputRow < s.input().h();
            int begin = inside ? Math.clamp(firstInside, left, right) : right;
            int end = inside ? Math.clamp(endInside, begin, right) : right;
            zero(out, at, begin - left);
            if (end > begin) {
                System.arraycopy(x, source + inputRow * row + begin, out, at + begin - left, end - begin);
            }
            zero(out, at + end - left, right - end);
            at += right - left;
            position += right - left;
        }
    }

    private static void zero(float[] out, int at, int n) {
        for (int i = at; i < at + n; i++) {
            out[i] = 0;
        }
    }

    /**
     * Whether every output position sees just the one pixel under it: then the patch matrix is the image itself. Equal sizes alone do not
     * say so: with padding and stride 2, or with one pixel, they can be equal too.
     */
    static boolean isPointwise(Conv2dShape s) {
        Size2d one = Size2d.square(1);
        return s.window().kernel().equals(one) && s.window().stride().equals(one) && s.input().equals(s.output());
    }
}
