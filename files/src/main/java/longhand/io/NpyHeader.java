package longhand.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text at the start of a .npy file: {@code {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }}.
 *
 * @param dtype type of the elements
 * @param columnMajor true if the first index runs fastest
 * @param shape the dimensions
 */
record NpyHeader(DType dtype, boolean columnMajor, int... shape) {
    private static final Pattern ENTRY =
            Pattern.compile("\\s*'(\\w{1,20})'\\s*:\\s*('[^']*'|True|False|\\([0-9,\\s]*\\))\\s*(?:,\\s*(?=['}])|(?=}))");
    private static final Pattern RECORDS = Pattern.compile("'descr'\\s*:\\s*\\[");
    private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");
    private static final int MAX_DIMS = 64;

    /** Reads the header, given without magic number and length. */
    static NpyHeader parse(String source, String text) {
        Map<String, String> entries = new HashMap<>();
        String trimmed = text.strip();
        Matcher entry = ENTRY.matcher(trimmed);
        int at = trimmed.startsWith("{") ? 1 : trimmed.length();
        while (entry.region(at, trimmed.length()).useTransparentBounds(true).lookingAt()) {
            if (entries.put(entry.group(1), entry.group(2)) != null) {
                throw bad(source, text);
            }
            at = entry.end();
        }
        if (RECORDS.matcher(trimmed).find()) {
            throw new FileFormatException(source, "a structured array, of several fields, is not supported. "
                    + "Save each field as an array of its own in NumPy: np.save('x.npy', array['x'])");
        }
        if (!trimmed.substring(at).equals("}") || !entries.keySet().equals(KEYS)) {
            throw bad(source, text);
        }
        return new NpyHeader(dtype(source, entries.get("descr")), flag(source, text, entries.get("fortran_order")),
                shape(source, text, entries.get("shape")));
    }

    private static DType dtype(String source, String quoted) {
        String name = quoted.replace("'", "");
        String little = name.startsWith("=") ? "<" + name.substring(1) : name;
        return DType.ofNumpy(little).orElseThrow(() -> new FileFormatException(source,
                "element type '" + name + "' is not supported; these are: " + DType.list(DType::numpyName)
                        + ". Convert the array with astype('<f4') in NumPy"));
    }

    private static boolean flag(String source, String text, String word) {
        return switch (word) {
            case "True" -> true;
            case "False" -> false;
            default -> throw bad(source, text);
        };
    }

    private static int[] shape(String source, String text, String tuple) {
        if (!tuple.matches("\\((\\s*|\\s*\\d+\\s*,\\s*|\\s*\\d+(\\s*,\\s*\\d+)+\\s*,?\\s*)\\)")) {
            throw bad(source, text);
        }
        int[] shape;
        try {
            shape = Arrays.stream(tuple.split("[(),\\s]+")).filter(s -> !s.isEmpty()).mapToInt(Integer::parseInt)
                    .toArray();
            NdArray.numel(shape);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(source, "the shape " + tuple + " is too large", e);
        }
        if (shape.length > MAX_DIMS) {
            throw new FileFormatException(source, shape.length + " dimensions are too many; " + MAX_DIMS
                    + " are possible");
        }
        return shape;
    }

    private static FileFormatException bad(String source, String text) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return new FileFormatException(source, "the .npy header is damaged: " + shown.strip());
    }

    /**
     * Magic number, version 1.0, length and text, padded with spaces so that the data start at a multiple of 64 bytes.
     */
    static byte[] write(NdArray array) {
        String dims = Arrays.stream(array.shape()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String tuple = array.shape().length == 1 ? dims + "," : dims;
        String text = "{'descr': '" + array.dtype().numpyName() + "', 'fortran_order': False, 'shape': (" + tuple
                + "), }";
        int length = Math.ceilDiv(Npy.PREFIX + text.length() + 1, 64) * 64;
        byte[] header = new byte[length];
        Arrays.fill(header, (byte) ' ');
        System.arraycopy(Npy.magic(length - Npy.PREFIX), 0, header, 0, Npy.PREFIX);
        System.arraycopy(text.getBytes(StandardCharsets.ISO_8859_1), 0, header, Npy.PREFIX, text.length());
        header[length - 1] = '\n';
        return header;
    }
}
