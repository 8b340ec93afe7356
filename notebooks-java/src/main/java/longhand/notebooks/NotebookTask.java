package longhand.notebooks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import longhand.explain.exercise.Assignment;
import longhand.explain.exercise.CellQuestion;
import longhand.explain.exercise.Question;
import longhand.explain.exercise.Student;
import longhand.learn.SolutionMarks;

/**
 * A teacher's notebook with exercises, in nbgrader's form: solutions stand between {@code // BEGIN SOLUTION} and
 * {@code // END SOLUTION}, hidden tests between {@code // BEGIN HIDDEN TESTS} and {@code // END HIDDEN TESTS}; a cell
 * that tests is marked in its metadata as nbgrader marks it, or holds hidden tests.
 */
final class NotebookTask {
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^\\s*import (?:static )?(longhand\\.(?:[a-z]+\\.)+)[A-Z*]");
    private final Notebook teacher;

    NotebookTask(Path file) {
        teacher = Notebook.read(file);
        if (tests().isEmpty()) {
            throw new NotebookException(file
                    + " has no cell that tests. Fix: put tests between \"// BEGIN HIDDEN TESTS\" and \"// END "
                    + "HIDDEN TESTS\", or mark the cell with nbgrader (\"grade\": true, \"points\": 2).");
        }
    }

    /**
     * A cell to run.
     *
     * @param test which test it is, from 0; -1 if it is none
     */
    record Step(String source, int test) {}

    /** The notebook to hand out: holes in the place of solutions, no hidden tests, no outputs. */
    static String handout(Path file) {
        new NotebookTask(file); // refuses what cannot be graded later
        Notebook copy = Notebook.read(file);
        for (NotebookCell cell : copy.cells()) {
            if (SolutionMarks.isMarked(cell.source())) {
                cell.source(SolutionMarks.handout(cell.source()));
            }
            if (cell.isCode()) {
                cell.clearOutputs();
            }
        }
        return copy.toJson();
    }

    private List<NotebookCell> tests() {
        return teacher.codeCells().stream().filter(NotebookTask::isTest).toList();
    }

    private static boolean isTest(NotebookCell cell) {
        return cell.isGraded() || cell.source().contains("BEGIN HIDDEN TESTS");
    }

    private static boolean isSolution(NotebookCell cell) {
        return cell.isSolution() || cell.source().contains("BEGIN SOLUTION");
    }

    /** The tests as the questions of a class. */
    Assignment assignment(String title, List<Student> students) {
        List<Question> questions = tests().stream().<Question>map(t -> new CellQuestion(t.gradeId())).toList();
        List<Student> all = students.isEmpty() ? List.of(Student.EVERYONE) : students;
        return new Assignment(title, 0, all.stream().map(s -> new Assignment.Sheet(s, questions)).toList(),
                tests().stream().map(NotebookCell::points).toList());
    }

    /** The packages of the engine that the notebook imports, and those that every session knows. */
    List<String> packages() {
        Set<String> packages = new LinkedHashSet<>(List.of("REPL.", "longhand.tensor.", "longhand.shape.",
                "longhand.notebooks."));
        teacher.codeCells().forEach(cell -> IMPORT.matcher(cell.source()).results()
                .forEach(m -> packages.add(m.group(1))));
        return List.copyOf(packages);
    }

    /**
     * What is run to grade: the student's cells, but the teacher's wherever the student had nothing to write, so that
     * tests are as they were, hidden ones too, and none is missing.
     */
    List<Step> merge(Notebook student) {
        Map<String, Integer> places = new HashMap<>();
        List<NotebookCell> handedIn = student.codeCells();
        for (int i = 0; i < handedIn.size(); i++) {
            places.putIfAbsent(handedIn.get(i).gradeId(), i);
        }
        Set<String> known = new LinkedHashSet<>();
        teacher.codeCells().forEach(cell -> known.add(cell.gradeId()));
        List<Step> steps = new ArrayList<>();
        int next = 0;
        int test = 0;
        for (NotebookCell cell : teacher.codeCells()) {
            Optional<Integer> place = Optional.ofNullable(places.get(cell.gradeId()));
            for (; place.isPresent() && next < place.get(); next++) {
                addExtra(steps, handedIn.get(next), known);
            }
            next = place.isPresent() ? Math.max(next, place.get() + 1) : next;
            boolean own = isSolution(cell) && !isTest(cell);
            String source = own ? place.map(p -> handedIn.get(p).source()).orElse(SolutionMarks.handout(cell.source()))
                    : SolutionMarks.solution(cell.source());
            steps.add(new Step(source, isTest(cell) ? test++ : -1));
        }
        return steps;
    }

    /** A cell that the student has added. */
    private static void addExtra(List<Step> steps, NotebookCell cell, Set<String> known) {
        if (!known.contains(cell.gradeId())) {
            steps.add(new Step(cell.source(), -1));
        }
    }
}
