package longhand.backend.cpu.conv2d;

import longhand.backend.cpu.loops.Kernels;
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
 * <p>With a column stride s, what one weight meets along an output row is every s-th pixel. If several weights of a row
 * of the kernel meet them, the rows of pixels are first sorted by column modulo s: columns 0, s, 2s, …, then 1, s + 1,
 * …. What belongs together is then contiguous.
 */
final class Patches {
    private static final int ROWS_PER_PART = 256;

    private final Kernels kernels;
    private final Conv2dShape s;
    private final int step; // from the pixel of one output column to that of the next, once they are sorted
    private final float[] pixels; // sorted; or x itself
    private final int part; // length of the columns with the same remainder
    private final int row; // length of a row of pixels

    /** @param frame lends the memory for sorted pixels */
    Patches(Kernels kernels, float[] x, Conv2dShape s, Scratch.Frame frame) {
        this.kernels = kernels;
        this.s = s;
        int stride = s.window().stride().w();
        boolean asTheyAre = stride == 1 || s.window().kernel().w() == 1;
        step = asTheyAre ? stride : 1;
        part = asTheyAre ? 0 : Math.ceilDiv(s.input().w(), stride);
        row = asTheyAre ? s.input().w() : part * stride;
        pixels = asTheyAre ? x : sorted(x, frame);
    }

    private float[] sorted(float[] x, Scratch.Frame frame) {
        int stride = s.window().stride().w();
        int width = s.input().w();
        float[] sorted = frame.floats(s.batch() * s.inChannels() * s.input().h() * row);
        Workers.ranges(s.batch() * s.inChannels() * s.input().h(), ROWS_PER_PART, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int phase = 0; phase < Math.min(stride, width); phase++) {
                    kernels.strided(x, i * width + phase, stride, sorted, (i * stride + phase) * part,
                            Math.ceilDiv(width - phase, stride));
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
        int firstInside = firstInside(shift, stride);
        int endInside = endInside(shift, stride, s.input().w(), width);
        // output column j reads source + j·step
        int source = plane + (step == 1 ? Math.floorMod(shift, stride) * part + Math.floorDiv(shift, stride) : shift);
        if (stride == 1 && width == s.input().w() && s.window().stride().h() == 1) {
            shifted(plane, u, shift, from, to, out, outAt);
            return;
        }
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
                kernels.strided(pixels, source + inputRow * row + begin * step, step, out, at + begin - left,
                        end - begin);
            }
            zero(out, at + end - left, right - end);
            at += right - left;
            position += right - left;
        }
    }

    /**
     * The same where the output is as wide as the image: the row is the plane itself, read from another place on, but
     * for what lies beyond its edges.
     *
     * @param u the row of pixels that output row 0 meets; it may lie outside
     * @param v the column of pixels that output column 0 meets; it may lie outside
     */
    private void shifted(int plane, int u, int v, int from, int to, float[] out, int outAt) {
        int shift = u * row + v;
        int begin = Math.clamp(-shift, from, to);
        int end = Math.clamp(s.input().h() * row - (long) shift, begin, to);
        zero(out, outAt, begin - from);
        if (end > begin) {
            System.arraycopy(pixels, plane + shift + begin, out, outAt + begin - from, end - begin);
        }
        zero(out, outAt + end - from, to - end);
        int left = v < 0 ? 0 : Math.max(0, row - v);
        int columns = Math.min(row, Math.abs(v));
        for (int first = from / row * row + left; columns > 0 && first < end; first += row) {
            int at = Math.max(first, begin);
            zero(out, outAt + at - from, Math.min(first + columns, end) - at);
        }
    }

    /**
     * The first output row, or column, that sees a pixel of the image with some weight.
     *
     * @param shift the row or column that output 0 sees with it; negative in the padding
     */
    static int firstInside(int shift, int stride) {
        return Math.max(0, Math.ceilDiv(-shift, stride));
    }

    /** The one after the last output row, or column, that sees one of {@code pixels} rows or columns of the image. */
    static int endInside(int shift, int stride, int pixels, int outputs) {
        return Math.min(outputs, Math.floorDiv(pixels - 1 - shift, stride) + 1);
    }

    /** For the few columns of padding: {@code Arrays.fill} pays for longer ranges only. */
    private static void zero(float[] out, int at, int n) {
        for (int i = at; i < at + n; i++) {
            out[i] = 0;
        }
    }
}
