package longhand.backend.cpu.loops;

import longhand.shape.Pool2dShape;

/** Max pooling window by window; see {@link Kernels#maxPoolPlane}. */
final class ScalarPooling {
    private ScalarPooling() {}

    static void maxPlane(float[] x, int plane, Pool2dShape s, float[] y, int[] argmax, int at) {
        int columns = s.output().w();
        for (int i = 0; i < s.output().h(); i++) {
            maxRow(x, plane, i * s.window().stride().h() * s.input().w(), s, y, argmax, at + i * columns, columns);
        }
    }

    /** A row of n windows, the first of them at position {@code first} of the plane. */
    static void maxRow(float[] x, int plane, int first, Pool2dShape s, float[] y, int[] argmax, int at, int n) {
        int width = s.input().w();
        for (int j = 0; j < n; j++) {
            int corner = first + j * s.window().stride().w();
            int best = corner;
            float champion = x[plane + best];
            for (int u = 0; u < s.window().kernel().h(); u++) {
                for (int i = corner + u * width; i < corner + u * width + s.window().kernel().w(); i++) {
                    float candidate = x[plane + i];
                    if (candidate > champion || candidate != candidate) { // only NaN differs from itself
                        champion = candidate;
                        best = i;
                    }
                }
            }
            y[at + j] = champion;
            argmax[at + j] = best;
        }
    }
}
