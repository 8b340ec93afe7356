package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code longhand exercise}: made, handed out, graded. */
class ExerciseCommandTest extends CommandTest {
    @TempDir
    private Path folder;

    @Test
    void exerciseFromSheetToGrade() throws IOException {
        assertEquals(0, run("exercise", "new", "corr2d", "--level", "2", "--seed", "5"));
        assertTrue(out.startsWith("# Exercise\n\n## corr2d, level 2\n"), out);
        assertEquals(1, run("exercise", "check", "corr2d", "--level", "2", "--seed", "5", "--answer",
                "1 2 3; 4 5 6; 7 8 9"));
        Path home = folder.resolve("homework");
        Path names = Files.writeString(folder.resolve("names.csv"),
                "name,email\nAna,ana@x.example\nBen,ben@x.example\n");
        assertEquals(0, run("exercise", "new", "corr2d:2:4", "maxpool", "--students", names.toString(), "--out",
                home.toString()), err);
        assertTrue(Files.readString(home.resolve("hand-out/ana.html")).contains("<b>ana.txt</b>"));
        Files.writeString(home.resolve("answers/ana.txt"), "Problem 1\n1 2; 3 4\nProblem 2\n1");
        assertEquals(0, run("exercise", "grade", home.toString(), "--gradescope"), err);
        assertTrue(out.startsWith("  1 wrong\n  1 missing\nWritten to "), out);
        assertEquals(3, Files.readAllLines(home.resolve("grades/grades.csv")).size());
        assertTrue(Files.exists(home.resolve("grades/gradescope/ben/results.json")));
        assertTrue(Files.exists(home.resolve("grades/feedback/ana.html")));
        assertEquals(0, run("exercise", "grade", home.resolve("answers").toString()));
        assertEquals(1, run("exercise", "grade", folder.toString()));
        assertTrue(err.contains("no such file or folder") && err.contains("--key"), err);
    }

    @Test
    void aSecondSetNeverReplacesTheFirst() throws IOException {
        Path home = folder.resolve("homework");
        assertEquals(0, run("exercise", "new", "corr2d", "--class", "3", "--out", home.toString()));
        byte[] key = Files.readAllBytes(home.resolve("key.json"));
        assertEquals(1, run("exercise", "new", "maxpool", "--class", "3", "--out", home.toString()));
        assertTrue(err.contains(home + " is not empty") && err.contains("Fix: "), err);
        assertArrayEquals(key, Files.readAllBytes(home.resolve("key.json")));
        Path file = Files.writeString(folder.resolve("notes"), "mine");
        assertEquals(1, run("exercise", "new", "corr2d", "--out", file.toString()));
        assertEquals("mine", Files.readString(file));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertEquals(0, run("exercise", "new", "corr2d", "--out", empty.toString()), err);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of("empty", "homework", "notes"),
                    left.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void hurriedRequestsAreRefusedInALine() {
        for (List<String> call : List.of(List.of("new", "corr2d", "--class", "-3"),
                List.of("new", "corr2d", "--points", "0"), List.of("new", "corr2d", "--points", "Infinity"),
                List.of("new", "corr2d", "--points", "1e400"), List.of("grade", "x", "--points", "Infinity"),
                List.of("check", "corr2d", "--seed", "5", "-a", "19 x"), List.of("check", "corr2d", "--seed", "5", "-a", ""),
                List.of("new", "corr2d", "--class", "3", "--students", "x.csv"),
                List.of("new", "corr2d", "--key", "--out", "x"), List.of("new"), List.of("grade"),
                List.of("grade", "x", "--points", "-1"), List.of("check", "corr2d", "-a", "1"))) {
            assertEquals(2, run(call.toArray(String[]::new), "exercise"), call + out);
        }
        for (List<String> call : List.of(List.of("new", "fft"), List.of("new", "corr2d:9"), List.of("new", "corr2d:1:0"),
                List.of("new", "corr2d", "--students", "gone.csv"), List.of("grade", "gone"),
                List.of("autograder", "gone"))) {
            assertEquals(1, run(call.toArray(String[]::new), "exercise"), call + out);
            assertTrue(err.startsWith("longhand: ") && err.indexOf('\n') == err.length() - 1, err);
        }
    }

    /** What the command 'check' reads, this one reads. */
    @Test
    void anAnswerInAnySpelling() {
        for (String answer : List.of("Ana\n\nY = 14 6\n32 22", "[[14, 6], [32, 22]]", "| 14 | 6 |\n| 32 | 22 |")) {
            int status = run("exercise", "check", "corr2d", "--seed", "5", "--answer", answer);
            assertTrue(status < 2, answer + err);
            assertEquals(run("check", "corr2d", "-i", "0 1 2; 3 4 5; 6 7 8", "-k", "0 1; 2 3", "--answer", answer), 1, err);
        }
    }

    @Test
    void theTableReplacesNothingThatIsRead() throws IOException {
        Path home = folder.resolve("homework");
        assertEquals(0, run("exercise", "new", "corr2d", "--class", "2", "--out", home.toString()), err);
        Path answer = Files.writeString(home.resolve("answers/student01.txt"), "1 2; 3 4");
        Path link = Files.createSymbolicLink(folder.resolve("link"), home.resolve("key.json"));
        for (Path read : List.of(home.resolve("key.json"), home.resolve("rubric.properties"), answer, link,
                home.resolve("answers/../answers/student01.txt"))) {
            byte[] before = Files.readAllBytes(read);
            assertEquals(2, run("exercise", "grade", home.toString(), "--csv", read.toString()), read + out);
            assertTrue(err.contains("--csv " + read) && err.contains("Fix: "), err);
            assertArrayEquals(before, Files.readAllBytes(read));
        }
        assertEquals(2, run("exercise", "grade", home.toString(), "--csv", home.resolve("answers/new.csv").toString()));
        Path table = folder.resolve("table.csv");
        assertEquals(0, run("exercise", "grade", home.toString(), "--csv", table.toString()), err);
        assertEquals(0, run("exercise", "grade", home.toString(), "--csv", table.toString()), err);
        assertEquals(3, Files.readAllLines(table).size());
    }

    /** {@code ..} behind a linked folder is above the folder that the link leads to. */
    @Test
    void theKeyIsFoundAndKeptBehindALinkedFolder() throws IOException {
        Path home = folder.resolve("data/hw");
        assertEquals(0, run("exercise", "new", "corr2d", "--class", "2", "--out", home.toString()), err);
        Files.createDirectories(folder.resolve("data/sub"));
        Path link = Files.createSymbolicLink(Files.createDirectory(folder.resolve("w")).resolve("a"), Path.of("../data/sub"));
        Path gone = Files.createSymbolicLink(folder.resolve("gone.csv"), home.resolve("answers/new.csv"));
        byte[] key = Files.readAllBytes(home.resolve("key.json"));
        for (Path read : List.of(link.resolve("../hw/key.json"), link.resolve("../hw/rubric.properties"),
                link.resolve("../hw/answers/new.csv"), gone)) {
            assertEquals(2, run("exercise", "grade", home.toString(), "--csv", read.toString()), read + out);
            assertTrue(err.contains("--csv " + read) && err.contains("Fix: "), err);
        }
        assertArrayEquals(key, Files.readAllBytes(home.resolve("key.json")));
        assertFalse(Files.exists(home.resolve("grades")));
        for (String answers : List.of("../hw/answers", "../hw/answers/.", "../hw/grades/..")) {
            assertEquals(0, run("exercise", "grade", link.resolve(answers).toString()), answers + err);
        }
    }

    /** What cannot be written is refused before anything is. */
    @Test
    void aTableThatCannotBeWrittenLeavesNoGrades() throws IOException {
        Path home = folder.resolve("homework");
        assertEquals(0, run("exercise", "new", "corr2d", "--class", "2", "--out", home.toString()), err);
        Path taken = Files.createDirectory(folder.resolve("taken"));
        assertEquals(1, run("exercise", "grade", home.toString(), "--csv", taken.toString()));
        assertTrue(err.contains(taken + ": cannot be written: it is a folder"), err);
        assertFalse(Files.exists(home.resolve("grades")));
    }

    @Test
    void theSameAgainWithAllItsOptions() throws IOException {
        Path names = Files.writeString(folder.resolve("our names.csv"), "Ana\nBen\n");
        for (List<String> options : List.of(List.of("--class", "2", "--points", "5", "--title", "Sheet 3: a \"test\""),
                List.of("--students", names.toString(), "--level", "2"), List.of("--title", "It's 5 o'clock"))) {
            List<String> call = new ArrayList<>(List.of("exercise", "new", "corr2d", "maxpool:1:4"));
            call.addAll(options);
            assertEquals(0, run(call.toArray(String[]::new)), err);
            String sheet = out;
            String again = sheet.replaceAll("(?s).*with --key: longhand ", "").strip();
            List<String> words = Pattern.compile("\"([^\"]*)\"|'((?:[^']|'\\\\'')*)'|(\\S+)").matcher(again)
                    .results().map(m -> m.group(1) != null ? m.group(1)
                    : m.group(2) != null ? m.group(2).replace("'\\''", "'") : m.group(3)).toList();
            assertEquals(0, run(words.toArray(String[]::new)), again + err);
            assertEquals(sheet, out);
        }
    }

    @Test
    void withoutASeedNobodyCanPrintTheKey() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        assertEquals(0, run("exercise", "new", "corr2d", "--class", "2", "--out", one.toString()));
        assertEquals(0, run("exercise", "new", "corr2d", "--class", "2", "--out", two.toString()));
        assertNotEquals(Files.readString(one.resolve("key.json")),
                Files.readString(two.resolve("key.json")));
        assertEquals(0, run("exercise", "new", "corr2d"));
        String seed = out.replaceAll("(?s).*--seed (\\d+).*", "$1");
        String sheet = out;
        assertEquals(0, run("exercise", "new", "corr2d", "--seed", seed));
        assertEquals(sheet, out, "the line that is printed with a sheet brings it back");
    }
}
