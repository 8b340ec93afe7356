package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.explain.Numbers;
import longhand.explain.View;
import longhand.explain.check.Diagnosis.Finding;
import longhand.explain.mistake.Change;
import longhand.explain.mistake.Misconception;

/** The sentences of a diagnosis. */
final class Wording {
    private static final int MOST_LISTED = 8;
    private static final String CHANCE = ", though so few numbers may agree by chance";
    private static final String PROBABLY = ", probably";
    private static final String NOW_AND_THEN = ", though a mistake is seldom made now and then, without order";
    private final Problem problem;
    private final Target target;
    private final View asked;
    private final Places places;

    Wording(Problem problem, Target target) {
        this.problem = problem;
        this.target = target;
        this.asked = problem.asked();
        this.places = new Places(target.hasRightSize() ? target.truth().dims() : target.answer().values().dims());
    }

    /** The explanations for the student. */
    List<Finding> findings(List<Hypothesis> all) {
        double noise = Ranking.noise(target);
        List<Finding> findings = new ArrayList<>();
        for (Hypothesis h : all) {
            findings.add(h.parts().isEmpty() ? new Finding(List.of(), slips(h.slips()), true)
                    : finding(h, Ranking.isCertain(h, noise)));
        }
        if (!target.hasRightSize() && findings.isEmpty()) {
            findings.add(new Finding(List.of(), "the size is wrong: " + size(target.answer().values().dims())
                    + " instead of " + size(target.truth().dims()), true));
        }
        return findings;
    }

    private Finding finding(Hypothesis h, boolean certain) {
        List<Misconception> kinds = h.parts().stream().flatMap(p -> p.changes().stream()).map(Change::what).distinct()
                .collect(Collectors.toList());
        String parts = h.parts().stream().map(Wording::part).collect(Collectors.joining("; and "));
        boolean someRight = h.parts().stream().noneMatch(p -> p.where().isEmpty());
        String rest = someRight ? "; the other numbers are right" : "";
        String slips = h.slips().isEmpty() ? "" : "; besides, " + slips(h.slips());
        return new Finding(kinds, parts + rest + slips, certain);
    }

    private static String part(Hypothesis.Part part) {
        String where = part.where().isEmpty() ? "" : part.where() + ": ";
        List<Change<?>> changes = part.changes();
        return where + (changes.size() == 1 ? changes.getFirst().sentence()
                : "two mistakes together: (1) " + changes.get(0).sentence() + "; (2) " + changes.get(1).sentence());
    }

    private String slips(List<Integer> positions) {
        String each = positions.stream().sorted()
                .map(i -> "at " + name(i) + ", " + Numbers.format(target.answer().values().get(i))
                        + (target.hasRightSize() ? " should be " + Numbers.format(target.truth().get(i)) : " fits to nothing"))
                .collect(Collectors.joining("; "));
        return positions.size() == 1 ? "one number is wrong, all others are right: " + each
                : positions.size() + " numbers are wrong, all others are right: " + each;
    }

    private String name(int position) {
        return asked.targetName() + places.index(position);
    }

    /**
     * The whole verdict.
     *
     * @param all what the findings say
     */
    String text(List<Finding> findings, List<Hypothesis> all) {
        StringBuilder out = new StringBuilder("wrong: ");
        out.append(target.hasRightSize() ? rightCount() : sizes()).append('\n');
        if (findings.isEmpty()) {
            out.append("None of the mistakes that are known here gives this answer.\n");
        } else if (findings.size() == 1) {
            out.append("What gives exactly this answer").append(doubt(findings, all)).append(": ")
                    .append(findings.getFirst().detail()).append(".\n");
        } else {
            out.append("Each of these gives exactly this answer").append(doubt(findings, all))
                    .append("; here they cannot be told apart:\n");
            findings.forEach(f -> out.append("  - ").append(f.detail()).append(".\n"));
        }
        if (target.hasRightSize()) {
            out.append("Right: ").append(asked.at().apply(firstWrong()).text()).append(".\n");
        }
        return out.toString().stripTrailing();
    }

    private static String doubt(List<Finding> findings, List<Hypothesis> all) {
        boolean certain = findings.stream().anyMatch(Finding::certain);
        if (certain) {
            return "";
        }
        return all.stream().anyMatch(Hypothesis::consistent) ? CHANCE
                : all.stream().anyMatch(h -> h.order() == Hypothesis.Order.PROBABLE) ? PROBABLY : NOW_AND_THEN;
    }

    private int firstWrong() {
        return IntStream.range(0, target.size()).filter(i -> !target.isRight(i)).findFirst().orElseThrow();
    }

    private String rightCount() {
        List<Integer> wrong = IntStream.range(0, target.size()).filter(i -> !target.isRight(i)).boxed().toList();
        String count = target.size() - wrong.size() + " of " + target.size() + " numbers are right";
        if (wrong.size() == target.size()) {
            return count + ".";
        }
        String names = wrong.stream().limit(MOST_LISTED).map(this::name).collect(Collectors.joining(", "));
        return count + ", but not " + names + (wrong.size() > MOST_LISTED ? ", …" : "") + ".";
    }

    /** Which dimension has another size, and why it should be otherwise. */
    private String sizes() {
        Places right = new Places(target.truth().dims());
        Places given = new Places(target.answer().values().dims());
        SizeWorking why = problem.size();
        List<String> faults = new ArrayList<>();
        boolean rows = given.rows() != right.rows();
        boolean columns = given.columns() != right.columns();
        if (given.planes() != right.planes()) {
            faults.add(count(given.planes(), "channel") + " instead of " + right.planes());
        }
        if (rows && columns && why.rows().equals(why.columns())) {
            faults.add(given.rows() + " × " + given.columns() + " instead of " + right.rows() + " × " + right.columns()
                    + " (rows and columns: " + why.rows() + ")");
        } else {
            if (rows) {
                faults.add(count(given.rows(), "row") + " instead of " + right.rows() + " (" + why.rows() + ")");
            }
            if (columns) {
                faults.add(count(given.columns(), "column") + " instead of " + right.columns() + " (" + why.columns()
                        + ")");
            }
        }
        return "the answer has another size: " + String.join(", ", faults) + ".";
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static String size(int... dims) {
        return dims.length == 0 ? "1 number"
                : String.join(" × ", Arrays.stream(dims).mapToObj(String::valueOf).toList());
    }
}
