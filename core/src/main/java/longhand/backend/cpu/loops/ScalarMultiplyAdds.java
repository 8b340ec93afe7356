package longhand.backend.cpu.loops;

/** A loop that the compiler turns into vectors by itself. */
public final class ScalarMultiplyAdds implements MultiplyAdds {

    @Override
    public float run(int rounds) {
        float[] sums = new float[CHAINS * ScalarKernels.LANES];
        for (int i = 0; i < rounds; i++) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] = sums[j] * 0.999f + 0.001f;
            }
        }
        float sum = 0;
        for (float s : sums) {
            sum += s;
        }
        return sum;
    }
}
