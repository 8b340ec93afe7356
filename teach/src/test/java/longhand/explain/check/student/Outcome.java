package longhand.explain.check.student;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.Diagnosis.Finding;
import longhand.explain.mistake.Misconception;

/** What a diagnosis says of an answer whose mistakes are known. */
enum Outcome {
    /** It names what was done. */
    NAMED,
    /** It names another explanation with as few mistakes that gives exactly the same answer. */
    SAME_ANSWER,
    /** It names an explanation with fewer mistakes that gives exactly the same answer. */
    SIMPLER,
    /** It names something else, or says that chance may be at work. */
    OTHER,
    /** It names nothing. */
    SILENT;

    private static final String SLIPS = "slips";

    static Outcome of(Diagnosis d, List<Blunder> made) {
        boolean slips = made.stream().anyMatch(b -> b.family().equals(SLIPS));
        List<Pattern> names = made.stream().filter(b -> !b.family().equals(SLIPS)).map(TrueNames::of).toList();
        if (d.findings().stream().anyMatch(f -> names(f, names) && (!slips || tellsSlips(f)))) {
            return NAMED;
        }
        // A misread number that reaches a single result is seen as a slip there.
        List<Pattern> besides = made.stream()
                .filter(b -> !b.isMisreading() && !b.family().equals(SLIPS)).map(TrueNames::of).toList();
        if (made.stream().anyMatch(Blunder::isMisreading)
                && d.findings().stream().anyMatch(f -> names(f, besides) && tellsSlips(f))) {
            return NAMED;
        }
        List<Finding> certain = d.findings().stream().filter(Finding::certain)
                .filter(f -> !f.misconceptions().isEmpty()).toList();
        if (certain.stream().anyMatch(f -> f.misconceptions().size() < made.size() && !tellsSlips(f))) {
            return SIMPLER;
        }
        if (certain.stream().anyMatch(f -> f.misconceptions().size() == made.size() && !tellsSlips(f))) {
            return SAME_ANSWER;
        }
        return d.findings().stream().allMatch(f -> f.misconceptions().isEmpty()) ? SILENT : OTHER;
    }

    private static boolean tellsSlips(Finding f) {
        return f.detail().contains("all others are right");
    }

    /** Whether each pattern is the name of a misconception of its own. */
    private static boolean names(Finding f, List<Pattern> names) {
        List<Misconception> left = new ArrayList<>(f.misconceptions());
        boolean all = names.stream().allMatch(p -> left.stream().filter(m -> p.matcher(m.id()).matches()).findFirst()
                .map(left::remove).orElse(false));
        return all && left.isEmpty() && (!f.misconceptions().isEmpty() || names.isEmpty());
    }
}
