package longhand.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxTensor;
import longhand.io.onnx.OnnxValue;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ONNX project's own tests of the operators that we support: every folder holds a model, inputs and expected
 * outputs. Each runs twice: with the model as it came, and written and read again by us.
 */
class OnnxNodeTest {
    /** The rest store their outputs exactly; this one stores four decimals. */
    private static final String ROUNDED = "test_averagepool_2d_ceil_last_window_starts_on_pad";

    @TempDir
    private Path temporary;

    @TestFactory
    Stream<DynamicTest> theOnnxProjectsTests() {
        return folders().stream().map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(),
                () -> check(folder)));
    }

    @Test
    void allTestsAreThere() {
        assertEquals(128, folders().size());
    }

    static List<Path> folders() {
        try (Stream<Path> folders = Files.find(home(), 3, (path, a) -> path.endsWith("model.onnx"))) {
            return folders.map(Path::getParent).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path home() {
        try {
            return Path.of(OnnxNodeTest.class.getResource("LICENSE").toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private void check(Path folder) throws IOException {
        OnnxModel model = OnnxModel.read(folder.resolve("model.onnx"));
        check(folder, model);
        Path copy = temporary.resolve("copy.onnx");
        model.write(copy);
        check(folder, OnnxModel.read(copy));
    }

    private static void check(Path folder, OnnxModel model) throws IOException {
        OnnxRunner runner = new OnnxRunner(model);
        try (Stream<Path> sets = Files.list(folder).filter(Files::isDirectory)) {
            sets.forEach(set -> {
                Map<String, Tensor> inputs = tensors(set, "input", model.graph().requiredInputs());
                Map<String, Tensor> expected = tensors(set, "output", model.graph().outputs());
                Map<String, Tensor> actual = runner.run(inputs);
                expected.forEach((name, value) -> assertClose(name, value, actual.get(name), folder.endsWith(ROUNDED)
                        ? 1e-3 : 1e-5));
            });
        }
    }

    private static Map<String, Tensor> tensors(Path set, String kind, List<OnnxValue> values) {
        Map<String, Tensor> tensors = new HashMap<>();
        for (int i = 0; Files.exists(set.resolve(kind + "_" + i + ".pb")); i++) {
            tensors.put(values.get(i).name(), OnnxTensor.read(set.resolve(kind + "_" + i + ".pb")).array().toTensor());
        }
        assertEquals(values.size(), tensors.size(), set + " has another number of " + kind + "s than the model");
        return tensors;
    }

    private static void assertClose(String name, Tensor expected, Tensor actual, double tolerance) {
        assertEquals(expected.shape(), actual.shape(), name);
        for (int i = 0; i < expected.numel(); i++) {
            float e = expected.data()[i];
            assertEquals(e, actual.data()[i], 1e-6 + tolerance * Math.abs(e), name + ", element " + i);
        }
    }
}
