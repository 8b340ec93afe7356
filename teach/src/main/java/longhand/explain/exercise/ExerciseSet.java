package longhand.explain.exercise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The exercises of a class: one for each student, with different numbers.
 *
 * @param entries one per student; a single entry without a name if all get the same exercise
 */
public record ExerciseSet(List<Entry> entries) {

    /**
     * A student's exercise.
     *
     * @param student name of the student, and of the file in which the answer is expected; empty if the exercise is for everyone
     */
    public record Entry(String student, Exercise exercise) {}

    public ExerciseSet {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("exercise: the class has no students.");
        }
        Set<String> names = new HashSet<>();
        for (Entry e : entries) {
            if (e.student().matches("\\.+|.*[/\\\\:].*")) {
                throw new IllegalArgumentException("exercise: '" + e.student()
                        + "' cannot be the name of an answer file. Leave out / \\ and :.");
            }
            if (!names.add(e.student().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("exercise: the class has two students named '" + e.student() + "'.");
            }
        }
    }

    /** The same exercise for everyone. */
    public static ExerciseSet forEveryone(ExerciseKind kind, int level, long seed) {
        return new ExerciseSet(List.of(new Entry("", Exercise.make(kind, level, seed))));
    }

    /** An exercise with numbers of its own for each student; adding a student at the end leaves the others' as they were. */
    public static ExerciseSet forStudents(ExerciseKind kind, int level, long seed, List<String> students) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < students.size(); i++) {
            entries.add(new Entry(students.get(i), Exercise.make(kind, level, seed * 10_007 + i)));
        }
        return new ExerciseSet(entries);
    }

    /** Whether all students have the same exercise. */
    public boolean isForEveryone() {
        return entries.size() == 1 && entries.getFirst().student().isEmpty();
    }

    /** The exercise of a student; upper and lower case do not matter. */
    public Optional<Exercise> of(String student) {
        return entries.stream().filter(e -> e.student().equalsIgnoreCase(student)
                || isForEveryone()).map(Entry::exercise).findFirst();
    }
}
