package longhand.explain.check.student;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** How often something was looked for and found, and how long that took. */
final class Score {
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private long nanos;
    private long slowest;
    private int runs;

    void add(Outcome outcome) {
        counts.merge(outcome, 1, Integer::sum);
    }

    void took(long time) {
        runs++;
        nanos += time;
        slowest = Math.max(slowest, time);
    }

    void add(Score other) {
        other.counts.forEach((outcome, n) -> counts.merge(outcome, n, Integer::sum));
        nanos += other.nanos;
        runs += other.runs;
        slowest = Math.max(slowest, other.slowest);
    }

    int tried() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** The share of answers whose mistakes were named. */
    double named() {
        return tried() == 0 ? 1 : (double) count(Outcome.NAMED) / tried();
    }

    /** The share of answers that were explained by what was done, or by fewer mistakes that give the same numbers. */
    double explained() {
        return tried() == 0 ? 1 : (double) (count(Outcome.NAMED) + count(Outcome.SIMPLER)) / tried();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%5d tried, named %5.1f %%, named or simpler %5.1f %%, same answer %4d, "
                + "other %4d, silent %4d; %.1f ms, at most %.0f ms", tried(), 100 * named(), 100 * explained(),
                count(Outcome.SAME_ANSWER), count(Outcome.OTHER), count(Outcome.SILENT),
                nanos / 1e6 / Math.max(1, runs), slowest / 1e6);
    }
}
