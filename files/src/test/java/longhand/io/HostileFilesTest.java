package longhand.io;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxNode;
import longhand.io.onnx.OnnxValue;
import longhand.io.state.StateFiles;
import longhand.testing.SafeTensorsBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged or mean harm: read, or refused with our exception, in 2 s and 256 MB; nothing is executed. */
class HostileFilesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"npz, 2500", "pt, 3500", "safetensors, 1500", "npy, 500", "onnx, 2000"})
    void survivesDamagedFiles(String ending, int cases) throws IOException {
        Random random = new Random(Long.getLong("longhand.fuzz.seed", 8));
        Mutator mutator = new Mutator(random);
        byte[][] originals = {original(ending, 0), original(ending, 1), original(ending, 2), original(ending, 3)};
        int refused = 0;
        for (int i = 0; i < cases; i++) {
            byte[] mutated = mutator.mutate(originals[i % 4]);
            Path file = Files.write(folder.resolve("a." + ending), mutated);
            refused += Hostile.readsOrRefuses(file, "case " + i) ? 0 : 1;
        }
        assertTrue(refused > cases / 3, "only " + refused + " of " + cases + " refused: are they damaged at all?");
        assertTrue(refused < cases, "all refused: does reading work at all?");
    }

    private byte[] original(String ending, int variant) throws IOException {
        Map<String, NdArray> arrays = new LinkedHashMap<>(StateFilesTest.arrays(variant));
        arrays.keySet().removeIf(name -> Math.floorMod(name.hashCode(), ending.equals("npy") ? 100 : 7) > 0);
        if (ending.equals("npy")) {
            arrays = Map.of("w", NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, variant + 1, 1));
        }
        Path file = folder.resolve("original." + ending);
        if (ending.equals("onnx")) {
            graph(arrays).write(file);
        } else {
            StateFiles.write(file, arrays);
        }
        byte[] written = Files.readAllBytes(file);
        // Else the checksum would refuse everything, and what comes after it would see no damage.
        return ending.equals("safetensors") ? SafeTensorsBytes.withoutChecksum(written) : written;
    }

    private static OnnxModel graph(Map<String, NdArray> arrays) {
        OnnxGraph graph = OnnxGraph.named("net");
        graph.inputs().add(new OnnxValue("x", DType.F32, List.of("batch", "3", "?")));
        graph.initializers().putAll(arrays);
        String value = "x";
        for (String name : arrays.keySet()) {
            graph.nodes().add(OnnxNode.of("Conv", List.of(value, name), "after " + name)
                    .with("pads", new long[] {1, 2, 3, 4})
                    .with("alpha", 0.5f).with("group", 1L).with("auto_pad", "NOTSET").with("some", new float[] {1, 2})
                    .with("value", NdArray.of(new long[] {-1, 3}, 2)));
            value = "after " + name;
        }
        graph.outputs().add(new OnnxValue(value, DType.F32, List.of("batch")));
        return new OnnxModel(17, "test", graph);
    }

    @Test
    void everyFlippedBitOfDataIsNoticedInZipFiles() throws IOException {
        for (String ending : new String[] {"npz", "pt"}) {
            Path file = folder.resolve("x." + ending);
            StateFiles.write(file, Map.of("w", NdArray.of(new float[] {7.25f, 7.25f}, 2)));
            byte[] bytes = Files.readAllBytes(file);
            byte[] needle = {0, 0, (byte) 0xe8, 0x40, 0, 0, (byte) 0xe8, 0x40};
            int at = 0;
            while (!Arrays.equals(bytes, at, at + 8, needle, 0, 8)) {
                at++;
            }
            for (int bit = 0; bit < 64; bit++) {
                byte[] flipped = bytes.clone();
                flipped[at + bit / 8] ^= (byte) (1 << bit % 8);
                Hostile.assertRefused(folder, "x." + ending, flipped, "its check sum is wrong");
            }
        }
    }

    @Test
    void refusesZipTricks() throws IOException {
        byte[] npy = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", 4);
        Hostile.assertRefused(folder, "a.npz", Mutator.zip(Map.of("../x.npy", npy)),
                "the zip entry '../x.npy' has a name that leads out of its folder");
        Hostile.assertRefused(folder, "a.npz", Mutator.zip(Map.of("/etc/x.npy", npy)), "leads out of its folder");
        Hostile.assertRefused(folder, "a.npz", Mutator.zip(Map.of("a\\x.npy", npy)), "leads out of its folder");
        Hostile.assertRefused(folder, "a.npz", Mutator.zip(Map.of("readme.txt", npy)), "its entry 'readme.txt' is no .npy file");
        byte[] twice = Mutator.zip(new LinkedHashMap<>(Map.of("a.npy", npy, "b.npy", npy)));
        for (int i = 0; i + 5 < twice.length; i++) {
            if (twice[i] == 'b' && twice[i + 1] == '.' && twice[i + 2] == 'n') {
                twice[i] = 'a';
            }
        }
        Hostile.assertRefused(folder, "a.npz", twice, "the zip entry 'a.npy' is there twice");
        Hostile.assertRefused(folder, "a.npz", new byte[0], "not a .npz file, or a damaged one");
    }

    @Test
    void refusesZipBombs() throws IOException {
        byte[] bomb = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (25000000,), }", 100_000_000);
        byte[] zipped = Mutator.zip(Map.of("a.npy", bomb));
        assertTrue(zipped.length < 200_000);
        Hostile.assertRefused(folder, "a.npz", zipped, "unpack to far more than the file's size, as in a zip bomb");
        byte[] modest = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (5000000,), }", 20_000_000);
        Hostile.assertRefused(folder, "a.npz", Mutator.zip(Map.of("a.npy", modest, "b.npy", modest, "c.npy", modest, "d.npy", modest)),
                "zip bomb");
        // The sizes of the directory, made to lie: the data go on after the announced end.
        byte[] liar = Mutator.zip(Map.of("a.npy", modest));
        ByteBuffer view = ByteBuffer.wrap(liar).order(ByteOrder.LITTLE_ENDIAN);
        int directory = view.getInt(liar.length - 6);
        view.putInt(directory + 24, 1000);
        Hostile.assertRefused(folder, "a.npz", liar, "it does not have the announced 1000 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (536870912,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1), }",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}",
        "{'descr': '<f4', 'descr': '<f4', 'shape': (1,), }",
        "{'descr': __import__('os').system('id'), 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<M8', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } }",
        "{", "", "{}",
    })
    void refusesBadNpyHeaders(String header) throws IOException {
        Hostile.assertRefused(folder, "a.npy", npy(header, 4), "a.npy: ");
    }

    @Test
    void aStructuredArrayIsNotCalledDamaged() throws IOException {
        Hostile.assertRefused(folder, "a.npy", npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", 4),
                "a.npy: a structured array, of several fields, is not supported. Save each field");
    }

    private static byte[] npy(String header, int dataBytes) {
        byte[] text = header.getBytes(StandardCharsets.US_ASCII);
        byte[] file = Arrays.copyOf(Npy.magic(text.length), Npy.PREFIX + text.length + dataBytes);
        System.arraycopy(text, 0, file, Npy.PREFIX, text.length);
        return file;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'w': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 4]}}                          | has 8 bytes but data_offsets [0, 4]",
        "{'w': {'dtype': 'F32', 'shape': [1], 'data_offsets': [4, 8]}}                          | starts at byte 4",
        "{'w': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]}}                          | describes 8 bytes of data but the file has 4",
        "{'w': {'dtype': 'F8_E4M3', 'shape': [4], 'data_offsets': [0, 4]}}                      | has the element type F8_E4M3",
        "{'w': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]}, 'w': 1}                  | Duplicate field",
        "{'w': {'dtype': 'F32', 'shape': [-1], 'data_offsets': [0, -4]}}                        | no number that makes sense",
        "{'w': {'dtype': 'F32', 'shape': [4294967296, 4294967296], 'data_offsets': [0, 4]}}     | integer overflow",
        "{'w': {'dtype': 'F32', 'shape': [1e9], 'data_offsets': [0, 4]}}                        | no number that makes sense",
        "{'w': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 99999999999999999999999999]}} | no number that makes sense",
        "{'w': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4], 'x': 0}}                  | unknown field 'x'",
        "{'w': {'dtype': 'F32', 'shape': [1]}}                                                  | lacks dtype, shape or two data_offsets",
        "{'__metadata__': {'a': 1}}                                                             | the metadata 'a' is no text",
        "{} {}                                                                                  | something follows",
        "[1, 2]                                                                                 | it is no JSON object",
        "{'w': {'dtype'                                                                         | the safetensors header is damaged",
    })
    void refusesBadSafetensors(String header, String problem) throws IOException {
        byte[] text = header.strip().replace('\'', '"').getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(8 + text.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        Hostile.assertRefused(folder, "a.safetensors", file.putLong(text.length).put(text).array(), problem);
        Hostile.assertRefused(folder, "a.safetensors", file.putLong(0, Long.MAX_VALUE).array(), "not a safetensors file, or cut off");
    }

    /**
     * Field numbers of the messages: model 7 graph, 8 opset; graph 1 node, 5 initializer; tensor 1 dims, 2 type, 9 raw,
     * 13 elsewhere.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "                                              | no graph or no version of the operators",
        "3A 00                                         | no graph or no version of the operators",
        "3A FF FF FF FF 0F                             | field 7 is cut off",
        "3A FF FF FF FF FF FF FF FF FF FF 01           | an integer has more than 10 bytes",
        "00                                            | a field has the number 0",
        "FB 01                                         | the unknown wire type 3",
        "38 01                                         | field 7 has wire type 0 instead of 2",
        "3A 04 2A 02 10 01                             | 0 bytes do not fill the shape [] of F32, which needs 4",
        "3A 0A 2A 08 10 01 08 FF FF FF FF 07           | more than the 2^31 - 9 elements",
        "3A 0F 2A 0D 10 01 08 FF FF FF FF FF FF FF FF FF 01 | a negative dimension",
        "3A 04 2A 02 10 08                             | the element type 8 is not supported",
        "3A 0A 2A 08 10 01 6A 04 0A 02 2E 2E           | lies in another file, which we do not open",
        "3A 07 0A 05 0A 01 FF 22 00                    | a text is not UTF-8",
        "3A 0A 2A 08 10 01 22 04 00 00 80 3F           | no graph or no version of the operators",
        "3A 09 2A 07 10 01 22 03 00 00 80              | a list of numbers is cut off",
    })
    void refusesBadOnnx(String hex, String problem) throws IOException {
        byte[] file = hex == null ? new byte[0] : HexFormat.of().parseHex(hex.replace(" ", ""));
        Hostile.assertRefused(folder, "a.onnx", file, problem);
    }

    @Test
    void refusesGraphsThatGrow() throws IOException {
        byte[] nodes = new byte[2_000_004];
        for (int i = 4; i < nodes.length; i += 2) {
            nodes[i] = 0x0a; // an empty node
        }
        System.arraycopy(new byte[] {0x3a, (byte) 0x80, (byte) 0x89, 0x7a}, 0, nodes, 0, 4);
        Hostile.assertRefused(folder, "a.onnx", nodes, "it has more than 200000 parts");
        byte[] dims = new byte[2_000_008];
        for (int i = 8; i < dims.length; i += 2) {
            dims[i] = 0x08; // a dimension of 0
        }
        System.arraycopy(new byte[] {0x3a, (byte) 0x84, (byte) 0x89, 0x7a, 0x2a, (byte) 0x80, (byte) 0x89, 0x7a}, 0,
                dims, 0, 8);
        Hostile.assertRefused(folder, "a.onnx", dims, "has more than 1000 dimensions");
    }

    /** In a file a small number takes one byte, in memory eight. */
    @Test
    void refusesSettingsThatGrow() throws IOException {
        OnnxGraph graph = OnnxGraph.named("net");
        graph.nodes().add(OnnxNode.of("Conv", List.of("x"), "y").with("pads", new long[20_000_000]));
        new OnnxModel(17, "test", graph).write(folder.resolve("pads.onnx"));
        Hostile.assertRefused(folder, "a.onnx", Files.readAllBytes(folder.resolve("pads.onnx")), "it has more than 200000 parts");
    }
}
