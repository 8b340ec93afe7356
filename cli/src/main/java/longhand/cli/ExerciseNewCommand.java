package longhand.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import longhand.explain.exercise.Assignment;
import longhand.explain.exercise.ClassList;
import longhand.explain.exercise.Homework;
import longhand.explain.exercise.KeyFile;
import longhand.explain.exercise.SheetPages;
import longhand.explain.exercise.Student;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand exercise new}: a sheet on the screen, or the folder of a homework. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = "Print a sheet, or make the folder of a homework: a page for each student with numbers of his "
        + "or her own.")
final class ExerciseNewCommand implements Callable<Integer> {
    private static final String USUAL_TITLE = "Exercise";

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "KIND",
            description = "What to ask: an operation that 'check' knows, such as corr2d, corr2d:2 (level 2), corr2d:2:5 "
                    + "(for 5 points), one of its views, such as linear/weight-gradient, or a program of "
                    + "'longhand learn list', such as Softmax. Several make a sheet of several problems.")
    private List<String> kinds = List.of();

    @Option(names = "--level", defaultValue = "1",
            description = "Level where none is named, from 1 (easy) (default: 1).")
    private int level;

    @Option(names = "--points", defaultValue = "" + KeyFile.USUAL_POINTS,
            description = "Points where none are named (default: 10).")
    private double points;

    @Option(names = "--title", defaultValue = USUAL_TITLE, description = "Heading of the sheets (default: Exercise).")
    private String title = USUAL_TITLE;

    @Option(names = "--seed", description =
            "The same seed, the same numbers: who knows it can print the key (default: a random one).")
    private Optional<Long> givenSeed = Optional.empty();

    @Option(names = "--class", defaultValue = "0", paramLabel = "N", description = "Different numbers for N students.")
    private int students;

    @Option(names = "--students", paramLabel = "FILE",
            description = "Different numbers for these students: a CSV table with names and addresses, or one name a "
                    + "line.")
    private Optional<Path> list = Optional.empty();

    @Option(names = "--key", description = "Print the key instead of the sheet.")
    private boolean key;

    @Option(names = {"-o", "--out"}, paramLabel = "FOLDER",
            description = "Make this folder: hand-out/ with a page for each student, the key, and answers/ for what "
                    + "comes back. "
                    + "Nothing that is there is ever replaced.")
    private Optional<Path> folder = Optional.empty();

    @Override
    public Integer call() {
        checkOptions();
        long seed = givenSeed.orElseGet(() -> randomSeed(folder.isPresent()));
        List<Assignment.Wanted> wanted = kinds.stream().map(k -> Assignment.Wanted.parse(k, level, points)).toList();
        List<Student> people = list.isPresent() ? ClassList.read(list.get()) : students > 0
                ? ClassList.numbered(students) : List.of();
        Assignment assignment = people.isEmpty() ? Assignment.forEveryone(title, wanted, seed)
                : Assignment.forStudents(title, wanted, seed, people);
        PrintWriter out = spec.commandLine().getOut();
        if (folder.isPresent()) {
            Homework.create(folder.get(), assignment);
            out.println("Made " + folder.get() + " for " + (people.isEmpty() ? "everyone" : people.size() + " students")
                    + ". Give away what is in " + folder.get().resolve("hand-out")
                    + ", and nothing else; README.txt says what is what.\n"
                    + "Put the answers into " + folder.get().resolve("answers") + ", then: longhand exercise grade "
                    + folder.get());
        } else {
            out.print(key ? SheetPages.keyMarkdown(assignment) : SheetPages.markdown(assignment));
            out.println("\nThe same again, or its key with --key: longhand exercise new " + again(seed));
        }
        out.flush();
        return 0;
    }

    /** The arguments that give the same sheet again. */
    private String again(long seed) {
        StringBuilder words = new StringBuilder(String.join(" ", kinds) + " --level " + level + " --seed " + seed);
        if (points != KeyFile.USUAL_POINTS) {
            words.append(" --points ").append(points);
        }
        if (!title.equals(USUAL_TITLE)) {
            words.append(" --title ").append(quoted(title));
        }
        if (students > 0) {
            words.append(" --class ").append(students);
        }
        list.ifPresent(file -> words.append(" --students ").append(quoted(file.toString())));
        return words.toString();
    }

    /** For the shells of all systems, where there is nothing in it that they would replace; or else for Unix. */
    private static String quoted(String text) {
        return text.matches("[\\p{L}\\p{N}._/:\\\\-]+") ? text
                : text.matches("[^\"$`\\\\!%]*") ? "\"" + text + "\"" : "'" + text.replace("'", "'\\''") + "'";
    }

    private void checkOptions() {
        if (students < 0 || students > 10_000) {
            throw wrong("--class " + students + ": a class has 1 to 10000 students.");
        }
        if (students > 0 && list.isPresent()) {
            throw wrong("--class and --students both say who is in the class; give one of them.");
        }
        if (!Assignment.arePoints(points)) {
            throw wrong("--points " + points + ": points are " + Assignment.POINTS_RULE + ".");
        }
        if (key && folder.isPresent()) {
            throw wrong("--key prints the key; with --out it is in the folder anyway.");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** A seed that nobody can guess for a class; a short one, to be typed again, for a sheet on the screen. */
    private static long randomSeed(boolean secret) {
        SecureRandom random = new SecureRandom();
        return secret ? random.nextLong() : 1 + random.nextInt(999_999);
    }
}
