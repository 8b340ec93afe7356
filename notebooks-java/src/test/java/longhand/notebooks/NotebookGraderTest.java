package longhand.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import longhand.explain.exercise.Assignment;
import longhand.explain.exercise.Grade;
import longhand.explain.exercise.Grader;
import longhand.explain.exercise.Student;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notebook exercises: handed out without solutions, graded with hidden tests, whatever the cells do. */
class NotebookGraderTest {
    private static final String HOLE = "throw new UnsupportedOperationException(\"not written yet\");";
    @TempDir
    private Path folder;

    private static ObjectNode cell(String id, String source) {
        ObjectNode cell = NotebookJson.MAPPER.createObjectNode().put("cell_type", "code").put("id", id)
                .putNull("execution_count");
        cell.putObject("metadata");
        cell.putArray("outputs");
        cell.set("source", NotebookJson.lines(source));
        return cell;
    }

    private static String notebook(ObjectNode... cells) {
        ObjectNode root = NotebookJson.MAPPER.createObjectNode().put("nbformat", 4).put("nbformat_minor", 5);
        root.putObject("metadata");
        ArrayNode all = root.putArray("cells");
        List.of(cells).forEach(all::add);
        return NotebookJson.write(root);
    }

    private Path teacher() throws IOException {
        ObjectNode test = cell("test-square",
                "if (square(3) != 9) { throw new IllegalStateException(\"3 squared is 9\"); }\n"
                + "// BEGIN HIDDEN TESTS\nif (square(-5) != 25) { throw new IllegalStateException(\"hidden: -5 "
                + "squared is 25\"); }\n"
                + "// END HIDDEN TESTS\n");
        ObjectNode last = cell("test-sum",
                "if (sum(Tensor.arange(4)) != 6) { throw new IllegalStateException(\"0 to 3 is 6\"); }");
        ((ObjectNode) last.get("metadata")).putObject("nbgrader").put("grade", true).put("points", 3)
                .put("grade_id", "sum");
        return Files.writeString(folder.resolve("lesson.ipynb"),
                notebook(cell("imports", "import longhand.tensor.Tensor;"),
                cell("square", "int square(int x) {\n    // BEGIN SOLUTION\n    return x * x;\n    // END SOLUTION\n}"),
                test,
                cell("sum", "float sum(Tensor x) {\n    // BEGIN SOLUTION\n    return x.sum().item();\n    // END "
                + "SOLUTION\n}"), last));
    }

    private Map<String, Grade> grade(NotebookTask task, Path answers, Duration limit) throws IOException {
        Assignment assignment = task.assignment("lesson", List.of());
        NotebookGrader grader = new NotebookGrader(task, assignment, limit);
        Map<String, Grade> by = new LinkedHashMap<>();
        Grader.gradeFiles(answers, assignment, grader::grade).forEach(g -> by.put(g.student().id(), g));
        return by;
    }

    @Test
    void whatIsHandedOutHasNoSolutionsNoHiddenTestsAndNoOutputs() throws IOException {
        String handout = NotebookTask.handout(teacher());
        assertTrue(handout.contains("not written yet"), handout);
        for (String secret : List.of("x * x", "hidden", "SOLUTION", "x.sum()")) {
            assertFalse(handout.contains(secret), handout);
        }
        Path plain = Files.writeString(folder.resolve("plain.ipynb"), notebook(cell("a", "1 + 1")));
        assertTrue(assertThrows(NotebookException.class, () -> NotebookTask.handout(plain)).getMessage()
                .contains("no cell that tests"));
    }

    @Test
    void notebooksAreGradedWhateverTheirCellsDo() throws IOException {
        NotebookTask task = new NotebookTask(teacher());
        String handout = NotebookTask.handout(teacher());
        Path answers = Files.createDirectory(folder.resolve("answers"));
        answer(answers, "right", "return x * x;");
        answer(answers, "half", "return 3 * x;");
        answer(answers, "exits", "System.exit(0); return 9;");
        answer(answers, "files", "new java.io.File(\\\"x\\\").delete(); return x * x;");
        Files.writeString(answers.resolve("cheats.ipynb"), handout.replace("if (square(3) != 9)", "if (false)")
                .replace("!= 6", "!= 7"));
        Files.writeString(answers.resolve("broken.ipynb"), "{");
        Files.writeString(answers.resolve("extra.ipynb"), notebook(cell("imports", "import longhand.tensor.Tensor;"),
                cell("own", "int helper(int x) { return x * x; }"),
                cell("square", "int square(int x) { return helper(x); }")));
        Map<String, Grade> by = grade(task, answers, Duration.ofMinutes(5));
        assertEquals(4, by.get("right").points(), by.get("right").toString());
        assertAnswer(by.get("half"), 3, "hidden: -5 squared is 25", 0);
        assertAnswer(by.get("exits"), 3, "System.exit", 0);
        assertAnswer(by.get("files"), 3, "java.io.File", 0);
        assertAnswer(by.get("cheats"), 0, "not written yet", 0);
        assertEquals(Grade.Status.UNREADABLE, by.get("broken").status());
        assertAnswer(by.get("extra"), 1, "not written yet", 1);
    }

    /** An answer whose method square has this body. */
    private void answer(Path answers, String name, String body) throws IOException {
        String hole = HOLE.replace("\"", "\\\"");
        Files.writeString(answers.resolve(name + ".ipynb"), NotebookTask.handout(teacher())
                .replaceFirst(Pattern.quote(hole), Matcher.quoteReplacement(body))
                .replace(hole, "return x.sum().item();"));
    }

    @Test
    void aCellThatNeverEndsIsLeftOut() throws IOException {
        Path answers = Files.createDirectory(folder.resolve("answers"));
        answer(answers, "loops", "while (x > 0) { } return 9;");
        Grade grade = grade(new NotebookTask(teacher()), answers, Duration.ofSeconds(8)).get("loops");
        assertAnswer(grade, 3, "did not end within 8 s", 0);
    }

    private static void assertAnswer(Grade grade, double points, String remark, int test) {
        assertEquals(points, grade.points(), grade.toString());
        assertTrue(grade.answers().get(test).remark().contains(remark), grade.toString());
    }

    @Test
    void studentsOfAListAreFound() throws IOException {
        NotebookTask task = new NotebookTask(teacher());
        Assignment assignment = task.assignment("lesson", List.of(Student.named("Ana Muster"), Student.named("ben")));
        Path answers = Files.createDirectory(folder.resolve("answers"));
        Files.writeString(answers.resolve("Ana Muster_12_assignsubmission.ipynb"), "{}");
        List<Grade> grades = Grader.gradeFiles(answers, assignment, (text, sheet) -> List.of());
        assertEquals(List.of(Grade.Status.UNKNOWN_STUDENT, Grade.Status.MISSING), grades.stream().map(Grade::status)
                .toList());
        assertEquals("ana-muster", grades.getFirst().student().id());
    }
}
