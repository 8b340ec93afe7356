package longhand.backend.opencl;

import static longhand.backend.opencl.StrictKernel.TILE;

import com.aparapi.device.OpenCLDevice;
import java.util.Arrays;
import longhand.backend.Epilogue;
import longhand.backend.opencl.Limits.Argument;
import longhand.shape.MatmulShape;

/** Matrix products on the device. */
final class OpenClMatmul implements AutoCloseable {
    private final Limits limits;
    private final Launcher<MatmulKernel> launcher;

    OpenClMatmul(OpenCLDevice device) {
        this.limits = Limits.of(device);
        this.launcher = new Launcher<>(device, MatmulKernel::new);
    }

    /**
     * C = op(A) · op(B), then the epilogue, which takes a row of C for an output channel.
     *
     */
    void multiply(float[] a, float[] b, Epilogue end, float[] c, MatmulShape s) {
        check(a, b, end.bias(), c, s);
        if (s.batch() == 0 || s.m() == 0 || s.n() == 0) {
            return;
        }
        if (s.k() == 0) { // a sum over nothing
            Arrays.fill(c, 0, s.batch() * s.m() * s.n(), 0);
            return;
        }
        boolean packed = s.transposeB() || s.n() < TILE;
        float[] right = packed ? pack(b, s) : b;
        limits.check("matmul", Argument.of("A", a, 0), Argument.of("B", right, 0), Argument.of("C", c, 0));
        launcher.launch(Layout.tiles(s.n()), Layout.tiles(s.m()), s.batch(), kernel -> {
            kernel.a = a;
            kernel.b = right;
            kernel.c = c;
            kernel.biased = end.bias().length == 0 ? 0 : 1;
            kernel.bias = end.bias().length == 0 ? new float[1] : end.bias(); // the device takes no empty array
            kernel.relu = end.relu() ? 1 : 0;
            kernel.packed = packed ? 1 : 0;
            kernel.rows = s.m();
            kernel.depth = s.k();
            kernel.columns = s.n();
            kernel.strideA = s.strideA();
            kernel.strideB = packed && s.strideB() != 0 ? packedLength(s) : s.strideB();
            kernel.rowStepA = s.transposeA() ? 1 : s.k();
            kernel.depthStepA = s.transposeA() ? s.m() : 1;
        });
    }

    /** B as {@code [matrices][tiles of columns][k][TILE]}. */
    private static float[] pack(float[] b, MatmulShape s) {
        int matrices = s.strideB() == 0 ? 1 : s.batch();
        float[] packed = new float[Math.toIntExact(Limits.product(matrices, packedLength(s)))];
        for (int item = 0; item < matrices; item++) {
            int from = item * s.strideB();
            int to = item * packedLength(s);
            if (s.transposeB()) {
                Layout.interleave(b, from, s.n(), s.k(), packed, to, s.k() * TILE, TILE);
            } else { // fewer than TILE columns
                for (int row = 0; row < s.k(); row++) {
                    System.arraycopy(b, from + row * s.n(), packed, to + row * TILE, s.n());
                }
            }
        }
        return packed;
    }

    private static int packedLength(MatmulShape s) {
        return Math.toIntExact(Limits.product(Layout.tiles(s.n()), s.k(), TILE));
    }

    private void check(float[] a, float[] b, float[] bias, float[] c, MatmulShape s) {
        long last = Math.max(0, s.batch() - 1);
        limits.check("matmul", Argument.of("A", a,
                s.batch() == 0 ? 0 : last * s.strideA() + Limits.product(s.m(), s.k())),
                Argument.of("B", b, s.batch() == 0 ? 0 : last * s.strideB() + Limits.product(s.k(), s.n())),
                Argument.of("C", c, Limits.product(s.batch(), s.m(), s.n())),
                Argument.of("bias", bias, bias.length == 0 ? 0 : s.m()));
    }

    @Override
    public void close() {
        launcher.close();
    }
}
