package longhand.explain.exercise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import longhand.explain.Html;
import longhand.io.FileFormatException;
import longhand.io.disk.AtomicFile;

/**
 * Gradescope's autograder: a zip file with {@code setup.sh}, which installs Java, and {@code run_autograder}, which
 * grades what lies in {@code /autograder/submission} and writes {@code /autograder/results/results.json}.
 */
public final class Autograder {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By what a student is known, the surest first: the address, the name, what stands before the @. */
    private static final List<BiPredicate<Student, JsonNode>> SAME = List.of(
            (s, user) -> !s.email().isEmpty() && s.email().equalsIgnoreCase(email(user)),
            (s, user) -> s.id().equals(Student.idOf(name(user))),
            (s, user) -> Student.idOf(s.name()).equals(Student.idOf(name(user))),
            (s, user) -> s.id().equals(Student.idOf(email(user).replaceFirst("@.*", ""))));

    private Autograder() {}

    private static String email(JsonNode user) {
        return user.path("email").asText().strip();
    }

    private static String name(JsonNode user) {
        return user.path("name").asText();
    }

    /**
     * Packs the zip file: the scripts, the key and the rubric, and this program.
     *
     * @param home the folder of a homework
     */
    public static void pack(Path home, Path zip) throws IOException {
        KeyFile.read(home.resolve(KeyFile.NAME)); // a folder without key is refused before anything is written
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String script : List.of("setup.sh", "run_autograder")) {
            files.put(script, Html.resource(Autograder.class, script).getBytes(StandardCharsets.UTF_8));
        }
        for (String name : List.of(KeyFile.NAME, Rubric.NAME)) {
            if (Files.exists(home.resolve(name))) {
                files.put("homework/" + name, Files.readAllBytes(home.resolve(name)));
            }
        }
        AtomicFile.write(zip, out -> {
            ZipOutputStream to = new ZipOutputStream(out);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                add(to, file.getKey(), file.getValue());
            }
            addProgram(to);
            to.finish(); // who has opened the file closes it
        });
    }

    private static void addProgram(ZipOutputStream zip) throws IOException {
        int n = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            for (Path part : withNamedJars(Path.of(entry).toAbsolutePath())) {
                n++;
                if (Files.isDirectory(part)) {
                    addFolder(zip, part, "lib/" + String.format(Locale.ROOT, "%03d", n) + "/");
                } else if (Files.isRegularFile(part)) {
                    add(zip, "lib/" + String.format(Locale.ROOT, "%03d-", n) + part.getFileName(),
                            Files.readAllBytes(part));
                }
            }
        }
    }

    /** A jar, and those that its manifest names. */
    private static List<Path> withNamedJars(Path entry) throws IOException {
        if (!entry.toString().endsWith(".jar") || Files.notExists(entry)) {
            return List.of(entry);
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            String names = jar.getManifest() == null ? null : jar.getManifest().getMainAttributes()
                    .getValue("Class-Path");
            return names == null ? List.of(entry)
                    : Stream.concat(Stream.of(entry), Arrays.stream(names.strip().split("\\s+"))
                    .map(entry::resolveSibling)).toList();
        } catch (ZipException e) {
            throw new FileFormatException(entry, "not a jar, or a damaged one: " + e.getMessage(), e);
        }
    }

    private static void addFolder(ZipOutputStream zip, Path folder, String prefix) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path file : inside.filter(Files::isRegularFile).sorted().toList()) {
                add(zip, prefix + folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    /**
     * Grades the one submission of Gradescope's folder. The student is found by the address in Gradescope's metadata,
     * else by name, where exactly one fits, else by the file's name. Whatever goes wrong becomes a result that says so.
     *
     * @param autograder the folder {@code /autograder}
     */
    public static void run(Path autograder) {
        Path results = autograder.resolve("results").resolve("results.json");
        byte[] json;
        try {
            Path home = autograder.resolve("source").resolve("homework");
            Assignment assignment = KeyFile.read(home.resolve(KeyFile.NAME));
            Rubric rubric = Files.exists(home.resolve(Rubric.NAME)) ? Rubric.read(home.resolve(Rubric.NAME))
                    : Rubric.USUAL;
            Optional<Student> student = submitter(autograder.resolve("submission_metadata.json"), assignment);
            json = Gradescope.results(Grader.gradeOne(autograder.resolve("submission"), assignment, rubric, student));
        } catch (IOException | RuntimeException e) {
            json = Gradescope.results(Grade.unknown("", "It could not be graded: " + e.getMessage()
                    + " Tell your teacher."));
        }
        byte[] bytes = json;
        AtomicFile.write(results, out -> out.write(bytes));
    }

    private static Optional<Student> submitter(Path metadata, Assignment assignment) throws IOException {
        if (assignment.isForEveryone() || Files.notExists(metadata)) {
            return Optional.empty();
        }
        List<JsonNode> users = new ArrayList<>();
        JSON.readTree(metadata.toFile()).path("users").forEach(users::add);
        List<Student> students = assignment.sheets().stream().map(Assignment.Sheet::student).toList();
        for (BiPredicate<Student, JsonNode> rule : SAME) {
            List<Student> found = students.stream().filter(s -> users.stream().anyMatch(user -> rule.test(s, user)))
                    .toList();
            if (found.size() == 1) { // several would be a guess, and show one the solution of another
                return Optional.of(found.getFirst());
            }
        }
        return Optional.empty();
    }
}
