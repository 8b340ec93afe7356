package longhand.io.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages byte by byte, as the encoding of Protocol Buffers is specified; in hexadecimal digits. */
class ProtoReaderTest {

    /** At the first field of a message. */
    private static ProtoReader at(String hex) {
        ProtoReader in = of(hex);
        assertTrue(in.next());
        return in;
    }

    private static ProtoReader of(String hex) {
        return new ProtoReader(MemorySegment.ofArray(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    private static void refused(String part, String hex, Consumer<ProtoReader> read) {
        String message = assertThrows(IllegalArgumentException.class, () -> {
            ProtoReader in = of(hex);
            in.next();
            read.accept(in);
        }).getMessage();
        assertTrue(message.contains(part), message);
    }

    @ParameterizedTest
    @CsvSource({"08 00, 0", "08 7f, 127", "08 8001, 128", "08 ac02, 300", "08 ffffffff07, 2147483647",
        "08 ffffffffffffffff7f, 9223372036854775807", "08 ffffffffffffffffff01, -1",
        "08 80808080808080808001, -9223372036854775808"})
    void integers(String hex, long expected) {
        assertEquals(expected, at(hex).number());
        assertArrayEquals(new long[] {expected}, longs(hex));
        refused("cut off", hex.substring(0, hex.length() - 2), ProtoReader::number);
    }

    @Test
    void anIntegerHasAtMostTenBytes() {
        refused("more than 10 bytes", "08 ffffffffffffffffffff01", ProtoReader::number);
    }

    private static long[] longs(String hex) {
        LongStream.Builder list = LongStream.builder();
        at(hex).numbers(list);
        return list.build().toArray();
    }

    @Test
    void packedIntegers() {
        assertArrayEquals(new long[] {}, longs("0a 00"));
        assertArrayEquals(new long[] {3, 270, -1}, longs("0a 0d 03 8e02 ffffffffffffffffff01"));
        refused("cut off", "0a 02 03 8e", in -> in.numbers(n -> { }));
    }

    private static double[] floats(String hex) {
        DoubleStream.Builder list = DoubleStream.builder();
        at(hex).floats(list);
        return list.build().toArray();
    }

    private static double[] doubles(String hex) {
        DoubleStream.Builder list = DoubleStream.builder();
        at(hex).doubles(list);
        return list.build().toArray();
    }

    @Test
    void floatsAndDoubles() {
        assertEquals(1.5f, at("0d 0000c03f").float32());
        assertArrayEquals(new double[] {1.5}, floats("0d 0000c03f"));
        assertArrayEquals(new double[] {1.5, -2}, floats("0a 08 0000c03f 000000c0"));
        assertArrayEquals(new double[] {}, floats("0a 00"));
        assertArrayEquals(new double[] {1.5}, doubles("09 000000000000f83f"));
        assertArrayEquals(new double[] {1.5, -2}, doubles("0a 10 000000000000f83f 00000000000000c0"));
        for (String list : new String[] {"0a 01 00", "0a 03 000000", "0a 05 0000c03f00"}) {
            refused("a list of numbers is cut off", list, in -> in.floats(d -> { }));
        }
        for (String list : new String[] {"0a 04 0000c03f", "0a 09 000000000000f83f00"}) {
            refused("a list of numbers is cut off", list, in -> in.doubles(d -> { }));
        }
        refused("cut off", "0d 0000c0", ProtoReader::float32);
        refused("cut off", "09 000000000000f8", in -> in.doubles(d -> { }));
    }

    @Test
    void bytesTextsAndMessages() {
        assertArrayEquals(new byte[] {1, 2}, at("0a 02 0102").bytes().toArray(ValueLayout.JAVA_BYTE));
        assertEquals("é!", at("0a 03 c3a921").text());
        assertEquals("", at("0a 00").text());
        refused("UTF-8", "0a 01 c3", ProtoReader::text);
        refused("cut off", "0a 03 0102", ProtoReader::bytes);
        refused("cut off", "0a ffffffffffffffffff01", ProtoReader::bytes);
        ProtoReader inner = at("0a 02 1005").message();
        assertTrue(inner.next());
        assertEquals(2, inner.field());
        assertEquals(5, inner.number());
        assertFalse(inner.next());
    }

    /** Each kind of field is left out whole; the field behind it is the next one. */
    @ParameterizedTest
    @CsvSource({"08 ac02", "09 0102030405060708", "0a 03 010203", "0a 00", "0d 01020304"})
    void fieldsAreSkipped(String hex) {
        ProtoReader in = at(hex + "1007");
        in.skip();
        assertTrue(in.next());
        assertEquals(2, in.field());
        assertEquals(7, in.number());
        assertFalse(in.next());
        refused("cut off", hex.equals("0a 00") ? "0a 01" : hex.substring(0, hex.length() - 2), ProtoReader::skip);
    }

    @Test
    void fieldNumbers() {
        assertEquals(1, at("08 00").field());
        assertEquals((1 << 29) - 1, at("f8ffffff0f 00").field());
        refused("number 0", "00 00", ProtoReader::skip);
        refused("number 0", "05 00000000", ProtoReader::skip);
        refused("number 0", "8880808010 00", ProtoReader::skip); // 2^32 + 8: field 1 if its upper half were dropped
        assertFalse(of("").next());
        for (int type : new int[] {3, 4, 6, 7}) {
            refused("field 1 has the unknown wire type " + type, "0" + Integer.toHexString(8 + type), ProtoReader::skip);
        }
    }

    @Test
    void aFieldOfAnotherKindIsNamed() {
        refused("field 1 has wire type 2 instead of 0", "0a 00", ProtoReader::number);
        refused("field 1 has wire type 0 instead of 5", "08 00", ProtoReader::float32);
        refused("field 1 has wire type 5 instead of 2", "0d 00000000", ProtoReader::text);
        refused("field 1 has wire type 1 instead of 2", "09 0000000000000000", in -> in.floats(d -> { }));
        refused("field 1 has wire type 5 instead of 2", "0d 00000000", in -> in.doubles(d -> { }));
        refused("field 1 has wire type 1 instead of 2", "09 0000000000000000", in -> in.numbers(n -> { }));
    }
}
