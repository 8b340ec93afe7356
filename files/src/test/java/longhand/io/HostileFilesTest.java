package longhand.io;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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
    private static final long MAX_NANOS = 2_000_000_000L;
    private static final long MAX_BYTES = 256L << 20;
    private static final ThreadMXBean THREADS =
            (ThreadMXBean) ManagementFactory.getThreadMXBean();

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
            refused += readsOrRefuses(file, "case " + i) ? 0 : 1;
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

    /** True if the file was read, false if it was refused; anything else fails. */
    private static boolean readsOrRefuses(Path file, String what) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime(); // not the clock: other tests may be running
        boolean read = false;
        try {
            StateFiles.read(file).values().forEach(NdArray::toFloats);
            read = true;
        } catch (FileFormatException e) {
            assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        } catch (RuntimeException | Error e) {
            fail(what + " of " + file.getFileName() + ": " + e, e);
        }
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        assertTrue(nanos < MAX_NANOS, () -> what + " took " + nanos / 1_000_000 + " ms");
        assertTrue(allocated < MAX_BYTES, () -> what + " took " + (allocated >> 20) + " MB");
        return read;
    }

    private void assertRefused(String name, byte[] content, String problem) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        assertFalse(readsOrRefuses(file, problem), () -> "was read; expected: " + problem);
        String message = assertThrows(FileFormatException.class, () -> StateFiles.read(file)).getMessage();
        assertTrue(message.contains(problem), message);
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
                assertRefused("x." + ending, flipped, "its check sum is wrong");
            }
        }
    }

    @Test
    void refusesZipTricks() throws IOException {
        byte[] npy = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", 4);
        assertRefused("a.npz", Mutator.zip(Map.of("../x.npy", npy)),
                "the zip entry '../x.npy' has a name that leads out of its folder");
        assertRefused("a.npz", Mutator.zip(Map.of("/etc/x.npy", npy)), "leads out of its folder");
        assertRefused("a.npz", Mutator.zip(Map.of("a\\x.npy", npy)), "leads out of its folder");
        assertRefused("a.npz", Mutator.zip(Map.of("readme.txt", npy)), "its entry 'readme.txt' is no .npy file");
        byte[] twice = Mutator.zip(new LinkedHashMap<>(Map.of("a.npy", npy, "b.npy", npy)));
        for (int i = 0; i + 5 < twice.length; i++) {
            if (twice[i] == 'b' && twice[i + 1] == '.' && twice[i + 2] == 'n') {
                twice[i] = 'a';
            }
        }
        assertRefused("a.npz", twice, "the zip entry 'a.npy' is there twice");
        assertRefused("a.npz", new byte[0], "not a .npz file, or a damaged one");
    }

    @Test
    void refusesZipBombs() throws IOException {
        byte[] bomb = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (25000000,), }", 100_000_000);
        byte[] zipped = Mutator.zip(Map.of("a.npy", bomb));
        assertTrue(zipped.length < 200_000);
        assertRefused("a.npz", zipped, "unpack to far more than the file's size, as in a zip bomb");
        byte[] modest = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (5000000,), }", 20_000_000);
        assertRefused("a.npz", Mutator.zip(Map.of("a.npy", modest, "b.npy", modest, "c.npy", modest, "d.npy", modest)),
                "zip bomb");
        // The sizes of the directory, made to lie: the data go on after the announced end.
        byte[] liar = Mutator.zip(Map.of("a.npy", modest));
        ByteBuffer view = ByteBuffer.wrap(liar).order(ByteOrder.LITTLE_ENDIAN);
        int directory = view.getInt(liar.length - 6);
        view.putInt(directory + 24, 1000);
        assertRefused("a.npz", liar, "it does not have the announced 1000 bytes");
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
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<M8', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } }",
        "{", "", "{}",
    })
    void refusesBadNpyHeaders(String header) throws IOException {
        assertRefused("a.npy", npy(header, 4), "a.npy: ");
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
        assertRefused("a.safetensors", file.putLong(text.length).put(text).array(), problem);
        assertRefused("a.safetensors", file.putLong(0, Long.MAX_VALUE).array(), "not a safetensors file, or cut off");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // Python: class Evil: def __reduce__(self): return os.system, ("touch executed",)
        "cposix\\nsystem\\nX\\x0E\\x00\\x00\\x00touch executed\\x85R.         | refers to 'posix.system', which is not part of a state dict",
        "cbuiltins\\neval\\nX\\x01\\x00\\x00\\x001\\x85R.                     | refers to 'builtins.eval'",
        "\\x8C\\x02os\\x8C\\x06system\\x93.                                   | refers to 'os.system'",
        "ctorch\\nload\\n.                                                    | refers to 'torch.load'",
        "ctorch\\nFloatStorage\\n)R.                                          | the pickle calls torch.FloatStorage with arguments that PyTorch",
        "ccollections\\nOrderedDict\\n)\\x81.                                 | the unknown or forbidden instruction 0x81 at byte 26",
        "(S'x'\\np.                                                           | the unknown or forbidden instruction 0x53",
        "}K\\x01N}b.                                                          | the pickle sets attributes of something that is no dictionary",
        "}(X\\x01\\x00\\x00\\x00aK\\x01X\\x01\\x00\\x00\\x00aK\\x01u.         | the pickle has the key 'a' twice",
        "}]K\\x01s.                                                           | a dictionary key that is no text or integer",
        "K\\x01K\\x01R.                                                       | calls something that is no function",
        "h\\x07.                                                              | recalls cell 7, which it never filled",
        "X\\xFF\\xFF\\xFF\\x7F.                                               | a text longer than itself",
        "X\\x01\\x00\\x00\\x00\\xFF.                                          | a text that is not UTF-8",
        "\\x8A\\x09123456789.                                                 | an integer of 9 bytes",
        "N..                                                                  | goes on after its end",
        "}a.                                                                  | takes from an empty stack",
        "}                                                                    | the pickle is cut off",
        "K\\x01.                                                              | holds no dictionary of tensors",
        "}X\\x01\\x00\\x00\\x00aK\\x01s.                                      | a dictionary with the keys [a]",
    })
    void refusesHostilePickles(String escaped, String problem) throws IOException {
        assertRefused("a.pt", torch(unescape(escaped.strip())), problem);
        assertFalse(Files.exists(Path.of("executed")));
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
        assertRefused("a.onnx", file, problem);
    }

    @Test
    void refusesGraphsThatGrow() throws IOException {
        byte[] nodes = new byte[2_000_004];
        for (int i = 4; i < nodes.length; i += 2) {
            nodes[i] = 0x0a; // an empty node
        }
        System.arraycopy(new byte[] {0x3a, (byte) 0x80, (byte) 0x89, 0x7a}, 0, nodes, 0, 4);
        assertRefused("a.onnx", nodes, "it has more than 200000 parts");
        byte[] dims = new byte[2_000_008];
        for (int i = 8; i < dims.length; i += 2) {
            dims[i] = 0x08; // a dimension of 0
        }
        System.arraycopy(new byte[] {0x3a, (byte) 0x84, (byte) 0x89, 0x7a, 0x2a, (byte) 0x80, (byte) 0x89, 0x7a}, 0,
                dims, 0, 8);
        assertRefused("a.onnx", dims, "has more than 1000 dimensions");
    }

    /** In a file a small number takes one byte, in memory eight. */
    @Test
    void refusesSettingsThatGrow() throws IOException {
        OnnxGraph graph = OnnxGraph.named("net");
        graph.nodes().add(OnnxNode.of("Conv", List.of("x"), "y").with("pads", new long[20_000_000]));
        new OnnxModel(17, "test", graph).write(folder.resolve("pads.onnx"));
        assertRefused("a.onnx", Files.readAllBytes(folder.resolve("pads.onnx")), "it has more than 200000 parts");
    }

    @Test
    void refusesPicklesThatGrow() throws IOException {
        byte[] lists = new byte[20_000_000];
        Arrays.fill(lists, (byte) ']');
        assertRefused("a.pt", torch(lists), "more than 2000000 instructions");
        assertRefused("a.pt", torch(new byte[40 << 20]), "announces 41943040 bytes, more than can be read");
        // A list nested in itself 100,000 times: no recursion may follow it down.
        byte[] nested = new byte[200_001];
        Arrays.fill(nested, 0, 100_001, (byte) ']');
        Arrays.fill(nested, 100_001, 200_001, (byte) 'a');
        nested[200_000] = '.';
        assertRefused("a.pt", torch(Arrays.copyOf(nested, 200_001)), "goes on after its end");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1 | (K\\x09K\\x09t | (K\\x00K\\x00t     | a.pt: its tensors unfold to",
        "0 | K\\x02\\x85    | K\\x01\\x85        | a tensor of shape [2] with strides [1] and offset 0 lies outside its 1 elements",
        "0 | K\\x01\\x85    | )                  | a tensor of shape [1] with strides [] and offset 0 lies outside",
        "0 | J\\xFF\\xFF\\xFF\\xFF\\x85 | K\\x01\\x85 | a negative dimension",
        "0 | (J\\xFF\\xFF\\xFF\\x7FJ\\xFF\\xFF\\xFF\\x7Ft | (K\\x00K\\x00t | more than the 2^31 - 9 elements",
        "0 | K\\x01\\x85    | J\\xFF\\xFF\\xFF\\xFF\\x85 | lies outside its 1 elements",
        "0 | N              | )                  | no tuple of integers",
    })
    void refusesTensorsOutsideTheirStorage(int expanded, String shape, String strides, String problem)
    throws IOException {
        String huge = expanded == 1 ? "(J\\x00\\xC2\\xEB\\x0BK\\x01t" : shape.strip(); // [200000000, 1] from one number
        String pickle = "}X\\x01\\x00\\x00\\x00wctorch._utils\\n_rebuild_tensor_v2\\n(" + storage("torch") + "K\\x00"
        + huge
                + strides.strip() + "\\x89}tRs.";
        assertRefused("a.pt", torch(unescape(pickle)), problem);
    }

    @Test
    void readsTheTensorThatTheTestsAboveSpoil() throws IOException {
        String good = "}X\\x01\\x00\\x00\\x00wctorch._utils\\n_rebuild_tensor_v2\\n(" + storage("torch")
                + "K\\x00K\\x01\\x85K\\x01\\x85\\x89}tRs.";
        Path file = Files.write(folder.resolve("good.pt"), torch(unescape(good)));
        assertTrue(StateFiles.read(file).get("w").toFloats().length == 1);
        assertRefused("a.pt", torch(unescape(good.replace("FloatStorage", "LongStorage"))),
                "'archive/data/0' has 4 bytes but should hold 1 elements of I64");
        assertRefused("a.pt", torch(unescape(good.replace("X\\x01\\x00\\x00\\x000", "X\\x04\\x00\\x00\\x00../x"))),
                "the zip entry 'archive/data/../x' is missing");
    }

    private static String storage(String module) {
        return "(X\\x07\\x00\\x00\\x00storagec" + module
                + "\\nFloatStorage\\nX\\x01\\x00\\x00\\x000X\\x03\\x00\\x00\\x00cpuK\\x01tQ";
    }

    private static byte[] torch(byte[] pickle) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("archive/data.pkl", pickle);
        entries.put("archive/data/0", new byte[4]);
        return Mutator.zip(entries);
    }

    /** Understands {@code \n} and {@code \xHH}. */
    private static byte[] unescape(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\x", i)) {
                out.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 3;
            } else if (text.startsWith("\\n", i)) {
                out.write('\n');
                i++;
            } else {
                out.write(text.charAt(i));
            }
        }
        return out.toByteArray();
    }
}
