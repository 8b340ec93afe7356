package longhand.explain.exercise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.explain.Colours;
import longhand.explain.Html;
import longhand.explain.Numbers;
import longhand.explain.Operand;
import longhand.explain.Values;

/** Sheets as pages: to print, to fill in with a browser, and the key for the teacher. */
public final class SheetPages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOW_TO_WRITE =
            "One line for each row, numbers separated by spaces, an empty line between channels. "
            + "Round to two decimals; fractions such as 1/3 are fine.";

    private SheetPages() {}

    /** The sheet of one student, to print or to fill in; it says how the answer file must be called. */
    public static String sheet(Assignment assignment, Assignment.Sheet sheet) {
        String form = Html.fill(SheetPages.class, "form.html", Map.of("data", json(assignment, sheet)));
        return page(assignment.title(), section(assignment, sheet, true) + handIn(assignment, file(sheet.student()))
                + form);
    }

    /** The sheets of all students on one page, a new sheet of paper for each. */
    public static String printAll(Assignment assignment) {
        return page(assignment.title(), assignment.sheets().stream().map(s -> section(assignment, s, false)
                + handIn(assignment, file(s.student())))
                .map(s -> "<article>" + s + "</article>").collect(Collectors.joining("\n")));
    }

    /** The key: every number worked out, for each student. */
    public static String key(Assignment assignment) {
        return page("Key: " + assignment.title(), "<h1>Key: " + Html.escape(assignment.title())
                + "</h1><p>For you alone.</p>"
                + assignment.sheets().stream().map(sheet -> "<article><h2>" + name(sheet.student()) + "</h2>"
                        + IntStream.range(0, sheet.questions().size()).mapToObj(i -> question(assignment, sheet, i)
                                + solution(sheet.questions().get(i))).collect(Collectors.joining()) + "</article>")
                        .collect(Collectors.joining("\n")));
    }

    static String page(String title, String body) {
        return Html.fill(SheetPages.class, "page.html", Map.of("title", Html.escape(title), "style",
                Colours.css() + Html.resource(SheetPages.class, "style.css"), "body", body));
    }

    /** The name of the answer file, without extension. */
    private static String file(Student student) {
        return student.id().isEmpty() ? "YOUR-NAME" : student.id();
    }

    private static String name(Student student) {
        return student.name().isEmpty() ? "<span class=\"blank\"></span>" : Html.escape(student.name());
    }

    private static String section(Assignment assignment, Assignment.Sheet sheet, boolean withFields) {
        return "<header><h1>" + Html.escape(assignment.title()) + "</h1><p class=\"who\">Name: <b>"
                + name(sheet.student())
                + "</b>. Your answer file: <b>" + Html.escape(file(sheet.student()))
                + ".txt</b>; how to hand it in stands at the end.</p>"
                + "</header>" + IntStream.range(0, sheet.questions().size())
                .mapToObj(i -> question(assignment, sheet, i)
                        .replaceFirst("<section>", "<section class=\"ask\">")
                        + (withFields ? field(i, sheet.questions().get(i)) : "")
                        + onPaper(sheet.questions().get(i)) + "</section>").collect(Collectors.joining("\n"));
    }

    /** What stands on paper where the screen has a field. */
    private static String onPaper(Question question) {
        return question instanceof CodeQuestion c ? "<pre class=\"paper\">" + Html.escape(c.task().handout()) + "</pre>"
                : "<div class=\"space\" aria-hidden=\"true\"></div>";
    }

    /** The question itself; the section is left open. */
    private static String question(Assignment assignment, Assignment.Sheet sheet, int i) {
        Question question = sheet.questions().get(i);
        double points = assignment.points().get(i);
        return "<section><h2>Problem " + (i + 1) + " <span class=\"soft\">" + Html.escape(question.title()) + ", "
                + Numbers.format(points) + (points == 1 ? " point" : " points") + "</span></h2><p>"
                + Html.escape(question.text())
                + "</p>" + (question instanceof Exercise e ? givens(e) : "");
    }

    static String givens(Exercise e) {
        return "<div class=\"given\">" + e.problem().givens().stream()
                .map(o -> table(o.name(), o.values(), new boolean[0]))
                .collect(Collectors.joining()) + "</div>";
    }

    private static String field(int i, Question question) {
        String id = "a" + (i + 1);
        boolean code = question instanceof CodeQuestion;
        String value = code ? ((CodeQuestion) question).task().handout() : "";
        return "<div class=\"field\"><label for=\"" + id + "\">" + (code ? "Your program" : "Your answer")
                + "</label><p class=\"soft\" "
                + "id=\"" + id + "h\">" + (code ? "Complete it here, or hand in the file "
                        + Html.escape(((CodeQuestion) question).task().fileName()) + "." : HOW_TO_WRITE)
                        + "</p><textarea id=\"" + id
                + "\" aria-describedby=\"" + id + "h\" data-question=\"" + (i + 1) + "\" data-code=\"" + code
                + "\" spellcheck=\"false\" " + (code ? "wrap=\"off\" " : "")
                + "autocomplete=\"off\" rows=\"" + (code ? 20 : 5) + "\">" + Html.escape(value)
                + "</textarea><p class=\"read\" "
                + "aria-live=\"polite\"></p></div>";
    }

    private static String handIn(Assignment assignment, String file) {
        boolean several = assignment.points().size() > 1;
        String name = Html.escape(file);
        return "<footer class=\"how\"><h2>How to hand in</h2><p>Hand in one text file, called <b>" + name + ".txt</b>."
                + (several ? " Write a line “Problem 1” above the answer to the first problem, and so on." : "") + " "
                + HOW_TO_WRITE
                + (assignment.tasks().isEmpty() ? "" : " Programs are files of their own (" + assignment.tasks()
                .stream()
                        .map(t -> "<b>" + t.fileName() + "</b>").collect(Collectors.joining(", "))
                        + "); put all files into a folder "
                        + "called <b>" + name + "</b>.") + "</p>"
                + "<p class=\"screen\">Or fill in the fields on this page and save them: the browser makes a file <b>"
                + name
                + ".json</b>, which is your whole answer.</p></footer>";
    }

    private static String json(Assignment assignment, Assignment.Sheet sheet) {
        try {
            return JSON.writeValueAsString(Map.of("student", sheet.student().id(), "title", assignment.title()))
                    .replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    private static String solution(Question question) {
        return switch (question) {
            case Exercise e -> "<p>" + Html.escape(e.problem().asked().targetName()) + " is " + e.answerSize() + "; "
                    + Html.escape(e.problem().sizeWorking()) + "</p>"
                    + table(e.problem().asked().targetName(), e.problem().truth(),
                            new boolean[0])
                    + "<pre>" + Html.escape(workings(e)) + "</pre></section>";
            case CellQuestion c -> "</section>";
            case CodeQuestion c -> "<pre>" + Html.escape(c.task().solution()) + "</pre></section>";
        };
    }

    static String workings(Exercise e) {
        return e.problem().asked().all().stream().map(w -> w.text() + "\n").collect(Collectors.joining());
    }

    /** An array as tables, one for each plane; cells that are marked wrong say so. */
    static String table(String name, Values v, boolean[] right) {
        return IntStream.range(0, v.planes())
                .mapToObj(p -> "<div class=\"scroll\"><table class=\"numbers\"><caption>" + Html.escape(name)
                + v.planeName(p) + "</caption><thead><tr><td></td>" + IntStream.range(0, v.columns())
                        .mapToObj(j -> "<th scope=\"col\">" + j + "</th>").collect(Collectors.joining())
                + "</tr></thead>" + IntStream.range(0, v.rows())
                .mapToObj(i -> "<tr><th scope=\"row\">" + i + "</th>" + IntStream.range(0, v.columns())
                        .mapToObj(j -> cell(v, (p * v.rows() + i) * v.columns() + j, right))
                        .collect(Collectors.joining()) + "</tr>")
                        .collect(Collectors.joining()) + "</table></div>").collect(Collectors.joining());
    }

    private static String cell(Values v, int at, boolean[] right) {
        boolean wrong = at < right.length && !right[at];
        return (wrong ? "<td class=\"wrong\">" : "<td>") + Numbers.format(v.get(at))
                + (wrong ? "<span class=\"mark\" title=\"wrong\"> ✗</span>"
                : "") + "</td>";
    }

    /** The sheet as Markdown, for the terminal. */
    public static String markdown(Assignment assignment) {
        return text(assignment, e -> HOW_TO_WRITE + "\n");
    }

    /** The key as Markdown, for the terminal. */
    public static String keyMarkdown(Assignment assignment) {
        return text(assignment, e -> e.problem().asked().targetName() + " is " + e.answerSize() + "; " + e.problem()
                .sizeWorking()
                + "\n\n" + markdownTable(e.problem().asked().targetName(), e.problem().truth()) + "\n```text\n"
                + workings(e) + "```\n");
    }

    private static String text(Assignment assignment, java.util.function.Function<Exercise, String> answer) {
        return assignment.sheets().stream()
                .map(sheet -> "# " + assignment.title() + "\n\n" + (sheet.student().name().isEmpty() ? ""
                : "Name: " + sheet.student().name() + "\n\n") + sheet.questions().stream().map(q -> switch (q) {
                    case Exercise e -> "## " + e.title() + "\n\n" + e.text() + "\n\n" + e.problem().givens().stream()
                            .map((Operand o) -> markdownTable(o.name(), o.values()) + "\n")
                            .collect(Collectors.joining()) + answer.apply(e);
                    case CodeQuestion c -> "## " + c.title() + "\n\n" + c.text() + "\n";
                    case CellQuestion c -> "## " + c.title() + "\n\n" + c.text() + "\n";
                }).collect(Collectors.joining("\n"))).collect(Collectors.joining("\n---\n\n"));
    }

    private static String markdownTable(String name, Values v) {
        return IntStream.range(0, v.planes())
                .mapToObj(p -> "| " + name + v.planeName(p) + " |" + " |".repeat(v.columns() - 1)
                + "\n|" + " --: |".repeat(v.columns()) + "\n" + IntStream.range(0, v.rows()).mapToObj(i -> "| "
                        + IntStream.range(0, v.columns()).mapToObj(j -> Numbers.format(v.get(p, i, j)))
                                .collect(Collectors.joining(" | ")) + " |\n").collect(Collectors.joining()))
                                .collect(Collectors.joining("\n"));
    }
}
