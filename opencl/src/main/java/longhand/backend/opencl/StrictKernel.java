package longhand.backend.opencl;

import com.aparapi.Kernel;
import com.aparapi.Range;
import longhand.backend.BackendException;

/**
 * A kernel that runs on an OpenCL device or not at all.
 *
 * <p>Aparapi's answer to every failure (no device, code it cannot translate, a driver's error) is to run {@code run()}
 * in Java threads and say nothing; that is slow, and wrong where the number of items is not a multiple of the cores.
 * Its one hook is an alternative algorithm, tried before the threads: here it refuses.
 */
abstract class StrictKernel extends Kernel {
    /** Rows and columns of the square tile of results that one work item keeps in registers. */
    static final int TILE = 8;
    /** How many products are added up as float before their sum is added to the total: longer sums lose digits. */
    static final int BLOCK = 1024;

    /**
     * Each run() calls this first. Aparapi leaves the call out of the OpenCL code, so that only Java can arrive here.
     */
    @NoCL
    public static void refuseJava() {
        throw new BackendException("an OpenCL kernel was started in Java.");
    }

    @Override
    public final boolean hasFallbackAlgorithm() {
        return true;
    }

    @Override
    public final void executeFallbackAlgorithm(Range range, int pass) {
        throw new BackendException("Aparapi would run " + getClass().getSimpleName() + " in Java.");
    }
}
