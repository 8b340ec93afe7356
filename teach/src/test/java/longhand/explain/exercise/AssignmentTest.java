package longhand.explain.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import longhand.explain.Html;
import longhand.explain.exercise.Assignment.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a class gets: its numbers, its pages, its key, its list of names. */
class AssignmentTest {
    private static List<Wanted> wanted(String... kinds) {
        return Stream.of(kinds).map(k -> Wanted.parse(k, 1, 10)).toList();
    }

    private static List<Student> students(String... names) {
        return Stream.of(names).map(Student::named).toList();
    }

    private static Exercise first(Assignment assignment, String student) {
        return (Exercise) assignment.of(student).orElseThrow().questions().getFirst();
    }

    static Stream<Exercise> oneOfEachLevel() {
        return ExerciseKind.all().stream().flatMap(kind -> IntStream.rangeClosed(1, kind.levels())
                .mapToObj(level -> Exercise.make(kind, level, 5)));
    }

    @Test
    void everyStudentGetsOtherNumbersThatDependOnNobodyElse() {
        Assignment three = Assignment.forStudents("A", wanted("corr2d", "corr2d"), 5, students("ana", "ben", "chen"));
        assertEquals(6, three.sheets().stream().flatMap(s -> s.questions().stream())
                .map(q -> ((Exercise) q).problem().explanation().operands().toString()).distinct().count());
        Assignment two = Assignment.forStudents("A", wanted("corr2d"), 5, students("dora", "ben"));
        assertEquals(first(three, "Ben").problem().truth(), first(two, "ben").problem().truth());
        assertNotEquals(first(three, "ben").problem().truth(),
                first(Assignment.forStudents("A", wanted("corr2d"), 6, students("ben")), "ben").problem().truth());
        assertEquals(Exercise.make(ExerciseKind.of("corr2d"), 1, 5).problem().truth(),
                first(Assignment.forEveryone("A", wanted("corr2d"), 5), "x").problem().truth(),
                "exercise check knows the seed");
    }

    @Test
    void aLateStudentChangesNothingForTheOthers(@TempDir Path temp) throws IOException {
        Path folder = temp.resolve("homework");
        Assignment first = Assignment.forStudents("A", wanted("linear/weight-gradient:2:5", "Softmax"), 5,
                students("ana", "ben"));
        Homework.create(folder, first);
        String ana = Files.readString(folder.resolve("hand-out/ana.html"));

        List<Path> pages = Homework.add(folder, students("Dora Late"));

        assertEquals(List.of(folder.resolve("hand-out/dora-late.html")), pages);
        assertTrue(Files.exists(pages.getFirst()));
        assertEquals(ana, Files.readString(folder.resolve("hand-out/ana.html")));
        Assignment after = KeyFile.read(folder.resolve(KeyFile.NAME));
        assertEquals(3, after.sheets().size());
        assertEquals(first(first, "ben").problem().truth(), first(after, "ben").problem().truth());
        assertEquals(first(Assignment.forStudents("A", wanted("linear/weight-gradient:2:5", "Softmax"), 5,
                students("Dora Late")), "dora-late").problem().truth(), first(after, "dora-late").problem().truth(),
                "as if she had been there from the beginning");
        assertEquals(List.of(5.0, 10.0), after.points());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Homework.add(folder, students("BEN")))
                .getMessage().contains("'ben' is already in this homework"));
    }

    @ParameterizedTest
    @MethodSource("oneOfEachLevel")
    void sheetAsksAndKeyAnswers(Exercise e) {
        Student student = new Student("a", "A <b> student", "", "");
        Assignment assignment = new Assignment("T & T", 1, List.of(new Assignment.Sheet(student, List.of(e))),
                List.of(10.0));
        String sheet = SheetPages.sheet(assignment, assignment.sheets().getFirst());
        assertTrue(sheet.contains("A &lt;b&gt; student") && sheet.contains("T &amp; T")
                && sheet.contains("<b>a.txt</b>"), sheet);
        assertTrue(sheet.contains(Html.escape(e.problem().question())), sheet);
        e.problem().givens().forEach(o -> assertTrue(SheetPages.markdown(assignment).contains("| " + o.name()),
                SheetPages.markdown(assignment)));
        String key = SheetPages.keyMarkdown(assignment);
        String keyPage = SheetPages.key(assignment);
        e.problem().asked().all().forEach(w -> {
            assertTrue(key.contains(w.text()) && keyPage.contains(Html.escape(w.text())), key);
            assertFalse(sheet.contains(w.text()), "the sheet shows the working");
        });
    }

    @ParameterizedTest
    @MethodSource("oneOfEachLevel")
    void keyFileBringsTheProblemBack(Exercise e, @TempDir Path folder) throws Exception {
        Path file = folder.resolve(KeyFile.NAME);
        Student student = new Student("ana", "Ana Muster", "ana@school.example", "12");
        KeyFile.write(file, new Assignment("Title", 77, List.of(new Assignment.Sheet(student, List.of(e))),
                List.of(2.5)));
        Assignment read = KeyFile.read(file);
        assertEquals(List.of(2.5), read.points());
        assertEquals(77, read.seed());
        assertEquals(student, read.sheets().getFirst().student());
        Exercise back = first(read, "ana");
        assertEquals(e.problem().truth(), back.problem().truth());
        assertEquals(e.problem().question(), back.problem().question());
        assertEquals(e.problem().mistakes(), back.problem().mistakes());
    }

    @Test
    void severalKindsLevelsAndPoints() {
        Assignment a = Assignment.forStudents("A", wanted("corr2d:2:2.5", "maxpool", "Softmax"), 5, students("ana"));
        assertEquals(List.of(2.5, 10.0, 10.0), a.points());
        assertEquals(List.of("corr2d, level 2", "maxpool, level 1", "program Softmax"),
                a.sheets().getFirst().questions().stream().map(Question::title).toList());
        for (String bad : List.of("", ":", "corr2d:", "corr2d:x", "corr2d:1:1:1", "corr2d:-1", "corr2d:1:-5")) {
            assertThrows(IllegalArgumentException.class, () -> Wanted.parse(bad, 1, 10), bad);
        }
        assertThrows(IllegalArgumentException.class, () -> Assignment.forEveryone("A", wanted("corr2d:9"), 1));
    }

    @Test
    void classListsOfManyKinds() {
        List<Student> expected = List.of(new Student("ana-muster", "Ana Muster", "ana@x.example", ""),
                new Student("zoe-muller", "Zoë Müller", "zoe@x.example", ""));
        for (String list : List.of("name,email\nAna Muster,ana@x.example\nZoë Müller,zoe@x.example\n",
                "\uFEFFName;E-Mail\r\nAna Muster;ana@x.example\r\nZoë Müller;zoe@x.example\r\n",
                "First name\tSurname\tEmail "
                + "address\nAna\tMuster\tana@x.example\n\t\t\n\"Zoë\"\tMüller\tzoe@x.example")) {
            assertEquals(expected, ClassList.parse(list), list);
        }
        assertEquals(new Student("zm1", "Zoë Müller", "", "S7"),
                ClassList.parse("Student,ID,SIS User ID,SIS Login ID,Section\nPoints Possible,,,,\nZoë "
                + "Müller,5,S7,zm1,A").getFirst());
        assertEquals(students("ana", "ben"), ClassList.parse("ana\n\nben\n"));
        assertEquals(ClassList.parse("name;email\nAna;a@x"), ClassList.parse("\n \nname;email\nAna;a@x"));
        assertEquals("ana", ClassList.parse("../ana").getFirst().id());
        for (String bad : List.of("", "\n\n", "ana,ana@x.example\nben,ben@x.example", "name,email\nAna,a@x\nANA,b@x",
                "name\n,\n")) {
            assertThrows(IllegalArgumentException.class, () -> ClassList.parse(bad), bad);
        }
    }

    /** Half of the letters of some scripts are marks, like the accents of others. */
    @Test
    void namesInEveryScriptAreToldApart() {
        for (String list : List.of("राम\nरमा\nरीमा", "がく\nかく", "王伟\n李娜\n王偉", "김민준\n김민서", "สมชาย\nสมชัย",
                "Мария\nМарина", "Ζωή\nΖήνων", "மணி\nமாணி")) {
            List<Student> students = ClassList.parse(list);
            assertEquals(list.lines().toList(), students.stream().map(Student::name).toList());
            Assignment a = Assignment.forStudents("A", wanted("corr2d"), 5, students);
            students.forEach(student -> assertEquals(student, a.of(student.id()).orElseThrow().student()));
        }
        assertEquals("emile-zola", Student.idOf("Émile Zola"));
    }

    @Test
    void namesThatNoFileCanTellApartAreRefusedWithAFix() {
        Assignment a = Assignment.forStudents("A", wanted("corr2d"), 5, students("ana"));
        Map<String, Executable> refused = Map.of(
                "the files of 'Ana' and 'ANA' would both be named 'ana'. Fix: ", () -> ClassList.parse("Ana\nANA"),
                "the files of '王 伟' and '王-伟' would both be named '王-伟'. Fix: ", () -> ClassList.parse("王 伟\n王-伟"),
                "the files of 'Bob' and 'bob' would both be named 'bob'. Fix: ",
                () -> a.with(List.of(Student.named("Bob"), Student.named("bob"))),
                "'ana' is already in this homework. Fix: ", () -> a.with(List.of(Student.named("Ána"))),
                "the name '🙂' has no letter and no digit. ", () -> ClassList.parse("Ana\n🙂"),
                "the name '!!!' has no letter and no digit. ", () -> ClassList.parse("name,email\n!!!,a@x.example"),
                "the name '?' has no letter and no digit. ", () -> Student.named("?"));
        refused.forEach((message, call) -> {
            String said = assertThrows(IllegalArgumentException.class, call).getMessage();
            assertTrue(said.contains(message) && said.contains("Fix: "), said);
        });
    }
}
