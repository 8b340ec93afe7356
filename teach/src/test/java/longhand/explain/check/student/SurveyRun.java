package longhand.explain.check.student;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Prints how well wrong answers are explained: {@code SurveyRun [SEED [PROBLEMS [PAIRS [RIGHT [RANDOM [show]]]]]]}. The
 * command is in {@code docs/diagnosis.md}.
 */
final class SurveyRun {
    private static final double GOOD_FOR_PAIRS = 0.8;
    private final Survey survey;

    private SurveyRun(Survey survey) {
        this.survey = survey;
    }

    public static void main(String[] args) {
        int[] sizes = {1, 200, 400, 20_000, 20_000};
        IntStream.range(0, Math.min(sizes.length, args.length)).forEach(i -> sizes[i] = Integer.parseInt(args[i]));
        Consumer<String> show = args.length > sizes.length ? System.out::println : text -> {};
        SurveyRun run = new SurveyRun(new Survey(sizes[0], show));
        System.out.println("seed " + sizes[0] + ", " + run.survey.blunders().size() + " mistakes, " + sizes[1]
                + " problems each");
        run.unknown(sizes[1]);
        run.singles(sizes[1]);
        run.pairs(sizes[1], sizes[2]);
        System.out.println("RIGHT  " + run.survey.rightCalledWrong(sizes[3]) + " of " + sizes[3] + " called wrong");
        int explained = run.survey.falseExplanations(sizes[4]);
        System.out.printf("RANDOM %d of %d explained = %.2f %%%n", explained, sizes[4], 100.0 * explained / sizes[4]);
    }

    /** Mistakes that the search has no words for. */
    private void unknown(int problems) {
        int accused = 0;
        int tried = 0;
        for (Blunder b : UnknownBlunders.all()) {
            int[] counts = survey.accused(b, problems);
            System.out.printf("%-42s %d of %d accused%n", b, counts[0], counts[1]);
            accused += counts[0];
            tried += counts[1];
        }
        System.out.printf("UNKNOWN %d of %d accused = %.2f %%%n", accused, tried, 100.0 * accused / tried);
    }

    private void singles(int problems) {
        Map<String, Score> families = new TreeMap<>();
        Score all = new Score();
        for (Blunder b : survey.blunders()) {
            Score s = survey.mistakes(problems, List.of(b));
            families.computeIfAbsent(b.family(), k -> new Score()).add(s);
            all.add(s);
            System.out.printf("%-42s %s%n", b, s);
        }
        families.forEach((f, s) -> System.out.printf("FAMILY %-35s %s%n", f, s));
        System.out.println("SINGLE " + all);
    }

    private void pairs(int problems, int pairs) {
        Score all = new Score();
        List<String> worst = new ArrayList<>();
        for (int made = 0; made < pairs;) {
            List<Blunder> pair = survey.pair();
            Score s = survey.mistakes(problems, pair);
            if (s.tried() >= Math.min(problems, 20)) {
                made++;
                all.add(s);
                if (s.explained() < GOOD_FOR_PAIRS) {
                    worst.add(String.format("%-75s %s", pair, s));
                }
            }
        }
        worst.forEach(System.out::println);
        System.out.println("PAIRS  " + all);
    }
}
