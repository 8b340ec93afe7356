package longhand.io;

import static longhand.tensor.Internals.values;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import longhand.names.Given;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/**
 * An array as files hold it: element type, shape, and the values as little-endian bytes in row-major order.
 *
 * <p>The bytes may lie in a mapped file and are read when one of the {@code to…} methods asks for them. An empty shape
 * is a single number.
 */
public final class NdArray {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private static final String ARRAY = "array";

    private final DType dtype;
    private final int[] shape;
    private final int numel;
    private final MemorySegment bytes;

    /**
     * An array over bytes that are there already.
     *
     * @throws IllegalArgumentException if their number does not fit the shape and type
     */
    public NdArray(DType dtype, MemorySegment bytes, int... shape) {
        this.dtype = Given.required(dtype, ARRAY, "the type", "pass DType.F32, or another one");
        this.numel = numel(shape);
        this.shape = shape.clone();
        this.bytes = Given.required(bytes, ARRAY, "the memory of the numbers", "pass their bytes").asReadOnly();
        if (bytes.byteSize() != (long) numel * dtype.bytes()) {
            throw new IllegalArgumentException("array: " + bytes.byteSize() + " bytes do not fill the shape "
                    + Arrays.toString(shape) + " of " + dtype + ", which needs " + (long) numel * dtype.bytes());
        }
    }

    /** The float32 array of the first elements of {@code values}, copied. */
    public static NdArray of(float[] values, int... shape) {
        int n = requireEnough(Given.required(values, ARRAY, "the array of numbers", "pass them").length, shape);
        MemorySegment bytes = MemorySegment.ofArray(new byte[Math.multiplyExact(n, DType.F32.bytes())]);
        MemorySegment.copy(values, 0, bytes, FLOAT, 0, n);
        return new NdArray(DType.F32, bytes, shape);
    }

    /** The values of a tensor, copied. */
    public static NdArray of(Tensor tensor) {
        Given.required(tensor, ARRAY, "the tensor", "pass one");
        return of(values(tensor), tensor.shape().dims());
    }

    /** The int64 array of the first elements of {@code values}, copied. */
    public static NdArray of(long[] values, int... shape) {
        int n = requireEnough(Given.required(values, ARRAY, "the array of numbers", "pass them").length, shape);
        MemorySegment bytes = MemorySegment.ofArray(new byte[Math.multiplyExact(n, DType.I64.bytes())]);
        MemorySegment.copy(values, 0, bytes, LONG, 0, n);
        return new NdArray(DType.I64, bytes, shape);
    }

    /** The type of its numbers. */
    public DType dtype() {
        return dtype;
    }

    /** A copy of the dimensions. */
    public int[] shape() {
        return shape.clone();
    }

    /** Number of elements. */
    public int numel() {
        return numel;
    }

    /** The values as little-endian bytes, read-only. */
    public MemorySegment bytes() {
        return bytes;
    }

    /** The values as floats; what float32 cannot hold exactly is rounded, true is 1. */
    public float[] toFloats() {
        float[] out = new float[numel];
        if (dtype == DType.F32) {
            MemorySegment.copy(bytes, FLOAT, 0, out, 0, numel);
            return out;
        }
        for (int i = 0; i < numel; i++) {
            out[i] = dtype == DType.F64 ? (float) bytes.getAtIndex(DOUBLE, i) : floatAt(i);
        }
        return out;
    }

    /** The values as a tensor, rounded to float32 if need be. */
    public Tensor toTensor() {
        return Tensor.of(toFloats(), Shape.of(shape));
    }

    /**
     * The values as longs, exactly; true is 1.
     *
     * @throws IllegalArgumentException if the type is a floating-point type
     */
    public long[] toLongs() {
        if (dtype.isFloat()) {
            throw new IllegalArgumentException("array: " + this
                    + " holds floating-point numbers, not integers: use toFloats");
        }
        long[] out = new long[numel];
        for (int i = 0; i < numel; i++) {
            out[i] = longAt(i);
        }
        return out;
    }

    /**
     * The values as ints, exactly: labels, for example.
     *
     * @throws IllegalArgumentException if the type is a floating-point type
     * @throws ArithmeticException if a value needs more than 32 bits
     */
    public int[] toInts() {
        return Arrays.stream(toLongs()).mapToInt(Math::toIntExact).toArray();
    }

    private float floatAt(int i) {
        return switch (dtype) {
            case F16 -> Float.float16ToFloat(bytes.getAtIndex(SHORT, i));
            case BF16 -> Float.intBitsToFloat(bytes.getAtIndex(SHORT, i) << 16);
            default -> longAt(i);
        };
    }

    private long longAt(int i) {
        return switch (dtype) {
            case I64 -> bytes.getAtIndex(LONG, i);
            case I32 -> bytes.getAtIndex(INT, i);
            case I16 -> bytes.getAtIndex(SHORT, i);
            case I8 -> bytes.get(BYTE, i);
            case U8 -> Byte.toUnsignedLong(bytes.get(BYTE, i));
            case BOOL -> bytes.get(BYTE, i) == 0 ? 0 : 1;
            default -> throw new AssertionError(dtype);
        };
    }

    /**
     * The number of elements of a shape.
     *
     * @throws IllegalArgumentException if a dimension is negative or a Java array cannot hold that many
     */
    static int numel(int... shape) {
        Given.required(shape, ARRAY, "the shape", "pass the sizes, or none for a single number");
        long n = 1;
        boolean empty = false;
        for (int dim : shape) {
            if (dim < 0) {
                throw new IllegalArgumentException("array: shape " + Arrays.toString(shape)
                        + " has a negative dimension");
            }
            empty |= dim == 0;
            n = Math.min(n * dim, Integer.MAX_VALUE);
        }
        if (n > Integer.MAX_VALUE - 8 && !empty) {
            throw new IllegalArgumentException("array: shape " + Arrays.toString(shape)
                    + " has more than the 2^31 - 9 elements that fit into a Java array");
        }
        return empty ? 0 : (int) n;
    }

    private static int requireEnough(int length, int... shape) {
        int n = numel(shape);
        if (n > length) {
            throw new IllegalArgumentException("array: " + length + " values do not fill the shape "
                    + Arrays.toString(shape));
        }
        return n;
    }

    /** Type and shape: {@code F32 [64, 1, 11, 11]}. */
    @Override
    public String toString() {
        return dtype + " " + Arrays.toString(shape);
    }
}
