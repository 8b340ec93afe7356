package longhand.explain.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import longhand.explain.exercise.Assignment.Wanted;
import longhand.io.FileFormatException;
import longhand.io.disk.AtomicFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that Gradescope lays out, and what it expects to find afterwards. */
class AutograderTest {
    @TempDir
    private Path folder;
    private final Assignment assignment = Assignment.forStudents("H", Stream.of("corr2d", "maxpool:1:4")
            .map(k -> Wanted.parse(k, 1, 10)).toList(), 3,
            ClassList.parse("name,email\nAna Muster,ana@x.example\nBen,ben@x.example"));

    private JsonNode graded(String metadata, String fileName, String text) throws IOException {
        Files.createDirectories(folder.resolve("submission"));
        Files.writeString(folder.resolve("submission").resolve(fileName), text);
        Files.writeString(folder.resolve("submission_metadata.json"), metadata);
        Autograder.run(folder);
        return new ObjectMapper().readTree(folder.resolve("results/results.json").toFile());
    }

    private String answer(String student) {
        List<Question> q = assignment.of(student).orElseThrow().questions();
        return "Problem 1\n" + ((Exercise) q.get(0)).problem().truth() + "\nProblem 2\n0 0; 0 0";
    }

    @Test
    void theSubmitterIsFoundByAddress() throws IOException {
        KeyFile.write(folder.resolve("source/homework").resolve(KeyFile.NAME), assignment);
        JsonNode results = graded("{\"users\": [{\"email\": \"ANA@x.example\", \"name\": \"A. M.\"}]}", "hw.txt",
                answer("ana-muster"));
        assertEquals(10, results.get("score").asDouble());
        assertEquals(List.of("passed", "failed"), results.findValuesAsText("status"));
        assertEquals(List.of("10.0", "4.0"), results.findValuesAsText("max_score"));
        assertTrue(results.get("tests").get(1).get("output").asText().startsWith("wrong: 0 of 4"), results.toString());
        assertEquals(0, graded("{\"users\": [{\"email\": \"ben@x.example\"}]}", "hw.txt", answer("ana-muster"))
                .get("score").asDouble());
        assertEquals(10, graded("{\"users\": []}", "ben.txt", answer("ben")).get("score")
                .asDouble(), "else by the file's name");
    }

    /** A student whose id is the first half of another one's address does not get that one's work. */
    @Test
    void theWholeAddressCountsBeforeAllElse() throws IOException {
        Assignment two = Assignment.forStudents("H", List.of(Wanted.parse("corr2d", 1, 10)), 3,
                ClassList.parse("id,name,email\nli,Li,li@a.example\nlina,Lina Li,li@b.example\nben,Ben,ben@x.example"));
        KeyFile.write(folder.resolve("source/homework").resolve(KeyFile.NAME), two);
        String right = ((Exercise) two.of("lina").orElseThrow().questions().getFirst()).problem().truth().toString();
        for (String users : List.of("{\"email\": \"li@b.example\", \"name\": \"Ben\"}", "{\"email\": \"LI@b.example\", \"name\": \"Li\"}",
                "{\"email\": \"x@y\", \"name\": \"Lina Li\"}", "{\"email\": \"lina@other.example\", \"name\": \"L.\"}",
                "{\"name\": \"Ben\"}, {\"email\": \"li@b.example\"}")) {
            assertEquals(10, graded("{\"users\": [" + users + "]}", "hw.txt", right).get("score").asDouble(), users);
        }
    }

    /** Of several who fit, none is guessed: the next rule tells, and in the end the file's name. */
    @Test
    void twoOfOneName() throws IOException {
        Assignment two = Assignment.forStudents("H", List.of(Wanted.parse("corr2d", 1, 10)), 3, ClassList.parse(
                "id,name,email\nam1,Anna Muller,am1@x.example\nam2,Anna Muller,am2@x.example\nben,Ben,am2@x.example"));
        KeyFile.write(folder.resolve("source/homework").resolve(KeyFile.NAME), two);
        String right = ((Exercise) two.of("am2").orElseThrow().questions().getFirst()).problem().truth().toString();
        String other = ((Exercise) two.of("am1").orElseThrow().questions().getFirst()).problem().truth().toString();
        for (String user : List.of("{\"name\": \"Anna Muller\", \"email\": \"am2@other.example\"}",
                "{\"name\": \"Anna Muller\", \"email\": \"am2@x.example\"}", "{\"name\": \"Anna Muller\"}",
                "{\"email\": \"am1@x.example\"}, {\"email\": \"am2@x.example\"}")) {
            assertEquals(10, graded("{\"users\": [" + user + "]}", "am2.txt", right).get("score").asDouble(), user);
        }
        Files.delete(folder.resolve("submission/am2.txt"));
        JsonNode unknown = graded("{\"users\": [{\"name\": \"Anna Muller\"}]}", "hw.txt", right);
        assertEquals(0, unknown.get("score").asDouble());
        assertFalse(unknown.toString().contains(other.split("[;\\n]")[0].strip()), "the solution of one of them: " + unknown);
    }

    /** Whatever a student calls a file, it is the answer. */
    @Test
    void noFileIsPassedOver() throws IOException {
        KeyFile.write(folder.resolve("source/homework").resolve(KeyFile.NAME), assignment);
        for (String name : List.of("sheet.md", "readme.txt", "results/answer.txt", "grades/hand-out/a.txt", "key.md",
                "grades.csv.old1", "key.json")) {
            for (String user : List.of("{\"email\": \"ana@x.example\"}", "")) {
                Path file = folder.resolve("submission").resolve(user.isEmpty() ? "ana" : "").resolve(name);
                Files.createDirectories(file.getParent());
                String text = name.equals("key.json") ? "{\"answers\": {\"1\": \""
                        + ((Exercise) assignment.of("ana-muster").orElseThrow().questions().getFirst()).problem().truth()
                        + "\", \"2\": \"0 0; 0 0\"}}" : answer("ana-muster");
                JsonNode results = graded("{\"users\": [" + user + "]}",
                        folder.resolve("submission").relativize(file).toString(), text);
                assertEquals(user.isEmpty() ? 0 : 10, results.get("score").asDouble(), name + user + results);
                assertFalse(results.toString().contains("There is no answer"), name + user + results);
                AtomicFolder.deleteQuietly(folder.resolve("submission"));
            }
        }
    }

    /** Where all have the same sheet, whatever is handed in is one student's. */
    @Test
    void severalFilesOfASheetForEveryone() throws IOException {
        Assignment same = Assignment.forEveryone("H", Stream.of("corr2d", "Softmax").map(k -> Wanted.parse(k, 1, 10))
                .toList(), 3);
        KeyFile.write(folder.resolve("source/homework").resolve(KeyFile.NAME), same);
        String text = "Problem 1\n" + ((Exercise) same.sheets().getFirst().questions().getFirst()).problem().truth();
        Files.createDirectories(folder.resolve("submission"));
        CodeQuestion program = (CodeQuestion) same.sheets().getFirst().questions().get(1);
        Files.writeString(folder.resolve("submission/Softmax.java"), program.task().solution());
        assertEquals(20, graded("{\"users\": [{\"name\": \"Ana\"}]}", "answers.txt", text).get("score").asDouble());
    }

    @Test
    void whateverGoesWrongIsAResult() throws IOException {
        assertTrue(graded("{}", "ben.txt", "1").get("tests").get(0).get("output").asText()
                .contains("Tell your teacher"));
        KeyFile.write(folder.resolve("source/homework").resolve(KeyFile.NAME), assignment);
        Files.delete(folder.resolve("submission/ben.txt"));
        assertEquals(0, graded("{", "who.txt", "1").get("score").asDouble());
    }

    @Test
    void theZipHoldsScriptsKeyAndProgram() throws IOException {
        Path home = folder.resolve("home");
        Homework.create(home, assignment);
        pack(home, home);
        try (ZipFile zip = new ZipFile(folder.resolve("a.zip").toFile())) {
            for (String name : List.of("setup.sh", "run_autograder", "homework/key.json", "homework/rubric.properties",
                    "lib/001/key.json")) {
                assertTrue(zip.getEntry(name) != null, name);
            }
            assertTrue(new String(zip.getInputStream(zip.getEntry("run_autograder")).readAllBytes())
                    .startsWith("#!/usr/bin/env bash\n"));
        }
    }

    @Test
    void aDamagedJarIsNamed() throws IOException {
        Path home = folder.resolve("home");
        Homework.create(home, assignment);
        Path jar = Files.writeString(folder.resolve("x.jar"), "no zip");
        String message = assertThrows(FileFormatException.class, () -> pack(home, jar)).getMessage();
        assertTrue(message.contains("x.jar: not a jar, or a damaged one: "), message);
        assertFalse(Files.exists(folder.resolve("a.zip")));
    }

    /** Packs a.zip as a program whose classes lie there. */
    private void pack(Path home, Path classes) throws IOException {
        String before = System.setProperty("java.class.path", classes.toString());
        try {
            Autograder.pack(home, folder.resolve("a.zip"));
        } finally {
            System.setProperty("java.class.path", before);
        }
    }
}
