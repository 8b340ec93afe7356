package longhand.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every lesson and compares what comes out with what is stored; plants faults in one to see that they are found.
 */
class LessonsTest {
    @TestFactory
    Stream<DynamicTest> everyLessonGivesItsStoredOutputs() {
        return Lessons.files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), file.toUri(), () -> {
            List<String> findings = NotebookRunner.check(Notebook.read(file));
            assertTrue(findings.isEmpty(), () -> String.join("\n\n", findings));
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyLessonIsWrittenAsNbformatWrites() {
        return Lessons.files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), file.toUri(),
                () -> assertEquals(Files.readString(file), Notebook.read(file).toJson())));
    }

    @TestFactory
    Stream<DynamicTest> everyLessonSaysItsGoalsAndHasExercisesThatCheckCanJudge() {
        return Lessons.files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), file.toUri(), () -> {
            String text = String.join("\n", Notebook.read(file).cells().stream().map(NotebookCell::source).toList());
            assertTrue(text.contains("After this lesson you will be able to"), "goals");
            assertTrue(text.contains("## Exercises"), "exercises");
            assertTrue(text.contains("./longhand check "), "an exercise that longhand check can judge");
            String all = Files.readString(file);
            assertFalse(all.matches("(?s).*(src|href)=.{0,2}https?:.*"), "nothing is fetched from elsewhere");
        }));
    }

    private static final Path THIRD = Lessons.files().stream().filter(f -> f.toString().contains("03-")).findFirst()
            .orElseThrow();

    private static List<String> planted(Path folder, String from, String to) throws IOException {
        String lesson = Files.readString(THIRD);
        assertTrue(lesson.contains(from), "nothing to plant in: " + from);
        Path copy = folder.resolve(THIRD.getFileName());
        Files.writeString(copy, lesson.replace(from, to));
        return NotebookRunner.check(Notebook.read(copy));
    }

    @Test
    void aRenamedMethodOfOursIsFoundInItsCell(@TempDir Path folder) throws IOException {
        List<String> findings = planted(folder, "Explain.corr2d(X, K)", "Explain.corr2D(X, K)");
        assertEquals(1, findings.size(), findings::toString);
        assertTrue(findings.getFirst().startsWith("03-corr2d-and-edges.ipynb, cell [3]: failed\nCompileError in cell [3], line 4: "
                + "cannot find symbol\n    Explain.corr2D(X, K)\n           ^"), findings.getFirst());
    }

    @Test
    void aStaleNumberIsFoundInItsCell(@TempDir Path folder) throws IOException {
        List<String> findings = planted(folder, "[37., 43.]", "[37., 44.]");
        assertEquals(2, findings.size(), findings::toString);
        assertTrue(findings.getFirst().startsWith("03-corr2d-and-edges.ipynb, cell [2]: text/plain differs in line 2\n"
                + "  stored:         [37., 44.]])\n  gives:          [37., 43.]])"), findings.getFirst());
        assertTrue(findings.getLast().startsWith("03-corr2d-and-edges.ipynb, cell [3]: stdout differs"),
                findings.getLast());
    }
}
