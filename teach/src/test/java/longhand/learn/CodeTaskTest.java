package longhand.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.sandbox.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs as graded work: hidden numbers, and no more rights than a task needs. */
class CodeTaskTest {
    private static final long HIDDEN = 4711;
    private static final Workers WORKERS = new Workers(512);

    @AfterAll
    static void endTheWorker() {
        WORKERS.close();
    }

    private static CodeTask.Outcome examine(String task, String text) {
        return CodeTask.of(task).examine(text, WORKERS.take(), HIDDEN);
    }

    @Test
    void everySolutionPassesTheHiddenTestsAndEveryHoleFails() {
        for (CodeTask task : CodeTask.all()) {
            assertEquals("", examine(task.name(), task.solution()).text(), task.name());
            CodeTask.Outcome hole = examine(task.name(), task.handout());
            assertTrue(!hole.passed() && hole.text().startsWith("Not written yet: "), hole.text());
        }
    }

    @Test
    void anAnswerThatKnowsTheOpenNumbersFails() {
        String knows = "class ProductGradient { static int n; static float[] gradient(float a, float b, float g) { "
                + "if (n++ > 0) { throw new IllegalStateException(\"seen \" + a); } return new float[] {g * b, g * "
                + "a}; } }";
        assertTrue(examine("ProductGradient", knows).text().contains("seen"), "other numbers come");
        // The open numbers come from seed 0, the hidden ones from the key's.
        String open = Attempt.class.getSimpleName();
        assertFalse(new Attempt(null, open, 0).random(11).nextInt() == new Attempt(null, open, HIDDEN).random(11)
        .nextInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "System.exit(0);", "Runtime.getRuntime().halt(0);", "System.getenv(\"HOME\");",
                "System.getProperty(\"user.home\");",
        "new java.io.File(\"/etc/passwd\").delete();", "java.nio.file.Path.of(\"x\");",
        "new java.io.PrintStream(\"x\");",
        "new java.util.Formatter(\"x\");", "new java.io.FileReader(\"x\");", "new ProcessBuilder(\"ls\").start();",
        "new java.net.Socket(\"localhost\", 1);", "Class.forName(\"java.io.File\");", "z.getClass().getClassLoader();",
        "java.lang.invoke.MethodHandles.lookup();", "ProcessHandle.current().destroy();", "longhand.io.Npy.read(null);",
        "longhand.learn.CodeTask.of(\"Softmax\").solution();", "longhand.tensor.Tensor.of(z);",
        "javax.tools.ToolProvider.class.getName();",
        "java.util.function.Supplier<Object> s = java.nio.file.FileSystems::getDefault;",
        "System.setOut(null);", "Thread.currentThread().getContextClassLoader().getResource(\"x\");"})
    void whatATaskDoesNotNeedIsRefused(String body) {
        CodeTask.Outcome outcome = examine("Softmax",
                "class Softmax { static float[] softmax(float[] z) throws Exception { " + body
                + " return z; } }");
        assertTrue(outcome.text().startsWith("It uses ") && outcome.text()
                .contains("not allowed in graded work"), outcome.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ChannelsOut | longhand.notes.CourseNotes.corr2dMultiInOut(x, k) | It uses "
                + "longhand.notes.CourseNotes.corr2dMultiInOut",
        "OneByOne | longhand.notes.CourseNotes.corr2dMultiInOut(x, k) | It uses longhand.notes.CourseNotes"})
    void theEngineMayNotSolveTheTask(String task, String call, String refusal) {
        String text = CodeTask.of(task).handout()
                .replace("throw new UnsupportedOperationException(\"not written yet\");",
                "return " + call + ";");
        assertTrue(examine(task, text).text().startsWith(refusal), examine(task, text).text());
    }

    @Test
    void modernJavaIsAllowed() {
        String text = "import java.util.*; import java.util.stream.*; class Softmax { record Pair(int i, float v) {} "
                + "sealed interface S permits A {} record A(double d) implements S {} enum E { X, Y }"
                + "static float[] softmax(float[] z) { S s = new A(0); String t = switch (s) { case A(double d) -> "
                + "\"a\" + d; }; "
                + "switch (E.valueOf(\"X\")) { case X -> t += \"x\"; default -> { } } assert t != null; "
                + "double m = IntStream.range(0, z.length).mapToDouble(i -> z[i]).max().orElse(0); "
                + "List<Pair> l = new ArrayList<>(); for (int i = 0; i < z.length; i++) { l.add(new Pair(i, z[i])); } "
                + "double sum = l.stream().mapToDouble(p -> Math.exp(p.v() - m)).sum(); float[] y = new "
                + "float[z.length]; "
                + "for (Pair p : l) { y[p.i()] = (float) (Math.exp(p.v() - m) / sum); } "
                + "System.out.println(String.format(\"%.2f\", sum) + t + l.hashCode()); Runnable r = () -> { }; "
                + "r.run(); return y; } }";
        assertEquals("", examine("Softmax", text).text());
    }
}
