package longhand.backend.cpu.threads;

import java.util.Arrays;

/**
 * Working memory that each thread keeps and uses again, so that kernels allocate nothing once warm.
 *
 * <p>Each purpose has its own array per thread; whoever asks again for the same purpose gets the same array, with old contents. A
 * purpose may therefore be in use only once at a time in one thread. Those of the first group belong to the thread that calls a
 * kernel, which lends them to the helpers; those of the second to whoever runs a part.
 */
public final class Scratch {

    /** What an array is for. */
    public enum Use {
        // the caller's
        WEIGHT, PARTIAL_SUMS, FREQUENCY_WEIGHT, FREQUENCY_INPUT, FREQUENCY_OUTPUT, CHANNELS_LAST,
        // a part's
        BLOCK_A, BLOCK_B, BLOCK_C, EDGE_TILE, HALF_DONE, PLANES, SMALL
    }

    private static final int PAD = 64; // vectors may be read, never used, past the end

    private static final ThreadLocal<float[][]> ARRAYS = ThreadLocal.withInitial(() -> {
        float[][] arrays = new float[Use.values().length][];
        Arrays.fill(arrays, new float[0]);
        return arrays;
    });

    private Scratch() {}

    /** This thread's array for the purpose, with at least {@code length} elements and some to spare; old contents. */
    public static float[] floats(Use use, int length) {
        float[][] mine = ARRAYS.get();
        int at = use.ordinal();
        if (mine[at].length < length + PAD) {
            mine[at] = new float[length + PAD];
        }
        return mine[at];
    }
}
