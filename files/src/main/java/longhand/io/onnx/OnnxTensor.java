package longhand.io.onnx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import longhand.io.DType;
import longhand.io.FileFormatException;
import longhand.io.NdArray;
import longhand.io.disk.FileBytes;
import longhand.names.Given;

/**
 * A named array in an ONNX file ({@code TensorProto}).
 *
 * @param name the name, maybe empty
 * @param array the values
 */
public record OnnxTensor(String name, NdArray array) {
    private static final int MOST_DIMENSIONS = 1000;

    /** Without null. */
    public OnnxTensor {
        Given.required(name, "OnnxTensor", "the name", "pass one, or an empty one");
        Given.required(array, "OnnxTensor", "the array", "pass one");
    }

    /**
     * Reads a .pb file, which holds one tensor: the format of the ONNX project's test data.
     *
     * @throws FileFormatException if it is damaged
     */
    public static OnnxTensor read(Path file) {
        Given.required(file, "OnnxTensor.read", "the file", "pass its path");
        try {
            return read(new ProtoReader(FileBytes.open(file)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FileFormatException(file, "not an ONNX tensor, or a damaged one: " + e.getMessage(), e);
        }
    }

    /** What a message says, before it is known how its parts belong together. */
    private static final class Parts {
        private final LongStream.Builder dims = LongStream.builder();
        private final LongStream.Builder integers = LongStream.builder();
        private final DoubleStream.Builder floats = DoubleStream.builder();
        private long code;
        private String name = "";
        private MemorySegment raw = MemorySegment.NULL;
        private int rank;

        private void addDim(long dim) {
            if (++rank > MOST_DIMENSIONS) {
                throw new IllegalArgumentException("the tensor '" + name + "' has more than " + MOST_DIMENSIONS
                        + " dimensions");
            }
            dims.add(dim);
        }
    }

    static OnnxTensor read(ProtoReader in) {
        Parts parts = new Parts();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> in.numbers(parts::addDim);
                case 2 -> parts.code = in.number();
                case 4 -> in.floats(parts.floats);
                case 5, 7 -> in.numbers(parts.integers);
                case 8 -> parts.name = in.text();
                case 9 -> parts.raw = in.bytes();
                case 10 -> in.doubles(parts.floats);
                case 13 -> throw new IllegalArgumentException("the tensor '" + parts.name
                        + "' lies in another file, which we do not "
                        + "open; save the model with all its numbers in one file");
                default -> in.skip();
            }
        }
        int[] shape = parts.dims.build().mapToInt(Math::toIntExact).toArray();
        DType dtype = dtype(parts.code);
        MemorySegment bytes = parts.raw.equals(MemorySegment.NULL) ? bytes(dtype, parts) : parts.raw;
        return new OnnxTensor(parts.name, new NdArray(dtype, bytes, shape));
    }

    static DType dtype(long code) {
        return DType.ofOnnx(code).orElseThrow(() ->
                new IllegalArgumentException("the element type " + code + " is not supported"));
    }

    /** The little-endian bytes of numbers that the message lists one by one. */
    private static MemorySegment bytes(DType dtype, Parts parts) {
        double[] floats = parts.floats.build().toArray();
        long[] integers = parts.integers.build().toArray(); // for 16-bit floats: the integers of their bits
        boolean listsFloats = dtype == DType.F32 || dtype == DType.F64;
        int count = listsFloats ? floats.length : integers.length;
        MemorySegment bytes = MemorySegment.ofArray(new byte[Math.multiplyExact(count, dtype.bytes())]);
        for (int i = 0; i < count; i++) {
            long bits = switch (dtype) {
                case F32 -> Float.floatToRawIntBits((float) floats[i]);
                case F64 -> Double.doubleToRawLongBits(floats[i]);
                default -> integers[i];
            };
            put(bytes, i, dtype.bytes(), bits);
        }
        return bytes;
    }

    private static void put(MemorySegment bytes, int index, int width, long bits) {
        switch (width) {
            case Long.BYTES -> bytes.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                    index, bits);
            case Integer.BYTES -> bytes.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                    index, (int) bits);
            case Short.BYTES -> bytes.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                    index, (short) bits);
            default -> bytes.set(ValueLayout.JAVA_BYTE, index, (byte) bits);
        }
    }

    ProtoWriter write() {
        ProtoWriter out = new ProtoWriter();
        for (int dim : array.shape()) {
            out.number(1, dim);
        }
        return out.number(2, array.dtype().onnxCode()).text(8, name).bytes(9, array.bytes());
    }
}
