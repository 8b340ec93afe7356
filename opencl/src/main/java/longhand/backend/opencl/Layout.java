package longhand.backend.opencl;

import longhand.shape.Size2d;

/**
 * Rearranges arrays on the host, so that the kernels need no checks at borders and read what they need side by side.
 */
final class Layout {
    private Layout() {}

    /**
     * Image planes with a border of zeros.
     *
     * @param x planes of the given size, one after the other
     * @param top rows added above
     * @param left columns added on the left
     * @param padded size of the result's planes
     * @return x itself if nothing is added
     */
    static float[] pad(float[] x, int planes, Size2d size, int top, int left, Size2d padded) {
        if (size.equals(padded)) {
            return x;
        }
        float[] result = new float[Math.toIntExact(Limits.product(planes, padded.h(), padded.w()))];
        for (int plane = 0; plane < planes; plane++) {
            for (int row = 0; row < size.h(); row++) {
                System.arraycopy(x, (plane * size.h() + row) * size.w(), result,
                        (plane * padded.h() + top + row) * padded.w() + left, size.w());
            }
        }
        return result;
    }

    /** Number of tiles that hold n things. */
    static int tiles(int n) {
        return Math.ceilDiv(n, StrictKernel.TILE);
    }

    /**
     * Turns {@code [rows][length]} into {@code [tiles][length][TILE]}: what one work item reads for its TILE rows
     * stands side by side. The rows that fill up the last tile are left as they are (0 in a new array).
     *
     * @param tileStep distance between neighbouring tiles in the result
     * @param step distance in the result between neighbours of a row: TILE, or more to leave room between them
     */
    static void interleave(float[] from, int fromStart, int rows, int length, float[] to, int toStart, int tileStep,
            int step) {
        int tile = StrictKernel.TILE;
        for (int row = 0; row < rows; row++) {
            int source = fromStart + row * length;
            int target = toStart + row / tile * tileStep + row % tile;
            for (int i = 0; i < length; i++) {
                to[target + i * step] = from[source + i];
            }
        }
    }
}
