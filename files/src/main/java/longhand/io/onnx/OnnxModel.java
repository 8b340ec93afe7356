package longhand.io.onnx;

import java.nio.file.Path;
import longhand.io.disk.AtomicFile;
import longhand.names.Given;

/**
 * An ONNX file: a graph, and the version of the operators' definitions that it follows.
 *
 * @param opset version of the standard operators (domain {@code ai.onnx})
 * @param producer the program that wrote the file
 * @param graph the network
 */
public record OnnxModel(long opset, String producer, OnnxGraph graph) {

    /** Without null. */
    public OnnxModel {
        Given.required(producer, "OnnxModel", "the producer", "pass its name, or an empty one");
        Given.required(graph, "OnnxModel", "the graph", "pass one");
    }

    /**
     * Reads a .onnx file.
     *
     * @throws longhand.io.FileFormatException if it is damaged or keeps its numbers in other files
     */
    public static OnnxModel read(Path file) {
        return OnnxReader.readModel(Given.required(file, "OnnxModel.read", "the file", "pass its path"));
    }

    /**
     * Writes a .onnx file.
     *
     * @throws IllegalArgumentException naming a node and an attribute that cannot be written, such as a graph
     */
    public void write(Path file) {
        AtomicFile.write(file, OnnxWriter.model(this)::writeTo);
    }
}
