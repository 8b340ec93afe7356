package longhand.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import longhand.io.FileFormatException;
import longhand.sandbox.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The learning path from the first task to the last, and what it says to mistakes. */
class LearnTest {
    private static final int PATIENCE_MS = 600_000;
    private static final Workers WORKERS = new Workers(256);
    @TempDir
    private Path folder;

    @AfterAll
    static void endTheWorker() {
        WORKERS.close();
    }

    private static String solution(Task task) {
        return task.solution();
    }

    private Examiner.Result examine(Task task, String source) throws IOException {
        return examine(task, source, Duration.ofMinutes(5));
    }

    private Examiner.Result examine(Task task, String source, Duration limit) throws IOException {
        Path file = Files.writeString(folder.resolve("Attempt.java"), source);
        return Examiner.examine(task, t -> file, WORKERS.take(), limit, 0);
    }

    @Test
    void everyTaskHasHints() {
        Curriculum.TASKS.forEach(task -> assertTrue(task.hints().size() >= 2, task.name()));
    }

    @Test
    void aScriptedReaderWalksThePathFromTheFirstTaskToTheLast() throws Exception {
        Workspace workspace = new Workspace(folder);
        StringWriter said = new StringWriter();
        Thread session = Thread.ofPlatform().start(() -> {
            try {
                new LearnSession(workspace, new PrintWriter(said, true), Optional.empty()).run();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        for (Task task : Curriculum.TASKS) {
            waitFor(said, "Open " + workspace.file(task));
            waitFor(said, "Not written yet: ", Curriculum.TASKS.indexOf(task) + 1);
            Files.writeString(workspace.file(task), solution(task));
            waitFor(said, "✓ " + task.name() + " is right");
        }
        session.join(PATIENCE_MS);
        assertFalse(session.isAlive());
        assertTrue(said.toString().contains("All 24 tasks are done."), said.toString());
        assertEquals(24, workspace.progress().doneCount());
    }

    /** Two windows on one folder: what is done in one is not undone by the other. */
    @Test
    void progressOfAnotherWindowIsKept() {
        Workspace workspace = new Workspace(folder);
        workspace.prepare();
        Progress open = workspace.progress();
        Progress other = workspace.progress();
        List<Task> tasks = Curriculum.TASKS;
        other.done(tasks.get(3), true);
        other.hint(tasks.get(0));
        open.done(tasks.get(0), true);
        assertTrue(open.isDone(tasks.get(3)) && open.hint(tasks.get(0)).startsWith("Hint 2 of "));
        other.done(tasks.get(3), false);
        open.done(tasks.get(1), true);
        Progress saved = workspace.progress();
        assertEquals(2, saved.doneCount());
        assertTrue(saved.isDone(tasks.get(0)) && saved.isDone(tasks.get(1)) && !saved.isDone(tasks.get(3)));
        assertTrue(saved.hint(tasks.get(0)).startsWith("Hint " + Math.min(3, tasks.get(0).hints().size()) + " of "));
    }

    private static void waitFor(StringWriter said, String text) throws InterruptedException {
        waitFor(said, text, 1);
    }

    /** Waits until a text has been said a number of times. */
    private static void waitFor(StringWriter said, String text, int times) throws InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MS;
        while (said.toString().split(Pattern.quote(text), -1).length <= times) {
            assertTrue(System.currentTimeMillis() < end, () -> "never said: " + text + "\nbut: " + said);
            Thread.sleep(20);
        }
    }

    @Test
    void aMistakeIsNamed() throws IOException {
        Task task = Curriculum.of("corr2d");
        String flipped = solution(task).replace("k[u][v]", "k[k.length - 1 - u][k[0].length - 1 - v]");
        Examiner.Result result = examine(task, flipped);
        assertTrue(result.text().startsWith("""
                corr2d of
                  x = 0 1 2
                      3 4 5
                      6 7 8
                  k = 0 1
                      2 3
                gives
                   5 11
                  23 29
                but is
                  19 25
                  37 43
                """), result.text());
        assertTrue(result.text().contains("the kernel was rotated by 180°"), result.text());
    }

    @Test
    void compilerErrorsShowTheLine() throws IOException {
        Task task = Curriculum.of("OutputSize");
        Examiner.Result result = examine(task, solution(task).replace("return (n", "return (m"));
        assertTrue(result.text().startsWith("It does not compile:\nAttempt.java, line 10: cannot find symbol"),
                result.text());
        assertTrue(result.text().contains("\n            return (m + 2 * p - k) / s + 1;\n                    ^"),
                result.text());
    }

    @Test
    void whatElseGoesWrongIsSaidToo() throws IOException {
        Task task = Curriculum.of("OutputSize");
        String good = solution(task);
        assertTrue(examine(task, good.replace("outputSize(", "size(")).text()
                .contains("The static method outputSize is gone"));
        assertTrue(examine(task, good.replace("int p)",
                "long q, int p)")).text().contains("parameters of outputSize were changed"));
        assertTrue(examine(task, good.replace("/ s", "/ 0")).text()
                .contains("line 10 threw ArithmeticException: / by zero"));
        assertTrue(examine(task, good.replace("class OutputSize",
                "class Other")).text().contains("The class OutputSize is gone"));
        Examiner.Result wrong = examine(task, good.replace("+ 1;", "+ 2;"));
        assertEquals("outputSize(n = 3, k = 2, s = 1, p = 0)\n  gives  3\n  but is 2", wrong.text());
        assertTrue(Examiner.examine(task, t -> folder.resolve("gone.java"), WORKERS.take(), task.limit(), 0).text()
                .contains("learn reset OutputSize"));
        assertTrue(examine(task, "\uFEFF" + good).passed(), "a byte-order mark, as editors on Windows write it");
        assertTrue(examine(task, "package my.tasks;\n" + good).text()
                .contains("the line that begins with \"package\" moved it"));
        assertTrue(examine(task, good.replace("return (n", "int z = " + "(".repeat(20_000) + "1" + ")".repeat(20_000)
                + "; return (n")).text().contains("nested very deeply"));
        Task matrix = Curriculum.of("ChannelsIn");
        String other = solution(matrix).replace("return sum;", "return sum.reshape(-1);");
        assertFalse(examine(matrix, other).passed());
    }

    @Test
    void hintsListAndQuit() throws Exception {
        Workspace workspace = new Workspace(folder);
        StringWriter said = new StringWriter();
        BufferedReader typed = new BufferedReader(new StringReader("h\nh\nh\nh\nl\nwhat\nq\n"));
        new LearnSession(workspace, new PrintWriter(said, true), Optional.of(typed)).run();
        String text = said.toString();
        assertTrue(text.contains("Hint 1 of 3: Two loops") && text.contains("Hint 3 of 3: float sum = 0"), text);
        assertTrue(text.contains(" 18 NinBlock"), text);
        assertTrue(text.contains("h: hint, l: list of tasks, c: compare"), text);
        assertTrue(text.contains("24 LeNet"), text);
        assertTrue(text.strip().endsWith("Go on with: longhand learn"), text);
    }

    @Test
    void progressIsKept() throws IOException {
        Workspace workspace = new Workspace(folder);
        workspace.prepare();
        Task first = Curriculum.TASKS.getFirst();
        Files.writeString(workspace.file(first), solution(first));
        workspace.progress().done(first, true);
        workspace.prepare();
        assertEquals(solution(first), Files.readString(workspace.file(first)), "what the reader wrote stays");
        assertEquals("OutputSize", workspace.progress().next().orElseThrow().name());
        for (String damaged : List.of("", "{", "null", "{}", "{\"done\":[],\"hints\":null}",
                "{\"done\":[null],\"hints\":{}}", "{\"done\":[1],\"hints\":{}}",
                "{\"done\":\"NinBlock\",\"hints\":{}}", "{\"done\":[],\"hints\":{\"NinBlock\":null}}",
                "{\"done\":[],\"hints\":{\"NinBlock\":\"1\"}}", "{\"done\":[],\"hints\":{\"NinBlock\":-1}}")) {
            Files.writeString(folder.resolve("progress.json"), damaged);
            String message = assertThrows(FileFormatException.class, workspace::progress, damaged).getMessage();
            assertTrue(message.contains("progress.json: ")
                    && message.endsWith("Fix: delete it to start the count afresh; solved files stay"), message);
        }
    }

    @Test
    void hintsAreCountedUpToTheLast() throws IOException {
        Workspace workspace = new Workspace(folder);
        workspace.prepare();
        Files.writeString(folder.resolve("progress.json"), "{\"done\":[],\"hints\":{\"NinBlock\":2147483647}}");
        for (int i = 0; i < 3; i++) {
            String hint = workspace.progress().hint(Curriculum.of("NinBlock"));
            assertTrue(hint.matches("(?s)Hint (\\d+) of \\1: .*"), hint);
        }
    }

    @Test
    void tasksGoByNameNumberOrFile() {
        for (String name : java.util.List.of("Softmax", "softmax", "14", "014", "14_Softmax.java",
                "learn/14_Softmax.java", "14_softmax")) {
            assertEquals("Softmax", Curriculum.of(name).name(), name);
        }
        for (String name : java.util.List.of("0", "25", "", "1.5", "-1", "Softmaxx")) {
            String message = assertThrows(IllegalArgumentException.class, () -> Curriculum.of(name)).getMessage();
            assertTrue(message.contains("14 Softmax"), message);
        }
    }

    @Test
    void whatIsHandedOutHasHolesAndNoSolutions() {
        for (Task task : Curriculum.TASKS) {
            assertTrue(task.source().contains("not written yet") && !task.source().contains("SOLUTION"), task.source());
            assertFalse(task.solution().contains("not written yet") || task.solution()
                    .contains("SOLUTION"), task.solution());
        }
        assertThrows(IllegalArgumentException.class, () -> SolutionMarks.handout("// BEGIN SOLUTION\n"));
        assertThrows(IllegalArgumentException.class, () -> SolutionMarks.handout("// END SOLUTION\n"));
        assertThrows(IllegalArgumentException.class,
                () -> SolutionMarks.handout("// BEGIN SOLUTION\n// END HIDDEN TESTS\n"));
        assertEquals("a\n  throw new UnsupportedOperationException(\"not written yet\");\nb\n", SolutionMarks.handout(
                "a\n  // BEGIN SOLUTION\n  secret\n  // END SOLUTION\nb\n// BEGIN HIDDEN TESTS\nsecret\n// END "
                + "HIDDEN TESTS\n"));
    }

    @Test
    void aResetKeepsWhatWasWritten() throws IOException {
        Workspace workspace = new Workspace(folder);
        workspace.prepare();
        Task task = Curriculum.of("1");
        assertTrue(workspace.reset(task).isEmpty(), "nothing was written");
        Files.writeString(workspace.file(task), "mine");
        assertEquals("mine", Files.readString(workspace.reset(task).orElseThrow()));
        Files.writeString(workspace.file(task), "mine too");
        assertEquals("mine too", Files.readString(workspace.reset(task).orElseThrow()));
        assertEquals(task.source(), Files.readString(workspace.file(task)));
    }

    @Test
    void editorsFindTheEngine() throws Exception {
        Workspace workspace = new Workspace(folder);
        workspace.prepare();
        for (String name : java.util.List.of(".project", ".classpath", "learn.iml", ".idea/modules.xml",
                ".idea/misc.xml")) {
            javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(folder.resolve(name).toFile());
        }
        com.fasterxml.jackson.databind.JsonNode settings = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(folder.resolve(".vscode/settings.json").toFile());
        for (com.fasterxml.jackson.databind.JsonNode jar : settings.get("java.project.referencedLibraries")) {
            assertTrue(Path.of(jar.asText()).isAbsolute(), jar.asText());
            assertTrue(Files.readString(folder.resolve(".classpath")).contains(jar.asText()), jar.asText());
        }
        Files.writeString(folder.resolve("learn.iml"), "mine");
        workspace.prepare();
        assertEquals("mine", Files.readString(folder.resolve("learn.iml")));
    }
}
