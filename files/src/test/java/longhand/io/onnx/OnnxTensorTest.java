package longhand.io.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import longhand.io.DType;
import longhand.io.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Arrays in ONNX files: as raw bytes, and as lists of numbers. */
class OnnxTensorTest {

    private static OnnxTensor read(String hex) {
        return OnnxTensor.read(new ProtoReader(MemorySegment.ofArray(HexFormat.of().parseHex(hex.replace(" ", "")))));
    }

    @ParameterizedTest
    @EnumSource
    void writtenTensorsAreRead(DType dtype) throws IOException {
        byte[] raw = new byte[6 * dtype.bytes()];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) (dtype == DType.BOOL ? i % 2 : i);
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        new OnnxTensor("w", new NdArray(dtype, MemorySegment.ofArray(raw), 2, 1, 3)).write().writeTo(message);
        OnnxTensor read = OnnxTensor.read(new ProtoReader(MemorySegment.ofArray(message.toByteArray())));
        assertEquals("w", read.name());
        assertEquals(dtype, read.array().dtype());
        assertArrayEquals(new int[] {2, 1, 3}, read.array().shape());
        assertArrayEquals(raw, read.array().bytes().toArray(ValueLayout.JAVA_BYTE));
    }

    /** An If has two graphs: they are not read, and must not be written as something else. */
    @Test
    void attributesThatWereNotReadAreNotWritten(@TempDir Path folder) {
        OnnxNode node = OnnxNode.of("If", List.of("c"), "y").with("then_branch", new OtherAttribute(5));
        OnnxGraph graph = OnnxGraph.named("g");
        graph.nodes().add(node);
        OnnxModel model = new OnnxModel(17, "test", graph);
        Path file = folder.resolve("none/a.onnx");
        String message = assertThrows(IllegalArgumentException.class, () -> model.write(file)).getMessage();
        assertTrue(message.startsWith("ONNX: the attribute then_branch of If 'y' cannot be written: "), message);
        assertTrue(message.contains("Rule: ") && message.contains("Fix: ") && !Files.exists(file.getParent()), message);
    }

    /** Two numbers, listed: floats in field 4, doubles in 10, 64-bit integers in 7, all others in 5. */
    @ParameterizedTest
    @CsvSource({"F32, 01, 22 08 0000c03f 000000c0, 0000c03f000000c0",
        "F64, 0b, 52 10 000000000000f83f 00000000000000c0, 000000000000f83f00000000000000c0",
        "I64, 07, 3a 0b 02 ffffffffffffffffff01, 0200000000000000ffffffffffffffff",
        "I32, 06, 2a 0b 02 ffffffffffffffffff01, 02000000ffffffff",
        "I16, 05, 2a 0b 02 ffffffffffffffffff01, 0200ffff", "I8, 03, 2a 0b 02 ffffffffffffffffff01, 02ff",
        "U8, 02, 2a 03 02 ff01, 02ff", "BOOL, 09, 2a 02 00 01, 0001", "F16, 0a, 2a 05 8078 808002, 003c0080",
        "BF16, 10, 2a 05 807f 808002, 803f0080"})
    void listedNumbers(DType dtype, String code, String list, String bytes) {
        NdArray array = read("08 02 10" + code + list).array();
        assertEquals(dtype, array.dtype());
        assertArrayEquals(new int[] {2}, array.shape());
        assertEquals(bytes, HexFormat.of().formatHex(array.bytes().toArray(ValueLayout.JAVA_BYTE)));
    }

    @Test
    void aThousandDimensionsAreTheMost() {
        String thousand = "08 01".repeat(1_000);
        String number = "10 01 22 04 0000c03f";
        NdArray array = read(thousand + number).array();
        assertEquals(1_000, array.shape().length);
        assertTrue(Arrays.stream(array.shape()).allMatch(n -> n == 1));
        assertArrayEquals(new float[] {1.5f}, array.toFloats());
        String message = assertThrows(IllegalArgumentException.class, () -> read("42 01 77" + thousand + "08 01" + number))
                .getMessage();
        assertEquals("the tensor 'w' has more than 1000 dimensions", message);
    }
}
