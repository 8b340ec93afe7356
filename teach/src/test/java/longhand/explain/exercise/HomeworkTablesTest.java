package longhand.explain.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import longhand.explain.exercise.Assignment.Wanted;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of grades that is there already stays what it is: private, a link, protected. */
class HomeworkTablesTest {
    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void assumePermissions() {
        Assumptions.assumeTrue(Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null, "no permissions");
    }

    private static void refuses(Path file, String why) {
        String message = assertThrows(UncheckedIOException.class, () -> Homework.table(file, "new")).getMessage();
        assertTrue(message.startsWith(file + ": cannot be written: " + why), message);
    }

    @Test
    void whatIsPrivateStaysPrivate() throws IOException {
        assumePermissions();
        Path file = Files.writeString(folder.resolve("grades.csv"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        for (String text : List.of("new", "newer", "newer")) {
            Homework.table(file, text);
            assertEquals(text, Files.readString(file));
        }
        assertEquals(List.of("grades.csv", "grades.csv.old1", "grades.csv.old2"), names());
        assertEquals("old", Files.readString(folder.resolve("grades.csv.old1")));
        assertEquals("new", Files.readString(folder.resolve("grades.csv.old2")));
        for (String name : names()) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))));
        }
    }

    @Test
    void behindALinkTheTableIsWritten() throws IOException {
        Path shared = Files.writeString(Files.createDirectory(folder.resolve("shared")).resolve("g.csv"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("grades.csv"), Path.of("shared/g.csv"));
        Path taken = Files.createSymbolicLink(folder.resolve("grades.csv.old1"), Path.of("nowhere"));
        Homework.table(link, "new");
        assertEquals("new", Files.readString(shared));
        assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(taken));
        assertEquals("old", Files.readString(folder.resolve("grades.csv.old2")));
        assertFalse(Files.isSymbolicLink(folder.resolve("grades.csv.old2")));
    }

    @Test
    void whatIsProtectedIsRefusedBeforeAnythingIsWritten() throws IOException {
        assumePermissions();
        Path file = Files.writeString(folder.resolve("moodle.csv"), "mine");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        refuses(file, "it is write-protected");
        Assignment assignment = Assignment.forStudents("H", List.of(Wanted.parse("corr2d", 1, 10)), 3, ClassList.numbered(2));
        List<Grade> grades = Grader.grade(Files.createDirectory(folder.resolve("answers")), assignment, Rubric.USUAL);
        assertThrows(UncheckedIOException.class, () -> Homework.writeGrades(folder, assignment, grades, false));
        assertEquals("mine", Files.readString(file));
        assertEquals(List.of("answers", "moodle.csv"), names());
    }

    @Test
    void aDeviceOrAPipeStays() throws Exception {
        Path device = Path.of("/dev/null");
        Path tool = Path.of("/usr/bin/mkfifo");
        Assumptions.assumeTrue(Files.exists(device) && Files.isExecutable(tool), "neither devices nor pipes");
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder(tool.toString(), pipe.toString()).start().waitFor());
        refuses(pipe, "it is a pipe");
        refuses(Files.createSymbolicLink(folder.resolve("to-pipe"), pipe), "it is a pipe");
        refuses(Files.createSymbolicLink(folder.resolve("to-device"), device), "it is a device");
        assertEquals(List.of("pipe", "to-device", "to-pipe"), names());
    }
}
