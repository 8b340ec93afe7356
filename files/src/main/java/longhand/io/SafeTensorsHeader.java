package longhand.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON at the start of a safetensors file:
 * {@code {"weight": {"dtype": "F32", "shape": [3, 4], "data_offsets": [0, 48]}, "__metadata__": {"made by": "us"}}}.
 *
 * @param dataStart offset of the data in the file
 * @param places the tensors, in the header's order
 * @param metadata free texts
 */
record SafeTensorsHeader(long dataStart, Map<String, Place> places, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";
    /** The length of the header is limited already, and names and texts with it. */
    private static final JsonFactory JSON = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNameLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE).build()).build();

    /**
     * One tensor.
     *
     * @param begin offset of its first byte in the data
     * @param end offset after its last byte
     */
    record Place(DType dtype, long begin, long end, int... shape) {
    }

    /** Reads the header from its bytes. */
    static SafeTensorsHeader parse(Path file, byte[] text) {
        SafeTensorsHeader header = new SafeTensorsHeader(8L + text.length, new LinkedHashMap<>(),
                new LinkedHashMap<>());
        try (JsonParser json = JSON.createParser(text)) {
            require(text[0] == '{' && json.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                require(json.nextToken() == JsonToken.START_OBJECT, "'" + name + "' is no JSON object");
                if (name.equals(METADATA)) {
                    header.readMetadata(json);
                } else {
                    header.places.put(name, place(name, json));
                }
            }
            require(json.nextToken() == null, "something follows the JSON object");
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            String why = e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage();
            throw new FileFormatException(file, "the safetensors header is damaged: " + why, e);
        }
        return header;
    }

    private void readMetadata(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            require(json.nextToken() == JsonToken.VALUE_STRING, "the metadata '" + key + "' is no text");
            metadata.put(key, json.getText());
        }
    }

    private static Place place(String name, JsonParser json) throws IOException {
        String dtype = null;
        long[] shape = null;
        long[] offsets = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            switch (key) {
                case "dtype" -> {
                    require(value == JsonToken.VALUE_STRING, "the dtype of '" + name + "' is no text");
                    dtype = json.getText();
                }
                case "shape" -> shape = numbers(json);
                case "data_offsets" -> offsets = numbers(json);
                default -> throw new IllegalArgumentException("'" + name + "' has an unknown field '" + key + "'");
            }
        }
        require(dtype != null && shape != null && offsets != null && offsets.length == 2,
                "'" + name + "' lacks dtype, shape or two data_offsets");
        return place(name, dtype, shape, offsets);
    }

    private static Place place(String name, String dtypeName, long[] shape, long[] offsets) {
        DType dtype = DType.ofSafetensors(dtypeName).orElseThrow(() -> new IllegalArgumentException(
                "'" + name + "' has the element type " + dtypeName + "; known are "
                + DType.list(DType::safetensorsName)));
        int[] dims = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
        long bytes = (long) NdArray.numel(dims) * dtype.bytes();
        require(offsets[0] >= 0 && offsets[1] - offsets[0] == bytes && offsets[1] >= offsets[0],
                "'" + name + "' has " + bytes + " bytes but data_offsets " + Arrays.toString(offsets));
        return new Place(dtype, offsets[0], offsets[1], dims);
    }

    private static long[] numbers(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY, "'" + json.currentName() + "' is no list of numbers");
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER && json.getLongValue() >= 0,
                    "a shape or offset is no number that makes sense");
            numbers.add(json.getLongValue());
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
