package longhand.cli.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import longhand.cli.page.Page;
import longhand.explain.Html;

/** Some runs side by side: the settings that differ, the best epochs, and the curves. */
public final class Comparison {
    /** The page has six colours; further runs are drawn with dashes, in the same ones. */
    private static final int COLOURS = 6;
    private static final int MOST_POINTS = 1000;

    private final List<SavedRun> runs;
    private final List<String> names;

    /** @param runs at least two */
    public Comparison(List<SavedRun> runs) {
        this.runs = List.copyOf(runs);
        Set<String> distinct = new LinkedHashSet<>(runs.stream().map(SavedRun::name).toList());
        this.names = runs.stream().map(run -> distinct.size() == runs.size() ? run.name() : run.path().toString())
                .toList();
    }

    /** Names of the settings that are not the same in all runs. */
    List<String> differing() {
        Set<String> all = new LinkedHashSet<>();
        runs.forEach(run -> all.addAll(run.settings().keySet()));
        return all.stream().filter(name -> runs.stream().map(run -> run.setting(name)).distinct().count() > 1).toList();
    }

    /** A table by rows: a title, then a cell for each run. */
    private Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String name : differing()) {
            rows.put(name, runs.stream().map(run -> run.setting(name)).toList());
        }
        rows.put("epochs done", cells(run -> Integer.toString(run.epochs().size())));
        rows.put("best epoch", best(best -> Integer.toString(best.epoch())));
        rows.put("its accuracy", best(best -> String.format(Locale.ROOT, "%.2f %%", 100 * best.testAccuracy())));
        rows.put("its loss", best(best -> Figures.loss(best.testLoss())));
        rows.put("measured on", cells(run -> run.heldOut() + " images"));
        return rows;
    }

    private List<String> cells(Function<SavedRun, String> cell) {
        return runs.stream().map(cell).toList();
    }

    private List<String> best(Function<SavedRun.Epoch, String> cell) {
        return cells(run -> run.best().map(cell).orElse("–"));
    }

    /** As text, for a terminal of any width: a block for each run. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        Map<String, List<String>> rows = rows();
        for (int i = 0; i < runs.size(); i++) {
            lines.add(names.get(i));
            for (Map.Entry<String, List<String>> row : rows.entrySet()) {
                lines.add(String.format(Locale.ROOT, "  %-14s %s", row.getKey(), row.getValue().get(i)));
            }
        }
        return lines;
    }

    /** As a page. */
    public String html() {
        StringBuilder body = new StringBuilder("<h1>Runs compared</h1>\n<div class=\"charts\"></div>\n"
                + "<h2>What differs</h2>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"What differs\">"
                + "<table aria-label=\"What differs\">\n<thead><tr><th scope=\"col\">setting or result</th>");
        names.forEach(name -> body.append("<th scope=\"col\">").append(Html.escape(name)).append("</th>"));
        body.append("</tr></thead>\n<tbody>\n");
        rows().forEach((name, cells) -> {
            body.append("<tr><th scope=\"row\">").append(Html.escape(name)).append("</th>");
            cells.forEach(cell -> body.append("<td>").append(Html.escape(cell)).append("</td>"));
            body.append("</tr>\n");
        });
        body.append("</tbody></table></div>\n");
        String heldOut = runs.getFirst().heldOut();
        List<Map<String, Object>> charts = List.of(
                chart("Loss of the " + heldOut + " images", "epoch", epochs(SavedRun.Epoch::testLoss)),
                chart("Accuracy on the " + heldOut + " images", "epoch", epochs(SavedRun.Epoch::testAccuracy)),
                chart("Training loss of the steps", "step", steps(StepRecord::loss)),
                chart("Learning rate", "step", steps(StepRecord::lr)));
        return Page.of("Runs compared", List.of(), body.toString(), Json.line(charts), List.of("fixed.js"));
    }

    private static Map<String, Object> chart(String title, String x, List<Map<String, Object>> series) {
        return Map.of("title", title, "x", x, "series", series);
    }

    private List<Map<String, Object>> epochs(ToDoubleFunction<SavedRun.Epoch> value) {
        return series(run -> run.epochs().stream()
                .map(epoch -> new double[] {epoch.epoch(), value.applyAsDouble(epoch)}).toList());
    }

    private List<Map<String, Object>> steps(ToDoubleFunction<StepRecord> value) {
        return series(run -> StepCurve.of(run.steps(), MOST_POINTS, value));
    }

    private List<Map<String, Object>> series(Function<SavedRun, List<double[]>> points) {
        return IntStream.range(0, runs.size()).mapToObj(i -> Map.<String, Object>of("name", names.get(i), "points",
                points.apply(runs.get(i)), "colour", 1 + i % COLOURS, "dashed", i >= COLOURS)).toList();
    }
}
