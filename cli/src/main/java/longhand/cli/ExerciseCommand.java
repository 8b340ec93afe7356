package longhand.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.MatrixFile;
import longhand.explain.exercise.Exercise;
import longhand.explain.exercise.ExerciseKind;
import longhand.explain.exercise.ExerciseSet;
import longhand.explain.exercise.Grade;
import longhand.explain.exercise.GradeFiles;
import longhand.explain.exercise.Grader;
import longhand.explain.exercise.KeyFile;
import longhand.explain.exercise.Sheet;
import longhand.io.AtomicFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand exercise}: exercises for paper, for one reader or a class, and their grading. */
@Command(
        name = "exercise",
        mixinStandardHelpOptions = true,
        description = "Make exercises for paper and grade a folder of answers.",
        footer = {"", "Examples:", "  longhand exercise new corr2d --level 2 --seed 5",
            "  longhand exercise check corr2d --level 2 --seed 5 --answer \"1 2 3; 4 5 6; 7 8 9\"",
            "  longhand exercise new conv2d --class 30 --out homework",
                    "  longhand exercise grade homework/answers --gradescope"})
final class ExerciseCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "new", mixinStandardHelpOptions = true, description = "Make an exercise, or one for each student of a class.")
    void make(
            @Parameters(index = "0", paramLabel = "KIND", description = "corr2d, conv2d, maxpool or avgpool.") String kind,
            @Option(names = "--level", defaultValue = "1", description = "From 1 (easy) (default: 1).") int level,
            @Option(names = "--seed", description = "The same seed, the same numbers: who knows it can print the key (default: a "
                    + "random one).") Optional<Long> givenSeed,
            @Option(names = "--class", defaultValue = "0", paramLabel = "N",
                    description = "Different numbers for N students.") int students,
            @Option(names = "--students", paramLabel = "FILE",
                    description = "Different numbers for these students, one name a line.")
                    Optional<Path> names,
            @Option(names = "--key", description = "Print the answer key instead of the sheet.") boolean key,
            @Option(names = {"-o", "--out"}, paramLabel = "FOLDER",
                    description = "Write sheet.html, sheet.md, key.html, key.md and key.json there, and make a folder for "
                            + "answers.")
                    Optional<Path> folder) throws IOException {
        List<String> people = names.isPresent()
                ? Files.readAllLines(names.get()).stream().map(String::strip).filter(n -> !n.isEmpty()).toList()
                : IntStream.rangeClosed(1, students).mapToObj(i -> String.format(Locale.ROOT, "student%02d", i)).toList();
        ExerciseKind what = ExerciseKind.of(kind);
        long seed = givenSeed.orElseGet(() -> randomSeed(folder.isPresent()));
        ExerciseSet set = people.isEmpty() ? ExerciseSet.forEveryone(what, level, seed)
                : ExerciseSet.forStudents(what, level, seed, people);
        PrintWriter out = spec.commandLine().getOut();
        if (folder.isPresent()) {
            AtomicFolder.create(folder.get(), f -> write(f, set));
            out.println("Written to " + folder.get()
                    + ": sheet.html and sheet.md to hand out, key.html, key.md and key.json to keep. "
                    + "Put the answers into " + folder.get().resolve("answers") + ".");
        } else {
            out.print(key ? Sheet.keyMarkdown(set) : Sheet.markdown(set));
            out.println("\nThe same again, or its key with --key: longhand exercise new " + what.id() + " --level " + level + " --seed "
                    + seed);
        }
        out.flush();
    }

    private static void write(Path folder, ExerciseSet set) throws IOException {
        Files.createDirectory(folder.resolve("answers"));
        Files.writeString(folder.resolve("sheet.html"), Sheet.html(set));
        Files.writeString(folder.resolve("sheet.md"), Sheet.markdown(set));
        Files.writeString(folder.resolve("key.html"), Sheet.keyHtml(set));
        Files.writeString(folder.resolve("key.md"), Sheet.keyMarkdown(set));
        KeyFile.write(folder.resolve(KeyFile.NAME), set);
    }

    /** A seed that nobody can guess for a class; a short one, to be typed again, for a sheet on the screen. */
    private static long randomSeed(boolean secret) {
        SecureRandom random = new SecureRandom();
        return secret ? random.nextLong() : 1 + random.nextInt(999_999);
    }

    @Command(name = "check", mixinStandardHelpOptions = true, description = "Check an answer to an exercise that 'new' made.")
    int check(
            @Parameters(index = "0", paramLabel = "KIND", description = "As for 'new'.") String kind,
            @Option(names = "--level", defaultValue = "1", description = "As for 'new'.") int level,
            @Option(names = "--seed", required = true, description = "The seed that 'new' named.") long seed,
            @Option(names = {"-a", "--answer"}, required = true, paramLabel = "MATRIX", description = "The answer, or its file.")
                    String answer) {
        Exercise exercise = Exercise.make(ExerciseKind.of(kind), level, seed);
        return CheckCommand.report(spec, Diagnosis.of(exercise.problem(), MatrixFile.argument(answer)));
    }

    @Command(name = "grade", mixinStandardHelpOptions = true,
            description = "Grade a folder of answers, one file for each student, into a table.")
    void grade(
            @Parameters(index = "0", paramLabel = "FOLDER",
                    description = "The answers: STUDENT.txt, .csv, .json or .npy.") Path folder,
            @Option(names = "--key", paramLabel = "FILE",
                    description = "The key (default: key.json in the folder or the one above).")
                    Optional<Path> key,
            @Option(names = "--points", defaultValue = "10",
                    description = "Points for a correct answer (default: 10).") double points,
            @Option(names = "--csv", paramLabel = "FILE", description = "The table (default: grades.csv beside the key).")
                    Optional<Path> csv,
            @Option(names = "--gradescope",
                    description = "Also write results/STUDENT/results.json for Gradescope.") boolean gradescope)
            throws IOException {
        Path answers = Files.isDirectory(folder.resolve("answers")) ? folder.resolve("answers") : folder;
        Path keyFile = key.isPresent() ? key.get() : findKey(folder);
        List<Grade> grades = Grader.grade(answers, KeyFile.read(keyFile));
        Path home = keyFile.toAbsolutePath().getParent();
        Path table = csv.orElse(home.resolve("grades.csv"));
        GradeFiles.writeCsv(table, grades, points);
        if (gradescope) {
            for (Grade g : grades) {
                GradeFiles.writeGradescope(home.resolve("results").resolve(g.student()).resolve("results.json"), g, points);
            }
        }
        report(grades, table);
    }

    private static Path findKey(Path folder) throws NoSuchFileException {
        List<Path> places = new ArrayList<>(List.of(folder.resolve(KeyFile.NAME)));
        Optional.ofNullable(folder.toAbsolutePath().normalize().getParent()).ifPresent(p -> places.add(p.resolve(KeyFile.NAME)));
        return places.stream().filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new NoSuchFileException(places.getFirst() + " (name the key with --key)"));
    }

    private void report(List<Grade> grades, Path table) {
        PrintWriter out = spec.commandLine().getOut();
        for (Grade.Status status : Grade.Status.values()) {
            long count = grades.stream().filter(g -> g.status() == status).count();
            if (count > 0) {
                out.println("  " + count + " " + status.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        }
        out.println("Written to " + table);
        out.flush();
    }
}
