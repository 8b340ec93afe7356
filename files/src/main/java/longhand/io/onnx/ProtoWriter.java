package longhand.io.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import longhand.io.disk.FileBytes;

/**
 * Builds one message in the Protocol Buffers encoding; see {@link ProtoReader}. The numbers of large tensors are not
 * copied but written straight from where they lie.
 */
final class ProtoWriter {
    private static final int VARINT = 0;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final List<MemorySegment> parts = new ArrayList<>();
    private ByteArrayOutputStream last = new ByteArrayOutputStream();

    ProtoWriter number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    ProtoWriter float32(int field, float value) {
        tag(field, FIXED32);
        last.writeBytes(ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
        return this;
    }

    ProtoWriter text(int field, String value) {
        return bytes(field, MemorySegment.ofArray(value.getBytes(StandardCharsets.UTF_8)));
    }

    ProtoWriter bytes(int field, MemorySegment value) {
        tag(field, LENGTH);
        varint(value.byteSize());
        endPart();
        parts.add(value);
        return this;
    }

    ProtoWriter message(int field, ProtoWriter message) {
        message.endPart();
        tag(field, LENGTH);
        varint(message.parts.stream().mapToLong(MemorySegment::byteSize).sum());
        endPart();
        parts.addAll(message.parts);
        return this;
    }

    void writeTo(OutputStream out) throws IOException {
        endPart();
        for (MemorySegment part : parts) {
            FileBytes.copy(part, out);
        }
    }

    private void endPart() {
        parts.add(MemorySegment.ofArray(last.toByteArray()));
        last = new ByteArrayOutputStream();
    }

    private void tag(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            last.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        last.write((int) rest);
    }
}
