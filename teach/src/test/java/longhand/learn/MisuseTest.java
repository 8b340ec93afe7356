package longhand.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import longhand.sandbox.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that exit, loop, fill the memory, flood the screen, or break what their task promises. */
class MisuseTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
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
        return examine(task, source, PATIENCE);
    }

    private Examiner.Result examine(Task task, String source, Duration limit) throws IOException {
        Path file = Files.writeString(folder.resolve("Attempt.java"), source);
        return Examiner.examine(task, t -> file, WORKERS.take(), limit, 0);
    }

    /** The body of outputSize; everything else of the file stays. */
    private Examiner.Result misuse(String body) throws IOException {
        return misuse(body, PATIENCE);
    }

    private Examiner.Result misuse(String body, Duration limit) throws IOException {
        Task task = Curriculum.of("OutputSize");
        return examine(task, solution(task).replace("return (n", body + " return (n"), limit);
    }

    @Test
    void whateverTheCodeDoesIsMetWithASentence() throws IOException {
        assertSays("ended Java with exit status 3", misuse("System.exit(3);"));
        assertSays("ended Java with exit status 0", misuse("Runtime.getRuntime().halt(0);"));
        assertSays("did not end within 1 s", misuse("while (n > 0) { }", Duration.ofSeconds(1)));
        assertSays("did not end within 1 s", misuse(
                "try { Thread.sleep(1_000_000); } catch (InterruptedException e) { }", Duration.ofSeconds(1)));
        assertSays("more than 256 MB of memory",
                misuse("java.util.List<int[]> l = new java.util.ArrayList<>(); while (n > 0) { "
                + "l.add(new int[1_000_000]); }"));
        assertSays("printed more than 20 million characters",
                misuse("while (n > 0) { System.out.println(\"flood\"); }"));
        assertSays("nobody can type here", misuse("new java.util.Scanner(System.in).nextLine();"));
        assertSays("Does a method call itself without end?", misuse("outputSize(n, k, s, p);"));
        assertSays("threw IllegalStateException: no",
                misuse("if (n > 0) { throw new IllegalStateException(\"no\"); }"));
        assertSays("ended Java", misuse("for (java.lang.reflect.Field f : new java.lang.reflect.Field[0]) { } "
                + "new Thread(() -> System.exit(5)).start(); while (n > 0) { }"));
        Examiner.Result printed = misuse("System.out.println(\"n is \" + n + \"\\u001b[2J\");");
        assertTrue(printed.passed() && printed.remarks().startsWith("It printed:\n  n is 3[2J\n"), printed.toString());
        Examiner.Result threads = misuse("new Thread(() -> { while (true) { } }, \"spinner\").start();");
        assertTrue(threads.passed() && threads.remarks()
                .contains("left threads running (spinner)"), threads.toString());
    }

    private static void assertSays(String part, Examiner.Result result) {
        assertTrue(!result.passed() && result.text().contains(part), result.toString());
    }

    @Test
    void filesAreWrittenAndDeletedInAFolderOfItsOwn() throws IOException {
        Path mine = Files.writeString(Path.of("kept-by-the-test.txt"), "mine");
        try {
            Examiner.Result result = misuse("try { for (java.io.File f : new java.io.File(\".\").listFiles()) { "
                    + "f.delete(); } "
                    + "java.nio.file.Files.writeString(java.nio.file.Path.of(\"left.txt\"), \"x\"); } "
                    + "catch (java.io.IOException e) { throw new IllegalStateException(e); }");
            assertTrue(result.passed(), result.toString());
            assertEquals("mine", Files.readString(mine));
            assertFalse(Files.exists(Path.of("left.txt")));
        } finally {
            Files.delete(mine);
        }
    }

    @Test
    void whatATaskPromisesIsTested() throws IOException {
        Task task = Curriculum.of("Padding");
        assertSays("pad changes x, which must stay as it is", examine(task, solution(task).replace("return big;",
                "x[0][0]++; return big;")));
        assertSays("pad returns x itself",
                examine(task, solution(task).replace("return big;", "return p == 0 ? x : big;")));
        Task sgd = Curriculum.of("SgdStep");
        assertSays("gradient, which must stay as it is",
                examine(sgd, solution(sgd).replaceFirst("(?s)\\}\\s*\\}\\s*\\}\\s*$",
                "gradient[i] = 0; } } }")));
    }

    @Test
    void theLastTasksKnowTheUsualMistakes() throws IOException {
        Task loop = Curriculum.of("TrainingLoop");
        assertSays("never clears the gradients", examine(loop, solution(loop).replace("optimizer.zeroGrad();", "")));
        Task backends = Curriculum.of("TwoBackends");
        assertSays("difference of", examine(backends, solution(backends)
                .replaceFirst("(?s)if \\(Float.isNaN\\(a\\[i\\]\\) !=.*?\\}", "")));
        Task graph = Curriculum.of("Graph");
        String recursive = solution(graph)
                .replaceFirst("(?s)List<Node> order = .*?(?=        for \\(Node node : order)",
                "List<Node> order = new ArrayList<>(); visit(loss, order, new HashSet<>());")
                .replaceFirst("(?s)\\}\\s*$",
                "static void visit(Node n, List<Node> order, Set<Node> seen) { if (seen.add(n)) { "
                        + "for (Node p : n.parents) { visit(p, order, seen); } order.add(n); } } }");
        assertSays("StackOverflowError", examine(graph, recursive));
        assertSays("used three times", examine(graph, recursive.replace("order.reversed()", "order")));
    }
}
