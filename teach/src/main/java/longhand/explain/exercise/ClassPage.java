package longhand.explain.exercise;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.explain.Html;

/**
 * What a teacher looks at first: who got what, which misconceptions are common, which problems were hard, what needs a
 * look.
 */
public final class ClassPage {
    private ClassPage() {}

    /** The page of a class. */
    public static String page(Assignment assignment, List<Grade> grades) {
        List<Grade> class_ = grades.stream().filter(g -> g.status() != Grade.Status.UNKNOWN_STUDENT).toList();
        return SheetPages.page("Class: " + assignment.title(), "<header><h1>" + Html.escape(assignment.title())
                + "</h1></header>"
                + facts(assignment, class_) + toLookAt(grades) + misconceptions(class_) + problems(assignment, class_)
                + students(assignment, class_));
    }

    private static String facts(Assignment assignment, List<Grade> grades) {
        List<Grade> handedIn = grades.stream().filter(g -> g.status() != Grade.Status.MISSING).toList();
        double mean = handedIn.stream().mapToDouble(Grade::points).average().orElse(0);
        return "<ul class=\"facts\">" + fact(handedIn.size() + " of " + grades.size(), "have handed in")
                + fact(count(grades, Grade.Status.CORRECT), "all correct")
                + fact(count(grades, Grade.Status.UNREADABLE), "not readable")
                + fact(GradeTables.points(mean) + " of " + GradeTables.points(assignment.totalPoints()),
                "points on average")
                + "</ul>";
    }

    private static String count(List<Grade> grades, Grade.Status status) {
        return String.valueOf(grades.stream().filter(g -> g.status() == status).count());
    }

    private static String fact(String number, String what) {
        return "<li><b>" + number + "</b> " + what + "</li>";
    }

    /** Copies, files of nobody, files that cannot be read. */
    private static String toLookAt(List<Grade> grades) {
        String lines = grades.stream().map(g -> {
            String all = (String.join(" ", g.flags()) + " " + (g.status() == Grade.Status.UNKNOWN_STUDENT ? g.remark()
                    : String.join(" ", g.remarks())) + " " + unreadable(g)).strip();
            return all.isEmpty() ? "" : "<tr><th scope=\"row\">" + Html.escape(g.student().name()) + "</th><td>"
                    + Html.escape(all)
                    + "</td></tr>";
        }).collect(Collectors.joining());
        return lines.isEmpty() ? "" : "<section><h2>To look at</h2><table class=\"list\" aria-label=\"To look at\"><tbody>" + lines
                + "</tbody></table></section>";
    }

    /** The problems whose answers could not be read, and why. */
    private static String unreadable(Grade g) {
        return IntStream.range(0, g.answers().size())
                .filter(i -> g.answers().get(i).status() == Grade.Status.UNREADABLE)
                .mapToObj(i -> "Problem " + (i + 1) + ": " + g.answers().get(i).remark())
                .collect(Collectors.joining(" "));
    }

    private static String misconceptions(List<Grade> grades) {
        Map<String, Long> counts = grades.stream().flatMap(g -> g.misconceptions().stream())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        List<Map.Entry<String, Long>> sorted = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
        long most = sorted.stream().mapToLong(Map.Entry::getValue).max().orElse(1);
        String bars = sorted.stream().map(e -> bar(e.getKey().replace('-', ' '), (double) e.getValue() / most,
                e.getValue() + (e.getValue() == 1 ? " student" : " students"))).collect(Collectors.joining());
        return "<section><h2>Misconceptions</h2>"
                + (bars.isEmpty() ? "<p>None was found.</p>" : "<dl class=\"bars\">" + bars + "</dl>")
                + "</section>";
    }

    /** A bar as long as its share of the room beside the numbers, so that bars can be compared. */
    private static String bar(String name, double share, String number) {
        return "<dt>" + Html.escape(name) + "</dt><dd><span class=\"bar\" style=\"--share:"
                + String.format(Locale.ROOT, "%.3f", share) + "\"></span>" + number + "</dd>";
    }

    private static String problems(Assignment assignment, List<Grade> grades) {
        List<Grade> handedIn = grades.stream().filter(g -> g.status() != Grade.Status.MISSING).toList();
        record Hard(int problem, double share) {}
        String bars = IntStream.range(0, assignment.points().size()).mapToObj(i -> new Hard(i, handedIn.stream()
                .mapToDouble(g -> g.answers().get(i).points() / Math.max(1e-9, assignment.points().get(i))).average()
                .orElse(0)))
                .sorted(Comparator.comparingDouble(Hard::share)).map(h -> bar("Problem " + (h.problem + 1) + ": "
                        + assignment.sheets().getFirst().questions().get(h.problem).title(), h.share,
                        Math.round(100 * h.share)
                        + " % of the points")).collect(Collectors.joining());
        return "<section><h2>Problems, the hardest first</h2><dl class=\"bars\">" + bars + "</dl></section>";
    }

    private static String students(Assignment assignment, List<Grade> grades) {
        String heading = "<tr><th scope=\"col\">Student</th><th scope=\"col\">Result</th><th scope=\"col\" "
                + "class=\"n\">Points</th>"
                + IntStream.rangeClosed(1, assignment.points().size())
                .mapToObj(i -> "<th scope=\"col\" class=\"n\">P" + i + "</th>")
                        .collect(Collectors.joining()) + "<th scope=\"col\">Misconceptions</th></tr>";
        String rows = grades.stream().map(g -> "<tr>"
                + cell("Student", "<a href=\"feedback/" + Html.escape(g.student().id()) + ".html\">"
                + Html.escape(g.student().name()) + "</a>", "") + cell("Result", status(g.status()), "")
                + cell("Points", GradeTables.points(g.points()), "n") + IntStream.range(0, g.answers().size())
                        .mapToObj(i -> cell("P" + (i + 1), GradeTables.points(g.answers().get(i).points()), "n"))
                        .collect(Collectors.joining())
                + cell("Misconceptions", Html.escape(String.join(", ", g.misconceptions()).replace('-', ' ')), "remark")
                + "</tr>")
                .collect(Collectors.joining("\n"));
        return "<section class=\"all\"><h2>Students</h2><div class=\"scroll\"><table class=\"list cards\" "
                + "aria-label=\"Students\"><thead>"
                + heading
                + "</thead><tbody>" + rows + "</tbody></table></div></section>";
    }

    private static String status(Grade.Status status) {
        return switch (status) {
            case CORRECT -> "<span class=\"ok\">✓ correct</span>";
            case WRONG -> "<span class=\"bad\">✗ wrong</span>";
            default -> "<span>" + status + "</span>";
        };
    }

    private static String cell(String label, String html, String kind) {
        return "<td data-label=\"" + label + "\"" + (kind.isEmpty() ? "" : " class=\"" + kind + "\"") + ">" + html
                + "</td>";
    }
}
