package longhand.explain.exercise;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import longhand.learn.CodeTask;

/**
 * What a class gets: a sheet for each student, with different numbers.
 *
 * @param title heading of the sheets
 * @param seed from which all numbers were drawn: who knows it can print the key
 * @param sheets one per student; a single one for {@link Student#EVERYONE} if all get the same
 * @param points for each question, the most points
 */
public record Assignment(String title, long seed, List<Sheet> sheets, List<Double> points) {
    /** The seed of keys that do not say theirs. */
    static final long UNKNOWN_SEED = 0;

    /** What {@link #arePoints} asks for. */
    public static final String POINTS_RULE = "more than 0, and at most 9999.99";
    private static final double MOST_POINTS = 9999.99;

    /** Whether a question can be worth so many points. */
    public static boolean arePoints(double points) {
        return points > 0 && points <= MOST_POINTS;
    }

    /** The questions of one student. */
    public record Sheet(Student student, List<Question> questions) {
        public Sheet {
            questions = List.copyOf(questions);
        }
    }

    /**
     * What is asked for on the command line: corr2d, corr2d:2 (level 2), corr2d:2:5 (for 5 points), or the name of a
     * program. Names of programs begin with a capital letter: Softmax is one, softmax is a kind.
     *
     * @param kind a kind of exercise; empty for a program
     * @param task a task of the learning path; empty for numbers
     */
    public record Wanted(Optional<ExerciseKind> kind, Optional<CodeTask> task, int level, double points) {

        /**
         * Reads one request.
         *
         * @throws IllegalArgumentException if there is no such kind or level, or nothing to be had for it
         */
        public static Wanted parse(String text, int usualLevel, double usualPoints) {
            String[] parts = text.split(":", -1);
            if (parts.length > 3 || !text.matches("[^:]+(:\\d{1,3})?(:\\d{1,4}(\\.\\d{1,2})?)?")) {
                throw new IllegalArgumentException("exercise: '" + text
                        + "' is not understood. Fix: write KIND, KIND:LEVEL or "
                        + "KIND:LEVEL:POINTS, e.g. corr2d:2:5.");
            }
            int level = parts.length > 1 ? Integer.parseInt(parts[1]) : usualLevel;
            double points = parts.length > 2 ? Double.parseDouble(parts[2]) : usualPoints;
            if (!arePoints(points)) {
                throw new IllegalArgumentException("exercise: '" + text + "' is for " + points + " points. Rule: points are "
                        + POINTS_RULE + ". Fix: write KIND:LEVEL:POINTS, e.g. corr2d:2:5.");
            }
            Optional<CodeTask> task = CodeTask.find(parts[0])
                    .filter(t -> t.name().equals(parts[0]) || !ExerciseKind.exists(parts[0]));
            return task.isPresent() ? new Wanted(Optional.empty(), task, 1, points)
                    : new Wanted(Optional.of(ExerciseKind.of(parts[0])), Optional.empty(), level, points);
        }

        /** What was wanted when a question was drawn. */
        static Wanted like(Question question, double points) {
            return switch (question) {
                case Exercise e -> new Wanted(Optional.of(e.kind()), Optional.empty(), e.level(), points);
                case CodeQuestion c -> new Wanted(Optional.empty(), Optional.of(c.task()), 1, points);
                case CellQuestion c -> throw new IllegalArgumentException("exercise: a notebook is handed out as it "
                        + "is: give the late student the same file.");
            };
        }

        Question draw(long seed) {
            return task.<Question>map(t -> new CodeQuestion(t, seed))
                    .orElseGet(() -> Exercise.make(kind.orElseThrow(), level, seed));
        }
    }

    public Assignment {
        sheets = List.copyOf(sheets);
        points = List.copyOf(points);
        if (sheets.isEmpty()) {
            throw new IllegalArgumentException("exercise: the class has no students. Fix: name one at least.");
        }
        Map<String, Student> byId = new HashMap<>();
        for (Sheet sheet : sheets) {
            if (!sheet.student().id().equals(Student.idOf(sheet.student().id()))) {
                throw new IllegalArgumentException("exercise: '" + sheet.student()
                        .id() + "' cannot be the name of an answer file. Rule: letters, digits, dots and hyphens, in lower case. Fix: '"
                        + Student.idOf(sheet.student().id()) + "' can.");
            }
            Student same = byId.putIfAbsent(sheet.student().id(), sheet.student());
            if (same != null) {
                throw new IllegalArgumentException("exercise: "
                        + Student.same(same, sheet.student()).getMessage());
            }
            if (sheet.questions().size() != points.size()) {
                throw new IllegalArgumentException("exercise: there are points for " + points.size()
                        + " questions, and "
                        + sheet.questions().size() + " questions.");
            }
        }
    }

    /** The same sheet for everyone. A sheet with one question is what {@link Exercise#make} gives for the same seed. */
    public static Assignment forEveryone(String title, List<Wanted> wanted, long seed) {
        return forStudents(title, wanted, seed, List.of(Student.EVERYONE));
    }

    /** A sheet with numbers of its own for each student, which depend on nobody else in the list. */
    public static Assignment forStudents(String title, List<Wanted> wanted, long seed, List<Student> students) {
        return new Assignment(title, seed, sheets(wanted, seed, students), wanted.stream().map(Wanted::points)
                .toList());
    }

    private static List<Sheet> sheets(List<Wanted> wanted, long seed, List<Student> students) {
        List<Sheet> sheets = new ArrayList<>();
        for (Student student : students) {
            List<Question> questions = new ArrayList<>();
            for (int i = 0; i < wanted.size(); i++) {
                boolean plain = student.equals(Student.EVERYONE) && i == 0;
                questions.add(wanted.get(i).draw(plain ? seed : seed(seed, student.id(), i)));
            }
            sheets.add(new Sheet(student, questions));
        }
        return sheets;
    }

    /**
     * This assignment with sheets for more students: the same questions with other numbers. Nobody else's change.
     *
     * @throws IllegalArgumentException if all have the same sheet, if the seed is not known, or if one of the students
     *     is already there
     */
    public Assignment with(List<Student> late) {
        if (isForEveryone()) {
            throw new IllegalArgumentException("exercise: all students of this homework have the same sheet. Fix: give "
                    + "the late ones the same.");
        }
        if (seed == UNKNOWN_SEED) {
            throw new IllegalArgumentException("exercise: this key was made by an earlier version, which did not keep "
                    + "its seed. Fix: make a homework of its own for the late students.");
        }
        for (Student student : late) {
            if (of(student.id()).isPresent()) {
                throw new IllegalArgumentException("exercise: '" + student.id() + "' is already in this homework. "
                        + "Fix: leave the name out, or write it otherwise.");
            }
        }
        List<Question> questions = sheets.getFirst().questions();
        List<Wanted> wanted = IntStream.range(0, questions.size())
                .mapToObj(i -> Wanted.like(questions.get(i), points.get(i))).toList();
        List<Sheet> all = new ArrayList<>(sheets);
        all.addAll(sheets(wanted, seed, late));
        return new Assignment(title, seed, all, points);
    }

    /** A seed that tells nothing about those of others. */
    private static long seed(long seed, String student, int question) {
        try {
            byte[] text = (seed + "/" + student + "/" + question).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text)).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether all students have the same sheet. */
    public boolean isForEveryone() {
        return sheets.size() == 1 && sheets.getFirst().student().equals(Student.EVERYONE);
    }

    /** The sheet of a student; upper and lower case do not matter. */
    public Optional<Sheet> of(String student) {
        return sheets.stream().filter(s -> isForEveryone() || s.student().id().equals(student.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The most points of a whole sheet. */
    public double totalPoints() {
        return points.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The programs that it asks for. */
    public List<CodeTask> tasks() {
        return sheets.getFirst().questions().stream().filter(CodeQuestion.class::isInstance)
                .map(q -> ((CodeQuestion) q).task()).distinct().toList();
    }
}
