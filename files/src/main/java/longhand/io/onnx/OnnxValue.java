package longhand.io.onnx;

import java.util.List;
import longhand.io.DType;
import longhand.names.Given;

/**
 * Name, type and shape of a value.
 *
 * @param name the name
 * @param dtype type of the elements
 * @param dims sizes: a number, a name such as {@code batch} for a size that may vary, or "?" for one that the file
 *     leaves open
 */
public record OnnxValue(String name, DType dtype, List<String> dims) {

    /** Without null. */
    public OnnxValue {
        Given.required(name, "OnnxValue", "the name", "pass one");
        Given.required(dtype, "OnnxValue", "the type", "pass DType.F32, or another one");
        Given.required(dims, "OnnxValue", "the list of sizes", "pass a number or a name for each");
    }
}
