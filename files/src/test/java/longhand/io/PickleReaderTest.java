package longhand.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python's pickle wrote becomes the same values here; what is damaged or forbidden is refused. */
class PickleReaderTest {
    /**
     * {@code pickle.dumps(x, 2)} and {@code pickle.dumps(x, 4)}, where s = [7] and x = [None, True, False, 0, 255, 256,
     * 65535, 65536, -1, -129, 2**31-1, -2**31, 2**31, 2**40, -2**40-3, 2**63-1, -2**63, 0.5, -0.0, 1e300, "", "a",
     * "é模🙂", (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], {}, {"a": 1}, {"a": 1, 2: "b"}, s, s, (s,
     * "a")].
     */
    private static final String[] WRITTEN = {
            "80025d7100284e88894b004bff4d00014dffff4a000001004affffffff4a7fffffff4affffff7f4a00000080"
                    + "8a0500000080008a060000000000018a06fdfffffffffe8a08ffffffffffffff7f8a08000000000000008047"
                    + "3fe0000000000000478000000000000000477e37e43c8800759c580000000071015801000000617102580900"
                    + "0000c3a9e6a8a1f09f99827103294b018571044b014b028671054b014b024b03877106284b014b024b034b04"
                    + "7471075d71085d71094b01615d710a284b014b02657d710b7d710c68024b01737d710d2868024b014b025801"
                    + "00000062710e755d710f4b0761680f680f6802867110652e",
            "800495d5000000000000005d94284e88894b004bff4d00014dffff4a000001004affffffff4a7fffffff4aff"
                    + "ffff7f4a000000808a0500000080008a060000000000018a06fdfffffffffe8a08ffffffffffffff7f8a0800"
                    + "00000000000080473fe0000000000000478000000000000000477e37e43c8800759c8c00948c0161948c09c3"
                    + "a9e6a8a1f09f998294294b0185944b014b0286944b014b024b038794284b014b024b034b0474945d945d944b"
                    + "01615d94284b014b02657d947d9468024b01737d942868024b014b028c016294755d944b0761680f680f6802"
                    + "8694652e"};

    private static final PickleReader.Factory REFUSING = new PickleReader.Factory() {
        @Override
        public void admit(PickleReader.Global global) {
            throw new IllegalArgumentException("not " + global);
        }

        @Override
        public Object make(PickleReader.Global global, List<Object> arguments) {
            throw new AssertionError(global);
        }

        @Override
        public Object load(Object persistentId) {
            return List.of("loaded", persistentId);
        }
    };

    /** Makes a list of what is called, with what. */
    private static final PickleReader.Factory ADMITTING = new PickleReader.Factory() {
        @Override
        public void admit(PickleReader.Global global) {}

        @Override
        public Object make(PickleReader.Global global, List<Object> arguments) {
            return new LinkedHashMap<>(Map.of(global.toString(), arguments));
        }

        @Override
        public Object load(Object persistentId) {
            return persistentId;
        }
    };

    private static PickleReader.Tuple tuple(Object... items) {
        return new PickleReader.Tuple(List.of(items));
    }

    private static Object read(PickleReader.Factory factory, Object... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object part : parts) {
            bytes.writeBytes(part instanceof String text ? text.getBytes(StandardCharsets.UTF_8)
                    : new byte[] {((Integer) part).byteValue()});
        }
        return PickleReader.read(bytes.toByteArray(), factory);
    }

    @Test
    void valuesAreThoseOfPython() {
        List<Object> shared = List.of(7L);
        Object[] expected = {PickleReader.NONE, true, false, 0L, 255L, 256L, 65535L, 65536L, -1L, -129L, 2147483647L,
            -2147483648L, 2147483648L, 1L << 40, -(1L << 40) - 3, Long.MAX_VALUE, Long.MIN_VALUE, 0.5, -0.0, 1e300, "",
            "a", "é模🙂", tuple(), tuple(1L), tuple(1L, 2L), tuple(1L, 2L, 3L), tuple(1L, 2L, 3L, 4L), List.of(),
            List.of(1L), List.of(1L, 2L), Map.of(), Map.of("a", 1L), Map.of("a", 1L, 2L, "b"), shared, shared,
            tuple(shared, "a")};
        for (String written : WRITTEN) {
            List<?> read = (List<?>) PickleReader.read(HexFormat.of().parseHex(written), REFUSING);
            assertArrayEquals(expected, read.toArray());
            assertSame(read.get(34), read.get(35));
        }
        assertEquals("None", PickleReader.NONE.toString());
    }

    @Test
    void cellsHaveLongNumbersToo() {
        assertEquals(tuple(1L, 1L), read(REFUSING, "K", 1, "r", 0, 1, 0, 0, "j", 0, 1, 0, 0, 0x86, "."));
        assertEquals(tuple(List.of(), 0L), read(REFUSING, "]q", 200, 0x8a, 0, 0x86, "."));
    }

    @Test
    void whatIsCalledIsMadeByTheFactory() {
        Map<String, Object> made = new LinkedHashMap<>(Map.of("a_b.c", List.of(5L)));
        assertEquals(made, read(ADMITTING, "ca_b\nc\nK", 5, 0x85, "R."));
        made.put("k", true);
        assertEquals(made, read(ADMITTING, 0x8c, 3, "a_b", 0x8c, 1, "c", 0x93, "K", 5, 0x85, "RX", 1, 0, 0, 0, "k", 0x88,
                "s}b."));
        assertEquals(List.of("loaded", "x"), read(REFUSING, "X", 1, 0, 0, 0, "xQ."));
        assertEquals("not os.system", assertThrows(IllegalArgumentException.class,
                () -> read(REFUSING, "cos\nsystem\n.")).getMessage());
        assertEquals("not os.system", assertThrows(IllegalArgumentException.class,
                () -> read(REFUSING, 0x8c, 2, "os", 0x8c, 6, "system", 0x93, ".")).getMessage());
    }

    /** Every beginning of a pickle is refused. */
    @Test
    void aPickleThatIsCutOffIsRefused() {
        for (String written : WRITTEN) {
            byte[] whole = HexFormat.of().parseHex(written);
            for (int n = 0; n < whole.length; n++) {
                byte[] part = Arrays.copyOf(whole, n);
                assertThrows(IllegalArgumentException.class, () -> PickleReader.read(part, REFUSING));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8006 4e 2e, unknown protocol number",
        "4e 2e 2e, goes on after its end",
        "4e 4e 2e, goes on after its end",
        "30 2e, unknown or forbidden instruction 0x30 at byte 0",
        "8002 81 2e, unknown or forbidden instruction 0x81 at byte 2",
        "2e, takes from an empty stack",
        "28 2e, takes from an empty stack",
        "28 85 2e, takes from an empty stack",
        "74 2e, takes from an empty stack",
        "7100 2e, takes from an empty stack",
        "6800 2e, 'recalls cell 0, which it never filled'",
        "4e 4e 61 2e, appends to something that is no list",
        "4e 28 4e 65 2e, appends to something that is no list",
        "4e 4b01 4e 73 2e, sets items of something that is no dictionary",
        "7d 28 4b01 75 2e, sets a key without a value",
        "7d 4e 4e 73 2e, a dictionary key that is no text or integer",
        "7d 28 4b01 4e 4b01 4e 75 2e, the key '1' twice",
        "8a09 000000000000000000 2e, an integer of 9 bytes",
        "58 ffffffff 2e, a text longer than itself",
        "58 02000000 2e, a text longer than itself",
        "58 02000000 c328 2e, a text that is not UTF-8",
        "63 20 0a 61 0a 2e, a damaged name",
        "4e 4b01 93 2e, a damaged name",
        "4e 29 52 2e, calls something that is no function",
        "4e 4e 62 2e, sets attributes of something that is no dictionary"})
    void damageIsNamed(String hex, String problem) {
        byte[] pickle = HexFormat.of().parseHex(hex.replace(" ", ""));
        String message = assertThrows(IllegalArgumentException.class, () -> PickleReader.read(pickle, ADMITTING))
                .getMessage();
        assertTrue(message.startsWith("the pickle ") && message.contains(problem), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 200})
    void namesHaveAtMostTwoHundredLetters(int length) {
        Object read = read(ADMITTING, "c" + "m".repeat(length) + "\nn\n.");
        assertEquals("m".repeat(length) + ".n", read.toString());
        assertThrows(IllegalArgumentException.class, () -> read(ADMITTING, "c" + "m".repeat(201) + "\nn\n."));
    }

    @Test
    void aPickleEndsAtSomeLength() {
        String endless = "}b".repeat(1_000_001);
        String message = assertThrows(IllegalArgumentException.class, () -> read(ADMITTING, "}" + endless + "."))
                .getMessage();
        assertEquals("the pickle has more than 2000000 instructions", message);
        assertEquals(Map.of(), read(ADMITTING, "}" + "}b".repeat(999_999) + "."));
    }
}
