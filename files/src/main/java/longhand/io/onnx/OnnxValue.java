package longhand.io.onnx;

import java.util.List;
import longhand.io.DType;

/**
 * Name, type and shape of a value.
 *
 * @param name the name
 * @param dtype type of the elements
 * @param dims sizes: a number, a name such as {@code batch} for a size that may vary, or "?" for one that the file
 *     leaves open
 */
public record OnnxValue(String name, DType dtype, List<String> dims) {
}
