package longhand.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import longhand.explain.exercise.Assignment;
import longhand.explain.exercise.Grade;
import longhand.explain.exercise.GradeTables;
import longhand.explain.exercise.Grader;
import longhand.explain.exercise.Homework;
import longhand.explain.exercise.KeyFile;
import longhand.explain.exercise.Rubric;
import longhand.io.disk.AtomicFile;
import longhand.io.disk.RealPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand exercise grade}: from a folder of answers to grades and feedback. */
@Command(
        name = "grade",
        mixinStandardHelpOptions = true,
        description = "Grade a folder of answers: tables for a spreadsheet, Moodle, Canvas and nbgrader, a page for "
        + "each student, and "
                + "one for the class.")
final class ExerciseGradeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FOLDER",
            description = "The folder of the homework, or that of the answers: ID.txt, .json (a saved page), .csv or "
                    + ".npy, or folders "
                    + "with such files. Names that Moodle, Canvas and browsers make of them are understood.")
    private Path folder;

    @Option(names = "--key", paramLabel = "FILE",
            description = "The key (default: key.json in the folder or the one above).")
    private Optional<Path> key = Optional.empty();

    @Option(names = "--rubric", paramLabel = "FILE",
            description = "Points for wrong answers (default: rubric.properties beside the key).")
    private Optional<Path> rubric = Optional.empty();

    @Option(names = "--points", description = "Points for each problem (default: those of the key).")
    private Optional<Double> points = Optional.empty();

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the table there, too.")
    private Optional<Path> csv = Optional.empty();

    @Option(names = "--gradescope", description = "Also write grades/gradescope/STUDENT/results.json.")
    private boolean gradescope;

    @Override
    public Integer call() throws IOException {
        if (points.isPresent() && !Assignment.arePoints(points.get())) {
            throw new ParameterException(spec.commandLine(), "--points " + points.get() + ": points are "
                    + Assignment.POINTS_RULE + ".");
        }
        Path answers = Files.isDirectory(folder.resolve("answers")) ? folder.resolve("answers") : folder;
        Path keyFile = key.isPresent() ? key.get() : findKey(folder);
        Path home = Optional.ofNullable(keyFile.toAbsolutePath().getParent()).orElse(Path.of("."));
        Assignment read = KeyFile.read(keyFile);
        Assignment assignment = points.map(p -> new Assignment(read.title(), read.seed(), read.sheets(),
                read.points().stream().map(any -> p).toList())).orElse(read);
        Path beside = home.resolve(Rubric.NAME);
        Rubric rules = rubric.isPresent() ? Rubric.read(rubric.get()) : Files.exists(beside) ? Rubric.read(beside)
                : Rubric.USUAL;
        requireFree(answers, List.of(keyFile, rubric.orElse(beside)));
        List<Grade> grades = Grader.grade(answers, assignment, rules);
        Path out = home.resolve(Homework.GRADES);
        Homework.writeGrades(out, assignment, grades, gradescope);
        csv.ifPresent(file -> Homework.table(file, GradeTables.all(assignment, grades)));
        report(grades, out);
        return 0;
    }

    /** Refuses to write the table over what is read: the key, the rubric, what lies below the answers. */
    private void requireFree(Path answers, List<Path> others) throws IOException {
        if (csv.isEmpty()) {
            return;
        }
        Path file = RealPath.of(csv.get());
        for (Path other : others) {
            if (file.equals(RealPath.of(other))) {
                throw new ParameterException(spec.commandLine(), "--csv " + csv.get() + ": the table would replace "
                        + "this file, which is read for the grades. Fix: name another file.");
            }
        }
        if (file.startsWith(RealPath.of(answers))) {
            throw new ParameterException(spec.commandLine(), "--csv " + csv.get() + ": in the folder of the answers "
                    + "every file is taken for one. Fix: name a file outside of " + answers + ".");
        }
        AtomicFile.requireWritable(csv.get());
    }

    private static Path findKey(Path folder) throws IOException {
        List<Path> places = new ArrayList<>(List.of(folder.resolve(KeyFile.NAME)));
        Optional.ofNullable(RealPath.named(folder).getParent())
                .ifPresent(p -> places.add(p.resolve(KeyFile.NAME)));
        return places.stream().filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new NoSuchFileException(places.getFirst() + " (name the key with --key)"));
    }

    private void report(List<Grade> grades, Path folder) {
        PrintWriter out = spec.commandLine().getOut();
        for (Grade.Status status : Grade.Status.values()) {
            long count = grades.stream().filter(g -> g.status() == status).count();
            if (count > 0) {
                out.println("  " + count + " " + status.toString().replace('-', ' '));
            }
        }
        grades.stream().filter(g -> g.status() == Grade.Status.UNKNOWN_STUDENT || !g.flags().isEmpty())
                .forEach(g -> out.println("  " + g.student()
                .name() + ": " + (g.flags().isEmpty() ? g.remark() : String.join(" ", g.flags()))));
        out.println("Written to " + folder + "; open " + folder.resolve("class.html"));
        out.flush();
    }
}
