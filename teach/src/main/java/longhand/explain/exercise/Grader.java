package longhand.explain.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import longhand.explain.check.AnswerNumbers;
import longhand.explain.check.MatrixFile;
import longhand.explain.check.Written;
import longhand.learn.CodeTask;
import longhand.sandbox.Workers;

/**
 * Grades a folder of answers. A file that cannot be graded gets a line that says why; it never stops the others, and
 * no file is passed over.
 */
public final class Grader {
    private static final int MEGABYTES = 512;
    private static final Set<String> PROGRAM = Set.of(".java");
    private final Assignment assignment;
    private final Rubric rubric;

    private Grader(Assignment assignment, Rubric rubric) {
        this.assignment = assignment;
        this.rubric = rubric;
    }

    /**
     * Grades all answers in a folder, in the order of the key, followed by files that belong to no student.
     *
     * @throws IOException if the folder itself cannot be read
     */
    public static List<Grade> grade(Path folder, Assignment assignment, Rubric rubric) throws IOException {
        return grade(folder, assignment, rubric, Submissions.find(folder, assignment));
    }

    private static List<Grade> grade(Path folder, Assignment assignment, Rubric rubric, Submissions submissions) {
        Grader grader = new Grader(assignment, rubric);
        List<Grade> grades = new ArrayList<>();
        Map<String, List<Path>> files = submissions.byStudent();
        if (assignment.isForEveryone()) {
            students(files).forEach((student, own) ->
                    grades.add(grader.student(student, assignment.sheets().getFirst(), own,
                    submissions)));
        } else {
            assignment.sheets().forEach(sheet -> grades.add(grader.student(sheet.student(), sheet,
                    files.getOrDefault(sheet.student().id(), List.of()), submissions)));
        }
        List<Grade> flagged = new ArrayList<>(Neighbours.flag(grades, assignment));
        submissions.unknown().forEach((file, why) ->
                flagged.add(Grade.unknown(folder.relativize(file).toString(), why)));
        return flagged;
    }

    /** Whoever has handed in a sheet for everyone, by the names of the files; each gets an id of his or her own. */
    private static Map<Student, List<Path>> students(Map<String, List<Path>> files) {
        Map<Student, List<Path>> students = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        new TreeMap<>(files).forEach((name, own) -> {
            String id = Student.idOf(name).isEmpty() ? "nameless" : Student.idOf(name);
            int n = 2;
            while (!ids.add(id)) {
                id = Student.idOf(name) + "-" + n++;
            }
            students.put(new Student(id, name, "", ""), own);
        });
        return students;
    }

    /** Grades the one file that answers all questions of a sheet at once. */
    @FunctionalInterface
    public interface WholeFile {
        /** One answer for each question; a runtime exception says why there are none. */
        List<Grade.Answer> grade(String text, Assignment.Sheet sheet) throws IOException;
    }

    /**
     * As {@link #grade}, for answers that are one file each, whatever is in it. A folder {@link Homework#GRADES} among
     * them is what an earlier grading has written.
     *
     * @throws IOException if the folder itself cannot be read
     */
    public static List<Grade> gradeFiles(Path folder, Assignment assignment, WholeFile file) throws IOException {
        Submissions submissions = Submissions.find(folder, assignment, Set.of(Homework.GRADES));
        Map<String, List<Path>> files = submissions.byStudent();
        List<Grade> grades = new ArrayList<>();
        Grader grader = new Grader(assignment, Rubric.USUAL);
        if (assignment.isForEveryone()) {
            students(files).forEach((student, own) ->
                    grades.add(grader.whole(student, assignment.sheets().getFirst(), own, submissions,
                    file)));
        } else {
            assignment.sheets().forEach(sheet -> grades.add(grader.whole(sheet.student(), sheet,
                    files.getOrDefault(sheet.student().id(), List.of()), submissions, file)));
        }
        submissions.unknown().forEach((path, why) ->
                grades.add(Grade.unknown(folder.relativize(path).toString(), why)));
        return grades;
    }

    private Grade whole(Student student, Assignment.Sheet sheet, List<Path> files, Submissions submissions,
            WholeFile file) {
        List<String> names = files.stream().map(f -> f.getFileName().toString()).toList();
        List<String> remarks = files.stream().map(submissions::note).filter(n -> !n.isEmpty()).toList();
        Grade.Status status = files.isEmpty() ? Grade.Status.MISSING : Grade.Status.UNREADABLE;
        String fault = files.isEmpty() ? "There is no answer." : "There are several answers of this student; keep one.";
        if (AnswerFile.different(files).size() == 1) {
            try {
                return new Grade(student, names, file.grade(AnswerFile.text(files.getFirst()), sheet), remarks,
                        List.of());
            } catch (IOException | RuntimeException e) {
                fault = "The file cannot be graded: " + e.getMessage();
            }
        }
        List<Grade.Answer> answers = new ArrayList<>();
        for (int i = 0; i < sheet.questions().size(); i++) {
            answers.add(Grade.Answer.fault(sheet.questions().get(i), status, assignment.points().get(i), fault));
        }
        return new Grade(student, names, answers, remarks, List.of());
    }

    /**
     * Grades all that lies in a folder as the answer of one student.
     *
     * @param student who handed it in; if that is not known, the files' names tell, unless all have the same sheet
     */
    static Grade gradeOne(Path folder, Assignment assignment, Rubric rubric, Optional<Student> student)
            throws IOException {
        Submissions submissions = Submissions.find(folder, assignment, Set.of());
        Optional<Student> whose = assignment.isForEveryone() ? submissions.byStudent().keySet().stream().findFirst()
                .map(name -> students(Map.of(name, List.of())).keySet().iterator().next()) : student;
        if (whose.isEmpty()) {
            List<Grade> grades = grade(folder, assignment, rubric, submissions).stream()
                    .filter(g -> g.status() != Grade.Status.MISSING).toList();
            return grades.isEmpty() ? Grade.unknown("", "There is no answer.") : grades.getFirst();
        }
        List<Path> files = new ArrayList<>(submissions.unknown().keySet());
        submissions.byStudent().values().forEach(files::addAll);
        return new Grader(assignment, rubric)
                .student(whose.get(), assignment.of(whose.get().id()).orElseThrow(), files, submissions);
    }

    private Grade student(Student student, Assignment.Sheet sheet, List<Path> files, Submissions submissions) {
        List<Path> different = AnswerFile.different(files);
        List<Path> programs = different.stream().filter(f -> PROGRAM.contains(Submissions.extension(f))).toList();
        List<Path> texts = different.stream().filter(f -> !programs.contains(f)).toList();
        List<String> remarks = new ArrayList<>(files.stream().map(submissions::note).filter(n -> !n.isEmpty())
                .distinct().toList());
        List<Grade.Answer> answers = new ArrayList<>();
        Contents contents = contents(sheet, texts);
        if (!contents.remark().isEmpty()) {
            remarks.add(contents.remark());
        }
        for (int i = 0; i < sheet.questions().size(); i++) {
            answers.add(switch (sheet.questions().get(i)) {
                case Exercise e -> numbers(e, i, contents, remarks, texts.isEmpty());
                case CodeQuestion c -> program(c, i, contents, programs);
                case CellQuestion c -> throw new IllegalArgumentException("exercise: notebooks are graded by "
                        + "'longhand notebook grade'.");
            });
        }
        return new Grade(student, files.stream().map(f -> f.getFileName().toString())
                .toList(), answers, remarks, List.of());
    }

    /**
     * What the texts of a student say.
     *
     * @param fault why they cannot be read; empty if they can
     * @param twice the questions that have two different answers
     * @param numbers the answer to the only question, from a file of numbers
     * @param remark what was made of a text above the first heading; may be empty
     * @param csv whether commas and semicolons are those of a table
     */
    private record Contents(String fault, Map<Integer, String> byQuestion, Set<Integer> twice,
            Optional<Written> numbers, String remark, boolean csv) {
        static Contents fault(String why) {
            return new Contents(why, Map.of(), Set.of(), Optional.empty(), "", false);
        }
    }

    private static Contents contents(Assignment.Sheet sheet, List<Path> texts) {
        if (texts.size() > 1) {
            return Contents.fault("There are several answers of this student ("
                    + texts.stream().map(f -> f.getFileName().toString()).collect(Collectors.joining(", "))
                    + "); keep one.");
        }
        if (texts.isEmpty()) {
            return new Contents("", Map.of(), Set.of(), Optional.empty(), "", false);
        }
        Path file = texts.getFirst();
        String extension = Submissions.extension(file);
        try {
            AnswerFile.requireFile(file);
            if (extension.equals(".npy")) {
                return new Contents("", Map.of(), Set.of(), Optional.of(MatrixFile.read(file)), "", false);
            }
            String text = AnswerFile.text(file);
            if (text.isBlank()) {
                return Contents.fault("The file is empty: there are no numbers in it.");
            }
            Optional<AnswerText> form = AnswerText.form(text);
            if (form.isEmpty() && extension.equals(".json")) {
                return new Contents("", Map.of(), Set.of(), Optional.of(MatrixFile.read(file)), "", false);
            }
            AnswerText answers = form.orElseGet(() -> AnswerText.of(text, sheet.questions().size()));
            return new Contents("", answers.byQuestion(), answers.twice(), Optional.empty(), answers.remark(),
                    extension.equals(".csv"));
        } catch (IOException | UncheckedIOException e) {
            return Contents.fault("The file cannot be read: " + e.getMessage() + ".");
        } catch (RuntimeException | StackOverflowError e) {
            return Contents.fault("The file cannot be read: " + e.getMessage());
        }
    }

    private Grade.Answer numbers(Exercise question, int index, Contents contents, List<String> remarks,
            boolean nothing) {
        double most = assignment.points().get(index);
        if (!contents.fault().isEmpty()) {
            return Grade.Answer.fault(question, Grade.Status.UNREADABLE, most, contents.fault());
        }
        if (contents.twice().contains(index + 1)) {
            return Grade.Answer.fault(question, Grade.Status.UNREADABLE, most,
                    "There are two different answers to this problem; keep one.");
        }
        boolean only = assignment.points().size() == 1;
        String text = contents.byQuestion().getOrDefault(index + 1, "");
        if (nothing || text.isBlank() && contents.numbers().isEmpty() && !only) {
            boolean noHeadings = !nothing && contents.byQuestion().isEmpty() && contents.numbers().isEmpty();
            return Grade.Answer.fault(question, noHeadings ? Grade.Status.UNREADABLE : Grade.Status.MISSING, most,
                    noHeadings
                    ? "It does not say which numbers answer which problem. Write a line \"Problem 1\" above the "
                    + "first answer, and so on."
                    : "There is no answer.");
        }
        try {
            AnswerNumbers read = contents.numbers().isPresent() && only
                    ? new AnswerNumbers(contents.numbers().get(), List.of())
                    : AnswerNumbers.read(text, contents.csv(), question.problem().truth());
            read.remarks().stream().filter(r -> !remarks.contains(r)).forEach(remarks::add);
            return graded(question, read.written(), most);
        } catch (RuntimeException | StackOverflowError e) {
            return Grade.Answer.fault(question, Grade.Status.UNREADABLE, most, "It cannot be read: " + e.getMessage());
        }
    }

    private Grade.Answer graded(Exercise question, Written written, double most) {
        Verdict verdict = Verdict.of(question.problem(), written);
        List<String> misconceptions = verdict.explanations().isEmpty() ? List.of()
                : verdict.explanations().getFirst().misconceptions();
        return new Grade.Answer(question, verdict.correct() ? Grade.Status.CORRECT : Grade.Status.WRONG,
                rubric.share(verdict) * most, most, verdict.right(), misconceptions, Optional.of(written.values()),
                verdict.text());
    }

    private Grade.Answer program(CodeQuestion question, int index, Contents contents, List<Path> programs) {
        double most = assignment.points().get(index);
        List<Path> own = programs.stream().filter(f -> f.getFileName().toString().toLowerCase(Locale.ROOT)
                .contains(question.task().name().toLowerCase(Locale.ROOT))).toList();
        List<Path> files = own.isEmpty() && assignment.tasks().size() == 1 ? programs : own;
        String inForm = contents.byQuestion().getOrDefault(index + 1, "").replaceAll("(?m)^```\\w*\\s*$", "");
        if (files.size() > 1 || !files.isEmpty() && !inForm.isBlank()) {
            return Grade.Answer.fault(question, Grade.Status.UNREADABLE, most,
                    "There are several programs for this problem; keep one.");
        }
        if (files.isEmpty() && inForm.isBlank()) {
            return Grade.Answer.fault(question, contents.fault()
                    .isEmpty() ? Grade.Status.MISSING : Grade.Status.UNREADABLE, most,
                    contents.fault().isEmpty() ? "There is no program: hand in " + question.task().fileName() + "."
                    : contents.fault());
        }
        try (Workers workers = new Workers(MEGABYTES)) {
            String text = files.isEmpty() ? inForm : AnswerFile.text(files.getFirst());
            CodeTask.Outcome outcome = question.task().examine(text, workers.take(), question.seed());
            return new Grade.Answer(question, outcome.passed() ? Grade.Status.CORRECT : Grade.Status.WRONG,
                    outcome.passed() ? most : 0,
                    most, new boolean[] {outcome.passed()}, List.of(), Optional.empty(), outcome.passed() ? "correct"
                    : outcome.text());
        } catch (IOException e) {
            return Grade.Answer.fault(question, Grade.Status.UNREADABLE, most, "The file cannot be read: "
                    + e.getMessage() + ".");
        } catch (RuntimeException e) {
            return Grade.Answer.fault(question, Grade.Status.UNREADABLE, most, "It cannot be tested: "
                    + e.getMessage());
        }
    }
}
