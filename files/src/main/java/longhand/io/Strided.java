package longhand.io;

import java.lang.foreign.MemorySegment;

/** Arrays whose elements do not lie in row-major order: steps through them and lays them out anew. */
final class Strided {

    private Strided() {
    }

    /** Steps, in elements, of an array whose last index runs fastest. */
    static long[] rowMajor(int... shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= shape[i];
        }
        return strides;
    }

    /** Steps, in elements, of an array whose first index runs fastest. */
    static long[] columnMajor(int... shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = 0; i < shape.length; i++) {
            strides[i] = step;
            step *= shape[i];
        }
        return strides;
    }

    /**
     * A row-major copy of a strided array.
     *
     * @param from the elements, each {@code size} bytes
     * @param offset index of the first element
     * @param strides steps in elements, one a dimension; all positions must lie inside {@code from}
     */
    static MemorySegment gather(MemorySegment from, int size, long offset, int[] shape, long[] strides) {
        int n = NdArray.numel(shape);
        MemorySegment to = MemorySegment.ofArray(new byte[Math.multiplyExact(n, size)]);
        int[] index = new int[shape.length];
        long at = offset;
        for (int i = 0; i < n; i++) {
            MemorySegment.copy(from, at * size, to, (long) i * size, size);
            for (int d = shape.length - 1; d >= 0; d--) {
                at += strides[d];
                if (++index[d] < shape[d]) {
                    break;
                }
                at -= strides[d] * shape[d];
                index[d] = 0;
            }
        }
        return to;
    }
}
