package longhand.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import longhand.io.disk.AtomicFile;
import longhand.io.state.StateFiles;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we write, we read: every format, every element type; and files are written whole or not at all. */
class StateFilesTest {
    @TempDir
    private Path folder;

    /** Random arrays of all types that every format can hold, in an order that is not the alphabet's. */
    static Map<String, NdArray> arrays(long seed) {
        Random random = new Random(seed);
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        int[][] shapes = {{}, {0}, {1}, {7}, {2, 3}, {3, 0, 2}, {2, 1, 3, 4}, {300}};
        for (DType dtype : DType.values()) {
            for (int[] shape : shapes) {
                byte[] bytes = new byte[NdArray.numel(shape) * dtype.bytes()];
                random.nextBytes(bytes);
                for (int i = 0; dtype == DType.BOOL && i < bytes.length; i++) {
                    bytes[i] &= 1;
                }
                arrays.put("z" + random.nextInt(1000) + "." + dtype + ".ü" + shape.length + "-" + bytes.length,
                        new NdArray(dtype, MemorySegment.ofArray(bytes), shape));
            }
        }
        arrays.keySet().removeIf(name -> name.contains("BF16"));
        return arrays;
    }

    /** Before a byte is written, and before a folder is made for it. */
    @Test
    void whatCouldNotBeReadAgainIsNotWritten() {
        NdArray one = NdArray.of(new float[] {1}, 1);
        List<String> escaping = List.of("a\\b", "../x", "a/../x", "/x", "x\0y", "n".repeat(65_532));
        Map<String, List<String>> refused = Map.of(".npz", escaping, ".safetensors", List.of("__metadata__"), ".pt",
                List.of());
        refused.forEach((ending, names) -> Stream.concat(names.stream(), Stream.of("\ud800", "x\udc00y")).forEach(name -> {
            Path file = folder.resolve("none/file" + ending);
            String message = assertThrows(FileFormatException.class, () -> StateFiles.write(file, Map.of(name, one, "b",
                    one))).getMessage();
            assertTrue(message.startsWith(file + ": the ") && message.contains("' cannot be written. Rule: ")
                    && message.contains(". Fix: "), message);
            assertFalse(Files.exists(file.getParent()), message);
        }));
        for (Map<String, String> texts : List.of(Map.of("\ud800", "x"), Map.of("x", "\ud800"))) {
            assertThrows(FileFormatException.class, () -> SafeTensors.write(folder.resolve("a.safetensors"), Map.of(),
                    texts));
        }
    }

    /** Beyond what the JSON library takes by default. */
    @Test
    void longNamesAndTextsAreRead() {
        Path file = folder.resolve("long.safetensors");
        String name = "n".repeat(70_000);
        Map<String, String> texts = Map.of("t".repeat(60_000), "x".repeat(20_500_000));
        SafeTensors.write(file, Map.of(name, NdArray.of(new float[] {1}, 1)), texts);
        SafeTensors.Contents contents = SafeTensors.readAll(file);
        assertEquals(Set.of(name), contents.tensors().keySet());
        assertTrue(contents.metadata().entrySet().containsAll(texts.entrySet()));
    }

    static void assertSame(Map<String, NdArray> expected, Map<String, NdArray> actual) {
        assertEquals(new ArrayList<>(expected.keySet()), new ArrayList<>(actual.keySet()));
        expected.forEach((name, array) -> {
            NdArray other = actual.get(name);
            assertEquals(array.toString(), other.toString(), name);
            assertEquals(-1, array.bytes().mismatch(other.bytes()), name);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.npz", "a.safetensors", "a.pt", "deep/er/a.PTH"})
    void readsWhatItWrites(String name) {
        Map<String, NdArray> arrays = arrays(1);
        StateFiles.write(folder.resolve(name), arrays);
        assertSame(arrays, StateFiles.read(folder.resolve(name)));
        StateFiles.write(folder.resolve(name), Map.of());
        assertTrue(StateFiles.read(folder.resolve(name)).isEmpty());
    }

    @Test
    void npyHoldsOneArray() {
        Path file = folder.resolve("x.1.npy");
        Map<String, NdArray> arrays = arrays(2);
        arrays.values().forEach(array -> {
            StateFiles.write(file, Map.of("other", array));
            assertSame(Map.of("x.1", array), StateFiles.read(file));
        });
        assertMessage(file + ": a .npy file holds one array, not " + arrays.size() + "; write a .npz file",
                () -> StateFiles.write(file, arrays));
    }

    @Test
    void bfloat16GoesEverywhereButToNumpy() {
        NdArray bf16 = new NdArray(DType.BF16,
                MemorySegment.ofArray(new byte[] {(byte) 0x80, 0x3f, 0x20, (byte) 0xc0}), 2);
        for (String name : List.of("a.safetensors", "a.pt")) {
            StateFiles.write(folder.resolve(name), Map.of("w", bf16));
            assertArrayEquals(new float[] {1, -2.5f}, StateFiles.read(folder.resolve(name)).get("w").toFloats());
        }
        Path npz = folder.resolve("a.npz");
        assertMessage(npz + ": NumPy has no type for BF16 [2]; convert it to float32 first", () ->
                StateFiles.write(npz, Map.of("w", bf16)));
        assertFalse(Files.exists(npz));
    }

    @Test
    void aFileIsReplacedWholeOrNotAtAll() throws IOException {
        Path file = folder.resolve("a.npz");
        StateFiles.write(file, Map.of("x", NdArray.of(new float[] {1, 2}, 2)));
        byte[] before = Files.readAllBytes(file);
        assertThrows(UncheckedIOException.class, () -> AtomicFile.write(file, out -> {
            out.write(1);
            throw new IOException("disk full");
        }));
        assertArrayEquals(before, Files.readAllBytes(file));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void mapsLargeSafetensors() {
        Path file = folder.resolve("large.safetensors");
        float[] values = new float[3 << 20];
        values[values.length - 1] = 42;
        SafeTensors.write(file, Map.of("w", NdArray.of(values, 3, 1 << 20)), Map.of("made by", "us"));
        NdArray w = SafeTensors.read(file).get("w");
        assertTrue(w.bytes().isMapped());
        assertEquals(42, w.toFloats()[values.length - 1]);
        assertEquals(Map.of("made by", "us"), SafeTensors.readAll(file).metadata());
    }

    @Test
    void convertsElements() {
        assertArrayEquals(new float[] {1, 0},
                new NdArray(DType.BOOL, MemorySegment.ofArray(new byte[] {1, 0}), 2).toFloats());
        assertArrayEquals(new int[] {255}, new NdArray(DType.U8, MemorySegment.ofArray(new byte[] {-1}), 1).toInts());
        assertArrayEquals(new long[] {-1}, new NdArray(DType.I8, MemorySegment.ofArray(new byte[] {-1}), 1).toLongs());
        assertArrayEquals(new long[] {-2},
                new NdArray(DType.I16, MemorySegment.ofArray(new byte[] {-2, -1}), 1).toLongs());
        assertArrayEquals(new float[] {-1.5f},
                new NdArray(DType.F16, MemorySegment.ofArray(new byte[] {0, (byte) 0xbe}), 1).toFloats());
        assertArrayEquals(new long[] {1L << 40}, NdArray.of(new long[] {1L << 40}).toLongs());
        assertEquals("array: F32 [1] holds floating-point numbers, not integers: use toFloats",
                assertThrows(IllegalArgumentException.class, NdArray.of(new float[1], 1)::toLongs).getMessage());
        assertThrows(ArithmeticException.class, NdArray.of(new long[] {1L << 40}, 1)::toInts);
    }

    @Test
    void tensorsGoBothWays() {
        Tensor tensor = Tensor.arange(6).reshape(2, 3);
        Tensor back = NdArray.of(tensor).toTensor();
        assertEquals(tensor.shape(), back.shape());
        assertArrayEquals(tensor.toArray(), back.toArray());
        assertEquals(3.5f, NdArray.of(Tensor.scalar(3.5)).toTensor().item());
    }

    @Test
    void namesTheProblem() throws IOException {
        assertMessage("a.csv: the format is unknown. Rule: the ending of the name says it. Fix: the file name should end with one of .npy, .npz, .safetensors, .pt, .pth, .onnx",
                () -> StateFiles.read(Path.of("a.csv")));
        Path missing = folder.resolve("missing.npz");
        assertEquals(missing + ": cannot be read: there is no such file or folder",
                assertThrows(UncheckedIOException.class, () -> StateFiles.read(missing)).getMessage());
        Path text = Files.writeString(folder.resolve("text.npy"), "hello, hello, hello");
        assertMessage(text + ": not a .npy file: it does not start with the bytes 93 'NUMPY'",
                () -> StateFiles.read(text));
        Path old = Files.write(folder.resolve("old.pt"), new byte[] {(byte) 0x80, 2});
        assertMessage(old + ": has the format of PyTorch before 1.6 (a pickle without zip). "
                + "Load it in PyTorch and save it again with torch.save(torch.load(old), new)",
                () -> StateFiles.read(old));
        assertMessage("array: 8 bytes do not fill the shape [3] of F32, which needs 12",
                () -> new NdArray(DType.F32, MemorySegment.ofArray(new byte[8]), 3));
    }

    private static void assertMessage(String message, Runnable action) {
        assertEquals(message, assertThrows(RuntimeException.class, action::run).getMessage());
    }

    @Test
    void anUnknownEndingIsAnsweredWithThoseThatHelp() {
        Map<String, Tensor> one = Map.of("a", Tensor.ones(2));
        Map<String, Tensor> two = Map.of("a", Tensor.ones(2), "b", Tensor.ones(2));
        Path file = folder.resolve("state.xyz");
        String message = assertThrows(FileFormatException.class, () -> StateFiles.save(file, one)).getMessage();
        assertTrue(message.endsWith("one of .npy, .npz, .safetensors, .pt, .pth"), message);
        message = assertThrows(FileFormatException.class, () -> StateFiles.save(file, two)).getMessage();
        assertTrue(message.endsWith("one of .npz, .safetensors, .pt, .pth"), message);
        message = assertThrows(FileFormatException.class, () -> StateFiles.load(file)).getMessage();
        assertTrue(message.endsWith("one of .npy, .npz, .safetensors, .pt, .pth, .onnx"), message);
    }

    @Test
    void aMissingTensorIsNamed() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put("layer.weight", null);
        Path file = folder.resolve("state.npz");
        String message = assertThrows(IllegalArgumentException.class, () -> StateFiles.save(file, state)).getMessage();
        assertTrue(message.startsWith("StateFiles.save: the tensor 'layer.weight' is null"), message);
        assertFalse(Files.exists(file));
    }

    /** A folder that is there, and takes no files. */
    @Test
    void aFolderThatTakesNoFilesIsNamed() {
        Path file = Path.of("/proc/longhand.safetensors");
        Assumptions.assumeTrue(Files.isDirectory(file.getParent()), "there is no /proc");
        String message = assertThrows(UncheckedIOException.class,
                () -> StateFiles.save(file, Map.of("a", Tensor.ones(2)))).getMessage();
        assertTrue(message.contains("the folder /proc takes no new files") && message.contains("Fix: "), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.npy", "a.npz", "a.safetensors", "a.pt", "a.pth", "a.onnx"})
    void aMissingOrDamagedFileIsAnErrorWithAFix(String name) throws IOException {
        Path file = folder.resolve(name);
        String message = assertThrows(UncheckedIOException.class, () -> StateFiles.load(file)).getMessage();
        assertTrue(message.startsWith(file + ": ") && message.contains("no such file") && message.contains(" Rule: ")
                && message.endsWith("Fix: check the path, which is in full " + file + "."), message);
        for (String content : List.of("", "damaged", "\u0093NUMPY", "PK\u0003\u0004 cut off here")) {
            Files.writeString(file, content, StandardCharsets.ISO_8859_1);
            message = assertThrows(FileFormatException.class, () -> StateFiles.load(file), content).getMessage();
            assertTrue(message.startsWith(file + ": ") && message.contains(" Rule: ") && message.contains(" Fix: "),
                    message);
        }
    }
}
