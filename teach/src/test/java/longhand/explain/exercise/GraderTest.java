package longhand.explain.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import longhand.explain.Values;
import longhand.explain.check.AnswerNumbers;
import longhand.explain.exercise.Assignment.Wanted;
import longhand.io.FileFormatException;
import longhand.io.NdArray;
import longhand.io.Npy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class of thirty: right, half right, mistaken, and files as they really come. */
class GraderTest {
    private static final int PROBLEM_LEVEL = 3; // two channels with a bias; the answer is 2 × 2
    @TempDir
    private Path folder;
    private Assignment assignment;

    @BeforeEach
    void makeClass() {
        assignment = Assignment.forStudents("Homework 1", List.of(Wanted.parse("conv2d:" + PROBLEM_LEVEL, 1, 10)), 11,
                ClassList.numbered(30));
    }

    private Exercise exercise(int student) {
        return (Exercise) assignment.sheets().get(student - 1).questions().getFirst();
    }

    private Values truth(int student) {
        return exercise(student).problem().truth();
    }

    private Path write(int student, String extension, String text) throws IOException {
        return Files.writeString(folder.resolve(String.format("student%02d", student) + extension), text);
    }

    private Values mistaken(int student, String kind) {
        return exercise(student).problem().mistakes().stream().filter(m -> m.kind().id().equals(kind)).findFirst()
                .orElseThrow()
                .answer();
    }

    private static float[] floats(Values v) {
        float[] out = new float[v.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) v.get(i);
        }
        return out;
    }

    private static Values changed(Values v, int at) {
        double[] y = v.toArray();
        y[at] += 7.5;
        return Values.of(y, v.dims());
    }

    private void writeAnswers() throws IOException {
        for (int i = 1; i <= 5; i++) {
            write(i, ".txt", truth(i).toString());
        }
        write(6, ".txt", "Hello,\nmy answer to the homework:\n\nY =\n" + truth(6).toString()
                .replace("; ", "\n") + "\n\nBest wishes");
        write(7, ".txt", "| " + truth(7).toString().replace("; ", " |\n|--:|--:|\n| ").replace(" ", " | ")
                .replace("| | ", "| ") + " |");
        Files.writeString(folder.resolve("Student08 (1).txt"), truth(8).toString().replace('-', '\u2212'));
        write(9, ".csv", truth(9).toString().replace("; ", "\n").replace(' ', ';'));
        write(10, ".json", "{\"student\": \"student10\", \"answers\": {\"1\": \"" + truth(10) + "\"}}");
        Npy.write(folder.resolve("student11.npy"), NdArray.of(floats(truth(11)), truth(11).dims()));
        Files.write(folder.resolve("student12.txt"), ("\uFEFF" + truth(12)).getBytes(StandardCharsets.UTF_16LE));
        Files.createDirectories(folder.resolve("student13"));
        Files.writeString(folder.resolve("student13/my answer.txt"), truth(13).toString());
        write(14, ".txt", mistaken(14, "kernel-flipped").toString());
        write(15, ".txt", mistaken(15, "only-first-channel").toString());
        write(16, ".txt", changed(truth(16), 2).toString());
        write(17, ".txt", truth(18).toString()); // copied from a neighbour
        write(18, ".txt", truth(18).toString());
        write(19, ".txt", "");
        write(20, ".txt", "I do not know");
        write(21, ".txt", "1 2 3");
        write(22, ".txt", "1 2; 3");
        write(23, ".txt", "7 ".repeat(3_000_000));
        Files.write(folder.resolve("student24.txt"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 1, (byte) 0xFF});
        write(25, ".json", "{\"answer\": [[1, 2], [3");
        write(26, ".npy", "not numpy");
        write(27, ".txt", truth(27).toString());
        write(27, ".csv", "0 0; 0 0");
        Files.createDirectories(folder.resolve("student28"));
        Files.createSymbolicLink(folder.resolve("student29.txt"), folder.resolve("nowhere"));
        Files.writeString(folder.resolve("=cmd.txt"), "1 2; 3 4");
        Files.writeString(folder.resolve("studnet30.txt"), truth(30).toString());
        Files.writeString(folder.resolve(".DS_Store"), "x");
    }

    private Map<String, Grade> grade() throws IOException {
        Map<String, Grade> by = new LinkedHashMap<>();
        Grader.grade(folder, assignment, Rubric.USUAL).forEach(g -> by.put(g.student().id(), g));
        return by;
    }

    @Test
    void everyFileIsGradedOrItsFaultNamed() throws IOException {
        writeAnswers();
        Map<String, Grade> by = grade();
        assertEquals(32, by.size());
        for (int i = 1; i <= 13; i++) {
            Grade g = by.get(String.format("student%02d", i));
            assertEquals(Grade.Status.CORRECT, g.status(), g.toString());
            assertEquals(10, g.points());
        }
        assertTrue(by.get("student06").remark().contains("text beside the numbers was left out"), by.get("student06")
                .remark());
        assertTrue(by.get("student08").remark().contains("should be called student08.txt"), by.get("student08")
                .remark());
        assertEquals(List.of("kernel-flipped"), by.get("student14").misconceptions());
        assertEquals(7, by.get("student14").points(), 1e-9, "one mistake, not four");
        assertEquals(List.of("only-first-channel"), by.get("student15").misconceptions());
        assertEquals(7.5, by.get("student16").points(), 1e-9);
        assertTrue(by.get("student17").flags().getFirst()
                .contains("right for the numbers of student18"), by.get("student17").toString());
        assertTrue(by.get("student18").flags().isEmpty());
        assertFault(by, 19, Grade.Status.UNREADABLE, "there are no numbers");
        assertFault(by, 20, Grade.Status.UNREADABLE, "'I' is not a number");
        assertEquals(Grade.Status.WRONG, by.get("student21").status());
        assertFault(by, 22, Grade.Status.UNREADABLE, "row 2 has 1 numbers");
        assertFault(by, 23, Grade.Status.UNREADABLE, "6000000 bytes");
        assertFault(by, 24, Grade.Status.UNREADABLE, "not a text file");
        assertFault(by, 25, Grade.Status.UNREADABLE, "not JSON");
        assertFault(by, 26, Grade.Status.UNREADABLE, "not a .npy file");
        assertFault(by, 27, Grade.Status.UNREADABLE, "several answers");
        assertFault(by, 28, Grade.Status.UNREADABLE, "a folder without a file");
        assertFault(by, 29, Grade.Status.UNREADABLE, "symbolic link");
        assertFault(by, 30, Grade.Status.MISSING, "There is no answer");
        assertEquals(Grade.Status.UNKNOWN_STUDENT, by.get("=cmd.txt").status());
        assertTrue(by.get("studnet30.txt").remark().contains("rename it to student30"), by.get("studnet30.txt")
                .remark());
    }

    private static void assertFault(Map<String, Grade> grades, int student, Grade.Status status, String remark) {
        Grade g = grades.get("student" + student);
        assertEquals(status, g.status(), g.toString());
        assertTrue(g.remark().contains(remark), g.remark());
        assertEquals(0, g.points());
    }

    @Test
    void numbersAsPeopleWriteThem() {
        Values truth = Values.of(new double[][] {{19.5, -0.25}, {1.0 / 3, 4}});
        for (String text : List.of("19.5 -0.25\n1/3 4", "19,5 -0,25\n1/3 4", "19,5; -0,25\n0,33; 4",
                "19.5, \u22120.25\n0.333, 4",
                "Y = [[19.5, -0.25], [0.33, 4]]", "tensor([[19.5000, -0.2500],\n        [ 0.3333,  4.0000]])",
                "Name: Ana, class 7b\n\n19.5\t-0.25\n1 / 3\t4\n\nthanks!")) {
            AnswerNumbers read = AnswerNumbers.read(text, text.contains(",5;"), truth);
            assertTrue(Verdict.of(new Given(truth), read.written()).correct(), text + " is read as " + read.written()
                    .values());
        }
    }

    @Test
    void severalProblemsInOneFile() throws IOException {
        assignment = Assignment.forStudents("H", List.of(Wanted.parse("corr2d", 1, 10), Wanted.parse("maxpool", 1, 4)),
                3,
                ClassList.numbered(6));
        String[] texts = {"Problem 1\n%s\n\nProblem 2:\n%s", "1) %s\n2) %s",
                "**Problem 1**\n\n%s\n\n## problem 2\n\n%s\n",
            "%s\n\n%s", "Problem 2\n%2$s"};
        for (int i = 0; i < texts.length; i++) {
            List<Question> q = assignment.sheets().get(i).questions();
            write(i + 1, ".txt", texts[i].formatted(((Exercise) q.get(0)).problem().truth(), ((Exercise) q.get(1))
                    .problem().truth()));
        }
        Map<String, Grade> by = grade();
        assertEquals(List.of(14.0, 14.0, 14.0, 0.0, 4.0, 0.0), by.values().stream().map(Grade::points)
                .toList(), by.toString());
        assertTrue(by.get("student04").remark().contains("Write a line \"Problem 1\""), by.get("student04").remark());
        assertEquals("Problem 1: There is no answer.\nProblem 2: correct", by.get("student05").remark());
    }

    @Test
    void tablesHaveALineForEachGradeAndNoCellDoesHarm() throws IOException {
        writeAnswers();
        List<Grade> grades = Grader.grade(folder, assignment, Rubric.USUAL);
        List<String> lines = GradeTables.all(assignment, grades).lines().toList();
        assertEquals(33, lines.size());
        assertEquals("student01,student01.txt,correct,10,10,4,4,,correct,student01,,,10", lines.get(1));
        assertEquals(30, GradeTables.moodle(assignment, grades).lines().count() - 1);
        assertTrue(GradeTables.canvas(assignment, grades)
                .startsWith("Student,ID,SIS User ID,SIS Login ID,Section,Homework 1\nPoints "
                + "Possible,,,,,10\nstudent01,,,student01,,10\n"));
        assertTrue(GradeTables.nbgrader(assignment, grades)
                .contains("\nhomework-1,,,student14,student14,,,7,0,7,10\n"));
        for (String cell : List.of("=1+1", "+cmd", "-cmd", "@SUM(A1)", "\t=1", "\r=1", " =1", "a;=1", "a,\"=1",
                "-2 apples")) {
            String written = Csv.write(List.of(List.of(cell, "end")));
            assertFalse(written.matches("(?s).*(?:^|[;,\"\t])\\s*[=@].*|\"?[+-]\\D.*"), cell + " is written as "
                    + written);
            assertEquals(1, written.lines().count());
        }
        assertEquals("-2.5,7,a b\n", Csv.write(List.of(List.of("-2.5", "7", "a\nb"))));
    }

    @Test
    void pointsFollowTheRubric() throws IOException {
        writeAnswers();
        Path file = Files.writeString(folder.resolve("my.properties"),
                "misconception=0.5\npartial=none\nmisconception.kernel-flipped=0.1\n");
        Map<String, Double> points = Grader.grade(folder, assignment, Rubric.read(file)).stream()
                .filter(g -> !g.answers().isEmpty())
                .collect(Collectors.toMap(g -> g.student().id(), Grade::points));
        assertEquals(9, points.get("student14"), 1e-9);
        assertEquals(5, points.get("student15"), 1e-9);
        assertEquals(0, points.get("student16"), 1e-9);
        Rubric usual = Rubric.read(Files.writeString(folder.resolve("usual.properties"), Rubric.template()));
        assertEquals(Rubric.USUAL, usual, "the template says what is done without it");
        for (String bad : List.of("misconception=2", "misconception=x", "partial=half", "patrial=none")) {
            Path wrong = Files.writeString(folder.resolve("wrong.properties"), bad);
            assertTrue(assertThrows(IllegalArgumentException.class, () -> Rubric.read(wrong)).getMessage()
                    .contains("wrong.properties"));
        }
    }

    @Test
    void pagesShowWhatCameOut() throws IOException {
        writeAnswers();
        List<Grade> grades = Grader.grade(folder, assignment, Rubric.USUAL);
        Path out = folder.resolve("grades");
        Homework.writeGrades(out, assignment, grades, true);
        String page = Files.readString(out.resolve("class.html"));
        assertTrue(page.contains("kernel flipped") && page.contains("right for the numbers of student18"), page);
        String feedback = Files.readString(out.resolve("feedback/student16.html"));
        assertEquals(1, feedback.split("class=\"wrong\"", -1).length - 1, feedback);
        assertTrue(feedback.contains("The working of the wrong numbers") && feedback.contains("Y[1, 0]"), feedback);
        assertFalse(feedback.contains("student17"), "nothing about others");
        Files.writeString(out.resolve("grades.csv"), "corrected by hand");
        Homework.writeGrades(out, assignment, grades, true);
        assertEquals("corrected by hand", Files.readString(out.resolve("grades.csv.old1")));
        KeyFile.write(folder.resolve(KeyFile.NAME), assignment);
        assertEquals(32, grade().size(), "our own files are not taken for answers");
    }

    @Test
    void oneSheetForEveryone() throws IOException {
        assignment = Assignment.forEveryone("H", List.of(Wanted.parse("maxpool", 1, 10)), 4);
        Files.writeString(folder.resolve("Zoe Müller.txt"), truth(1).toString());
        Grade grade = Grader.grade(folder, assignment, Rubric.USUAL).getFirst();
        assertEquals("Zoe Müller", grade.student().name());
        assertEquals(Grade.Status.CORRECT, grade.status());
    }

    @Test
    void aFileThatIsNoKeyIsRefused() throws IOException {
        for (String text : List.of("", "[]", "{", "{\"format\": 1}",
                "{\"format\": 1, \"exercises\": [{\"student\": 1}]}",
                "{\"format\": 1, \"exercises\": []}", "{\"format\": 2, \"sheets\": []}", "{\"format\": 3}")) {
            Path file = Files.writeString(folder.resolve("key.json"), text);
            String message = assertThrows(FileFormatException.class, () -> KeyFile.read(file)).getMessage();
            assertTrue(message.contains("is no answer key: "), message);
        }
    }
}
