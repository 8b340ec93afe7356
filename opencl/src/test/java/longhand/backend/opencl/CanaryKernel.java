package longhand.backend.opencl;

/** Counts its runs in Java: Aparapi leaves the call of a {@code @NoCL} method out of the OpenCL code. */
final class CanaryKernel extends StrictKernel {
    static int runsInJava;

    int[] y;

    @NoCL
    public static void sing() {
        runsInJava++;
    }

    @Override
    public void run() {
        sing();
        int i = getGlobalId(0);
        if (i < 100) {
            y[i] = i * i;
        }
    }
}
