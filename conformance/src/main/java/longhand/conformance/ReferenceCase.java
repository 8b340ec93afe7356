package longhand.conformance;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import longhand.io.NdArray;
import longhand.io.Npz;

/**
 * One reference case: an operation with inputs and the results that PyTorch computed.
 *
 * @param name unique, e.g. {@code conv2d_003}
 * @param group kind of operation, e.g. {@code conv2d}
 * @param op operation in PyTorch's words
 * @param args its arguments besides the arrays
 * @param file the .npz file with the arrays
 * @param rtol allowed error relative to the expected number
 * @param atol allowed absolute error, added to the relative one
 * @param mustThrow the inputs must be refused
 */
public record ReferenceCase(
        String name,
        String group,
        String op,
        JsonNode args,
        Path file,
        double rtol,
        double atol,
        @JsonProperty("throws") boolean mustThrow) {

    /** The arrays by name: x, w, b, … inputs; y the output; gy the upstream gradient; g_x, g_w, … gradients. */
    public Map<String, NdArray> arrays() {
        return Npz.read(file);
    }

    /** This case with its file found in a folder. */
    ReferenceCase in(Path folder) {
        return new ReferenceCase(name, group, op, args, folder.resolve(file.toString()), rtol, atol, mustThrow);
    }
}
