package longhand.backend.cpu;

import java.util.Arrays;
import longhand.backend.Conv2dShape;

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
     * Writes rows [firstRow, firstRow + rows) and positions [from, to) of the patch matrix; row r begins at {@code r · outRow}.
     *
     * @param start where the first channel of the image (and group) begins in x
     */
    static void pack(float[] x, int start, Conv2dShape s, int firstRow, int rows, int from, int to, float[] out, int outRow) {
        int area = s.window().kernel().h() * s.window().kernel().w();
        int plane = s.input().h() * s.input().w();
        for (int r = 0; r < rows; r++) {
            int k = firstRow + r;
            int at = start + k / area * plane;
            if (isPointwise(s)) {
                System.arraycopy(x, at + from, out, r * outRow, to - from);
            } else {
                packRow(x, at, s, k % area / s.window().kernel().w(), k % s.window().kernel().w(), from, to, out, r * outRow);
            }
        }
    }

    /** Whether every output position sees just the one pixel under it: then the patch matrix is the image itself. */
    static boolean isPointwise(Conv2dShape s) {
        return s.window().kernel().h() == 1 && s.window().kernel().w() == 1 && s.input().equals(s.output());
    }

    private static void packRow(float[] x, int plane, Conv2dShape s, int u, int v, int from, int to, float[] out, int outAt) {
        int width = s.output().w();
        int stride = s.window().stride().w();
        int shift = v * s.window().dilation().w() - s.window().padding().w(); // input column = j · stride + shift
        int firstInside = Math.max(0, Math.ceilDiv(-shift, stride));
        int endInside = Math.min(width, Math.floorDiv(s.input().w() - 1 - shift, stride) + 1);
        int at = outAt;
        for (int position = from; position < to;) {
            int i = position / width;
            int left = position % width;
            int right = Math.min(width, left + to - position);
            int row = i * s.window().stride().h() + u * s.window().dilation().h() - s.window().padding().h();
            boolean inside = row >= 0 && row < s.input().h();
            int begin = inside ? Math.clamp(firstInside, left, right) : right;
            int end = inside ? Math.clamp(endInside, begin, right) : right;
            Arrays.fill(out, at, at + begin - left, 0);
            copy(x, plane + row * s.input().w() + shift + begin * stride, stride, out, at + begin - left, end - begin);
            Arrays.fill(out, at + end - left, at + right - left, 0);
            at += right - left;
            position += right - left;
        }
    }

    private static void copy(float[] x, int at, int step, float[] out, int outAt, int n) {
        if (step == 1) {
            for (int j = 0; j < n; j++) {
                out[outAt + j] = x[at + j];
            }
        } else {
            for (int j = 0; j < n; j++) {
                out[outAt + j] = x[at + j * step];
            }
        }
    }

    /** Adds rows of the patch matrix back to the pixels they came from: the transpose of {@link #pack}. */
    static void addBack(float[] rowsIn, int inRow, float[] x, int start, Conv2dShape s, int firstRow, int rows, int from, int to) {
        int area = s.window().kernel().h() * s.window().kernel().w();
        int plane = s.input().h() * s.input().w();
        int width = s.output().w();
        for (int r = 0; r < rows; r++) {
            int k = firstRow + r;
            int u = k % area / s.window().kernel().w() * s.window().dilation().h() - s.window().padding().h();
            int v = k % s.window().kernel().w() * s.window().dilation().w() - s.window().padding().w();
            for (int position = from; position < to; position++) {
                int row = position / width * s.window().stride().h() + u;
                int column = position % width * s.window().stride().w() + v;
                if (row >= 0 && row < s.input().h() && column >= 0 && column < s.input().w()) {
                    x[start + k / area * plane + row * s.input().w() + column] += rowsIn[r * inRow + position - from];
                }
            }
        }
    }
}
