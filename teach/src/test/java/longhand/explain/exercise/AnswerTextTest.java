package longhand.explain.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import longhand.explain.exercise.Assignment.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text with several answers in it, cut at its headings. */
class AnswerTextTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"Problem 1\n19\nProblem 2\n25", "**Problem 1:** 19\n**Problem 2:** 25", "1) 19\r\n2) 25", "problem 1 19\rproblem 2 25",
        "<p>Problem 1</p><p>19</p><p>Problem 2<br>25</p>", "\uFEFFProblem \uFF11\n19\nProblem \uFF12\n25", "19\nProblem 2\n25",
        "`Problem 1`\n19\n`Problem 2`\n25", "1. 19\n2. 25", "**1.** 19\n**2.** 25", "1.\n19\n2.\n25", "a) 19\nb) 25", "(a) 19\n(b)\n25", "A) 19\nB) 25", "(1) 19\n(2) 25", "Q1: 19\nQ2: 25", "Q1. 19\nQ2. 25", "q1) 19\nq2) 25",
        "<h2>Problem 1</h2>19<h2>Problem 2</h2>25", "<h1>1.</h1>19<h1>2.</h1>25", "<pre>Question 1</pre>19<h3>Question 2</h3>25"})
    void headings(String text) {
        assertEquals(Map.of(1, "19", 2, "25"), AnswerText.of(text, 2).byQuestion(), text);
    }

    /** Marks that do not ascend, one mark alone, marks below a heading and those of the only question begin rows. */
    @Test
    void marksThatBeginRows() {
        assertEquals(Map.of(1, "1 2", 3, "5\n6"), AnswerText.of("a) 1 2\nc) 5\n6", 3).byQuestion());
        for (String rows : List.of("1. 1 2\n2. 3 4\n1. 5 6\n2. 7 8", "2. 1 2\n1. 3 4", "1. 1 2\n3 4", "c) 1\nd) 2", "0. 1 2\n1. 3 4", "1.5 2\n2.5 3")) {
            assertEquals(Map.of(), AnswerText.of(rows, 2).byQuestion(), rows);
            assertEquals(Map.of(1, rows), AnswerText.of(rows, 1).byQuestion(), rows);
        }
        assertEquals(Map.of(1, "1. 1 2\n2. 3 4", 2, "a) 5\nb) 6"),
                AnswerText.of("Problem 1\n1. 1 2\n2. 3 4\nProblem 2\na) 5\nb) 6", 2).byQuestion());
        assertEquals(Map.of(1, "a) 1 2\nb) 3 4", 2, "5"), AnswerText.of("1. \na) 1 2\nb) 3 4\n2. 5", 2).byQuestion());
        assertEquals("The text above the first heading was left out: \"Ana\".",
                AnswerText.of("Ana\n1. 19\n2. 25", 2).remark());
    }

    /** Words that could begin a heading stand in an answer, too. */
    @ParameterizedTest
    @ValueSource(strings = {"Answer 2", "No 3", "Answer 3.", "Answer 1 2\n3 4", "No. 3 4", "Task 2 was done first\n1 2", "Exercise 3 helps\n1 2", "q1: 5\nq2: 6", "as in\nproblem 3 the sum is 7",
        "Answer 1: 5", "Problem 2 is easier\n5"})
    void wordsWithinAnswers(String answer) {
        for (int at = 1; at <= 3; at++) {
            Map<Integer, String> want = new TreeMap<>(Map.of(1, "1 2", 2, "0.5", 3, "7"));
            want.put(at, answer);
            String text = want.entrySet().stream().map(e -> "Problem " + e.getKey() + "\n" + e.getValue())
                    .collect(Collectors.joining("\n"));
            AnswerText read = AnswerText.of(text, 3);
            assertEquals(want, read.byQuestion(), text);
            assertTrue(read.twice().isEmpty(), text);
        }
    }

    /** A title above all, other words for one of the headings, and titles behind the numbers. */
    @ParameterizedTest
    @ValueSource(strings = {"Exercise 2\n1) 19 20\n2) 25\n3) 7", "Exercise 2\n1. 19 20\n2. 25\n3. 7", "Exercise 2\na) 19 20\nb) 25\nc) 7", "# Exercise 1\n## 1. 19 20\n## 2. 25\n## 3. 7",
        "Exercise 3\nProblem 1\n19 20\nProblem 2\n25\nProblem 3\n7", "Problem 1\n19 20\nQuestion 2\n25\nProblem 3\n7", "Task 3 - Ana\n1. 19 20\n2. 25\n3. 7"})
    void titles(String text) {
        assertEquals(Map.of(1, "19 20", 2, "25", 3, "7"), AnswerText.of(text, 3).byQuestion(), text);
    }

    @Test
    void longFilesAreCutSoon() {
        for (String part : List.of("Answer 3\n", "Problem 1 x\n", "1)\n", "a)\n", " ", "No. ", "#*_")) {
            String text = "Problem 1\n5\nProblem 2\n" + part.repeat(120_000 / part.length()) + "\nProblem 2\n6";
            assertTimeoutPreemptively(Duration.ofSeconds(40), () -> AnswerText.of(text, 3), part);
            assertTimeoutPreemptively(Duration.ofSeconds(40), () -> AnswerText.of(text.substring(20), 3), part);
        }
    }

    @Test
    void lettersAroundRows() {
        for (String rows : List.of("1) 1 2\n2) 3 4", "(1) 1 2\n(2) 3 4", "1. 1 2\n2. 3 4", "1: 1 2\n2: 3 4")) {
            assertEquals(Map.of(1, rows, 2, "0.5"), AnswerText.of("a)\n" + rows + "\nb) 0.5", 2).byQuestion());
        }
        assertEquals(Map.of(1, "a) 1 2\nb) 3 4", 2, "0.5"), AnswerText.of("1)\na) 1 2\nb) 3 4\n2)\n0.5", 2).byQuestion());
        assertEquals(Map.of(1, "Loss\n19", 2, "Size\n25"), AnswerText.of("Problem 1 Loss\n19\nProblem 2 Size\n25", 2).byQuestion());
    }

    /** Arrays, numbers and texts; decimals as they stand. */
    @Test
    void aFormWithArrays() {
        AnswerText form = AnswerText.form("{\"student\": \"ana\", \"answers\": {\"1\": [[1, 2.50], [3, 4]], \"2\": 0.30, \"3\": \"5 6\", "
                + "\"4\": null}}").orElseThrow();
        assertEquals(Map.of(1, "[[1,2.50],[3,4]]", 2, "0.30", 3, "5 6", 4, ""), form.byQuestion());
        assertEquals("ana", form.student());
    }

    /** A number without a word begins a row where the problem of that number has a heading. */
    @Test
    void numberedRowsUnderHeadings() {
        assertEquals(Map.of(1, "1: 1 2\n2: 3 4", 2, "1: 5 6\n2: 7 8"),
                AnswerText.of("Problem 1\n1: 1 2\n2: 3 4\nProblem 2\n1: 5 6\n2: 7 8", 2).byQuestion());
        assertEquals(Map.of(1, "1) 1 2\n2) 3 4"), AnswerText.of("Problem 1\n1) 1 2\n2) 3 4", 2).byQuestion());
        assertEquals(Map.of(1, "19", 2, "25"), AnswerText.of("Problem 1\n19\n2) 25", 2).byQuestion());
        assertEquals(Map.of(2, "0: 1 2\n1: 3 4"), AnswerText.of("Problem 2\n0: 1 2\n1: 3 4", 2).byQuestion());
        String rowsOfAll = "1: 1 2\n2: 3 4\n3: 5 6\n4: 7 8";
        for (int questions = 3; questions < 6; questions++) {
            assertEquals(Map.of(3, rowsOfAll), AnswerText.of("Problem 3\n" + rowsOfAll, questions).byQuestion());
            assertEquals(Map.of(1, "19", 2, "25", 3, rowsOfAll),
                    AnswerText.of("1) 19\n2) 25\nProblem 3:\n" + rowsOfAll, questions).byQuestion());
        }
        assertEquals(Map.of(3, "1) 1 2\n2) 3 4", 4, "5"), AnswerText.of("Problem 3\n1) 1 2\n2) 3 4\nProblem 4\n5", 4).byQuestion());
        assertEquals(Map.of(1, "19", 2, "25", 3, "7"), AnswerText.of("Problem 1\n19\n2) 25\n3) 7", 3).byQuestion());
        for (String rows : List.of("0: 1 2\n1: 3 4", "1: 1 2\n2: 3 4", "2: 1 2\n1: 3 4")) {
            assertEquals(Map.of(1, rows), AnswerText.of(rows, 1).byQuestion());
        }
    }

    @Test
    void whatStandsAboveIsAnAnswerOrRemarkedUpon() {
        assertEquals("", AnswerText.of("Problem 1\n19\nProblem 2\n25", 2).remark());
        assertEquals("What stands above the first heading was read as the answer to problem 1.",
                AnswerText.of("19\nProblem 2\n25", 2).remark());
        assertEquals("The text above the first heading was left out: \"19 25\".",
                AnswerText.of("19\n25\nProblem 1\n1\nProblem 2\n25", 2).remark());
        AnswerText greeting = AnswerText.of("Ana\nProblem 2\n25", 2);
        assertEquals(Map.of(2, "25"), greeting.byQuestion());
        assertEquals("The text above the first heading was left out: \"Ana\".", greeting.remark());
        assertEquals(Map.of(1, "19\n25"), AnswerText.of("19\n25\n", 1).byQuestion());
        assertEquals("", AnswerText.of("19\n25\n", 1).remark());
    }

    /** Signs that are none of an answer in numbers are those of a program. */
    @Test
    void aProgramStaysAsItIs() throws IOException {
        String program = "class A { // 2 x 3 - 1\n\tList<String> s = List.of(\"a\\n\", '\\\\', `);\n\tint x = a ** - 3 & ~$; }";
        String text = "Problem 1\n2½\nProblem 2\n" + program;
        assertEquals(Map.of(1, "2½", 2, program), AnswerText.of(text, 2).byQuestion());
        Assignment one = Assignment.forStudents("H", Stream.of("corr2d", "Softmax", "MaxPool").map(k -> Wanted.parse(k, 1, 10))
                .toList(), 3, ClassList.parse("name\nAna"));
        List<Question> questions = one.of("ana").orElseThrow().questions();
        Files.writeString(folder.resolve("ana.txt"), "Problem 1\n" + ((Exercise) questions.get(0)).problem().truth()
                + "\nProblem 2\n" + ((CodeQuestion) questions.get(1)).task().solution()
                + "\nProblem 3\n```java\n" + ((CodeQuestion) questions.get(2)).task().solution() + "\n```\n");
        Grade grade = Grader.grade(folder, one, Rubric.USUAL).getFirst();
        assertEquals(Grade.Status.CORRECT, grade.status(), grade.remark());
        assertTrue(grade.points() == 30, grade.toString());
    }
}
