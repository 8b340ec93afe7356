package longhand.io;

import static longhand.io.StateFilesTest.assertSame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.io.state.StateFiles;
import longhand.ops.Convolution;
import longhand.ops.Matmul;
import longhand.ops.Normalization;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import longhand.testing.PyTorch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files cross the border: NumPy and PyTorch write, we read; we write, they read. */
class PythonRoundTripTest {
    @TempDir
    private static Path folder;
    private static Path script;

    @BeforeAll
    static void writeInPython() throws URISyntaxException {
        PyTorch.require();
        script = Path.of(PythonRoundTripTest.class.getResource("round_trip.py").toURI());
        PyTorch.run(script, "write", folder);
    }

    private static Map<String, NdArray> read(String name) {
        return StateFiles.read(folder.resolve(name));
    }

    @Test
    void readsTheSameArraysFromEveryFormatAndLayout() {
        Map<String, NdArray> expected = read("expected.npz");
        assertEquals(63, expected.size());
        for (String name : List.of("compressed.npz", "fortran.npz", "plain.pt", "dict.pth", "checkpoint.pt",
                "strided.pt")) {
            assertSame(expected, read(name));
        }
    }

    @Test
    void findsTheModelInACheckpoint() {
        Map<String, NdArray> model = read("model.pt");
        assertEquals(List.of("0.0.weight", "0.0.bias", "0.1.weight", "0.1.bias", "0.1.running_mean", "0.1.running_var",
                "0.1.num_batches_tracked", "3.weight", "3.bias"), List.copyOf(model.keySet()));
        assertEquals(List.copyOf(model.keySet()), List.copyOf(read("training.pt").keySet()));
        Map<String, NdArray> initial = new LinkedHashMap<>(read("expected.npz"));
        initial.keySet().retainAll(model.keySet());
        assertSame(initial, read("training.pt"));
    }

    @Test
    void pythonReadsWhatWeWrite() {
        Map<String, NdArray> expected = read("expected.npz");
        for (String name : List.of("back.npz", "back.pt", "back.safetensors")) {
            StateFiles.write(folder.resolve(name), expected);
            assertSame(expected, read(name));
            StateFiles.write(folder.resolve("model_" + name), read("model.pt"));
        }
        PyTorch.run(script, "check", folder);
    }

    @Test
    void aModelOfPyTorchGivesTheSameLogitsHere() {
        Map<String, Tensor> p = new LinkedHashMap<>();
        read("model.pt").forEach((name, array) -> p.put(name, array.toTensor()));
        Map<String, NdArray> stored = read("logits.npz");
        Tensor y = Convolution.conv2d(stored.get("x").toTensor(), p.get("0.0.weight"), p.get("0.0.bias"),
                Window2d.square(5));
        y = Normalization.batchNorm(y, p.get("0.1.weight"), p.get("0.1.bias"), p.get("0.1.running_mean"),
                p.get("0.1.running_var"), false, 0, 1e-5);
        y = Matmul.linear(y.relu().flatten(1), p.get("3.weight"), p.get("3.bias"));
        assertArrayEquals(stored.get("y").toFloats(), y.toArray(), 1e-5f);
    }

    @Test
    void saysWhatItWillNotRead() {
        assertRefused("whole_model.pt",
                "the pickle refers to 'torch.nn.modules.container.Sequential', which is not part of a state "
                + "dict; nothing was executed. Save model.state_dict() in PyTorch");
        assertRefused("old.pt", "has the format of PyTorch before 1.6");
        assertRefused("script.pt", "is a TorchScript program, not a state dict. Save model.state_dict() in PyTorch");
        assertRefused("objects.npz", "a.npy: element type '|O' is not supported; these are: <f8, <f4, <f2, <i8");
        assertRefused("big_endian.npy", "element type '>f4' is not supported");
        assertRefused("complex.npy", "element type '<c8' is not supported");
    }

    private static void assertRefused(String name, String problem) {
        String message = assertThrows(FileFormatException.class, () -> read(name)).getMessage();
        assertTrue(message.startsWith(folder.resolve(name) + ": ") && message.contains(problem), message);
    }
}
