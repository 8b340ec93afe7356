package longhand.explain.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.explain.Values;
import longhand.explain.exercise.Assignment.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file is whose, whatever it is called, and whatever is in it. */
class SubmissionsTest {
    @TempDir
    private Path folder;
    private Assignment assignment = Assignment.forStudents("H", List.of(Wanted.parse("conv2d:3", 1, 10)), 11,
            ClassList.numbered(30));

    private Values truth(int student) {
        return ((Exercise) assignment.sheets().get(student - 1).questions().getFirst()).problem().truth();
    }

    private Map<String, Grade> grade() throws IOException {
        Map<String, Grade> by = new LinkedHashMap<>();
        Grader.grade(folder, assignment, Rubric.USUAL).forEach(g -> by.put(g.student().id(), g));
        return by;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aLinkIsNotAnAnswer() throws IOException {
        Path secret = Files.writeString(folder.resolveSibling("secret.txt"), "hunter2 is the password");
        Files.createSymbolicLink(folder.resolve("student01.txt"), secret);
        Path other = Files.createDirectories(folder.resolve("student02"));
        Files.createSymbolicLink(other.resolve("answer.txt"), secret);
        Files.createSymbolicLink(folder.resolve("student03"), other);
        Map<String, Grade> by = grade();
        for (String id : List.of("student01", "student02", "student03")) {
            assertEquals(Grade.Status.UNREADABLE, by.get(id).status(), by.get(id).toString());
            assertTrue(by.get(id).remark().contains("symbolic link") && !by.get(id).remark()
                    .contains("hunter2"), by.get(id).remark());
        }
    }

    @Test
    void namesAsCourseSystemsMakeThem() throws IOException {
        assignment = Assignment.forStudents("H", List.of(Wanted.parse("corr2d", 1, 10)), 3, ClassList.parse(
                "name,email\nAna Muster,ana@x\nZoe von Berg,zoe@x\nLi,li@x\nLina Li,lina@x\nTom O'Hara,tom@x"));
        Map<String, String> files = Map.of("ana-muster", "musterana_12345_678910_answer.txt",
                "zoe-von-berg", "Zoe von Berg_123_assignsubmission_file_/homework final.txt", "li", "LI (2).TXT",
                "lina-li", "Lina Li - Copy.txt", "tom-o-hara", "tom_o_hara.txt");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getValue());
            Files.createDirectories(path.getParent());
            Exercise first = (Exercise) assignment.of(file.getKey()).orElseThrow().questions().getFirst();
            Files.writeString(path, first.problem().truth().toString());
        }
        grade().values().forEach(g -> assertEquals(Grade.Status.CORRECT, g.status(), g.toString()));
    }

    /** A dot is not always that of an extension: anna.li is another student than anna. */
    @Test
    void wholeNamesBeforeExtensions() throws IOException {
        assignment = Assignment.forStudents("H", List.of(Wanted.parse("corr2d", 1, 10)), 3,
                ClassList.parse("id,name\nanna,Anna Berg\nanna.li,Anna Li\nbo.txt,Bo\nzoe.w,Zoe"));
        String[] files = {"anna/anna.txt", "anna", "anna.li/anna.li.txt", "anna.li", "bo.txt.txt", "bo.txt", "Zoe.W.txt", "zoe.w"};
        for (int i = 0; i < files.length; i += 2) {
            write(files[i], right(files[i + 1]));
        }
        grade().values().forEach(g -> assertEquals(Grade.Status.CORRECT, g.status(), g.toString()));
    }

    /** Nor is it in a name that a course system makes. */
    @Test
    void dotsInIdsAndMoreAround() throws IOException {
        assignment = Assignment.forStudents("H", List.of(Wanted.parse("corr2d", 1, 10)), 3, ClassList.parse(
                "id,name\nana,Ana\nana.li,Ana Li\nbo,Bo\nbo.x.y,Bo Xy\nli,Li\nlina.li,Lina Li\nzoe,Zoe\ntom.json,Tom"));
        String[] files = {"hw1_ana.li.txt", "ana.li", "hw1_ana.txt", "ana", "12_bo.x.y (1).txt.txt", "bo.x.y", "hw bo.csv.txt",
            "bo", "hw1 lina.li - Copy.txt", "lina.li", "hw1 li.JSON.TXT", "li", "HW1_Zoe.zip/answer.txt", "zoe",
            "hw1 tom.json.txt", "tom.json"};
        for (int i = 0; i < files.length; i += 2) {
            write(files[i], right(files[i + 1]));
        }
        grade().values().forEach(g -> assertEquals(Grade.Status.CORRECT, g.status(), g.toString()));
    }

    /** A short number among other words is that of a week or an attempt. */
    @Test
    void numbersOfWeeksAreNoStudents() throws IOException {
        assignment = Assignment.forStudents("H", List.of(Wanted.parse("corr2d", 1, 10)), 3,
                ClassList.parse("id,name\n1,Jo\n2,Kim\n3,3\n7,Bo\n12,Cy\nlina,Lina\nana,Ana\nben,Ben"));
        String[] files = {"Week 2/lina.txt", "lina", "submission_1/ana.txt", "ana", "2.txt", "2", "1/answer.txt", "1",
            "Sheet 3/ben.txt", "ben", "3 (1).txt", "3", "7_answer.txt", "7", "12_final.txt.txt", "12"};
        for (int i = 0; i < files.length; i += 2) {
            write(files[i], right(files[i + 1]));
        }
        grade().values().forEach(g -> assertEquals(Grade.Status.CORRECT, g.status(), g.toString()));
    }

    /** A folder around all of them is nobody's, whatever it is called. */
    @Test
    void theOuterFolderIsNoStudent() throws IOException {
        for (String outer : List.of("WS 2024", "Group 2b", "hw1")) {
            assignment = Assignment.forStudents("H", List.of(Wanted.parse("corr2d", 1, 10)), 3,
                    ClassList.parse("id,name\n2024,2024\n2b,2b\nhw1,Hw1\nana,Ana\nben,Ben"));
            folder = Files.createDirectory(folder.resolve(outer.substring(0, 2)));
            for (String id : List.of("2024", "ana", "ben")) {
                write(outer + "/in/" + id + (id.equals("ben") ? "/answer.txt" : ".txt"), right(id));
            }
            write(outer + "/in/nobody.txt", "1 2");
            Map<String, Grade> by = grade();
            for (String id : List.of("2024", "ana", "ben")) {
                assertEquals(Grade.Status.CORRECT, by.get(id).status(), by.toString());
            }
            assertEquals(6, by.size(), by.toString());
        }
    }

    /** With one file in it, nobody knows whether it is that of the student after whom it may be named. */
    @Test
    void oneFileInAnOuterFolder() throws IOException {
        assignment = Assignment.forStudents("H", List.of(Wanted.parse("corr2d", 1, 10)), 3,
                ClassList.parse("id,name\n2024,2024\nana,Ana"));
        write("WS 2024/ana.txt", right("ana"));
        Map<String, Grade> by = grade();
        assertEquals(Grade.Status.MISSING, by.get("2024").status(), by.toString());
        assertTrue(by.toString().contains("Its folder is named after 2024, the file after ana."), by.toString());
        Files.delete(folder.resolve("WS 2024/ana.txt"));
        write("WS 2024/answer.txt", right("2024"));
        assertEquals(Grade.Status.CORRECT, grade().get("2024").status());
    }

    /** Half of a name is nobody's. */
    @Test
    void whatFollowsADotIsPartOfAName() throws IOException {
        assignment = Assignment.forStudents("H", List.of(Wanted.parse("corr2d", 1, 10)), 3,
                ClassList.parse("id,name\nana,Ana\nben,Ben"));
        write("hw1_ana.li.txt", right("ana"));
        write("hw1_ben.li/answer.txt", right("ben"));
        Map<String, Grade> by = grade();
        for (String id : List.of("ana", "ben")) {
            assertEquals(Grade.Status.MISSING, by.get(id).status(), by.toString());
        }
        assertEquals(4, by.size(), by.toString());
    }

    private String right(String id) {
        return ((Exercise) assignment.of(id).orElseThrow().questions().getFirst()).problem().truth().toString();
    }

    /** Beside the key lie files of ours; below the answers, and of a student called so, nothing is passed over. */
    @Test
    void namesOfOurOwn() throws IOException {
        assignment = Assignment.forStudents("H", List.of(Wanted.parse("corr2d", 1, 10)), 3,
                ClassList.parse("name\nAna\nResults\nBen\nKey"));
        write("ana/results/readme.txt", right("ana"));
        write("results/answer.txt", right("results"));
        write("ben/key.json", "{\"answer\": \"" + right("ben") + "\"}");
        write("key.json", "{\"answer\": \"" + right("key") + "\"}");
        grade().values().forEach(g -> assertEquals(Grade.Status.CORRECT, g.status(), g.toString()));
        for (String ours : List.of("rubric.properties", "README.txt", "grades.csv.old2", "hand-out/ben.html", "desktop.ini")) {
            write(ours, "x");
        }
        Map<String, Grade> by = grade();
        assertEquals(4, by.size(), by.toString());
        Path home = folder;
        folder = folder.resolve("answers");
        write("Ben/readme.txt", right("ben"));
        write("readme.txt", "1");
        Files.writeString(home.resolve("key.json"), "{}");
        assertEquals(Grade.Status.CORRECT, grade().get("ben").status());
        assertTrue(grade().containsKey("readme.txt"), grade().toString());
        folder = home;
        by.values().forEach(g -> assertEquals(Grade.Status.CORRECT, g.status(), g.toString()));
    }

    /** Without a key beside it nothing is of ours. */
    @Test
    void namesOfOurOwnElsewhere() throws IOException {
        assignment = Assignment.forStudents("H", List.of(Wanted.parse("corr2d", 1, 10)), 3, ClassList.parse("name\nAna\nBen"));
        for (String name : List.of("readme.txt", "sheet.md", "results/x.txt", "grades.csv", "grades.csv.old1", "hand-out/y.txt")) {
            write(name, "1 2");
            assertTrue(grade().containsKey(Path.of(name).toString()), name + " is passed over: " + grade());
        }
    }

    @Test
    void nobodyCanHandInForAnother() throws IOException {
        assignment = Assignment.forStudents("H", List.of(Wanted.parse("corr2d", 1, 10)), 3,
                ClassList.parse("name\nAna Muster\nBen\nFatima Zahra Bennani"));
        String right = ((Exercise) assignment.of("ben").orElseThrow().questions().getFirst()).problem().truth()
                .toString();
        write("ben.txt", right);
        write("Ana Muster_123_assignsubmission_file_/ben.txt", "0 0; 0 0");
        write("fatimazahrabennani_LATE_12_34_ben.txt", "0 0; 0 0");
        Map<String, Grade> by = grade();
        assertEquals(Grade.Status.CORRECT, by.get("ben").status(), by.get("ben").toString());
        assertEquals(Grade.Status.WRONG, by.get("ana-muster").status());
        assertEquals(Grade.Status.WRONG, by.get("fatima-zahra-bennani").status());
    }

    /** Handed in twice, in the letters of an old program, with one problem twice, empty: what careless students do. */
    @Test
    void carelessness() throws IOException {
        String[] answers = new String[8];
        for (int i = 1; i < answers.length; i++) {
            answers[i] = truth(i).toString();
        }
        write("student01.txt", answers[1]);
        write("student01 (1).txt", answers[1]);
        write("student02.txt", answers[2]);
        write("student02 (1).txt", "0 0; 0 0");
        byte[] windows = ("Lösung von Zoë –\nProblem 1\n" + answers[3]).getBytes(Charset.forName("windows-1252"));
        Files.write(folder.resolve("student03.txt"), windows);
        write("student04.txt", "Problem 1\n" + answers[4] + "\nProblem 1\n" + answers[4]);
        write("student05.txt", "Problem 1\n0 0; 0 0\nProblem 1\n" + answers[5]);
        write("student06.txt", "\n");
        write("student07.java", "class A {}");
        Map<String, Grade> by = grade();
        for (int i : new int[] {1, 3, 4}) {
            assertEquals(Grade.Status.CORRECT, by.get("student0" + i).status(), by.get("student0" + i).remark());
        }
        String[] faults = {"student02", "several answers of this student", "student05", "two different answers",
            "student06", "The file is empty"};
        for (int i = 0; i < faults.length; i += 2) {
            assertEquals(Grade.Status.UNREADABLE, by.get(faults[i]).status());
            assertTrue(by.get(faults[i]).remark().contains(faults[i + 1]), by.get(faults[i]).remark());
        }
        assertEquals(Grade.Status.MISSING, by.get("student07").status(), by.get("student07").remark());
    }

    @Test
    void filesMadeToHurtAreGradedLikeOthers() throws IOException {
        write("student01.txt", "-".repeat(5_000) + "x");
        write("student02.txt", "1 ".repeat(400_000));
        write("student03.txt", "1".repeat(900_000));
        write("student04.json", "[".repeat(100_000));
        write("student05.json", "{\"answers\": ".repeat(50_000));
        write("student06.txt", "|--".repeat(100_000) + "a");
        write("student07.txt", "Problem 99\nProblem 0\nProblem 1\n1e400 2\n");
        write("student08.txt", "\u0000\u0001 1 2");
        write("student09.html", "<script>alert(1)</script>");
        write("student10.zip", "PK");
        write("student11.txt.txt", truth(11).toString());
        write("student12.txt", "<script>alert(1)</script>");
        Map<String, Grade> by = grade();
        assertEquals(30, by.size());
        for (int i : new int[] {1, 3, 4, 5, 6, 7, 8, 9, 10, 12}) {
            assertEquals(Grade.Status.UNREADABLE, by.get(String.format("student%02d", i)).status(), i + ": " + by.get(
                    String.format("student%02d", i)).remark());
        }
        assertTrue(by.get("student09").remark().contains("press \"Save the answer file\""), by.get("student09")
                .remark());
        assertEquals(Grade.Status.WRONG, by.get("student02").status());
        assertEquals(Grade.Status.CORRECT, by.get("student11").status(), by.get("student11").remark());
        by.values().forEach(g -> assertTrue(g.remark().length() < 1_000, g.student().id() + " has a long remark"));
        Homework.writeGrades(folder.resolve("grades"), assignment, List.copyOf(by.values()), false);
        assertFalse(Files.readString(folder.resolve("grades/feedback/student12.html")).contains("<script>alert"));
    }
}
