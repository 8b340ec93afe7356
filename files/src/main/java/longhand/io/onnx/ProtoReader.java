package longhand.io.onnx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * Steps through the fields of one message in the Protocol Buffers encoding: each field is a number with the wire type
 * in its low three bits, and then a varint, 8 bytes, a length with that many bytes, or 4 bytes.
 *
 * <pre>{@code
 * while (in.next()) {
 *     switch (in.field()) {
 *         case 1 -> name = in.text();
 *         default -> in.skip();
 *     }
 * }
 * }</pre>
 *
 * Every method throws {@link IllegalArgumentException} if the bytes do not fit.
 */
final class ProtoReader {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final MemorySegment bytes;
    private long at;
    private int field;
    private int wireType;

    ProtoReader(MemorySegment message) {
        this.bytes = message;
    }

    /** Goes to the next field; false if there is none. */
    boolean next() {
        if (at == bytes.byteSize()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        require(field > 0 && tag <= 0xffff_ffffL, "a field has the number 0");
        return true;
    }

    /** The number of the current field. */
    int field() {
        return field;
    }

    /** An integer. */
    long number() {
        requireType(VARINT);
        return varint();
    }

    float float32() {
        requireType(FIXED32);
        return bytes.get(FLOAT, advance(Float.BYTES));
    }

    /** Bytes, which share memory with the message. */
    MemorySegment bytes() {
        requireType(LENGTH);
        long length = varint();
        return bytes.asSlice(advance(length), length);
    }

    ProtoReader message() {
        return new ProtoReader(bytes());
    }

    String text() {
        byte[] utf8 = bytes().toArray(ValueLayout.JAVA_BYTE);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text is not UTF-8", e);
        }
    }

    /** Hands over the integers of this field: one, or many packed together. */
    void numbers(LongConsumer list) {
        if (wireType == VARINT) {
            list.accept(varint());
            return;
        }
        ProtoReader packed = message();
        while (packed.at < packed.bytes.byteSize()) {
            list.accept(packed.varint());
        }
    }

    /** Hands over the floats of this field. */
    void floats(DoubleConsumer list) {
        MemorySegment packed = wireType == FIXED32 ? bytes.asSlice(advance(Float.BYTES), Float.BYTES) : bytes();
        require(packed.byteSize() % Float.BYTES == 0, "a list of numbers is cut off");
        for (long i = 0; i < packed.byteSize(); i += Float.BYTES) {
            list.accept(packed.get(FLOAT, i));
        }
    }

    /** Hands over the doubles of this field. */
    void doubles(DoubleConsumer list) {
        MemorySegment packed = wireType == FIXED64 ? bytes.asSlice(advance(Double.BYTES), Double.BYTES) : bytes();
        require(packed.byteSize() % Double.BYTES == 0, "a list of numbers is cut off");
        for (long i = 0; i < packed.byteSize(); i += Double.BYTES) {
            list.accept(packed.get(DOUBLE, i));
        }
    }

    /** Leaves out the current field. */
    void skip() {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> advance(Double.BYTES);
            case LENGTH -> bytes();
            case FIXED32 -> advance(Float.BYTES);
            default -> throw new IllegalArgumentException("field " + field + " has the unknown wire type " + wireType);
        }
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte b = bytes.get(ValueLayout.JAVA_BYTE, advance(1));
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("an integer has more than 10 bytes");
    }

    /** Moves over {@code length} bytes and returns where they start. */
    private long advance(long length) {
        require(length >= 0 && length <= bytes.byteSize() - at, "field " + field + " is cut off");
        long start = at;
        at += length;
        return start;
    }

    private void requireType(int expected) {
        require(wireType == expected, "field " + field + " has wire type " + wireType + " instead of " + expected);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
