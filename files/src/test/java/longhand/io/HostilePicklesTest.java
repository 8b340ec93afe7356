package longhand.io;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import longhand.io.state.StateFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PyTorch files from strangers: the pickle in them may run nothing, and must not grow. */
class HostilePicklesTest {
    @TempDir
    private Path folder;

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
        "ctorch._utils\\n_rebuild_tensor_v2\\n((X\\x07\\x00\\x00\\x00storagectorch\\nFloatStorage\\nX\\x01\\x00\\x00\\x000X\\x03\\x00\\x00\\x00cpuK\\x01tQK\\x00))\\x89}}X\\x03\\x00\\x00\\x00neg\\x88stR. | a tensor is stored with {neg=true}, which is not read. Save tensor.resolve_neg()",
    })
    void refusesHostilePickles(String escaped, String problem) throws IOException {
        Hostile.assertRefused(folder, "a.pt", torch(unescape(escaped.strip())), problem);
        assertFalse(Files.exists(Path.of("executed")));
    }

    @Test
    void refusesPicklesThatGrow() throws IOException {
        byte[] lists = new byte[20_000_000];
        Arrays.fill(lists, (byte) ']');
        Hostile.assertRefused(folder, "a.pt", torch(lists), "more than 2000000 instructions");
        Hostile.assertRefused(folder, "a.pt", torch(new byte[40 << 20]), "announces 41943040 bytes, more than can be read");
        // A list nested in itself 100,000 times: no recursion may follow it down.
        byte[] nested = new byte[200_001];
        Arrays.fill(nested, 0, 100_001, (byte) ']');
        Arrays.fill(nested, 100_001, 200_001, (byte) 'a');
        nested[200_000] = '.';
        Hostile.assertRefused(folder, "a.pt", torch(Arrays.copyOf(nested, 200_001)), "goes on after its end");
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
        Hostile.assertRefused(folder, "a.pt", torch(unescape(pickle)), problem);
    }

    @Test
    void readsTheTensorThatTheTestsAboveSpoil() throws IOException {
        String good = "}X\\x01\\x00\\x00\\x00wctorch._utils\\n_rebuild_tensor_v2\\n(" + storage("torch")
                + "K\\x00K\\x01\\x85K\\x01\\x85\\x89}tRs.";
        Path file = Files.write(folder.resolve("good.pt"), torch(unescape(good)));
        assertTrue(StateFiles.read(file).get("w").toFloats().length == 1);
        Hostile.assertRefused(folder, "a.pt", torch(unescape(good.replace("FloatStorage", "LongStorage"))),
                "'archive/data/0' has 4 bytes but should hold 1 elements of I64");
        Hostile.assertRefused(folder, "a.pt", torch(unescape(good.replace("X\\x01\\x00\\x00\\x000", "X\\x04\\x00\\x00\\x00../x"))),
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
