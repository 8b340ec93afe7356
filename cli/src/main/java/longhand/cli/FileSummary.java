package longhand.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import longhand.cli.run.SafeText;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxNode;
import longhand.io.state.StateFiles;

/** What is in a file of parameters: {@code longhand summary FILE}. */
final class FileSummary {
    private FileSummary() {}

    /** Whether somebody who writes this means a file and not a model. */
    static boolean isFile(String name) {
        return Files.isRegularFile(Path.of(name))
                || StateFiles.ENDINGS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
    }

    static boolean isOnnx(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    }

    /** One line: the file, its arrays and numbers. */
    static String total(Path file, Map<String, NdArray> arrays) {
        return String.format(Locale.ROOT, "%s: %d arrays, %,d numbers", file, arrays.size(),
                arrays.values().stream().mapToLong(NdArray::numel).sum());
    }

    static void print(PrintWriter out, Path file) {
        if (isOnnx(file)) {
            printGraph(out, OnnxModel.read(file));
        }
        Map<String, NdArray> arrays = StateFiles.read(file);
        out.printf("%-44s %-6s %-20s %14s%n", "array", "type", "shape", "numbers");
        arrays.forEach((name, array) -> out.printf(Locale.ROOT, "%-44s %-6s %-20s %,14d%n", SafeText.line(name),
                array.dtype(), Arrays.toString(array.shape()), array.numel()));
        out.printf(Locale.ROOT, "%s, %,d bytes%n", total(file, arrays),
                arrays.values().stream().mapToLong(a -> a.bytes().byteSize()).sum());
        out.flush();
    }

    private static void printGraph(PrintWriter out, OnnxModel model) {
        out.printf("%-24s %-44s %s%n", "operator", "inputs", "outputs");
        for (OnnxNode node : model.graph().nodes()) {
            out.printf("%-24s %-44s %s%n", SafeText.line(node.op()), line(node.inputs()), line(node.outputs()));
        }
        out.printf("graph '%s' of %s: opset %d, %d operations%n%n", SafeText.line(model.graph().name()),
                SafeText.line(model.producer()), model.opset(),
                model.graph().nodes().size());
    }

    private static String line(List<String> names) {
        return SafeText.line(String.join(", ", names));
    }
}
