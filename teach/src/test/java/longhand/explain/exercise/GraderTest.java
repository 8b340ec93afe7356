package longhand.explain.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import longhand.explain.Values;
import longhand.explain.check.Misconception;
import longhand.io.NdArray;
import longhand.io.Npy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class of thirty: right, half right, mistaken, and files as they really come. */
class GraderTest {
    @TempDir
    private Path folder;
    private ExerciseSet set;

    @BeforeEach
    void makeClass() {
        List<String> students = IntStream.rangeClosed(1, 30).mapToObj(i -> String.format("student%02d", i)).toList();
        set = ExerciseSet.forStudents(ExerciseKind.CONV2D, 3, 11, students);
    }

    private Values truth(int student) {
        return set.entries().get(student - 1).exercise().problem().truth();
    }

    private Path write(int student, String extension, String text) throws IOException {
        return Files.writeString(folder.resolve(String.format("student%02d", student) + extension), text);
    }

    private Values mistaken(int student, Misconception kind) {
        return set.entries().get(student - 1).exercise().problem().mistakes().stream().filter(m -> m.kind() == kind).findFirst()
                .orElseThrow().answer();
    }

    private static float[] floats(Values v) {
        float[] out = new float[v.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) v.get(i);
        }
        return out;
    }

    private void writeAnswers() throws IOException {
        for (int i = 1; i <= 8; i++) {
            write(i, ".txt", truth(i).toString());
        }
        write(9, ".csv", truth(9).toString().replace("; ", "\n").replace(' ', ';'));
        write(10, ".json", "{\"answer\": \"" + truth(10) + "\"}");
        Npy.write(folder.resolve("student11.npy"), NdArray.of(floats(truth(11)), truth(11).dims()));
        Files.write(folder.resolve("student12.txt"), ("\uFEFF" + truth(12)).getBytes(StandardCharsets.UTF_16LE));
        Files.createDirectories(folder.resolve("student13"));
        Files.writeString(folder.resolve("student13/my answer.txt"), truth(13).toString());
        write(14, ".txt", mistaken(14, Misconception.KERNEL_FLIPPED).toString());
        write(15, ".txt", mistaken(15, Misconception.ONLY_FIRST_CHANNEL).toString());
        write(16, ".txt", mistaken(16, Misconception.BIAS_MISSING).toString());
        write(17, ".txt", mistaken(17, Misconception.CHANNELS_NOT_SUMMED).toString());
        double[] slip = truth(18).toArray();
        slip[2]++;
        write(18, ".txt", Values.of(slip, truth(18).dims()).toString());
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
        Files.writeString(folder.resolve(".DS_Store"), "x");
    }

    @Test
    void everyFileIsGradedOrItsFaultNamed() throws IOException {
        writeAnswers();
        List<Grade> grades = Grader.grade(folder, set);
        assertEquals(31, grades.size());
        Map<String, Grade> by = new LinkedHashMap<>();
        grades.forEach(g -> by.put(g.student(), g));
        for (int i = 1; i <= 13; i++) {
            assertEquals(Grade.Status.CORRECT, grades.get(i - 1).status(), grades.get(i - 1).toString());
            assertEquals(1, grades.get(i - 1).share());
        }
        assertEquals(List.of(Misconception.KERNEL_FLIPPED), by.get("student14").misconceptions());
        assertEquals(List.of(Misconception.ONLY_FIRST_CHANNEL), by.get("student15").misconceptions());
        assertEquals(List.of(Misconception.BIAS_MISSING), by.get("student16").misconceptions());
        assertEquals(List.of(Misconception.CHANNELS_NOT_SUMMED), by.get("student17").misconceptions());
        assertEquals(List.of(Misconception.ONE_SLIP), by.get("student18").misconceptions());
        assertEquals(0.75, by.get("student18").share());
        assertFault(by, 19, Grade.Status.UNREADABLE, "there are no numbers");
        assertFault(by, 20, Grade.Status.UNREADABLE, "'I' is not a number");
        assertEquals(List.of(Misconception.WRONG_SIZE), by.get("student21").misconceptions());
        assertFault(by, 22, Grade.Status.UNREADABLE, "row 2 has 1 numbers");
        assertFault(by, 23, Grade.Status.UNREADABLE, "6000000 bytes");
        assertFault(by, 24, Grade.Status.UNREADABLE, "not a text file");
        assertFault(by, 25, Grade.Status.UNREADABLE, "not JSON");
        assertFault(by, 26, Grade.Status.UNREADABLE, "not a .npy file");
        assertFault(by, 27, Grade.Status.UNREADABLE, "several answers");
        assertFault(by, 28, Grade.Status.UNREADABLE, "0 entries");
        assertFault(by, 29, Grade.Status.UNREADABLE, "symbolic link");
        assertFault(by, 30, Grade.Status.MISSING, "there is no answer");
        assertEquals(Grade.Status.UNKNOWN_STUDENT, by.get("=cmd").status());
    }

    private static void assertFault(Map<String, Grade> grades, int student, Grade.Status status, String remark) {
        Grade g = grades.get("student" + student);
        assertEquals(status, g.status(), g.toString());
        assertTrue(g.remark().contains(remark), g.remark());
        assertEquals(0, g.share());
    }

    @Test
    void csvHasOneLineForEachGrade() throws IOException {
        writeAnswers();
        List<Grade> grades = Grader.grade(folder, set);
        Path file = folder.resolve("grades.csv");
        GradeFiles.writeCsv(file, grades, 10);
        List<String> lines = Files.readAllLines(file);
        assertEquals(32, lines.size());
        assertEquals("student,file,status,points,max_points,numbers_right,numbers,misconceptions,remark", lines.getFirst());
        assertEquals("student01,student01.txt,correct,10,10,4,4,,correct", lines.get(1));
        assertTrue(lines.get(18).startsWith("student18,student18.txt,wrong,7.5,10,3,4,one-slip,\"wrong: 3 of 4"), lines.get(18));
        assertTrue(lines.get(31).startsWith("'=cmd,'=cmd.txt,unknown-student,0,10,0,0,,"), lines.get(31));
        assertEquals(31, Grader.grade(folder, set).size(), "our own files are not taken for answers");
    }

    @Test
    void gradescopeResults() throws IOException {
        writeAnswers();
        List<Grade> grades = Grader.grade(folder, set);
        Path file = folder.resolve("results.json");
        GradeFiles.writeGradescope(file, grades.get(17), 10);
        JsonNode results = new ObjectMapper().readTree(file.toFile());
        assertEquals(7.5, results.get("score").asDouble());
        assertEquals(4, results.get("tests").size());
        assertEquals("failed", results.get("tests").get(2).get("status").asText());
        assertTrue(results.get("output").asText().contains("one number is wrong"), results.toString());
        GradeFiles.writeGradescope(file, grades.get(18), 10);
        JsonNode empty = new ObjectMapper().readTree(file.toFile());
        assertEquals(0, empty.get("score").asDouble());
        assertTrue(empty.get("tests").get(0).get("output").asText().contains("no numbers"), empty.toString());
    }

    @Test
    void oneExerciseForEveryone() throws IOException {
        ExerciseSet all = ExerciseSet.forEveryone(ExerciseKind.MAXPOOL, 1, 4);
        Files.writeString(folder.resolve("Zoe Müller.txt"), all.entries().getFirst().exercise().problem().truth().toString());
        List<Grade> grades = Grader.grade(folder, all);
        assertEquals("Zoe Müller", grades.getFirst().student());
        assertEquals(Grade.Status.CORRECT, grades.getFirst().status());
    }

    @Test
    void aFileThatIsNoKeyIsRefused() throws IOException {
        for (String text : List.of("", "[]", "{", "{\"format\": 1}", "{\"format\": 1, \"exercises\": [{\"student\": 1}]}",
                "{\"format\": 1, \"exercises\": []}")) {
            Path file = Files.writeString(folder.resolve("key.json"), text);
            String message = assertThrows(IllegalArgumentException.class, () -> KeyFile.read(file)).getMessage();
            assertTrue(message.contains("is no answer key: "), message);
        }
    }

    @Test
    void aLinkIsNotAnAnswer() throws IOException {
        Path secret = Files.writeString(folder.resolveSibling("secret.txt"), "hunter2 is the password");
        Files.createSymbolicLink(folder.resolve("student01.txt"), secret);
        Path other = Files.createDirectories(folder.resolve("student02"));
        Files.createSymbolicLink(other.resolve("answer.txt"), secret);
        Files.createSymbolicLink(folder.resolve("student03"), other);
        List<Grade> grades = Grader.grade(folder, set);
        for (Grade g : grades.subList(0, 3)) {
            assertEquals(Grade.Status.UNREADABLE, g.status(), g.toString());
            assertTrue(g.remark().contains("symbolic link") && !g.remark().contains("hunter2"), g.remark());
        }
    }
}
