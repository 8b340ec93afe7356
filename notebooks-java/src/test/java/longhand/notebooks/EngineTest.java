package longhand.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The session behind all notebooks: values, output, errors with carets, stopping, completion. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EngineTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.open();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static CellResult run(String code) {
        return engine.run(code, 7, OutputSink.NONE);
    }

    private static String value(String code) {
        CellResult result = run(code);
        assertTrue(result.error().isEmpty(), () -> result.error().toString());
        return result.value().map(MimeBundle::plain).orElse("(no value)");
    }

    private static String error(String code) {
        return run(code).error().orElseThrow(() -> new AssertionError("no error for: " + code)).toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 + 2              | 3
            1 + 2;             | (no value)
            1 + 2; // a comment | (no value)
            1 + 2; /* a; b */  | (no value)
            "a//;" + 1 /* ; */ | a//;1
            int n = 5;         | (no value)
            int n = 5; n       | 5
            int n = 5; n = 6   | (no value)
            "a" + 'b'          | ab
            (Object) null      | null
            new int[] {1, 2}   | [1, 2]
            new int[][] {{1}}  | [[1]]
            Math.max(2, 3) // the larger | 3
            """)
    void valueOfACellIsItsLastExpressionWithoutSemicolon(String code, String expected) {
        assertEquals(expected, value(code));
    }

    @Test
    void laterCellsSeeWhatEarlierOnesDefined() {
        run("record Pair(int a, int b) { int sum() { return a + b; } }\nint twice(int x) { return 2 * x; }");
        assertEquals("14", value("twice(new Pair(3, 4).sum())"));
    }

    @Test
    void definitionsInOneCellMayReferToEachOther() {
        assertEquals("true", value("""
                boolean even(int n) { return n == 0 || odd(n - 1); }
                boolean odd(int n) { return n != 0 && even(n - 1); }
                class Tree { List<Leaf> leaves = List.of(new Leaf()); }
                class Leaf { Tree parent; }
                even(10) && new Tree().leaves.size() == 1
                """));
    }

    @Test
    void whatNobodyDefinesIsAnErrorAtTheEndOfTheCell() {
        assertEquals("""
                UnresolvedReference in cell [7], line 2: it uses what no cell has defined: method missing(int)
                    int useIt() { return missing(3); }
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^""", error("int ok = 1;\nint useIt() { return missing(3); }"));
        assertEquals("4", value("int missing(int x) { return x + 1; }\nuseIt()"));
    }

    @Test
    void compileErrorHasACaretUnderTheFault() {
        assertEquals("""
                CompileError in cell [7], line 3: cannot find symbol
                    int c = a + bee * 2;
                                ^^^
                  symbol:   variable bee""", error("int a = 1;\n\nint c = a + bee * 2;\nint d = 4;"));
        assertEquals("1", value("a"), "what stood before the fault has run");
    }

    @Test
    void compileErrorInsideAMethodIsPlacedInItsLine() {
        assertEquals("""
                CompileError in cell [7], line 4: incompatible types: String cannot be converted to int
                        int y = "four";
                                ^^^^^^""", error("// a comment\nint f() {\n    int x = 3;\n    int y = \"four\";\n    return x + y;\n}"));
    }

    @Test
    void incompleteCodeIsAnErrorNotAHang() {
        assertTrue(error("int g() {\n    return 1;\n").startsWith("CompileError in cell [7], line "),
                error("int g() {\n"));
    }

    @Test
    void exceptionPointsAtItsLineAndAtItsCaller() {
        engine.run("int half(int x) {\n    if (x % 2 != 0)\n        throw new IllegalArgumentException(\"odd: \" + x);\n"
                + "    return x / 2;\n}",
                3, OutputSink.NONE);
        assertEquals("""
                IllegalArgumentException in cell [3], line 3: odd: 5
                            throw new IllegalArgumentException("odd: " + x);
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  called from cell [7], line 2""", error("half(4);\nhalf(5); // not even\nhalf(6);"));
    }

    @Test
    void exceptionFromALibraryPointsAtTheLineOfTheCell() {
        assertEquals("""
                NumberFormatException in cell [7], line 2: For input string: "x1"
                    int n = Integer.parseInt("x1");
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^""", error("int m = 1;\nint n = Integer.parseInt(\"x1\");"));
    }

    @Test
    void commentsAndBlankLinesBeforeAStatementDoNotShiftItsLine() {
        assertEquals("""
                ArithmeticException in cell [7], line 6: / by zero
                    int n = 1 / zero;
                    ^^^^^^^^^^^^^^^^^""", error("\n// first\nint zero = 0;\n\n// second\nint n = 1 / zero;"));
    }

    @Test
    void outputIsCapturedAndTheStreamsAreGivenBack() {
        var out = System.out;
        var recorder = new Recorder();
        engine.run("System.out.print(\"one \"); System.out.println(\"你好\"); System.err.print(\"two\");", 1, recorder);
        assertEquals("one 你好\n", recorder.out.toString());
        assertEquals("two", recorder.err.toString());
        assertEquals(out, System.out);
    }

    @Test
    void shownValuesKeepTheirForms() {
        var recorder = new Recorder();
        CellResult result = engine.run("""
                import longhand.notebooks.*;
                Display.show(new Html("<b>3</b>", "three"));
                new java.awt.image.BufferedImage(3, 2, java.awt.image.BufferedImage.TYPE_INT_RGB)
                """, 1, recorder);
        assertEquals("{text/html=<b>3</b>, text/plain=three}", recorder.shown.getFirst().data().toString());
        MimeBundle picture = result.value().orElseThrow();
        assertEquals("picture of 3 × 2 pixels", picture.plain());
        assertTrue(picture.data().get(MimeBundle.PNG).startsWith("iVBORw0KGgo"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            while (true) { }
            for (long i = 0; i >= 0; i++) { Math.sin(i); }
            Thread.sleep(1_000_000);
            int down(int n) { return n < 0 ? 0 : down(n); }  while (true) { try { while (true) { } } catch (Exception e) { } }
            while (true) { System.out.print("."); }
            """)
    void aRunningCellCanBeStopped(String code) throws Exception {
        var running = new CountDownLatch(1);
        Thread stopper = Thread.ofPlatform().start(() -> {
            try {
                running.await();
                Thread.sleep(300); // usually in the middle of the loop then
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            engine.interrupt();
        });
        CellResult result = assertTimeoutPreemptively(PATIENCE,
                () -> engine.run("System.out.println();\n" + code, 9, whenPrinting(running::countDown)));
        stopper.join();
        assertEquals("Interrupted", result.error().orElseThrow().name());
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals("2", value("1 + 1"), "the session goes on");
    }

    private static OutputSink whenPrinting(Runnable action) {
        return new OutputSink() {
            @Override
            public void stdout(String text) {
                action.run();
            }

            @Override
            public void stderr(String text) {
            }

            @Override
            public void display(MimeBundle bundle) {
            }
        };
    }

    /** The second snippet is compiled for some milliseconds before it runs; a request at that moment counts too. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, 8, 16, 32, 64})
    void aRequestBetweenTwoSnippetsIsNotLost(int millis) {
        Runnable request = () -> {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            engine.interrupt();
        };
        CellResult result = assertTimeoutPreemptively(PATIENCE, () -> engine.run(
                "System.out.println();\nlong n = 0;\nwhile (true) { n++; }", 9,
                whenPrinting(() -> new Thread(request).start())));
        assertEquals("Interrupted", result.error().orElseThrow().name());
    }

    @Test
    void interruptWithNothingRunningDoesNothing() {
        engine.interrupt();
        assertEquals("2", value("1 + 1"));
    }

    @Test
    void completionKnowsTheSessionAndTheCellsLastSnippet() {
        run("String greeting = \"hello\";");
        String code = "int q = 1;\ngreeting.toUpp";
        Completion completion = engine.complete(code, code.length());
        assertEquals("toUpperCase(", completion.proposals().getFirst());
        assertEquals("toUpp", code.substring(completion.from(), completion.to()));
        assertTrue(engine.complete("greet", 5).proposals().contains("greeting"));
        assertEquals(0, engine.complete("", 0).from());
    }

    @Test
    void commandsOfOtherToolsGetAHelpfulSentence() {
        for (String command : List.of("/help", "/vars", "/exit", "%time f()", "%%bash", "%matplotlib inline",
                "  /help intro")) {
            CellError error = engine.run(command, 1, OutputSink.NONE).error().orElseThrow();
            assertEquals("NotJava", error.name(), command);
            assertTrue(error.message().contains("Fix: "), error.message());
        }
        for (String java : List.of("// note", "/* a */ int a = 7 % 3;", "/** doc */ void f() {}", "7 %\n 3")) {
            assertTrue(engine.run(java, 1, OutputSink.NONE).error().isEmpty(), java);
        }
    }

    @Test
    void describesAMethodBySignature() {
        run("String word = \"hello\";");
        for (int inside = 5; inside <= 12; inside++) {
            assertTrue(engine.describe("word.indexOf", inside).orElse("nothing")
                    .contains("int String.indexOf(int ch)"), inside + "");
        }
        assertTrue(engine.describe("word.indexOf('l')", 8).orElseThrow().contains("String.indexOf"));
        assertTrue(engine.describe("word.indexOf(", 13).orElseThrow().contains("int String.indexOf(int ch)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int a = 1;         | true
            int a = 1          | true
            for (int i = 0;    | false
            int f() {          | false
            if (true) { }      | true
            """)
    void tellsAConsoleWhetherToWait(String code, boolean complete) {
        assertEquals(complete, engine.isComplete(code));
    }
}
