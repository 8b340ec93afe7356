package longhand.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Running, storing and checking whole notebooks; what must be found is planted. */
class NotebookRunnerTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("lesson.ipynb");
    }

    private Notebook stored(String... sources) {
        NotebookRunner.update(TestNotebooks.write(file(), sources));
        return Notebook.read(file());
    }

    private Notebook storedThenEdited(String from, String to, String... sources) {
        stored(sources);
        try {
            String text = Files.readString(file());
            assertTrue(text.contains(from), "nothing to plant in");
            Files.writeString(file(), text.replace(from, to));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Notebook.read(file());
    }

    @Test
    void whatWasJustStoredPasses() {
        Notebook notebook = stored("int a = 3;", "System.out.println(a);\nSystem.err.println(4);\na + 1",
                "import longhand.notebooks.*;\nDisplay.show(new Html(\"<i>x</i>\", \"x\"));",
                "#tag raises-exception\nint b = 1 / 0;");
        assertEquals(List.of(), NotebookRunner.check(notebook));
        assertEquals(3, notebook.codeCells().get(1).outputs().size());
    }

    @Test
    void whatIsWrittenWhileItRunsStays() throws IOException {
        Notebook notebook = stored("1 + 1");
        String edited = Files.readString(file()).replace("1 + 1", "1 + 2");
        Files.writeString(file(), edited);
        String message = assertThrows(NotebookException.class, () -> NotebookRunner.update(notebook)).getMessage();
        assertEquals(file() + " was changed while it ran, and stays as it is. Fix: run it again", message);
        assertEquals(edited, Files.readString(file()));
    }

    @Test
    void aStaleOutputIsFoundWithItsCell() {
        assertEquals(List.of("""
                lesson.ipynb, cell [2]: text/plain differs in line 1
                  stored: 44
                  gives:  4
                (if the new output is right: longhand notebook update)"""),
                NotebookRunner.check(storedThenEdited("\"4\"", "\"44\"", "int a = 3;", "a + 1")));
    }

    @Test
    void aStalePrintedLineIsFound() {
        List<String> findings = NotebookRunner.check(storedThenEdited("three\\n", "3\\n",
                "System.out.println(\"two\\nthree\");"));
        // The edit changes the stored output; the source holds the text without an escaped newline behind it.
        assertEquals(List.of("""
                lesson.ipynb, cell [1]: stdout differs in line 2
                  stored: 3
                  gives:  three
                (if the new output is right: longhand notebook update)"""), findings);
    }

    @Test
    void anApiThatIsGoneIsFoundWithItsCellAndACaret() {
        Notebook notebook = storedThenEdited("a.indexOf", "a.indexOff", "String a = \"abc\";",
                "int n = 1;\na.indexOf(\"c\")", "n");
        assertEquals(List.of("""
                lesson.ipynb, cell [2]: failed
                CompileError in cell [2], line 2: cannot find symbol
                    a.indexOff("c")
                     ^
                  symbol:   method indexOff(String)
                  location: variable a of type String"""), NotebookRunner.check(notebook));
    }

    @Test
    void aMissingOutputAndOneTooManyAreFound() {
        assertTrue(NotebookRunner.check(TestNotebooks.write(file(), "1 + 1")).getFirst()
                .contains("has no stored output"));
        Notebook silent = storedThenEdited("1 + 1", "1 + 1;", "1 + 1");
        assertTrue(NotebookRunner.check(silent).getFirst().contains("stores 1 outputs, but gives 0"));
    }

    @Test
    void tagsAreHonoured() {
        assertEquals(List.of(), NotebookRunner.check(stored("#tag nbval-ignore-output\nSystem.nanoTime()")));
        List<String> findings = NotebookRunner.check(TestNotebooks.write(file(),
                "#tag raises-exception\nint fine = 1;"));
        assertEquals(List.of("lesson.ipynb, cell [1]: should fail (it is tagged raises-exception) but ran to its end"),
                findings);
    }

    @Test
    void anErrorThatChangedIsFound() {
        Notebook notebook = storedThenEdited("/ by zero", "/ by null", "#tag raises-exception\nint b = 1 / 0;");
        assertTrue(NotebookRunner.check(notebook).getFirst()
                .startsWith("lesson.ipynb, cell [1]: error differs in line 1"));
    }

    @Test
    void picturesAreComparedByPixels() {
        String draw = """
                import java.awt.image.*;
                var picture = new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
                picture.setRGB(2, 1, 0xff0000);
                picture""";
        Notebook notebook = storedThenEdited("setRGB(2, 1, 0xff0000)", "setRGB(2, 1, 0xff0001)", draw);
        assertTrue(NotebookRunner.check(notebook).getFirst()
                .contains("picture differs at column 2, row 1: stored ffff0000, gives ffff0001"));
    }

    @Test
    void chartsAreComparedByTheirNumbersNotByTheirLetters() {
        String chart = "longhand.notebooks.Charts.lines(\"loss\", \"epoch\", \"loss\", Map.of(\"train\", new double[] {2, 1}))";
        Notebook notebook = stored(chart);
        String text = notebook.toJson();
        assertTrue(text.contains("train: 2.000, 1.000"), text);
        assertTrue(text.contains("machine_dependent"), text);
        assertEquals(List.of(), NotebookRunner.check(notebook));
        Notebook other = storedThenEdited("{2, 1}", "{2, 3}", chart);
        assertTrue(NotebookRunner.check(other).getFirst().contains("gives:    train: 2.000, 3.000"));
    }

    @Test
    void aFailingCellStoresNothing() throws IOException {
        Notebook notebook = TestNotebooks.write(file(), "int a = 1;\na", "int b = nothing;");
        String before = Files.readString(file());
        var thrown = assertThrows(NotebookException.class, () -> NotebookRunner.update(notebook));
        assertTrue(thrown.getMessage().contains("cell [2] failed; nothing was stored\nCompileError in cell [2], line 1"));
        assertEquals(before, Files.readString(file()));
    }

    @Test
    void updatingTwiceChangesNothing() throws IOException {
        stored("int a = 3;", "System.out.println(\"é 中文 \\u001b[0m\");\na");
        String once = Files.readString(file());
        NotebookRunner.update(Notebook.read(file()));
        assertEquals(once, Files.readString(file()));
    }

    @Test
    void filesThatAreNoNotebooksAreNamed() throws IOException {
        Files.writeString(file(), "{\n\"cells\": [\n");
        assertRefused(file(), "not valid JSON");
        for (String text : List.of("{\"nbformat\": 3}", "{\"nbformat\": 4}", "[]",
                "{\"nbformat\": 4, \"cells\": [1, null]}")) {
            Files.writeString(file(), text);
            assertRefused(file(), "format 4");
        }
        assertRefused(folder.resolve("missing.ipynb"), "missing.ipynb");
        Files.write(file(), new byte[] {(byte) 0xff, 0});
        assertRefused(file(), "it is no text in UTF-8");
    }

    private static void assertRefused(Path file, String problem) {
        String message = assertThrows(NotebookException.class, () -> Notebook.read(file)).getMessage();
        assertTrue(message.contains(problem) && message.contains(". Fix: "), message);
    }
}
