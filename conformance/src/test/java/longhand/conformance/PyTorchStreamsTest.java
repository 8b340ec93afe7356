package longhand.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import longhand.io.NdArray;
import longhand.io.Npz;
import longhand.random.Fan;
import longhand.random.Gain;
import longhand.random.Generator;
import longhand.random.Init;
import longhand.testing.PyTorch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What PyTorch drew, we draw: exactly for integers, uniform numbers and states, to 10⁻⁶ for normal numbers. */
class PyTorchStreamsTest {
    private static final Path HERE = resource("random/cases.json").getParent();

    @Test
    void drawsTheStoredCases() throws IOException {
        int cases = 0;
        for (JsonNode row : new ObjectMapper().readTree(resource("random/cases.json").toFile())) {
            Map<String, NdArray> arrays = Npz.read(HERE.resolve(row.get("file").asText()));
            check(row.get("op").asText(), new Generator(row.get("args").get("seed").asLong()), arrays);
            cases++;
        }
        assertEquals(27, cases);
    }

    @Test
    void drawsTheStoredStreams() {
        assertEquals(196, checkStreams(HERE.resolve("streams.npz")));
    }

    @Test
    void drawsWhatPyTorchDrawsNow(@TempDir Path folder) {
        PyTorch.require();
        Path drawn = folder.resolve("streams.npz");
        PyTorch.run(HERE.resolve("make_streams.py"), drawn, "--seed", System.nanoTime() % 1_000_000, "--seeds", 8);
        assertEquals(784, checkStreams(drawn));
    }

    private static void check(String op, Generator g, Map<String, NdArray> arrays) {
        int[] dims = {6, 4, 3, 3};
        float[] w = new float[216];
        switch (op) {
            case "rand" -> same(op, arrays.get("y"), g.rand(20), 0);
            case "randn" -> same(op, arrays.get("y"), g.randn(40), 1e-6);
            case "randn_small" -> same(op, arrays.get("y"), g.randn(5), 0);
            case "randperm" -> assertArrayEquals(arrays.get("y").toInts(), g.randperm(50));
            case "randint" -> assertArrayEquals(arrays.get("y").toInts(), g.randint(0, 10, 30));
            case "xavier_uniform" -> {
                Init.xavierUniform(g, w, 1, dims);
                same(op, arrays.get("y"), w, 0);
            }
            case "kaiming_normal" -> {
                Init.kaimingNormal(g, w, Gain.LEAKY_RELU.value(0), Fan.Mode.FAN_IN, dims);
                same(op, arrays.get("y"), w, 1e-6);
            }
            case "normal" -> {
                Init.normal(g, w, 0, 0.01, 5, 7);
                same(op, arrays.get("y"), Arrays.copyOf(w, 35), 1e-6);
            }
            case "default_init" -> {
                same(op, arrays.get("conv_weight"), layer(g, 8, 3, 5, 5), 0);
                same(op, arrays.get("conv_bias"), bias(g, 8, 3, 5, 5), 0);
                same(op, arrays.get("linear_weight"), layer(g, 4, 10), 0);
                same(op, arrays.get("linear_bias"), bias(g, 4, 10), 0);
            }
            default -> throw new AssertionError("unknown case " + op);
        }
    }

    private static int checkStreams(Path file) {
        Map<String, NdArray> streams = Npz.read(file);
        streams.forEach((name, expected) -> {
            String[] call = name.split(" ");
            Generator g = new Generator(Long.parseLong(call[1]));
            stream(name, g, expected, Integer.parseInt(call[2]), Double.parseDouble(call[3]),
                    Double.parseDouble(call[4]));
        });
        return streams.size();
    }

    private static void stream(String name, Generator g, NdArray expected, int n, double a, double b) {
        int[] dims = {n, (int) a, 3, 2};
        float[] out = new float[n + 3];
        float[] w = new float[expected.numel()];
        Fan.Mode mode = n == 3 ? Fan.Mode.FAN_IN : Fan.Mode.FAN_OUT;
        switch (name.split(" ")[0]) {
            case "uniform" -> {
                g.uniform(w, n, a, b);
                same(name, expected, w, 0);
            }
            case "normal" -> {
                g.normal(out, n, a, b);
                System.arraycopy(g.randn(3), 0, out, n, 3);
                same(name, expected, out, n < 16 ? 0 : 1e-6);
            }
            case "bernoulli" -> {
                g.bernoulli(w, n, a);
                same(name, expected, w, 0);
            }
            case "randint" -> assertArrayEquals(expected.toInts(), g.randint((int) a, (int) b, n), name);
            case "wide" -> {
                for (long e : expected.toLongs()) {
                    assertEquals(e, g.nextBetween((long) a, (long) b), name);
                }
            }
            case "random64" -> {
                for (long e : expected.toLongs()) {
                    assertEquals(e, g.random64(), name);
                }
            }
            case "randperm" -> assertArrayEquals(expected.toInts(), g.randperm(n), name);
            case "state" -> checkState(name, g, expected, n);
            case "xavier_normal" -> {
                Init.xavierNormal(g, w, b, dims);
                same(name, expected, w, 1e-6);
            }
            case "xavier_uniform" -> {
                Init.xavierUniform(g, w, b, dims);
                same(name, expected, w, 0);
            }
            case "kaiming_normal" -> {
                Init.kaimingNormal(g, w, Gain.LEAKY_RELU.value(b), mode, dims);
                same(name, expected, w, 1e-6);
            }
            case "kaiming_uniform" -> {
                Init.kaimingUniform(g, w, Gain.LEAKY_RELU.value(b), mode, dims);
                same(name, expected, w, 0);
            }
            case "linear" -> {
                System.arraycopy(layer(g, n, (int) a), 0, w, 0, n * (int) a);
                System.arraycopy(bias(g, n, (int) a), 0, w, n * (int) a, n);
                same(name, expected, w, 0);
            }
            default -> throw new AssertionError("unknown stream " + name);
        }
    }

    private static void checkState(String name, Generator g, NdArray expected, int n) {
        g.rand(n);
        g.randn(1);
        byte[] saved = expected.bytes().toArray(ValueLayout.JAVA_BYTE);
        assertTrue(sameState(saved, g.state()), name);
        assertArrayEquals(g.randn(2), new Generator().state(saved).randn(2), name);
    }

    /** Equal but for the spare normal number, which may differ in its last bits. */
    private static boolean sameState(byte[] a, byte[] b) {
        return Arrays.equals(a, 0, 5024, b, 0, 5024) && Arrays.equals(a, 5032, 5056, b, 5032, 5056);
    }

    private static float[] layer(Generator g, int... dims) {
        float[] weight = new float[Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
        Init.layerWeight(g, weight, dims);
        return weight;
    }

    private static float[] bias(Generator g, int... weightDims) {
        float[] bias = new float[weightDims[0]];
        Init.layerBias(g, bias, weightDims);
        return bias;
    }

    /** Equal within {@code tolerance} relative to values above 1; 0 means the same bits. */
    private static void same(String what, NdArray expected, float[] actual, double tolerance) {
        float[] values = expected.toFloats();
        assertEquals(values.length, actual.length, what);
        for (int i = 0; i < values.length; i++) {
            double allowed = tolerance * Math.max(1, Math.abs(values[i]));
            assertEquals(values[i], actual[i], allowed, what + ", element " + i);
        }
    }

    private static Path resource(String name) {
        try {
            return Path.of(PyTorchStreamsTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
