package longhand.notebooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.UncheckedIOException;
import java.util.stream.StreamSupport;

/**
 * JSON as Python's nbformat writes it: keys sorted, one space of indentation, letters of all alphabets as they are, a
 * final newline. A notebook saved by Jupyter and one written here then differ only where their contents do.
 */
final class NotebookJson {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private NotebookJson() {
    }

    static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    static String write(JsonNode root) {
        try {
            Object sorted = MAPPER.treeToValue(root, Object.class);
            return MAPPER.writer(new Indented()).writeValueAsString(sorted) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** nbformat stores long texts as an array of lines, each with its newline. */
    static ArrayNode lines(String text) {
        ArrayNode lines = NODES.arrayNode();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from) < 0 ? text.length() : text.indexOf('\n', from) + 1;
            lines.add(text.substring(from, end));
            from = end;
        }
        return lines;
    }

    /** The text of a node that holds a string or an array of lines. */
    static String text(JsonNode node) {
        if (!node.isArray()) {
            return node.asText("");
        }
        var text = new StringBuilder();
        StreamSupport.stream(node.spliterator(), false).forEach(line -> text.append(line.asText()));
        return text.toString();
    }

    /** Python's {@code json.dumps(indent=1)}: empty containers closed at once, a space only after the colon. */
    private static final class Indented extends DefaultPrettyPrinter {
        private static final long serialVersionUID = 1L;

        Indented() {
            super(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""));
            var indenter = new DefaultIndenter(" ", "\n");
            indentArraysWith(indenter);
            indentObjectsWith(indenter);
        }

        private Indented(Indented base) {
            super(base);
        }

        @Override
        public DefaultPrettyPrinter createInstance() {
            return new Indented(this);
        }
    }
}
