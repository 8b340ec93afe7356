package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.io.NdArray;
import longhand.io.state.StateFiles;
import longhand.models.LeNet;
import longhand.nn.Layer;
import longhand.nn.onnx.OnnxLayer;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code convert} and {@code summary} of files: from format to format to an ONNX graph, with the same logits at the
 * end.
 */
class ConvertCommandTest extends CommandTest {
    private Layer net;

    @TempDir
    private Path folder;

    @BeforeEach
    void saveLeNet() {
        Generator.manualSeed(0);
        net = new LeNet(1, 10);
        Map<String, NdArray> state = new LinkedHashMap<>();
        net.stateDict().forEach((name, tensor) -> state.put(name, NdArray.of(tensor)));
        StateFiles.write(folder.resolve("a.npz"), state);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void throughAllFormatsToTheSameLogits() {
        assertEquals(0, run("convert", path("a.npz"), path("b.pt")), err);
        assertEquals(0, run("convert", path("b.pt"), path("c.safetensors"), "--model", "lenet"), err);
        assertEquals(0, run("convert", path("c.safetensors"), path("d.onnx"), "--model", "lenet"), err);
        assertEquals(0, run("convert", path("d.onnx"), path("e.npz")), err);
        assertTrue(out.contains("e.npz: 10 arrays, 44,426 numbers"), out);
        Map<String, NdArray> before = StateFiles.read(folder.resolve("a.npz"));
        Map<String, NdArray> after = StateFiles.read(folder.resolve("e.npz"));
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, array) -> assertEquals(-1, array.bytes().mismatch(after.get(name).bytes()), name));
        Tensor x = Tensor.rand(3, 1, 28, 28);
        net.eval();
        assertArrayEquals(net.forward(x).toArray(),
                OnnxLayer.read(folder.resolve("d.onnx")).forward(x).toArray(), 1e-5f);
    }

    @Test
    void saysWhatIsMissing() {
        assertEquals(1, run("convert", path("a.npz"), path("b.onnx")));
        assertTrue(err.contains("does not say which model it is of"), err);
        assertEquals(1, run("convert", path("a.npz"), path("b.pt"), "--model", "mlp"));
        assertTrue(err.contains("loadStateDict: the saved state does not fit"), err);
        assertEquals(1, run("convert", path("a.npz"), path("b.csv")));
        assertTrue(err.contains("b.csv: the format is unknown"), err);
        assertEquals(1, run("summary", path("none.pt")));
        assertTrue(err.contains("none.pt"), err);
    }

    /** The sizes of the network come from the file and from an option; no memory is taken for what they promise. */
    @Test
    void absurdSizesAreRefused() {
        StateFiles.write(folder.resolve("none.npz"), Map.of("w", NdArray.of(new float[0], 2_000_000_000, 0)));
        StateFiles.write(folder.resolve("zero.npz"), Map.of("w", NdArray.of(new float[0], 0, 5)));
        for (String model : List.of("lenet", "nin", "mlp", "softmax")) {
            for (String to : List.of("b.pt", "b.onnx")) {
                assertEquals(1, run("convert", path("none.npz"), path(to), "--model", model));
                assertTrue(err.contains("none.npz as " + model
                        + ": classes = 2000000000. Rule: a whole number, at least 1 and at most 1000. Fix: "),
                        err);
                assertEquals(1, run("convert", path("zero.npz"), path(to), "--model", model));
                assertTrue(err.contains("classes = 0. Rule"), err);
                for (int channels : new int[] {-1, 0, 17, Integer.MAX_VALUE}) {
                    assertEquals(1, run("convert", path("a.npz"), path(to), "--model", model, "--channels",
                            Integer.toString(channels)));
                    assertTrue(err.contains("channels = " + channels + ". Rule"), err);
                }
            }
        }
    }

    @Test
    void summaryShowsWhatIsInAFile() {
        assertEquals(0, run("summary", path("a.npz")), err);
        assertTrue(out.matches("(?s).*conv\\.0\\.weight +F32 +\\[6, 1, 5, 5] +150\\R.*"), out);
        assertTrue(out.contains("10 arrays, 44,426 numbers, 177,704 bytes"), out);
        assertEquals(0, run("convert", path("a.npz"), path("b.onnx"), "--model", "lenet"), err);
        assertEquals(0, run("summary", path("b.onnx")), err);
        assertTrue(out.contains("graph 'lenet' of longhand: opset 17, 13 operations"), out);
    }
}
