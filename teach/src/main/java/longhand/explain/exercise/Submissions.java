package longhand.explain.exercise;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
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
    /** An id or a name that among other words may be the number of a week, a sheet or an attempt. */
    private static final Pattern SHORT_NUMBER = Pattern.compile("\\d{1,3}");

    /** An extension, whatever it is. */
    private static final String EXTENSION = "(?<=.)\\.[A-Za-z0-9]{1,5}$";
    /** Those that are added to a name that has one already: ana.txt.txt. Any other may be half of an id: ana.li. */
    private static final String USUAL_EXTENSION = "(?i)(?<=.)\\.(txt|json|csv|npy|java|md|html?|zip|pdf|docx?|odt)$";

    private final Assignment assignment;
    private final Set<String> ours;
    private final Map<String, List<Path>> byStudent = new LinkedHashMap<>();
    private final Map<Path, String> unknown = new TreeMap<>();
    private final Map<Path, String> notes = new TreeMap<>();

    private Submissions(Assignment assignment, Set<String> ours) {
        this.assignment = assignment;
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
        for (Path file : found.files(folder)) {
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
                && folder.equals(file.getParent()) && exact(name, true).isEmpty();
    }

    private void add(Path folder, Path file) {
        Path inside = folder.relativize(file);
        List<String> names = new ArrayList<>();
        inside.forEach(part -> names.add(part.toString()));
        if (assignment.isForEveryone()) {
            // Whoever hands in is named by the folder or the file.
            byStudent.computeIfAbsent(base(names.getFirst(), file, names.size() > 1), k -> new ArrayList<>()).add(file);
            return;
        }
        Optional<String> inForm = formStudent(file);
        // The outer name counts: a course system gives folders their names, a student those of the files in them.
        Optional<String> byName = IntStream.range(0, names.size())
                .mapToObj(i -> exact(names.get(i), i == names.size() - 1)
                        .or(() -> loosely(names.get(i), i == names.size() - 1)))
                .flatMap(Optional::stream).findFirst();
        Optional<String> id = byName.or(() -> inForm);
        if (id.isEmpty()) {
            unknown.put(file, "The key has no student of this name." + suggestion(names));
            return;
        }
        boolean expected = exact(names.getFirst(), names.size() == 1).isPresent();
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

    /** The student whose id a name is; or else that of a file but for its extension. */
    private Optional<String> exact(String name, boolean file) {
        Optional<String> whole = id(name);
        return whole.isPresent() || !file ? whole : id(name.replaceFirst(EXTENSION, ""));
    }

    private Optional<String> id(String name) {
        return assignment.sheets().stream().map(s -> s.student().id()).filter(name::equalsIgnoreCase).findFirst();
    }

    /** The student whose id or name stands in a file name, apart from what browsers and course systems add. */
    private Optional<String> loosely(String name, boolean file) {
        Fit best = new Fit(Integer.MAX_VALUE, 0);
        Set<String> fitting = new LinkedHashSet<>();
        for (String words : readings(name, file)) {
            for (Assignment.Sheet sheet : assignment.sheets()) {
                Fit fit = fit(words, sheet.student());
                if (fit.isBetterThan(best)) {
                    best = fit;
                    fitting.clear(); // "lina li" is Lina Li, although there is a Li
                }
                if (fit.length > 0 && fit.equals(best)) {
                    fitting.add(sheet.student().id());
                }
            }
        }
        return fitting.size() == 1 ? Optional.of(fitting.iterator().next()) : Optional.empty();
    }

    /** The words of a whole name, those without the extension of a file, and those without each usual one before. */
    private static List<String> readings(String name, boolean file) {
        List<String> readings = new ArrayList<>(List.of(words(name)));
        String rest = name;
        String shorter = name.replaceFirst(file ? EXTENSION : USUAL_EXTENSION, "");
        while (!shorter.equals(rest)) {
            readings.add(words(shorter));
            rest = shorter;
            shorter = rest.replaceFirst(USUAL_EXTENSION, "");
        }
        return readings;
    }

    private static String words(String name) {
        return " " + Student.idOf(name.replaceFirst("\\s*\\(\\d+\\)$", "")
                .replaceFirst("(?i)[-_ ]+(copy|kopie|copie|final|answer|answers|homework)$", ""))
                .replaceAll("[-_]+", " ") + " ";
    }

    /**
     * What is found of a student among the words of a name. What comes first counts: Canvas begins with who handed in,
     * and goes on with the name that the student gave the file.
     *
     * @param length 0 if nothing is found
     */
    private record Fit(int at, int length) {
        boolean isBetterThan(Fit other) {
            return length > 0 && (at < other.at || at == other.at && length > other.length);
        }
    }

    private static Fit fit(String words, Student student) {
        String name = Student.idOf(student.name()).replaceAll("[-_]+", " ");
        Fit best = new Fit(Integer.MAX_VALUE, 0);
        String id = student.id().replaceAll("[-_]+", " ");
        for (String text : List.of(id, name, name.replace(" ", ""), turned(name))) {
            boolean counts = SHORT_NUMBER.matcher(text).matches() && !words.strip().equals(text);
            int at = text.isEmpty() || counts ? -1 : words.indexOf(" " + text + " ");
            Fit fit = at < 0 ? best : new Fit(at, text.length());
            best = fit.isBetterThan(best) ? fit : best;
        }
        return best;
    }

    /** Canvas writes the last name first and nothing between: musterana. */
    private static String turned(String name) {
        List<String> words = new ArrayList<>(Arrays.asList(name.split(" ")));
        words.addFirst(words.removeLast());
        return String.join("", words);
    }

    private Optional<String> formStudent(Path file) {
        if (!Set.of(".json", ".txt").contains(extension(file))
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return AnswerText.form(AnswerFile.text(file)).map(AnswerText::student).flatMap(this::id);
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
