package longhand.explain.exercise;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import longhand.names.NearestName;

/**
 * Which file is whose. Expected is {@code ID.txt}, {@code ID.json} (a saved form), {@code .csv} or {@code .npy}, or a
 * folder {@code ID}; understood are also the names that browsers, Moodle, Canvas and Windows make of them.
 */
final class Submissions {
    /** What 'exercise new' and 'exercise grade' themselves write into the folder of a homework. */
    private static final Set<String> OURS =
            Set.of(KeyFile.NAME, Rubric.NAME, "key.html", "print-all.html", "readme.txt", "grades",
            "hand-out", "autograder.zip", "results", "sheet.html", "sheet.md", "key.md", "grades.csv");
    /** What systems leave in every folder. */
    private static final Set<String> LEFT_BEHIND = Set.of("__macosx", "thumbs.db", "desktop.ini");
    private static final int DEEPEST = 4;

    private final Assignment assignment;
    private final StudentNames students;
    private final Set<String> ours;
    private final Map<String, List<Path>> byStudent = new LinkedHashMap<>();
    private final Map<Path, String> unknown = new TreeMap<>();
    private final Map<Path, String> notes = new TreeMap<>();
    /** How many outer folders are around all files, and how many of them say nothing about whose the files are. */
    private int shared;
    private int outer;

    private Submissions(Assignment assignment, Set<String> ours) {
        this.assignment = assignment;
        this.students = new StudentNames(assignment);
        this.ours = ours;
    }

    /** The answers in a folder. It may be that of the homework: then files of ours lie beside its key. */
    static Submissions find(Path folder, Assignment assignment) throws IOException {
        return find(folder, assignment, Files.exists(folder.resolve(KeyFile.NAME)) ? OURS : Set.of());
    }

    /**
     * The answers in a folder.
     *
     * @param ours the names of files and folders in it that are not handed in; in small letters
     */
    static Submissions find(Path folder, Assignment assignment, Set<String> ours) throws IOException {
        Submissions found = new Submissions(assignment, ours);
        List<Path> files = found.files(folder);
        found.findOuter(files.stream().map(file -> names(folder, file)).toList());
        for (Path file : files) {
            found.add(folder, file);
        }
        return found;
    }

    /** All files below a folder, links too, which are not followed; empty folders count as files. */
    private List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEEPEST,
                new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                if (!dir.equals(folder) && isNoAnswer(folder, dir)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                try (Stream<Path> inside = Files.list(dir)) {
                    if (!dir.equals(folder) && inside.allMatch(f -> isNoAnswer(folder, f))) {
                        files.add(dir);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!isNoAnswer(folder, file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                files.add(file); // reading it will say why
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(Comparator.comparing(Path::toString));
        return files;
    }

    /** Names of our own count only at the top, and if no student has them. */
    private boolean isNoAnswer(Path folder, Path file) {
        String name = file.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        return name.startsWith(".") || LEFT_BEHIND.contains(lower)
                || ours.contains(lower.replaceFirst("^(grades\\.csv)\\.old\\d+$", "$1"))
                && folder.equals(file.getParent()) && students.exact(name, true).isEmpty();
    }

    private static List<String> names(Path folder, Path file) {
        List<String> names = new ArrayList<>();
        folder.relativize(file).forEach(part -> names.add(part.toString()));
        return names;
    }

    /** A folder around all files is nobody's if there are files of several students in it. */
    private void findOuter(List<List<String>> all) {
        shared = all.stream().mapToInt(names -> common(names, all.getFirst())).min().orElse(0);
        boolean several = all.stream().flatMap(names -> students.find(names, shared).stream()).distinct().count() > 1;
        outer = several ? shared : 0;
    }

    /** How many folders two files have in common. */
    private static int common(List<String> names, List<String> others) {
        int most = Math.min(names.size(), others.size()) - 1;
        return (int) IntStream.range(0, most).takeWhile(i -> names.get(i).equals(others.get(i))).count();
    }

    private void add(Path folder, Path file) {
        Path inside = folder.relativize(file);
        List<String> names = names(folder, file);
        if (assignment.isForEveryone()) {
            // Whoever hands in is named by the folder or the file.
            byStudent.computeIfAbsent(base(names.getFirst(), file, names.size() > 1), k -> new ArrayList<>()).add(file);
            return;
        }
        Optional<String> inForm = formStudent(file);
        Optional<String> byName = students.find(names, outer);
        Optional<String> id = byName.or(() -> inForm);
        if (id.isEmpty()) {
            unknown.put(file, "The key has no student of this name." + suggestion(names));
            return;
        }
        Optional<String> other = students.find(names, shared).filter(inner -> !inner.equals(id.get()));
        if (shared > outer && other.isPresent() && students.exact(names.getFirst(), false).isEmpty()) {
            unknown.put(file, "Its folder is named after " + id.get() + ", the file after " + other.get()
                    + ". Rename it to the id of the student whose it is.");
            return;
        }
        boolean expected = students.exact(names.get(outer), names.size() == outer + 1).isPresent();
        if (!expected) {
            notes.put(file, "Read from \"" + inside + "\"; it should be called " + id.get() + extension(file) + ".");
        }
        if (inForm.isPresent() && !inForm.get().equals(id.get())) {
            notes.put(file, "The form inside \"" + inside + "\" was filled in for " + inForm.get() + ".");
        }
        byStudent.computeIfAbsent(id.get(), k -> new ArrayList<>()).add(file);
    }

    private static String base(String name, Path file, boolean folder) {
        int dot = name.lastIndexOf('.');
        return folder || dot <= 0 || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? name : name.substring(0, dot);
    }

    static String extension(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot).toLowerCase(Locale.ROOT) : "";
    }

    private Optional<String> formStudent(Path file) {
        if (!Set.of(".json", ".txt").contains(extension(file))
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return AnswerText.form(AnswerFile.text(file)).map(AnswerText::student).flatMap(students::id);
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // reading it again will say why
        }
    }

    private String suggestion(List<String> names) {
        String wanted = Student.idOf(base(names.getFirst(), Path.of(names.getFirst()), names.size() > 1));
        return NearestName.of(wanted, assignment.sheets().stream().map(s -> s.student().id()).toList())
                .map(id -> " Is it that of " + id + "? Then rename it to " + id + ".").orElse("");
    }

    /** The files of each student who has handed in something. */
    Map<String, List<Path>> byStudent() {
        return byStudent;
    }

    /** The files that belong to nobody, with the reason. */
    Map<Path, String> unknown() {
        return unknown;
    }

    /** What is to be said about how a file was understood; empty if it is named as asked. */
    String note(Path file) {
        return notes.getOrDefault(file, "");
    }
}
