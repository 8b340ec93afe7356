package longhand.explain.exercise;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.explain.Html;
import longhand.explain.Numbers;
import longhand.explain.Operand;
import longhand.explain.Values;

/** Sheets to print and to read, and the answer key for the teacher, as HTML and as Markdown. */
public final class Sheet {
    private static final String HOW_TO_ANSWER = "Hand the answer in as a text file: one line for each row, numbers separated "
            + "by spaces, "
            + "an empty line between channels. Round to two decimals.";

    private Sheet() {}

    /** One page for each student. */
    public static String html(ExerciseSet set) {
        return page("Exercise", set, e ->
                "<p class=\"answer\">Size of Y: <span class=\"blank\"></span></p><div class=\"space\"></div><p>"
                + HOW_TO_ANSWER + "</p>");
    }

    /** One page for each student, with every number worked out. */
    public static String keyHtml(ExerciseSet set) {
        return page("Answer key", set, e -> "<p>Y is " + e.answerSize() + "; " + Html.escape(e.problem().sizeWorking()) + "</p>"
                + table("Y", e.problem().truth()) + "<pre>" + Html.escape(workings(e)) + "</pre>");
    }

    private static String page(String title, ExerciseSet set, java.util.function.Function<Exercise, String> answer) {
        String sections = set.entries().stream().map(entry -> {
            Exercise e = entry.exercise();
            String name = entry.student().isEmpty() ? "<span class=\"blank\"></span>" : Html.escape(entry.student());
            return "<section><h1>" + title + ": " + e.kind().id() + ", level " + e.level() + "</h1><p>Name: " + name + "</p><p>"
                    + Html.escape(e.problem().question()) + "</p><div class=\"given\">" + givens(e).stream()
                            .map(o -> table(o.name(), o.values())).collect(Collectors.joining()) + "</div>" + answer.apply(e)
                                    + "</section>";
        }).collect(Collectors.joining("\n"));
        return Html.fill(Sheet.class, "sheet.html", Map.of("title", title, "sections", sections));
    }

    private static List<Operand> givens(Exercise e) {
        return e.problem().explanation().operands().stream().filter(o -> !o.isGradient()).toList();
    }

    private static String workings(Exercise e) {
        return e.problem().explanation().all().stream().map(w -> w.text() + "\n").collect(Collectors.joining());
    }

    private static String table(String name, Values v) {
        return IntStream.range(0, v.planes()).mapToObj(p -> "<table><caption>" + name + v.planeName(p) + "</caption>"
                + IntStream.range(0, v.rows()).mapToObj(i -> "<tr>" + IntStream.range(0, v.columns())
                        .mapToObj(j -> "<td>" + Numbers.format(v.get(p, i, j)) + "</td>").collect(Collectors.joining()) + "</tr>")
                        .collect(Collectors.joining()) + "</table>").collect(Collectors.joining());
    }

    /** The exercises as Markdown. */
    public static String markdown(ExerciseSet set) {
        return text("Exercise", set, e -> HOW_TO_ANSWER + "\n");
    }

    /** The answer key as Markdown. */
    public static String keyMarkdown(ExerciseSet set) {
        return text("Answer key", set, e -> "Y is " + e.answerSize() + "; " + e.problem().sizeWorking() + "\n\n"
                + markdownTable("Y", e.problem().truth()) + "\n```text\n" + workings(e) + "```\n");
    }

    private static String text(String title, ExerciseSet set, java.util.function.Function<Exercise, String> answer) {
        return set.entries().stream().map(entry -> {
            Exercise e = entry.exercise();
            String name = entry.student().isEmpty() ? "" : "Name: " + entry.student() + "\n\n";
            return "# " + title + ": " + e.kind().id() + ", level " + e.level() + "\n\n" + name + e.problem().question() + "\n\n"
                    + givens(e).stream().map(o -> markdownTable(o.name(), o.values()) + "\n").collect(Collectors.joining())
                    + answer.apply(e);
        }).collect(Collectors.joining("\n---\n\n"));
    }

    private static String markdownTable(String name, Values v) {
        return IntStream.range(0, v.planes()).mapToObj(p -> "| " + name + v.planeName(p) + " |" + " |".repeat(v.columns() - 1)
                + "\n|"
                + " --: |".repeat(v.columns()) + "\n" + IntStream.range(0, v.rows()).mapToObj(i -> "| " + IntStream.range(0,
                        v.columns())
                        .mapToObj(j -> Numbers.format(v.get(p, i, j))).collect(Collectors.joining(" | ")) + " |\n")
                        .collect(Collectors.joining())).collect(Collectors.joining("\n"));
    }
}
