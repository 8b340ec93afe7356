package longhand.explain.exercise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import longhand.explain.check.MatrixFile;
import longhand.io.disk.FileBytes;

/**
 * The students of a class: a table with a heading (names and addresses, as Moodle, Canvas and Gradescope export it),
 * or a plain list with one name a line.
 */
public final class ClassList {
    private static final Map<String, List<String>> COLUMNS = Map.of(
            "id", List.of("username", "user", "login", "sis login id", "student id", "student_id", "file", "id"),
            "name", List.of("name", "full name", "student", "student name"),
            "first", List.of("first name", "firstname", "first_name", "given name", "vorname"),
            "last", List.of("surname", "last name", "lastname", "last_name", "family name", "nachname"),
            "email", List.of("email", "email address", "e-mail", "mail", "e-mail address"),
            "number", List.of("id number", "number", "sis user id", "sid", "matriculation number", "matrikelnummer"));

    private ClassList() {}

    /** Students without names: student01, student02, … */
    public static List<Student> numbered(int count) {
        int digits = Math.max(2, String.valueOf(count).length());
        return IntStream.rangeClosed(1, count).mapToObj(i -> Student.named(("student%0" + digits + "d").formatted(i)))
                .toList();
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it names nobody, or two students who cannot be told apart
     */
    public static List<Student> read(Path file) {
        try {
            return parse(MatrixFile.decode(Files.readAllBytes(file)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("exercise: the class list " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be read", file, e);
        }
    }

    static List<Student> parse(String text) {
        List<List<String>> rows = Csv.read(text).stream().filter(row -> row.stream().anyMatch(c -> !c.isEmpty()))
                .toList();
        Map<String, Integer> columns = rows.isEmpty() ? Map.of() : columns(rows.getFirst());
        boolean table = columns.containsKey("id") || columns.containsKey("name") || columns.containsKey("last")
                || columns.containsKey("email");
        if (!table && rows.stream().anyMatch(row -> row.size() > 2 || row.size() == 2 && row.get(1).contains("@"))) {
            throw new IllegalArgumentException("it has several columns, but no heading that is known. Fix: begin "
                    + "with a line such as "
                    + "name,email or id,name,email.");
        }
        List<Student> students = new ArrayList<>();
        Map<String, Student> byId = new HashMap<>();
        for (List<String> row : table ? rows.subList(1, rows.size()) : rows) {
            Student student = table ? student(row, columns) : Student.named(String.join(" ", row).strip());
            if (student.name().isEmpty() || student.name().equalsIgnoreCase("points possible")) {
                continue; // a line without a name; Canvas has one with the points
            }
            Student same = byId.putIfAbsent(student.withId().id(), student);
            if (same != null) {
                throw Student.same(same, student);
            }
            students.add(student);
        }
        if (students.isEmpty()) {
            throw new IllegalArgumentException("it names no students. Fix: one name a line, or a table with the "
                    + "columns name and email.");
        }
        return students;
    }

    private static Map<String, Integer> columns(List<String> heading) {
        Map<String, Integer> found = new HashMap<>();
        COLUMNS.forEach((column, names) -> names.forEach(name -> {
            for (int i = heading.size() - 1; i >= 0; i--) {
                if (heading.get(i).toLowerCase(Locale.ROOT).equals(name)) {
                    found.putIfAbsent(column, i);
                }
            }
        }));
        return found;
    }

    private static Student student(List<String> row, Map<String, Integer> columns) {
        String name = (cell(row, columns, "first") + " " + cell(row, columns, "last")).strip();
        String full = name.isEmpty() ? cell(row, columns, "name") : name;
        String email = cell(row, columns, "email");
        String known = !full.isEmpty() ? full : email.replaceFirst("@.*", "");
        String id = cell(row, columns, "id");
        return new Student(Student.idOf(id.isEmpty() ? known : id.replaceFirst("@.*", "")), known.isEmpty() ? id
                : known, email,
                cell(row, columns, "number"));
    }

    private static String cell(List<String> row, Map<String, Integer> columns, String column) {
        Integer i = columns.get(column);
        return i == null || i >= row.size() ? "" : row.get(i);
    }
}
