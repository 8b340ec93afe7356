package longhand.backend.opencl;

import com.aparapi.device.OpenCLDevice;
import java.lang.reflect.Array;
import longhand.backend.BackendException;

/**
 * Refuses arrays that a kernel would overrun: on the device that is no exception but corrupted memory.
 *
 * @param largestArrayBytes largest single array that the device takes
 * @param memoryBytes all of the device's memory
 */
record Limits(long largestArrayBytes, long memoryBytes) {
    /** Aparapi counts the bytes of an array in an int. */
    private static final long LARGEST_LENGTH = (1L << 29) - 1;

    /**
     * One array argument: its name in messages, the {@code float[]} or {@code int[]}, and the elements that the kernel
     * touches.
     */
    record Argument(String name, Object array, long needed) {
        static Argument of(String name, float[] array, long needed) {
            return new Argument(name, array, needed);
        }

        static Argument of(String name, int[] array, long needed) {
            return new Argument(name, array, needed);
        }
    }

    static Limits of(OpenCLDevice device) {
        return new Limits(device.getMaxMemAllocSize(), device.getGlobalMemSize());
    }

    /** Checks the arguments of one launch. */
    void check(String operation, Argument... arguments) {
        long total = 0;
        for (Argument argument : arguments) {
            total += check(operation, argument);
        }
        if (total > memoryBytes) {
            throw new BackendException(operation + " on opencl needs " + total + " bytes, but the device has "
                    + memoryBytes + ". Use a smaller batch, or the backend 'cpu'.");
        }
    }

    private long check(String operation, Argument argument) {
        if (argument.array == null) {
            throw new BackendException(operation + " on opencl: " + argument.name + " is null.");
        }
        long length = Array.getLength(argument.array);
        if (length < argument.needed) {
            throw new BackendException(operation + " on opencl: " + argument.name + " holds " + length
                    + " numbers, but the shape needs " + argument.needed + ".");
        }
        long bytes = length * Float.BYTES;
        if (length > LARGEST_LENGTH || bytes > largestArrayBytes) {
            throw new BackendException(operation + " on opencl: " + argument.name + " takes " + bytes
                    + " bytes, but the device takes at most "
                    + Math.min(LARGEST_LENGTH * Float.BYTES, largestArrayBytes)
                    + " in one array. Use a smaller batch, or the backend 'cpu'.");
        }
        return bytes;
    }

    /** Product of sizes, without the overflow of an int. */
    static long product(int... sizes) {
        long product = 1;
        for (int size : sizes) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }
}
