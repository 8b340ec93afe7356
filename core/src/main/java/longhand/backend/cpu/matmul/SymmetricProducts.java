package longhand.backend.cpu.matmul;

import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.MatmulShape;

/**
 * Products that are known to be symmetric: of C only what is on the diagonal and below it is computed, the rest is its
 * mirror image.
 *
 * <p>A part of the job is two strips of columns, one from the left and one from the right, which together have as many
 * rows as any other two.
 */
final class SymmetricProducts {
    private final Gemm gemm;
    private final Kernels kernels;

    SymmetricProducts(Gemm gemm) {
        this.gemm = gemm;
        kernels = gemm.kernels();
    }

    /** Whether half of the product takes less time than the whole: it is cut into narrow strips. */
    boolean suit(MatmulShape s) {
        return s.batch() == 1 && s.n() >= 3 * kernels.tileColumns() && s.k() >= kernels.tileColumns();
    }

    /** C = op(A) · op(B) = Cᵀ. */
    void matmul(float[] a, float[] b, float[] c, MatmulShape s) {
        int strips = Math.ceilDiv(s.n(), kernels.tileColumns());
        boolean share = (long) s.m() * s.k() * s.n() / 2 > Gemm.WORTH_SHARING;
        Workers.ranges(Math.ceilDiv(strips, 2), share ? 1 : Integer.MAX_VALUE, (from, to) -> {
            for (int strip = from; strip < to; strip++) {
                strip(a, b, c, s, strip);
                int other = strips - 1 - strip;
                if (other > strip) {
                    strip(a, b, c, s, other);
                }
            }
        });
    }

    private void strip(float[] a, float[] b, float[] c, MatmulShape s, int number) {
        int n = s.n();
        int left = number * kernels.tileColumns();
        int width = Math.min(kernels.tileColumns(), n - left);
        int below = n - left - width;
        gemm.block(Gemm.matrix(a, 0, n, s.k(), s.transposeA()).rows(left, width + below),
                Gemm.matrix(b, 0, s.k(), n, s.transposeB()).columns(left, width),
                Matrix.ofRows(c, left * n + left, width + below, width, n));
        for (int i = left; i < left + width; i++) {
            for (int j = left; j < i; j++) {
                c[j * n + i] = c[i * n + j];
            }
        }
        if (below > 0) {
            kernels.transpose(c, (left + width) * n + left, n, c, left * n + left + width, n, below, width);
        }
    }
}
