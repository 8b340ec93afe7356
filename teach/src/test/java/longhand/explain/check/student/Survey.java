package longhand.explain.check.student;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.Diagnosis.Finding;
import longhand.explain.check.LayersProblem.Quantity;
import longhand.explain.check.MatrixText;
import longhand.explain.check.Problem;
import longhand.explain.check.Written;

/** Tries how many mistaken answers are explained. {@link SurveyRun} prints the figures. */
final class Survey {
    private static final int MOST_TRIES = 4_000;
    /** Answers closer than this in every number count as the same: they can be after rounding to two decimals. */
    private static final double DISTINCT = 0.011;
    private final Random random;
    private final Consumer<String> missed;
    private final List<Blunder> blunders = Stream.of(WindowBlunders.all(), OtherBlunders.all(), LayerBlunders.all())
            .flatMap(List::stream).toList();

    /** @param missed is told of each answer that was not explained */
    Survey(long seed, Consumer<String> missed) {
        this.random = new Random(seed);
        this.missed = missed;
    }

    List<Blunder> blunders() {
        return blunders;
    }

    /** A problem with a wrong answer. */
    private record Case(Worksheet sheet, Values truth, Values answer) {}

    /** A random problem of any kind. */
    Worksheet sheet() {
        String[] gradients = {ViewNames.INPUT_GRADIENT, ViewNames.WEIGHT_GRADIENT, ViewNames.BIAS_GRADIENT};
        String[] softmax = {ViewNames.FORWARD, ViewNames.LOSS, ViewNames.INPUT_GRADIENT};
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> new WindowSheet(random, true, ViewNames.FORWARD);
            case 4, 5 -> new WindowSheet(random, false, ViewNames.FORWARD);
            case 6 -> new WindowSheet(random, false, ViewNames.INPUT_GRADIENT);
            case 7, 8 -> new WindowSheet(random, true, gradients[random.nextInt(2)]);
            case 9 -> new WindowSheet(random, true, gradients[random.nextInt(3)]);
            case 10 -> new OtherSheets.Linear(random, ViewNames.FORWARD);
            case 11 -> new OtherSheets.Linear(random, gradients[random.nextInt(3)]);
            case 12 -> new OtherSheets.Softmax(random, softmax[random.nextInt(3)]);
            case 13 -> new OtherSheets.Sgd(random);
            default -> new LayerSheet(random, Quantity.values()[random.nextInt(3)]);
        };
    }

    /** An answer with some mistakes, if they can be made on a random problem and each of them changes the answer. */
    private Optional<Case> mistaken(List<Blunder> made) {
        Worksheet sheet = sheet();
        Values truth = sheet.answer();
        Values before = truth;
        for (Blunder b : made) {
            if (!b.can().test(sheet)) {
                return Optional.empty();
            }
            b.make().accept(sheet);
            if (!sheet.possible()) {
                return Optional.empty();
            }
            Values now = sheet.answer();
            if (same(now, before) || same(now, truth) || tellsNothing(now)) {
                return Optional.empty();
            }
            if (b.isMisreading() && differences(now, before) == 1) {
                return Optional.empty(); // a single wrong number is a slip
            }
            before = now;
        }
        return Optional.of(new Case(sheet, truth, before));
    }

    private static boolean same(Values a, Values b) {
        if (!Arrays.equals(a.dims(), b.dims())) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (Math.abs(a.get(i) - b.get(i)) > DISTINCT) {
                return false;
            }
        }
        return true;
    }

    /** Whether all numbers are the same, or one is none: nobody hands that in, and nobody could say what it is. */
    private static boolean tellsNothing(Values v) {
        double[] all = v.toArray();
        return Arrays.stream(all).anyMatch(x -> !Double.isFinite(x))
                || all.length > 2 && Arrays.stream(all).distinct().count() == 1;
    }

    /** In how many numbers two answers differ. */
    private static int differences(Values a, Values b) {
        int count = 0;
        for (int i = 0; i < a.size(); i++) {
            count += b.size() != a.size() || Math.abs(a.get(i) - b.get(i)) > DISTINCT ? 1 : 0;
        }
        return count;
    }

    /** The answer as it is written down: whole numbers, or with some decimals. */
    private static Written written(Values v, int decimals) {
        boolean whole = Arrays.stream(v.toArray()).allMatch(x -> Math.abs(x * 10 - Math.rint(x * 10)) < 1e-9);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < v.size(); i++) {
            double x = v.get(i);
            text.append(i == 0 ? "" : i % (v.rows() * v.columns()) == 0 ? " | " : i % v.columns() == 0 ? "; " : " ")
                    .append(whole ? String.valueOf(Math.rint(x * 10) / 10).replaceAll("\\.0$", "")
                            : String.format(Locale.ROOT, "%." + decimals + "f", x));
        }
        return MatrixText.parse(text.toString());
    }

    /** Makes some mistakes together on so many problems. */
    Score mistakes(int problems, List<Blunder> made) {
        Score score = new Score();
        for (int tries = 0; score.tried() < problems && tries < MOST_TRIES; tries++) {
            Optional<Case> c = mistaken(made);
            if (c.isPresent()) {
                mistake(c.get(), made, score);
            }
        }
        return score;
    }

    private void mistake(Case c, List<Blunder> made, Score score) {
        Written answer = written(c.answer(), 2 + random.nextInt(3));
        Problem problem = c.sheet().problem();
        long start = System.nanoTime();
        Diagnosis d = Diagnosis.of(problem, answer);
        score.took(System.nanoTime() - start);
        if (d.correct()) {
            return; // rounding has hidden the mistake
        }
        Outcome outcome = Outcome.of(d, made);
        score.add(outcome);
        if (outcome == Outcome.OTHER || outcome == Outcome.SILENT) {
            missed.accept("-- " + outcome + " " + made + "\n" + problem.question() + " "
                    + problem.givens().stream().map(o -> o.name() + " = " + o.values())
                            .collect(Collectors.joining(", ")) + "\ntruth  " + c.truth() + "\nanswer " + answer.values()
                    + "\n" + d.text());
        }
    }

    /** Two random mistakes that do not exclude each other. */
    List<Blunder> pair() {
        while (true) {
            Blunder a = blunders.get(random.nextInt(blunders.size()));
            Blunder b = blunders.get(random.nextInt(blunders.size()));
            if (!a.family().equals(b.family()) && !a.family().equals("slips") && !b.family().equals("slips")) {
                return List.of(a, b);
            }
        }
    }

    /** How many right answers are called wrong. */
    int rightCalledWrong(int answers) {
        int wrong = 0;
        for (int i = 0; i < answers; i++) {
            Worksheet sheet = sheet();
            Diagnosis d = Diagnosis.of(sheet.problem(), written(sheet.answer(), 2 + random.nextInt(4)));
            if (!d.correct()) {
                wrong++;
                missed.accept("-- right, called wrong: " + sheet.problem().question() + " " + sheet.answer() + "\n"
                        + d.text());
            }
        }
        return wrong;
    }

    /**
     * How many answers that no mistake leads to are given an explanation without a word of doubt: all numbers random,
     * all or half of them off, or another size.
     */
    int falseExplanations(int answers) {
        int explained = 0;
        for (int i = 0; i < answers; i++) {
            Worksheet sheet = sheet();
            Values wrong = random(sheet.answer(), i % 5);
            Diagnosis d = Diagnosis.of(sheet.problem(), written(wrong, 2));
            if (!d.correct() && isExplained(d)) {
                explained++;
                missed.accept("-- random, but explained: " + sheet.problem().question() + " truth " + sheet.answer()
                        + " answer " + wrong + "\n" + d.text());
            }
        }
        return explained;
    }

    /**
     * How many answers with a mistake that the search has no words for are given an explanation of a part of them
     * without a word of doubt, of so many that could be made. What explains every number says the same in other words.
     *
     * @return accused, and tried
     */
    int[] accused(Blunder unknown, int problems) {
        int[] counts = new int[2];
        for (int tries = 0; counts[1] < problems && tries < MOST_TRIES; tries++) {
            Optional<Case> c = mistaken(List.of(unknown));
            if (c.isEmpty() || differences(c.get().answer(), c.get().truth()) < 2) {
                continue; // a single wrong number is a slip
            }
            Problem problem = c.get().sheet().problem();
            Diagnosis d = Diagnosis.of(problem, written(c.get().answer(), 2));
            if (!d.correct()) {
                counts[1]++;
                if (d.findings().stream().anyMatch(f -> f.certain() && explainsPart(f))) {
                    counts[0]++;
                    missed.accept("-- accused: " + unknown + ": " + problem.question() + " truth " + c.get().truth()
                            + " answer " + c.get().answer() + "\n" + d.text());
                }
            }
        }
        return counts;
    }

    private static boolean explainsPart(Finding f) {
        return f.detail().contains("the other numbers are right") || f.detail().contains("in channel ");
    }

    private static boolean isExplained(Diagnosis d) {
        return d.findings().stream().anyMatch(f -> f.certain() && !f.misconceptions().isEmpty());
    }

    private Values random(Values truth, int kind) {
        double[] y = truth.toArray();
        double step = Arrays.stream(y).allMatch(v -> v == Math.rint(v)) ? 1 : 0.01;
        double least = Arrays.stream(y).min().orElse(0);
        double spread = Arrays.stream(y).max().orElse(0) - least + 5;
        int[] dims = truth.dims();
        if (kind == 3) {
            dims = new int[] {truth.rows() + 1, truth.columns()};
            y = new double[dims[0] * dims[1]];
        }
        for (int j = 0; j < y.length; j++) {
            double anywhere = Math.rint((least + random.nextDouble() * spread) / step) * step;
            double near = y[j] + (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(9)) * step;
            y[j] = switch (kind) {
                case 0, 3 -> anywhere;
                case 1 -> near;
                case 2 -> random.nextBoolean() ? near : y[j];
                default -> near + 0.5 * random.nextInt(2);
            };
        }
        return Values.of(y, dims);
    }
}
