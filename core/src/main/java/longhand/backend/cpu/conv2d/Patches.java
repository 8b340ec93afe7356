package longhand.backend.cpu.conv2d;

import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Conv2dShape;

/**
 * The rows of the "patch matrix" (im2col) of images, made piece by piece when they are needed.
 *
 * <p>Row k = (channel c, kernel row u, kernel column v) holds, for every output position, the input pixel that the
 * weight k meets there; with it, convolution is the matrix product weight[o, k] · patches[k, position]. The whole
 * matrix is kernel-size times larger than the image, so only a piece that fits the second-level cache ever exists.
 *
 * <p>With a column stride s, what one weight meets along an output row is every s-th pixel. So the rows of pixels are
 * first sorted by column modulo s: columns 0, s, 2s, …, then 1, s + 1, …. What belongs together is then contiguous.
 */
final class Patches {
    private static final int ROWS_PER_PART = 256;

    private final Conv2dShape s;
    private final float[] pixels; // sorted; with stride 1, x itself
    private final int part; // length of the columns with the same remainder
    private final int row; // length of a sorted row of pixels

    /** @param frame lends the memory for sorted pixels */
    Patches(float[] x, Conv2dShape s, Scratch.Frame frame) {
        this.s = s;
        int stride = s.window().stride().w();
        part = Math.ceilDiv(s.input().w(), stride);
        row = part * stride;
        pixels = stride == 1 ? x : sorted(x, frame);
    }

    private float[] sorted(float[] x, Scratch.Frame frame) {
        int stride = s.window().stride().w();
        int width = s.input().w();
        float[] sorted = frame.floats(s.batch() * s.inChannels() * s.input().h() * row);
        Workers.ranges(s.batch() * s.inChannels() * s.input().h(), ROWS_PER_PART, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int phase = 0; phase < stride; phase++) {
                    int at = (i * stride + phase) * part;
                    for (int j = 0; j * stride + phase < width; j++) {
                        sorted[at + j] = x[i * width + j * stride + phase];
                    }
                }
            }
        });
        return sorted;
    }

    /** The pixels that rows are made of. Those of a pointwise convolution are the patch matrix themselves. */
    float[] pixels() {
        return pixels;
    }

    /** Where a group of channels of an image begins in {@link #pixels}. */
    int start(int image, int group) {
        return (image * s.inChannels() + group * s.inChannelsPerGroup()) * s.input().h() * row;
    }

    /**
     * Writes positions [from, to) of row k of the patch matrix.
     *
     * @param start that of the image and group
     */
    void row(int start, int k, int from, int to, float[] out, int outAt) {
        int area = s.window().kernel().area();
        int plane = start + k / area * s.input().h() * row;
        int u = k % area / s.window().kernel().w() * s.window().dilation().h() - s.window().padding().h();
        int shift = k % s.window().kernel().w() * s.window().dilation().w() - s.window().padding().w();
        int stride = s.window().stride().w();
        int width = s.output().w();
        int firstInside = Math.max(0, Math.ceilDiv(-shift, stride));
        int endInside = Math.min(width, Math.floorDiv(s.input().w() - 1 - shift, stride) + 1);
        // output column j reads source + j
        int source = plane + Math.floorMod(shift, stride) * part + Math.floorDiv(shift, stride);
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
                System.arraycopy(pixels, source + inputRow * row + begin, out, at + begin - left, end - begin);
            }
            zero(out, at + end - left, right - end);
            at += right - left;
            position += right - left;
        }
    }

    /** For the few columns of padding: {@code Arrays.fill} pays for longer ranges only. */
    private static void zero(float[] out, int at, int n) {
        for (int i = at; i < at + n; i++) {
            out[i] = 0;
        }
    }
}
