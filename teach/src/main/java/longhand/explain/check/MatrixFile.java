package longhand.explain.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import longhand.explain.Values;
import longhand.io.NdArray;
import longhand.io.Npy;

/**
 * Reads matrices from files: {@code .npy}, {@code .csv}, {@code .json} (nested arrays, or an object with such arrays
 * as its only member), and any other name as text. Text may be UTF-8 or UTF-16, as the editors of Windows save it.
 */
public final class MatrixFile {
    private static final List<String> EXTENSIONS = List.of(".npy", ".csv", ".json", ".txt");
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    /** Decimals as they stand in the file: 0.30 says more than 0.3 about how it was rounded. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private MatrixFile() {}

    /**
     * A matrix given on a command line: the name of a file, or else the matrix itself.
     *
     * @throws MatrixFormatException if it is neither
     */
    public static Written argument(String text) {
        return namesFile(text) ? read(Path.of(text)) : MatrixText.parse(text);
    }

    static boolean namesFile(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return EXTENSIONS.stream().anyMatch(lower::endsWith) || text.length() < 200 && isFile(text);
    }

    /**
     * {@link #argument}, with the option's name in the error: {@code --input, row 1, number 1: 'a' is not a number}.
     */
    public static Written option(String name, String text) {
        try {
            return argument(text);
        } catch (MatrixFormatException e) {
            throw named(name, text, e);
        }
    }

    /** The same fault with the name of the option, and of the file if it is one. */
    static MatrixFormatException named(String name, String text, MatrixFormatException e) {
        String where = namesFile(text) ? name + " " + text : name;
        return new MatrixFormatException(where
                + (e.getMessage().matches("(?s)(?:row|plane|number|entry|group) .*") ? ", " : ": ")
                + e.getMessage());
    }

    /** Whether a file is read as text; {@code .npy} and {@code .json} have forms of their own. */
    static boolean isText(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.endsWith(".npy") && !lower.endsWith(".json");
    }

    private static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException noName) {
            return false;
        }
    }

    /**
     * Reads a file.
     *
     * @throws MatrixFormatException if it is too large, no text, or no matrix
     * @throws longhand.io.FileFormatException if it is a damaged .npy file
     * @throws UncheckedIOException if it cannot be read
     */
    public static Written read(Path file) {
        try {
            requireSensible(file);
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".npy")) {
                return npy(file);
            }
            String text = decode(Files.readAllBytes(file));
            return name.endsWith(".json") ? json(text) : name.endsWith(".csv") ? MatrixText.parseCsv(text)
                    : MatrixText.parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file of a sensible size. */
    static String text(Path file) {
        try {
            requireSensible(file);
            return decode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireSensible(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        long size = Files.size(file);
        if (size > 4L * MatrixText.MOST_CHARACTERS) {
            throw new MatrixFormatException("the file has " + size + " bytes; " + 4L * MatrixText.MOST_CHARACTERS
                    + " are the most.");
        }
    }

    private static Written npy(Path file) {
        NdArray array = Npy.read(file);
        float[] floats = array.toFloats();
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        return Written.exactly(Values.of(values, array.shape()));
    }

    private static Written json(String text) {
        String body = text.strip();
        if (!body.startsWith("{")) {
            return MatrixText.parse(body);
        }
        try {
            return MatrixText.parse(JsonText.answer(tree(body)).orElseThrow(() -> new MatrixFormatException(
                    "the JSON object has no number, array or text that is the answer. Write {\"answer\": [[0, 1], [2, 3]]}.")));
        } catch (JsonProcessingException e) {
            throw JsonText.none(e);
        }
    }

    /**
     * JSON with its numbers as they stand there.
     *
     * @throws JsonProcessingException if it is none, if something stands behind it or if a name stands in it twice
     */
    public static JsonNode tree(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    /** The text of an answer in JSON: a text, a number or nested arrays; nothing for null. */
    public static String answer(JsonNode node) {
        return node.isTextual() ? node.asText() : node.isNull() ? "" : node.toString();
    }

    /**
     * The text of a file; a byte order mark, or a 0 in every second byte, tells UTF-16 from UTF-8. What is neither, and
     * has no control characters, is text as old programs on Windows write it.
     */
    public static String decode(byte[] bytes) {
        Charset charset = StandardCharsets.UTF_8;
        if (startsWith(bytes, 0xFE, 0xFF) || bytes.length >= 2 && bytes[0] == 0 && bytes[1] != 0) {
            charset = StandardCharsets.UTF_16BE;
        } else if (startsWith(bytes, 0xFF, 0xFE) || bytes.length >= 2 && bytes[0] != 0 && bytes[1] == 0) {
            charset = StandardCharsets.UTF_16LE;
        }
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') < 0) {
                return text;
            }
        } catch (CharacterCodingException otherEncoding) {
            if (isPrintable(bytes)) {
                return new String(bytes, WINDOWS);
            }
        }
        throw new MatrixFormatException("this is not a text file. Save the numbers as plain text, .csv, .json or .npy.");
    }

    /** Whether no byte is a control character that no text has. */
    private static boolean isPrintable(byte... bytes) {
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }
}
