package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import longhand.explain.Numbers;
import longhand.explain.Values;
import longhand.explain.Working;

/**
 * What is to be said of an answer.
 *
 * @param correct whether every number is right
 * @param right for each number of the truth, whether the answer has it right; empty if the size is wrong
 * @param findings the mistakes that explain the answer: none if it is correct, or if nothing known fits
 */
public record Diagnosis(boolean correct, boolean[] right, List<Finding> findings) {

    /**
     * A mistake that gives exactly this answer.
     *
     * @param detail a sentence for the student, without full stop
     */
    public record Finding(Misconception kind, String detail) {}

    /** Compares an answer with the truth and with all mistakes. */
    public static Diagnosis of(Problem problem, Written written) {
        Written answer = problem.normalised(written);
        double magnitude = problem.magnitude();
        Optional<Written> sized = Closeness.inShapeOf(problem.truth().dims(), answer);
        boolean[] right = sized.map(a -> Closeness.agree(problem.truth(), a, magnitude)).orElse(new boolean[0]);
        if (sized.isPresent() && Closeness.allTrue(right)) {
            return new Diagnosis(true, right, List.of());
        }
        List<Finding> findings = new ArrayList<>();
        for (Mistake m : problem.mistakes()) {
            if (Closeness.same(m.answer(), answer, magnitude)) {
                findings.add(new Finding(m.kind(), m.detail()));
            }
        }
        if (right.length > 0 && count(right, false) == 1) {
            findings.add(slip(problem, sized.orElseThrow(), right));
        }
        if (right.length == 0 && findings.isEmpty()) {
            findings.add(wrongSize(problem, answer));
        }
        return new Diagnosis(false, right, List.copyOf(findings));
    }

    /** Whether two answers count as having the same shape: dimensions of 1 do not matter, and planes may be stacked. */
    public static boolean sameShape(Values a, Values b) {
        return Closeness.inShapeOf(a.dims(), Written.exactly(b)).isPresent() || Closeness.inShapeOf(b.dims(), Written.exactly(a))
                .isPresent();
    }

    private static Finding slip(Problem problem, Written answer, boolean[] right) {
        int wrong = IntStream.range(0, right.length).filter(i -> !right[i]).findFirst().orElseThrow();
        Working working = problem.asked().at().apply(wrong);
        return new Finding(Misconception.ONE_SLIP, Misconception.ONE_SLIP.sentence() + ": "
                + Numbers.format(answer.values().get(wrong))
                + " should be " + Numbers.format(working.value()) + ", because " + working.text());
    }

    private static Finding wrongSize(Problem problem, Written answer) {
        return new Finding(Misconception.WRONG_SIZE, Misconception.WRONG_SIZE.sentence() + ": " + size(answer.values().dims())
                + " instead of " + size(problem.truth().dims()) + "; " + problem.sizeWorking());
    }

    private static String size(int[] dims) {
        return String.join(" × ", Arrays.stream(dims).mapToObj(String::valueOf).toList());
    }

    private static int count(boolean[] right, boolean value) {
        int n = 0;
        for (boolean r : right) {
            n += r == value ? 1 : 0;
        }
        return n;
    }

    /** How many numbers are right. */
    public int rightCount() {
        return count(right, true);
    }

    /** The verdict as sentences for the student. */
    public String text() {
        if (correct) {
            return "correct";
        }
        StringBuilder out = new StringBuilder("wrong: ").append(right.length == 0 ? "the answer has another size.\n"
                : rightCount() + " of " + right.length + " numbers are right.\n");
        if (findings.isEmpty()) {
            out.append("None of the mistakes that are known here gives this answer. Compare with the working of each number.\n");
        } else if (findings.size() == 1) {
            out.append("What gives exactly this answer: ").append(findings.getFirst().detail()).append(".\n");
        } else {
            out.append("Each of these gives exactly this answer:\n");
            findings.forEach(f -> out.append("  - ").append(f.detail()).append(".\n"));
        }
        return out.toString().stripTrailing();
    }
}
