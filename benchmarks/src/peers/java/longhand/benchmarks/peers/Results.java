package longhand.benchmarks.peers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** All figures, by work, program and round; {@link #table} sums them up. */
final class Results {
    private static final String ROW = "%-38s %-31s %9s %15s %-9s %9s %12s %11s%n";

    private final Map<Work, Map<Program, SortedMap<Integer, Figure>>> figures = new EnumMap<>(Work.class);

    void add(int round, Work work, Program program, Figure figure) {
        figures.computeIfAbsent(work, _ -> new EnumMap<>(Program.class)).computeIfAbsent(program, _ -> new TreeMap<>())
                .put(round, figure);
    }

    boolean contains(Program program) {
        return figures.values().stream().anyMatch(programs -> programs.containsKey(program));
    }

    /** Medians and ranges over the rounds; how many times as fast we are as the median of the rounds' ratios. */
    String table(List<Work> works) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(ROW, "work", "program", "median", "min–max", "", "we are", "first step",
                "peak RSS"));
        for (Work work : works) {
            String title = work.title();
            for (Map.Entry<Program, SortedMap<Integer,
                    Figure>> entry : figures.getOrDefault(work, Map.of()).entrySet()) {
                table.append(row(work, title, entry.getKey(), entry.getValue()));
                title = "";
            }
        }
        return table.toString();
    }

    private String row(Work work, String title, Program program, SortedMap<Integer, Figure> rounds) {
        List<Figure> all = List.copyOf(rounds.values());
        double[] values = sorted(all, Figure::value);
        double[] firstSteps = sorted(all, Figure::firstStep);
        double megabytes = median(sorted(all, figure -> figure.peakMegabytes()));
        return String.format(Locale.ROOT, ROW, title, all.getFirst().program(), work.format(median(values)),
                work.format(values[0]) + "–" + work.format(values[values.length - 1]), work.unit(),
                program == Program.LONGHAND ? "" : ratio(work, rounds),
                Double.isNaN(firstSteps[0]) ? "" : String.format(Locale.ROOT, "%.1f s", median(firstSteps)),
                megabytes == 0 ? "" : String.format(Locale.ROOT, "%.0f MB", megabytes));
    }

    private String ratio(Work work, SortedMap<Integer, Figure> theirs) {
        Map<Integer, Figure> ours = figures.get(work).getOrDefault(Program.LONGHAND, new TreeMap<>());
        List<Double> ratios = new ArrayList<>();
        theirs.forEach((round, figure) -> {
            if (ours.containsKey(round)) {
                ratios.add(work.timesAsFast(ours.get(round).value(), figure.value()));
            }
        });
        return ratios.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f ×", median(sorted(ratios, ratio -> ratio)));
    }

    private static <T> double[] sorted(List<T> list, ToDoubleFunction<T> value) {
        return list.stream().mapToDouble(value).sorted().toArray();
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
