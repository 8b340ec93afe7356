package longhand.io;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.io.disk.AtomicFile;
import longhand.io.disk.FileBytes;
import longhand.names.Given;

/**
 * Hugging Face's safetensors files: a length, a JSON header with name, type, shape and place of each tensor, and the
 * bytes.
 *
 * <p>Source: the format description of the safetensors library. A large file is mapped, not read: a tensor costs time
 * and memory when it is used. What is written here carries a checksum ({@link SafeTensorsChecksum}), which is compared
 * when it is read.
 */
public final class SafeTensors {
    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long MAX_HEADER = 100_000_000; // the limit of the reference implementation

    private SafeTensors() {
    }

    /**
     * What a file holds.
     *
     * @param tensors in the order of the header
     * @param metadata texts that travel with them ({@code __metadata__})
     * @param checked whether the file has a checksum, which was right; files of other programs have none
     */
    public record Contents(Map<String, NdArray> tensors, Map<String, String> metadata, boolean checked) {}

    /**
     * Reads everything and compares the checksum, if there is one.
     *
     * @throws FileFormatException if the file is damaged or holds types we do not know
     */
    public static Contents readAll(Path file) {
        MemorySegment bytes = FileBytes.open(file);
        SafeTensorsHeader header = header(file, bytes);
        boolean checked = SafeTensorsChecksum.verify(file, bytes, header.metadata());
        MemorySegment data = bytes.asSlice(header.dataStart());
        requireGapless(file, header.places(), data.byteSize());
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        header.places().forEach((name, place) ->
                tensors.put(name, new NdArray(place.dtype(), data.asSlice(place.begin(), place.end() - place.begin()),
                place.shape())));
        return new Contents(tensors, header.metadata(), checked);
    }

    /** The tensors of {@link #readAll}. */
    public static Map<String, NdArray> read(Path file) {
        return readAll(file).tensors();
    }

    private static SafeTensorsHeader header(Path file, MemorySegment bytes) {
        long length = bytes.byteSize() < LENGTH.byteSize() ? -1 : bytes.get(LENGTH, 0);
        if (length < 2 || length > MAX_HEADER || length > bytes.byteSize() - LENGTH.byteSize()) {
            throw new FileFormatException(file,
                    "not a safetensors file, or cut off: it does not start with the length of its header");
        }
        return SafeTensorsHeader.parse(file, bytes.asSlice(LENGTH.byteSize(), length).toArray(ValueLayout.JAVA_BYTE));
    }

    /** Every byte of the data belongs to exactly one tensor: nothing overlaps and nothing is hidden between tensors. */
    private static void requireGapless(Path file, Map<String, SafeTensorsHeader.Place> places, long size) {
        List<Map.Entry<String, SafeTensorsHeader.Place>> ordered = new ArrayList<>(places.entrySet());
        ordered.sort(Comparator.comparingLong((Map.Entry<String, SafeTensorsHeader.Place> e) -> e.getValue().begin())
                .thenComparingLong(e -> e.getValue().end()));
        long at = 0;
        for (Map.Entry<String, SafeTensorsHeader.Place> entry : ordered) {
            if (entry.getValue().begin() != at) {
                throw new FileFormatException(file, "tensor '" + entry.getKey() + "' starts at byte "
                        + entry.getValue().begin() + " of the data, but the one before ends at " + at);
            }
            at = entry.getValue().end();
        }
        if (at != size) {
            throw new FileFormatException(file, "the header describes " + at + " bytes of data but the file has "
                    + size);
        }
    }

    /**
     * Writes tensors, in the map's order.
     *
     * @throws FileFormatException as {@link #write(Path, Map, Map)}
     */
    public static void write(Path file, Map<String, NdArray> tensors) {
        write(file, tensors, Map.of());
    }

    /**
     * Writes tensors and texts that travel with them, under a checksum.
     *
     * @throws FileFormatException if a name or text is none that the format can hold
     */
    public static void write(Path file, Map<String, NdArray> tensors, Map<String, String> metadata) {
        AtomicFile.Content content = content(file, tensors, metadata);
        AtomicFile.write(file, content);
    }

    /**
     * Writes the same bytes to a stream, which stays open.
     *
     * @throws FileFormatException if a name or text is none that the format can hold
     */
    public static void write(OutputStream out, Map<String, NdArray> tensors, Map<String, String> metadata)
            throws IOException {
        Given.required(out, "write", "the stream", "pass one");
        content("safetensors", tensors, metadata).writeTo(out);
    }

    private static AtomicFile.Content content(Object source, Map<String, NdArray> tensors,
            Map<String, String> metadata) {
        requireWritable(source, tensors, metadata);
        List<String> inFile = new ArrayList<>(tensors.keySet());
        // The widest types first, as the reference implementation does: then every tensor is aligned to its own size.
        inFile.sort(Comparator.comparingInt(name -> -tensors.get(name).dtype().bytes()));
        List<MemorySegment> data = inFile.stream().map(name -> tensors.get(name).bytes()).toList();
        byte[] header = header(tensors, inFile, SafeTensorsChecksum.reserve(metadata));
        if (header.length > MAX_HEADER) {
            throw new FileFormatException(source, "the header would have " + header.length + " bytes")
                    .advised("names and texts take at most " + MAX_HEADER, "shorten the texts");
        }
        byte[] start = new byte[Long.BYTES + header.length];
        MemorySegment.ofArray(start).set(LENGTH, 0, header.length);
        System.arraycopy(header, 0, start, Long.BYTES, header.length);
        SafeTensorsChecksum.fill(start, data);
        return out -> {
            out.write(start);
            for (MemorySegment bytes : data) {
                FileBytes.copy(bytes, out);
            }
        };
    }

    private static void requireWritable(Object source, Map<String, NdArray> tensors, Map<String, String> metadata) {
        WritableNames.requireArrays(source, "tensor", tensors);
        Given.required(metadata, "write", "the map of texts", "pass Map.of() if there are none");
        WritableNames.require(source, "tensor", tensors.keySet(), name -> !name.equals(SafeTensorsHeader.METADATA),
                "in the header that name stands for texts", "rename the tensor");
        WritableNames.requireUnicode(source, "metadata key", metadata.keySet());
        WritableNames.requireUnicode(source, "metadata text", metadata.values());
    }

    private static byte[] header(Map<String, NdArray> tensors, List<String> inFile, Map<String, String> metadata) {
        Map<String, Long> begins = new HashMap<>();
        long at = 0;
        for (String name : inFile) {
            begins.put(name, at);
            at += tensors.get(name).bytes().byteSize();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeObjectFieldStart(SafeTensorsHeader.METADATA);
            for (Map.Entry<String, String> text : metadata.entrySet()) {
                json.writeStringField(text.getKey(), text.getValue());
            }
            json.writeEndObject();
            for (Map.Entry<String, NdArray> tensor : tensors.entrySet()) {
                writeEntry(json, tensor.getKey(), tensor.getValue(), begins.get(tensor.getKey()));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no disk that could be full
        }
        while (bytes.size() % LENGTH.byteSize() != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }

    private static void writeEntry(JsonGenerator json, String name, NdArray tensor, long begin) throws IOException {
        int[] shape = tensor.shape();
        json.writeObjectFieldStart(name);
        json.writeStringField("dtype", tensor.dtype().safetensorsName());
        json.writeFieldName("shape");
        json.writeArray(shape, 0, shape.length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {begin, begin + tensor.bytes().byteSize()}, 0, 2);
        json.writeEndObject();
    }
}
