package longhand.explain.exercise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.io.disk.AtomicFile;
import longhand.io.disk.AtomicFolder;
import longhand.io.disk.FileBytes;
import longhand.learn.CodeTask;

/** The folder of a homework: what is handed out, the key, the answers, and the grades. */
public final class Homework {
    /** The folder that grades come into. */
    public static final String GRADES = "grades";

    private static final String ALL_SHEETS = "print-all.html";
    private static final String KEY_PAGE = "key.html";
    private static final String READ_ME = """
            %s

            hand-out/          one page for each student (and programs to complete): give these away, nothing else
            print-all.html     all sheets in one page, to print
            answers/           put what comes back here, as it comes
            key.json           the key; whoever has it can see every answer
            key.html           the key to read
            rubric.properties  points for wrong answers; may be changed

            Grade with: longhand exercise grade FOLDER
            For a student who comes late: longhand exercise add FOLDER NAME
            The grades come into the folder grades; class.html is the page to open.
            """;

    private Homework() {}

    /**
     * Makes a folder. It is there with all its files, or not at all.
     *
     * @throws IllegalArgumentException if the folder is not empty: nothing is ever replaced
     */
    public static void create(Path folder, Assignment assignment) {
        AtomicFolder.create(folder, home -> {
            Path handOut = Files.createDirectory(home.resolve("hand-out"));
            for (Assignment.Sheet sheet : assignment.sheets()) {
                Files.writeString(handOut.resolve(pageOf(sheet.student())), SheetPages.sheet(assignment, sheet));
            }
            for (CodeTask task : assignment.tasks()) {
                Files.writeString(handOut.resolve(task.fileName()), task.handout());
            }
            Files.createDirectory(home.resolve("answers"));
            Files.writeString(home.resolve(ALL_SHEETS), SheetPages.printAll(assignment));
            Files.writeString(home.resolve(KEY_PAGE), SheetPages.key(assignment));
            Files.writeString(home.resolve(Rubric.NAME), Rubric.template());
            Files.writeString(home.resolve("README.txt"), READ_ME.formatted(assignment.title()));
            KeyFile.write(home.resolve(KeyFile.NAME), assignment);
        });
    }

    private static String pageOf(Student student) {
        return (student.id().isEmpty() ? "sheet" : student.id()) + ".html";
    }

    /**
     * Adds students to a homework that was handed out already. Nobody else's sheet changes, and the key comes last: if
     * something goes wrong before, the same again mends it.
     *
     * @return the new pages to give away
     * @throws IllegalArgumentException if one of the students is already there, or another file has the name of a page
     */
    public static List<Path> add(Path folder, List<Student> late) throws IOException {
        Path key = folder.resolve(KeyFile.NAME);
        Assignment before = KeyFile.read(key);
        Assignment after = before.with(late);
        List<Assignment.Sheet> sheets = after.sheets().subList(before.sheets().size(), after.sheets().size());
        for (Assignment.Sheet sheet : sheets) {
            Path file = folder.resolve("hand-out").resolve(pageOf(sheet.student()));
            if (Files.exists(file) && !Files.readString(file).equals(SheetPages.sheet(after, sheet))) {
                throw new IllegalArgumentException("exercise: " + file + " is there already and is another page. "
                        + "Fix: move it away.");
            }
        }
        List<Path> pages = new ArrayList<>();
        for (Assignment.Sheet sheet : sheets) {
            pages.add(folder.resolve("hand-out").resolve(pageOf(sheet.student())));
            page(pages.getLast(), SheetPages.sheet(after, sheet));
        }
        page(folder.resolve(ALL_SHEETS), SheetPages.printAll(after));
        page(folder.resolve(KEY_PAGE), SheetPages.key(after));
        KeyFile.write(key, after);
        return pages;
    }

    /**
     * Writes all that comes out of grading into a folder: tables, the class page, a page for each student, and, where
     * asked for, Gradescope's results. Pages are replaced; a table that a teacher may have corrected is kept under
     * another name.
     */
    public static void writeGrades(Path folder, Assignment assignment, List<Grade> grades, boolean gradescope) {
        Map<Path, String> tables = new LinkedHashMap<>();
        tables.put(folder.resolve("grades.csv"), GradeTables.all(assignment, grades));
        tables.put(folder.resolve("moodle.csv"), GradeTables.moodle(assignment, grades));
        tables.put(folder.resolve("canvas.csv"), GradeTables.canvas(assignment, grades));
        tables.put(folder.resolve("nbgrader.csv"), GradeTables.nbgrader(assignment, grades));
        tables.keySet().forEach(AtomicFile::requireWritable); // all or none
        tables.forEach(Homework::table);
        page(folder.resolve("class.html"), ClassPage.page(assignment, grades));
        for (Grade grade : grades) {
            if (grade.status() != Grade.Status.UNKNOWN_STUDENT) {
                page(folder.resolve("feedback")
                        .resolve(grade.student().id() + ".html"), FeedbackPages.page(assignment, grade));
                if (gradescope) {
                    AtomicFile.write(folder.resolve("gradescope").resolve(grade.student().id()).resolve("results.json"),
                            out -> out.write(Gradescope.results(grade)));
                }
            }
        }
    }

    private static void page(Path file, String html) {
        AtomicFile.write(file, out -> out.write(html.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes a table as {@link AtomicFile#write} does. Of another one that is there already, a copy is put aside first,
     * as grades.csv.old1.
     */
    public static void table(Path file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        AtomicFile.requireWritable(file);
        if (isAnother(file, bytes)) {
            int n = 1;
            while (Files.exists(old(file, n), LinkOption.NOFOLLOW_LINKS)) {
                n++;
            }
            AtomicFile.copy(file, old(file, n));
        }
        AtomicFile.write(file, out -> out.write(bytes));
    }

    private static Path old(Path file, int n) {
        return file.resolveSibling(file.getFileName() + ".old" + n);
    }

    private static boolean isAnother(Path file, byte[] bytes) {
        try {
            return Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), bytes);
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be put aside", file, e);
        }
    }
}
