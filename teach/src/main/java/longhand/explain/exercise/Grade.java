package longhand.explain.exercise;

import java.util.List;
import java.util.Optional;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.Misconception;

/**
 * What came out for one student or one file.
 *
 * @param student name of the student, from the file's name
 * @param file name of the file; empty if there is none
 * @param cellsRight numbers that are right
 * @param cells numbers that were asked for
 * @param misconceptions what explains the wrong answer
 * @param remark the diagnosis, or the file's fault, in sentences
 * @param diagnosis the comparison with the truth, if the file could be read
 */
public record Grade(String student, String file, Status status, int cellsRight, int cells, List<Misconception> misconceptions,
        String remark, Optional<Diagnosis> diagnosis) {

    /** How far grading came. */
    public enum Status {
        CORRECT, WRONG, UNREADABLE, MISSING, UNKNOWN_STUDENT
    }

    /** The share of the points: one part for each right number. */
    public double share() {
        return cells == 0 ? 0 : (double) cellsRight / cells;
    }

    static Grade of(String student, String file, Diagnosis d, int cells) {
        return new Grade(student, file, d.correct() ? Status.CORRECT : Status.WRONG, d.rightCount(), cells,
                d.findings().stream().map(Diagnosis.Finding::kind).distinct().toList(), d.text(), Optional.of(d));
    }

    static Grade fault(String student, String file, Status status, int cells, String remark) {
        return new Grade(student, file, status, 0, cells, List.of(), remark, Optional.empty());
    }
}
