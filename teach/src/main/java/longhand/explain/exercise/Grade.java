package longhand.explain.exercise;

import java.util.List;
import java.util.Optional;
import longhand.explain.Values;

/**
 * What came out for one student.
 *
 * @param student whose it is; for a file that belongs to nobody, the name of the file
 * @param files the files that were read; empty if there is none
 * @param answers one for each question; empty if the file belongs to nobody
 * @param remarks what is to be said of the whole: how the file was understood, or why not
 * @param flags what a teacher should look at: answers that fit a neighbour's numbers
 */
public record Grade(Student student, List<String> files, List<Answer> answers, List<String> remarks,
        List<String> flags) {

    /** How far grading came. */
    public enum Status {
        CORRECT, WRONG, UNREADABLE, MISSING, UNKNOWN_STUDENT;

        /** As it is written in tables: unknown-student. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What came out for one question.
     *
     * @param points what it gets
     * @param mostPoints what it could get
     * @param right for each number whether it is right; empty if it cannot be said
     * @param misconceptions the most plausible explanation, by id
     * @param given the numbers as they were understood, if they were
     * @param remark the diagnosis, or the fault, in sentences
     */
    public record Answer(Question question, Status status, double points, double mostPoints, boolean[] right,
            List<String> misconceptions, Optional<Values> given, String remark) {

        static Answer fault(Question question, Status status, double mostPoints, String remark) {
            return new Answer(question, status, 0, mostPoints, new boolean[0], List.of(), Optional.empty(), remark);
        }

        /** How many numbers are right. */
        public int rightCount() {
            int count = 0;
            for (boolean r : right) {
                count += r ? 1 : 0;
            }
            return count;
        }

        /** How many numbers were asked for; 1 for a program. */
        public int count() {
            return question instanceof Exercise e ? e.problem().truth().size() : 1;
        }
    }

    static Grade unknown(String file, String remark) {
        return new Grade(new Student(file, file, "", ""), List.of(file), List.of(), List.of(remark), List.of());
    }

    /** The whole: correct if every answer is, else the first of unreadable, wrong and missing that occurs. */
    public Status status() {
        if (answers.isEmpty()) {
            return Status.UNKNOWN_STUDENT;
        }
        for (Status status : List.of(Status.UNREADABLE, Status.WRONG)) {
            if (answers.stream().anyMatch(a -> a.status() == status)) {
                return status;
            }
        }
        boolean missing = answers.stream().anyMatch(a -> a.status() == Status.MISSING);
        return !missing ? Status.CORRECT : answers.stream().allMatch(a -> a.status() == Status.MISSING) ? Status.MISSING
                : Status.WRONG;
    }

    /** The sum of the points. */
    public double points() {
        return answers.stream().mapToDouble(Answer::points).sum();
    }

    /** The most points. */
    public double mostPoints() {
        return answers.stream().mapToDouble(Answer::mostPoints).sum();
    }

    /** All misconceptions of all answers, by id. */
    public List<String> misconceptions() {
        return answers.stream().flatMap(a -> a.misconceptions().stream()).distinct().toList();
    }

    /** The file's remarks, and those of the answers, numbered if there are several. */
    public String remark() {
        StringBuilder out = new StringBuilder(String.join(" ", remarks));
        for (int i = 0; i < answers.size(); i++) {
            out.append(out.isEmpty() ? "" : "\n").append(answers.size() > 1 ? "Problem " + (i + 1) + ": " : "")
                    .append(answers.get(i).remark());
        }
        return out.toString();
    }
}
