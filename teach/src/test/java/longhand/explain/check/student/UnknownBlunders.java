package longhand.explain.check.student;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What students do that the search has no words for: whatever it names with certainty then is a wrong accusation. */
final class UnknownBlunders {
    private static final Set<String> IN_OTHER_WORDS = Set.of("sorted in each row",
            "times the row, counted from 1", "times the column, counted from 1", "even numbers halved");
    private final Map<String, UnaryOperator<double[][][]>> all = new TreeMap<>();

    private UnknownBlunders() {
        cell("the last digit only", (p, c, i, j) -> p[c][i][j] % 10);
        cell("row and column added", (p, c, i, j) -> p[c][i][j] + i + j);
        cell("times the row, counted from 1", (p, c, i, j) -> p[c][i][j] * (i + 1));
        cell("times the column, counted from 1", (p, c, i, j) -> p[c][i][j] * (j + 1));
        cell("averaged with the next", (p, c, i, j) -> (p[c][i][j] + p[c][i][(j + 1) % p[c][i].length]) / 2);
        cell("the one above subtracted", (p, c, i, j) -> i == 0 ? p[c][i][j] : p[c][i][j] - p[c][i - 1][j]);
        cell("the one to the left added", (p, c, i, j) -> j == 0 ? p[c][i][j] : p[c][i][j] + p[c][i][j - 1]);
        cell("never above 10", (p, c, i, j) -> Math.min(10, p[c][i][j]));
        cell("digits reversed", (p, c, i, j) -> reversed(p[c][i][j]));
        cell("a carry forgotten", (p, c, i, j) -> Math.abs(p[c][i][j]) >= 10 ? p[c][i][j] - 10 : p[c][i][j]);
        cell("the smaller of two neighbours", (p, c, i, j) -> Math.min(p[c][i][j], p[c][i][(j + 1) % p[c][i].length]));
        cell("the larger of two rows", (p, c, i, j) -> Math.max(p[c][i][j], p[c][(i + 1) % p[c].length][j]));
        cell("the largest of three", (p, c, i, j) -> Math.max(p[c][i][Math.max(0, j - 1)], Math.max(p[c][i][j],
                p[c][i][Math.min(j + 1, p[c][i].length - 1)])));
        cell("the largest so far", (p, c, i, j) -> Arrays.stream(p[c][i]).limit(j + 1).max().orElseThrow());
        cell("the larger of two channels", (p, c, i, j) -> Math.max(p[c][i][j], p[(c + 1) % p.length][i][j]));
        cell("the one to the left if it is negative",
                (p, c, i, j) -> p[c][i][j] < 0 ? p[c][i][Math.max(0, j - 1)] : p[c][i][j]);
        cell("the mirrored one if that is smaller",
                (p, c, i, j) -> Math.min(p[c][i][j], p[c][i][p[c][i].length - 1 - j]));
        cell("even numbers halved", (p, c, i, j) -> p[c][i][j] % 2 == 0 ? p[c][i][j] / 2 : p[c][i][j]);
        cell("the distance from the first", (p, c, i, j) -> p[c][i][j] - p[c][0][0]);
        cell("a tenth of the next added", (p, c, i, j) -> p[c][i][j] + p[c][i][(j + 1) % p[c][i].length] / 10);
        all.put("sorted in each row", p -> Arrays.stream(p).map(m -> Arrays.stream(m)
                .map(r -> Arrays.stream(r).sorted().toArray()).toArray(double[][]::new)).toArray(double[][][]::new));
    }

    /** What stands in a place of the answer instead. */
    private interface Cell {
        double of(double[][][] planes, int c, int i, int j);
    }

    private void cell(String name, Cell cell) {
        all.put(name, p -> {
            double[][][] q = Arrays.stream(p).map(Grid::copy).toArray(double[][][]::new);
            for (int c = 0; c < q.length; c++) {
                for (int i = 0; i < q[c].length; i++) {
                    for (int j = 0; j < q[c][i].length; j++) {
                        q[c][i][j] = cell.of(p, c, i, j);
                    }
                }
            }
            return q;
        });
    }

    /** 132 for 231; decimals stay where they are. */
    private static double reversed(double v) {
        long whole = (long) Math.abs(v);
        long other = Long.parseLong(new StringBuilder(String.valueOf(Math.min(whole, 1_000_000_000))).reverse()
                .toString());
        return Math.signum(v) * (other + Math.abs(v) - whole);
    }

    static List<Blunder> all() {
        return new UnknownBlunders().all.entrySet().stream()
                .map(e -> new Blunder("unknown", e.getKey(), s -> true, s -> s.after(4, e.getValue()))).toList();
    }

    /** Those that cannot be said in other words, as "in row 1: all results are doubled" can. */
    static List<Blunder> withoutWords() {
        return all().stream().filter(b -> !IN_OTHER_WORDS.contains(b.name())).toList();
    }
}
