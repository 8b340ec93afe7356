package longhand.explain.exercise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import longhand.explain.Values;
import longhand.explain.check.Diagnosis;

/**
 * Finds answers that were copied: everyone has other numbers, so an answer that is wrong for one's own numbers and
 * right for a neighbour's, or the same wrong answer as a neighbour's, was not worked out. It is said, not punished: a
 * person decides.
 */
final class Neighbours {
    /** So few numbers agree by chance. */
    private static final int FEWEST = 4;
    /** More than rounding to two decimals makes. */
    private static final double ROUNDED = 0.011;

    private Neighbours() {}

    static List<Grade> flag(List<Grade> grades, Assignment assignment) {
        if (assignment.isForEveryone()) {
            return grades;
        }
        List<Grade> flagged = new ArrayList<>();
        for (Grade grade : grades) {
            List<String> flags = new ArrayList<>();
            for (int i = 0; i < grade.answers().size(); i++) {
                flag(grade, i, grades).ifPresent(flags::add);
            }
            flagged.add(new Grade(grade.student(), grade.files(), grade.answers(), grade.remarks(), flags));
        }
        return flagged;
    }

    private static Optional<String> flag(Grade grade, int index, List<Grade> grades) {
        Grade.Answer answer = grade.answers().get(index);
        Optional<Values> given = answer.given().filter(v -> answer.status() == Grade.Status.WRONG && tellsApart(v));
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String problem = "Problem " + (index + 1) + ": ";
        for (Grade other : grades) {
            if (!other.student().equals(grade.student()) && other.answers().size() > index) {
                Grade.Answer theirs = other.answers().get(index);
                boolean right = theirs.question() instanceof Exercise e && near(e.problem().truth(), given.get());
                if (right) {
                    return Optional.of(problem + "right for the numbers of " + other.student()
                            .name() + ", not for his or her own.");
                }
                boolean same = theirs.status() == Grade.Status.WRONG && theirs.given()
                        .filter(v -> v.equals(given.get())).isPresent();
                if (same) {
                    return Optional.of(problem + "the same wrong numbers as " + other.student()
                            .name() + ", who has another problem.");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean near(Values truth, Values given) {
        boolean near = Diagnosis.sameShape(truth, given);
        for (int i = 0; near && i < truth.size(); i++) {
            near = Math.abs(truth.get(i) - given.get(i)) < ROUNDED;
        }
        return near;
    }

    /** Enough numbers, and not all the same. */
    private static boolean tellsApart(Values v) {
        return v.size() >= FEWEST && Arrays.stream(v.toArray()).distinct().count() >= FEWEST - 1;
    }
}
