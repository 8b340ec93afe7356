package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import longhand.io.NdArray;
import longhand.io.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as people write them, in text and in files. */
class MatrixTextTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "19 25; 37 43", "19 25\n37 43", "19,25\n37,43", "19, 25; 37, 43", " 19\t25 ;\n 37 43 \n", "19.0 25.00;3.7e1 43",
                "+19 25 37 43",
        "[[19,25],[37,43]]", "[[19. 25.]\n [37. 43.]]", "tensor([[19., 25.],\n        [37., 43.]])", "[19 25; 37 43]",
        "array([[19, 25],\n       [37, 43]], dtype=int64)", "19,0 25,0; 37,0 43,0", "38/2 25; 37 43",
        "\uFEFF19 25\r\n37 43\r\n", "19\u00A025;37\u00A043",
        "tensor([[19., 25.], [37., 43.]], grad_fn=<AddBackward0>)", "[[19,25];[37,43]]"})
    void oneMatrixInManySpellings(String text) {
        assertArrayEquals(new double[] {19, 25, 37, 43}, MatrixText.parse(text).values().toArray(), text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "0 1 2; 3 4 5@2 3", "0 1; 2 3 | 4 5; 6 7@2 2 2", "0 1|2 3||4 5|6 7@2 2 1 2", "5@1 1", "[1, 2, 3]@3",
                "[[[1],[2]]]@1 2 1",
        "0||1@2 1 1 1", "-1.5 .5 1e-3@1 3", "\u22121 \u22122@1 2"})
    void shapes(String text, String dims) {
        int[] shape = MatrixText.parse(text).values().dims();
        assertEquals(dims, String.join(" ", java.util.Arrays.stream(shape).mapToObj(String::valueOf).toList()));
    }

    @Test
    void emptyLinesSeparatePlanes() {
        assertArrayEquals(new int[] {2, 2, 2}, MatrixText.parse("0 1\n2 3\n\n4 5\n6 7\n").values().dims());
    }

    @Test
    void minusSignsAndRounding() {
        Written w = MatrixText.parse("\u22120.33 0.5 1.250e-1 2");
        assertArrayEquals(new double[] {-0.33, 0.5, 0.125, 2}, w.values().toArray());
        assertArrayEquals(new double[] {0.005, 0, 0.00005, 0}, w.rounding(), 1e-12);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "''@there are no numbers", "0 1; 2@row 2 has 1 numbers where the one before has 2",
                "0 x; 2 3@row 1, number 2: 'x' is not a number",
        "0 1 | 2@plane 2, row 1 has 1 numbers", "1,,2@row 1, number 2 is missing",
                "[[1, 2], [3]]@shape [1] and the one before [2]",
        "[[1, 2], 3]@All rows must be equally long and deep", "[1, 2@a closing ']' is missing",
        "[]@empty pair of brackets", "[1] 2@after the last bracket stands '2'", "1/0 2@divides by 0",
        "1e999 2@too large", "nan 1@'nan' is not a number", "[[[[[[[[[1]]]]]]]]]@a '[' is expected"})
    void badTextIsRefusedWithTheSpot(String text, String message) {
        String said = assertThrows(MatrixFormatException.class, () -> MatrixText.parse(text)).getMessage();
        assertTrue(said.contains(message), said);
    }

    @Test
    void hugeTextIsRefused() {
        String text = "1 ".repeat(600_000);
        assertTrue(assertThrows(MatrixFormatException.class, () ->
                MatrixText.parse(text)).getMessage().contains("1000000 are the most"));
    }

    @Test
    void spreadsheetsWithSemicolons() {
        assertArrayEquals(new double[] {19.5, 25, 37, 43}, MatrixText.parseCsv("19,5;25\n37;43\n").values().toArray());
        assertArrayEquals(new double[] {19, 25}, MatrixText.parseCsv("\"19\",\"25\"\n").values().toArray());
    }

    @Test
    void filesOfEveryKind(@TempDir Path folder) throws IOException {
        double[] expected = {19, 25, 37, 43};
        Files.writeString(folder.resolve("a.csv"), "19;25\n37;43\n");
        Files.writeString(folder.resolve("a.json"), "{\"answer\": [[19, 25.00], [37, 43]]}");
        Files.writeString(folder.resolve("b.json"), "[[19, 25], [37, 43]]");
        Files.writeString(folder.resolve("c.json"), "{\"answer\": \"19 25; 37 43\"}");
        Files.writeString(folder.resolve("d.json"), "{\"student\": \"Ana\", \"Y\": [[19, 25], [37, 43]]}");
        Files.write(folder.resolve("utf16.txt"), "\uFEFF19 25\r\n37 43\r\n".getBytes(StandardCharsets.UTF_16LE));
        Files.write(folder.resolve("utf16be"), "19 25\n37 43".getBytes(StandardCharsets.UTF_16BE));
        Npy.write(folder.resolve("a.npy"), NdArray.of(new float[] {19, 25, 37, 43}, 2, 2));
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertArrayEquals(expected, MatrixFile.argument(file.toString()).values().toArray(), file.toString());
            }
        }
        assertEquals(0.005, MatrixFile.read(folder.resolve("a.json")).rounding()[1], 1e-12);
    }

    @Test
    void badFilesAreNamed(@TempDir Path folder) throws IOException {
        Path binary = Files.write(folder.resolve("a.txt"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2});
        assertTrue(assertThrows(MatrixFormatException.class, () ->
                MatrixFile.read(binary)).getMessage().contains("not a text file"));
        Path object = Files.writeString(folder.resolve("a.json"), "{\"result\": {\"a\": 3}}");
        assertTrue(assertThrows(MatrixFormatException.class, () -> MatrixFile.read(object)).getMessage()
                .contains("\"answer\""));
        Path two = Files.writeString(folder.resolve("c.json"), "{\"answer\": [[1, 2]], \"scale\": 0.1}");
        assertTrue(assertThrows(MatrixFormatException.class, () -> MatrixFile.read(two)).getMessage()
                .contains("has 2 members, 'answer' and 'scale'"));
        Path broken = Files.writeString(folder.resolve("b.json"), "{\"answer\": [[1,");
        assertTrue(assertThrows(MatrixFormatException.class, () -> MatrixFile.read(broken)).getMessage()
                .contains("not JSON"));
        assertThrows(UncheckedIOException.class, () -> MatrixFile.argument("missing.csv"));
    }
}
