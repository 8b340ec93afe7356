package longhand.explain.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.MatrixFile;
import longhand.explain.check.Written;

/**
 * Grades a folder of answers. A file that cannot be graded gets a line that says why; it never stops the others.
 *
 * <p>The answer of a student is the file {@code STUDENT.txt} ({@code .csv}, {@code .json}, {@code .npy}), or the only file in a
 * folder {@code STUDENT}.
 */
public final class Grader {
    /** What 'exercise new' and 'exercise grade' themselves write into a folder. */
    private static final Set<String> OURS = Set.of(KeyFile.NAME, "sheet.html", "sheet.md", "key.html", "key.md", "grades.csv",
            "results",
            "results.json");

    private Grader() {}

    /**
     * Grades all answers in a folder, in the order of the key, followed by files that belong to no student.
     *
     * @throws IOException if the folder itself cannot be read
     */
    public static List<Grade> grade(Path folder, ExerciseSet set) throws IOException {
        Map<String, List<Path>> answers = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(f -> !f.getFileName().toString().startsWith(".") && !OURS.contains(f.getFileName().toString())).sorted()
                    .forEach(f -> answers.computeIfAbsent(student(f).toLowerCase(Locale.ROOT), k -> new ArrayList<>()).add(f));
        }
        List<Grade> grades = new ArrayList<>();
        if (!set.isForEveryone()) {
            Map<String, List<Path>> left = new HashMap<>(answers);
            for (ExerciseSet.Entry e : set.entries()) {
                List<Path> files = left.remove(e.student().toLowerCase(Locale.ROOT));
                grades.add(files == null ? missing(e) : one(e.student(), files, e.exercise()));
            }
            answers.keySet().retainAll(left.keySet());
        }
        answers.forEach((name, files) -> grades.add(set.isForEveryone()
                ? one(student(files.getFirst()), files, set.entries().getFirst().exercise())
                : Grade.fault(student(files.getFirst()), name(files.getFirst()), Grade.Status.UNKNOWN_STUDENT, 0,
                        "the key has no student of this name")));
        return grades;
    }

    /** Grades one answer. */
    public static Grade grade(String student, Path file, Exercise exercise) {
        int cells = exercise.problem().truth().size();
        try {
            Written answer = MatrixFile.read(onlyFile(file));
            return Grade.of(student, name(file), Diagnosis.of(exercise.problem(), answer), cells);
        } catch (IOException | UncheckedIOException e) {
            return Grade.fault(student, name(file), Grade.Status.UNREADABLE, cells, "the file cannot be read (" + e.getMessage()
                    + ")");
        } catch (RuntimeException e) {
            return Grade.fault(student, name(file), Grade.Status.UNREADABLE, cells, e.getMessage());
        }
    }

    private static Grade one(String student, List<Path> files, Exercise exercise) {
        return files.size() == 1 ? grade(student, files.getFirst(), exercise)
                : Grade.fault(student, String.join(" ", files.stream().map(Grader::name).toList()), Grade.Status.UNREADABLE,
                        exercise.problem().truth().size(), "there are several answers of this student; keep one");
    }

    private static Grade missing(ExerciseSet.Entry e) {
        return Grade.fault(e.student(), "", Grade.Status.MISSING, e.exercise().problem().truth().size(), "there is no answer");
    }

    /** The answer itself. Links are not followed: a student could make one to any file of the grader's. */
    private static Path onlyFile(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new IOException("it is a symbolic link, not a file; ask for the file itself");
        }
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return file;
        }
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is neither a file nor a folder");
        }
        try (Stream<Path> inside = Files.list(file)) {
            List<Path> files = inside.filter(f -> !f.getFileName().toString().startsWith(".")).toList();
            if (files.size() != 1 || Files.isDirectory(files.getFirst(), LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("the folder holds " + files.size() + " entries instead of one file");
            }
            return onlyFile(files.getFirst());
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** The name of the student: the file's name without extension. */
    private static String student(Path file) {
        String name = name(file);
        int dot = name.lastIndexOf('.');
        return dot > 0 && !Files.isDirectory(file) ? name.substring(0, dot) : name;
    }
}
