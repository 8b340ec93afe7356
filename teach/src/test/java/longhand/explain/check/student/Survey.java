package longhand.explain.check.student;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.MatrixText;
import longhand.explain.check.Written;

/**
 * How many mistaken answers are explained. Run it for the figures:
 * {@code java … longhand.explain.check.student.Survey PROBLEMS PAIRS}.
 */
final class Survey {
    private static final int MOST_TRIES = 3_000;
    private final Random random;
    private final List<Blunder> blunders = Stream.concat(WindowBlunders.all().stream(), OtherBlunders.all().stream())
            .toList();

    Survey(long seed) {
        this.random = new Random(seed);
    }

    List<Blunder> blunders() {
        return blunders;
    }

    /** How often something was looked for and found. */
    static final class Score {
        int tried;
        int found;
        int certain;
        long nanos;
        long slowest;

        double recall() {
            return tried == 0 ? 1 : (double) found / tried;
        }

        void add(Score other) {
            tried += other.tried;
            found += other.found;
            certain += other.certain;
            nanos += other.nanos;
            slowest = Math.max(slowest, other.slowest);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%4d of %4d = %5.1f %%, certain %4d, %.2f ms, at most %.0f ms", found,
                    tried, 100 * recall(), certain, nanos / 1e6 / Math.max(1, tried), slowest / 1e6);
        }
    }

    /** A random problem of any kind. */
    Worksheet sheet() {
        String[] gradients = {ViewNames.INPUT_GRADIENT, ViewNames.WEIGHT_GRADIENT, ViewNames.BIAS_GRADIENT};
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> new WindowSheet(random, true, ViewNames.FORWARD);
            case 4, 5 -> new WindowSheet(random, false, ViewNames.FORWARD);
            case 6 -> new WindowSheet(random, false, ViewNames.INPUT_GRADIENT);
            case 7, 8 -> convolutionGradient(gradients[random.nextInt(2)]);
            case 9 -> new OtherSheets.Linear(random, ViewNames.FORWARD);
            case 10 -> new OtherSheets.Linear(random, gradients[random.nextInt(3)]);
            case 11 -> new OtherSheets.Softmax(random,
                    new String[] {ViewNames.FORWARD, ViewNames.LOSS, ViewNames.INPUT_GRADIENT}
                    [random.nextInt(3)]);
            case 12 -> new OtherSheets.Sgd(random);
            default -> convolutionGradient(gradients[random.nextInt(3)]);
        };
    }

    private WindowSheet convolutionGradient(String view) {
        WindowSheet sheet = new WindowSheet(random, true, view.equals(ViewNames.BIAS_GRADIENT)
                ? ViewNames.WEIGHT_GRADIENT : view);
        return sheet;
    }

    /** An answer with some mistakes, if they can be made on a random problem and change the answer. */
    private Optional<Case> mistaken(List<Blunder> made) {
        Worksheet sheet = sheet();
        Values truth = sheet.answer();
        Values before = truth;
        for (Blunder b : made) {
            if (!b.can().test(sheet)) {
                return Optional.empty();
            }
            b.make().accept(sheet);
            if (sheet instanceof WindowSheet w && !w.possible() || sheet instanceof OtherSheets.Linear l
                    && !l.possible() || sheet instanceof OtherSheets.Softmax x && !x.possible()
                    || sheet instanceof OtherSheets.Sgd g && !g.possible()) {
                return Optional.empty();
            }
            Values now = sheet.answer();
            if (same(now, before) || same(now, truth)
                    || Arrays.stream(now.toArray()).anyMatch(v -> !Double.isFinite(v))) {
                return Optional.empty();
            }
            before = now;
        }
        return Optional.of(new Case(sheet, truth, before));
    }

    /** A problem with a wrong answer. */
    record Case(Worksheet sheet, Values truth, Values answer) {}

    private static boolean same(Values a, Values b) {
        if (!Arrays.equals(a.dims(), b.dims())) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (Math.abs(a.get(i) - b.get(i)) > 0.011) {
                return false;
            }
        }
        return true;
    }

    /** The answer as it is written down: whole numbers, or with some decimals. */
    Written written(Values v, int decimals) {
        boolean whole = Arrays.stream(v.toArray()).allMatch(x -> Math.abs(x * 10 - Math.rint(x * 10)) < 1e-9);
        List<String> numbers = Arrays.stream(v.toArray()).mapToObj(x -> whole ? String.valueOf(Math.rint(x * 10) / 10)
                .replaceAll("\\.0$", "") : String.format(Locale.ROOT, "%." + decimals + "f", x)).toList();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers.size(); i++) {
            text.append(i == 0 ? "" : i % (v.rows() * v.columns()) == 0 ? " | " : i % v.columns() == 0 ? "; " : " ")
                    .append(numbers.get(i));
        }
        return MatrixText.parse(text.toString());
    }

    /** Tries some mistakes together on so many problems. */
    Score score(int problems, List<Blunder> made, boolean show) {
        Score score = new Score();
        for (int tries = 0; score.tried < problems && tries < MOST_TRIES; tries++) {
            Optional<Case> c = mistaken(made);
            if (c.isPresent()) {
                check(c.get(), made, score, show);
            }
        }
        return score;
    }

    private void check(Case c, List<Blunder> made, Score score, boolean show) {
        Written answer = written(c.answer(), 2 + random.nextInt(3));
        long start = System.nanoTime();
        Diagnosis d = Diagnosis.of(c.sheet().problem(), answer);
        long nanos = System.nanoTime() - start;
        score.nanos += nanos;
        score.slowest = Math.max(score.slowest, nanos);
        if (d.correct()) {
            return;
        }
        score.tried++;
        boolean slips = made.stream().allMatch(b -> b.family().equals("slips"));
        boolean found = d.findings().stream().anyMatch(f -> !f.misconceptions().isEmpty() || slips);
        score.found += found ? 1 : 0;
        score.certain += d.findings().stream().anyMatch(f -> f.certain() && (!f.misconceptions().isEmpty() || slips))
                ? 1 : 0;
        if (show && !found) {
            System.out.println("-- " + made + "\n" + c.sheet().problem().question() + " "
                    + c.sheet().problem().givens().stream().map(o -> o.name() + " = " + o.values())
                    .collect(Collectors.joining(", ")) + "\ntruth  " + c.truth() + "\nanswer " + answer.values() + "\n"
                    + d.text());
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

    /**
     * How often answers that no mistake leads to are explained: all numbers random, all or half of them off, or another
     * size.
     */
    Map<String, Score> chance(int answers) {
        Map<String, Score> scores = new TreeMap<>();
        for (int i = 0; i < answers; i++) {
            Worksheet sheet = sheet();
            Values truth = sheet.answer();
            double[] y = truth.toArray();
            int kind = i % 5;
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
                y[j] = kind == 0 || kind == 3 ? anywhere : kind == 1 ? near : kind == 2 ? random.nextBoolean() ? near
                        : y[j] : near + 0.5 * random.nextInt(2);
            }
            Diagnosis d = Diagnosis.of(sheet.problem(), written(Values.of(y, dims), 2));
            if (!d.correct()) {
                Score score = scores.computeIfAbsent(List.of("random", "near", "half", "size", "halves").get(kind) + " "
                        + sheet.problem().operation() + " " + sheet.problem().view(), k -> new Score());
                score.tried++;
                score.found += d.findings().stream().anyMatch(f -> !f.misconceptions().isEmpty()) ? 1 : 0;
                boolean certain = d.findings().stream().anyMatch(f -> !f.misconceptions().isEmpty() && f.certain());
                score.certain += certain ? 1 : 0;
                if (certain && SHOW) {
                    System.out.println("FALSE " + sheet.problem().question() + " truth " + truth + " answer "
                            + Values.of(y, dims) + "\n" + d.text());
                }
            }
        }
        return scores;
    }

    private static final boolean SHOW = Boolean.getBoolean("show");

    public static void main(String[] args) {
        if (args[0].equals("chance")) {
            Score all = new Score();
            new Survey(2).chance(Integer.parseInt(args[1])).forEach((k, s) -> {
                System.out.printf("%-40s %s%n", k, s);
                all.add(s);
            });
            System.out.println("CHANCE " + all);
            return;
        }
        int problems = Integer.parseInt(args[0]);
        int pairs = Integer.parseInt(args[1]);
        boolean show = args.length > 2;
        Survey survey = new Survey(1);
        Map<String, Score> families = new TreeMap<>();
        Score all = new Score();
        for (Blunder b : survey.blunders()) {
            Score s = survey.score(problems, List.of(b), show);
            families.computeIfAbsent(b.family(), k -> new Score()).add(s);
            all.add(s);
            System.out.printf("%-40s %s%n", b, s);
        }
        families.forEach((f, s) -> System.out.printf("%-40s %s%n", "FAMILY " + f, s));
        System.out.println("SINGLE " + all);
        Score two = new Score();
        List<String> worst = new ArrayList<>();
        for (int made = 0; made < pairs;) {
            List<Blunder> pair = survey.pair();
            Score s = survey.score(problems, pair, show);
            if (s.tried >= Math.min(problems, 20)) {
                made++;
                two.add(s);
                if (s.recall() < 0.8) {
                    worst.add(String.format("%-70s %s", pair, s));
                }
            }
        }
        worst.forEach(System.out::println);
        System.out.println("PAIRS " + two);
    }
}
