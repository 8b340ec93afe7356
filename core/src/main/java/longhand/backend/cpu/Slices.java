package longhand.backend.cpu;

import longhand.backend.cpu.loops.Kernels;

/** An array {@code [outer, n, inner]} as slices, some of which are put side by side: then their rows are longer. */
record Slices(int outer, int n, int inner) {

    /** Row j of {@code count} slices, one after the other, becomes row j. */
    void join(Kernels kernels, float[] x, int o, int count, float[] y) {
        int start = o * n * inner;
        if (inner == 1) {
            kernels.transpose(x, start, n, y, 0, count, count, n);
            return;
        }
        for (int slice = 0; slice < count; slice++) {
            rows(x, start + slice * n * inner, inner, y, slice * inner, count * inner);
        }
    }

    /** The reverse. */
    void part(Kernels kernels, float[] x, float[] y, int o, int count) {
        int start = o * n * inner;
        if (inner == 1) {
            kernels.transpose(x, 0, count, y, start, n, n, count);
            return;
        }
        for (int slice = 0; slice < count; slice++) {
            rows(x, slice * inner, count * inner, y, start + slice * n * inner, inner);
        }
    }

    private void rows(float[] x, int xAt, int xRow, float[] y, int yAt, int yRow) {
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < inner; i++) {
                y[yAt + j * yRow + i] = x[xAt + j * xRow + i];
            }
        }
    }
}
