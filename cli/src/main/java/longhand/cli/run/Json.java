package longhand.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import longhand.io.AtomicFile;

/** Records as JSON text. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** On one line. */
    static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // records of texts and numbers can always be written
        }
    }

    /**
     * A value from its text.
     *
     * @param source named in the error
     * @throws RunException if the text is not that of such a value
     */
    static <T> T parse(Object source, String text, Class<T> type) {
        try {
            T value = MAPPER.readValue(text, type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            throw new RunException(source + ": damaged: " + e.getOriginalMessage());
        }
        throw new RunException(source + ": damaged: it is empty");
    }

    static void write(Path file, Object value) {
        AtomicFile.write(file, out -> {
            byte[] text = MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(value);
            out.write(text);
            out.write('\n');
        });
    }

    static <T> T read(Path file, Class<T> type) {
        try {
            return parse(file, Files.readString(file, StandardCharsets.UTF_8), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
