package longhand.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import longhand.explain.exercise.ClassList;
import longhand.explain.exercise.Homework;
import longhand.explain.exercise.Student;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand exercise add}: sheets for students who come late. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Add students to a homework that was handed out already; nobody else's sheet changes.")
final class ExerciseAddCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "The folder of the homework.")
    private Path folder;

    @Parameters(index = "1..*", paramLabel = "NAME", description = "Names of the students.")
    private List<String> names = List.of();

    @Option(names = "--students", paramLabel = "FILE",
            description = "These students: a CSV table with names and addresses, or one name a line.")
    private Optional<Path> list = Optional.empty();

    @Override
    public Integer call() throws IOException {
        List<Student> late = new ArrayList<>(names.stream().map(Student::named).toList());
        list.ifPresent(file -> late.addAll(ClassList.read(file)));
        if (late.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "nobody is named. Fix: write the names behind the folder, "
                    + "or give a list with --students FILE.");
        }
        List<Path> pages = Homework.add(folder, late);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Give away:");
        pages.forEach(page -> out.println("  " + page));
        out.flush();
        return 0;
    }
}
