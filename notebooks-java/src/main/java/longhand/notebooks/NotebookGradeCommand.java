package longhand.notebooks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import longhand.explain.exercise.Assignment;
import longhand.explain.exercise.ClassList;
import longhand.explain.exercise.Grade;
import longhand.explain.exercise.GradeTables;
import longhand.explain.exercise.Grader;
import longhand.explain.exercise.Homework;
import longhand.explain.exercise.Student;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand notebook grade}: runs the notebooks of a class against the teacher's tests. */
@Command(
        name = "grade",
        mixinStandardHelpOptions = true,
        description = "Grade a folder of notebooks with the hidden tests of the teacher's. Each runs in a process of "
        + "its own, with limits.")
final class NotebookGradeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "The notebooks that came back: STUDENT.ipynb.")
    private Path folder;

    @Option(names = "--key", required = true, paramLabel = "FILE",
            description = "The teacher's notebook, with solutions and tests.")
    private Path key;

    @Option(names = "--students", paramLabel = "FILE",
            description = "The class list; without it, whoever handed in is graded.")
    private Optional<Path> students = Optional.empty();

    @Option(names = "--seconds", defaultValue = "30", description = "Time for each cell (default: 30).")
    private int seconds;

    @Option(names = {"-o", "--out"}, paramLabel = "FOLDER",
            description = "Where the grades go (default: grades in the folder).")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() throws IOException {
        NotebookTask task = new NotebookTask(key);
        List<Student> people = students.map(ClassList::read).orElse(List.of());
        Assignment assignment = task.assignment(key.getFileName().toString().replaceFirst("\\.ipynb$", ""), people);
        NotebookGrader grader = new NotebookGrader(task, assignment, Duration.ofSeconds(seconds));
        List<Grade> grades = Grader.gradeFiles(folder, assignment, grader::grade);
        Path home = out.orElse(folder.resolve(Homework.GRADES));
        Homework.writeGrades(home, assignment, grades, false);
        PrintWriter print = spec.commandLine().getOut();
        grades.forEach(g -> print.println("  " + g.student().name() + ": " + (g.answers().isEmpty() ? g.remark()
                : GradeTables.points(g.points()) + " of " + GradeTables.points(g.mostPoints()) + " points")));
        print.println("Written to " + home + "; open " + home.resolve("class.html"));
        print.flush();
        return 0;
    }
}
