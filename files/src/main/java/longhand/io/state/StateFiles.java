package longhand.io.state;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import longhand.io.FileFormatException;
import longhand.io.NdArray;
import longhand.io.Npy;
import longhand.io.Npz;
import longhand.io.SafeTensors;
import longhand.io.TorchFile;
import longhand.io.checks.ReadAdvice;
import longhand.io.onnx.OnnxModel;
import longhand.names.Given;
import longhand.tensor.Tensor;

/**
 * Named arrays in files: one call for every format, chosen by the file name's ending.
 *
 * <table>
 *   <caption>Formats</caption>
 *   <tr><td>.npy</td><td>NumPy, one array, named after the file</td></tr>
 *   <tr><td>.npz</td><td>NumPy, several arrays</td></tr>
 *   <tr><td>.safetensors</td><td>Hugging Face</td></tr>
 *   <tr><td>.pt, .pth</td><td>a state dict of PyTorch</td></tr>
 *   <tr><td>.onnx</td><td>the parameters of an ONNX graph; reading only</td></tr>
 * </table>
 */
public final class StateFiles {
    /** The endings that {@link #read} knows; {@link #write} knows all but .onnx. */
    public static final List<String> ENDINGS = List.of(".npy", ".npz", ".safetensors", ".pt", ".pth", ".onnx");

    private static final String GRAPH = ".onnx";
    private static final String SINGLE = ".npy";
    private static final List<String> WRITTEN = ENDINGS.stream().filter(e -> !e.equals(GRAPH)).toList();
    private static final List<String> WRITTEN_TOGETHER = WRITTEN.stream().filter(e -> !e.equals(SINGLE)).toList();

    private StateFiles() {
    }

    /**
     * Reads all arrays, in the file's order.
     *
     * @throws FileFormatException if the ending is unknown or the file is not what the ending says
     */
    public static Map<String, NdArray> read(Path file) {
        return switch (ending(file, ENDINGS)) {
            case ".npy" -> single(stem(file), Npy.read(file));
            case ".npz" -> Npz.read(file);
            case ".safetensors" -> SafeTensors.read(file);
            case ".onnx" -> OnnxModel.read(file).graph().initializers();
            default -> TorchFile.read(file);
        };
    }

    /**
     * Writes arrays in the map's order: the whole file or, on an error, nothing.
     *
     * @throws FileFormatException if the ending is unknown or the format cannot hold the arrays
     */
    public static void write(Path file, Map<String, NdArray> arrays) {
        Given.required(arrays, "write", "the map of arrays", "pass the arrays by name");
        String ending = ending(file, arrays.size() == 1 ? WRITTEN : WRITTEN_TOGETHER);
        switch (ending) {
            case ".npy" -> Npy.write(file, only(file, arrays));
            case ".npz" -> Npz.write(file, arrays);
            case ".safetensors" -> SafeTensors.write(file, arrays);
            case ".onnx" -> throw new FileFormatException(file,
                    "an ONNX file holds a whole network, not only its numbers. Export the network: OnnxExport, or longhand convert --model");
            default -> TorchFile.write(file, arrays);
        }
    }

    /**
     * Reads all arrays as tensors, in the file's order, for {@code net.loadStateDict(StateFiles.load(file))}.
     *
     * @throws FileFormatException as {@link #read}
     */
    public static Map<String, Tensor> load(Path file) {
        Given.required(file, "StateFiles.load", "the file", "pass its path");
        Map<String, Tensor> state = new LinkedHashMap<>();
        ReadAdvice.of(file, () -> read(file)).forEach((name, array) -> state.put(name, array.toTensor()));
        return state;
    }

    /**
     * Writes tensors in the map's order: {@code StateFiles.save(file, net.stateDict())}.
     *
     * @throws FileFormatException as {@link #write}
     */
    public static void save(Path file, Map<String, Tensor> state) {
        Given.required(file, "StateFiles.save", "the file", "pass its path");
        Given.required(state, "StateFiles.save", "the state", "pass net.stateDict()");
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        state.forEach((name, tensor) -> arrays.put(name, NdArray.of(Given.required(tensor, "StateFiles.save",
                "the tensor '" + name + "'", "leave the name out, or give it a tensor"))));
        write(file, arrays);
    }

    private static Map<String, NdArray> single(String name, NdArray array) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put(name, array);
        return arrays;
    }

    private static NdArray only(Path file, Map<String, NdArray> arrays) {
        if (arrays.size() != 1) {
            throw new FileFormatException(file, "a .npy file holds one array, not " + arrays.size()
                    + "; write a .npz file");
        }
        return arrays.values().iterator().next();
    }

    /** @param useful the endings that help the caller; one that does not is refused later, with the reason */
    private static String ending(Path file, List<String> useful) {
        String name = Given.required(file, "StateFiles", "the file", "pass its path").toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().filter(name::endsWith).findFirst().orElseThrow(() ->
                new FileFormatException(file, "the format is unknown. Rule: the ending of the name says it. Fix: the file "
                        + "name should end with one of " + String.join(", ", useful)));
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }
}
