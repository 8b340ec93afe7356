package longhand.site;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import longhand.explain.Html;
import longhand.notebooks.Notebook;
import longhand.notebooks.NotebookCell;

/** A lesson as a page: its texts, its code, and what came out when it ran last. */
final class LessonPage {
    private LessonPage() {}

    static String html(Markdown markdown, Path source) {
        SitePages pages = markdown.pages();
        Notebook notebook = Notebook.read(pages.repository().resolve(source));
        StringBuilder body = new StringBuilder();
        for (NotebookCell cell : notebook.cells()) {
            body.append(cell.isCode() ? code(cell) : markdown.html(source, cell.source())).append('\n');
        }
        body.append(neighbours(pages, source));
        return Skeleton.page(Markdown.title(notebook.cells().getFirst().source()), pages.toTop(source),
                body.toString());
    }

    private static String code(NotebookCell cell) {
        StringBuilder html = new StringBuilder("<pre class=\"code\"><code>" + Html.escape(cell.source())
                + "</code></pre>\n");
        cell.outputs().forEach(output -> html.append("<div class=\"output\">").append(output(output))
                .append("</div>\n"));
        return html.toString();
    }

    /** The richest form in which an output is stored. */
    private static String output(JsonNode output) {
        JsonNode data = output.path("data");
        return switch (output.path("output_type").asText()) {
            case "stream" -> pre(text(output.path("text")));
            case "error" -> "<pre class=\"failed\">" + Html.escape(text(output.path("traceback"), "\n")) + "</pre>";
            default -> data.has("text/html") ? "<div class=\"wide\">" + text(data.path("text/html")) + "</div>"
                    : data.has("image/svg+xml") ? text(data.path("image/svg+xml"))
                    : data.has("image/png") ? picture(data) : pre(text(data.path("text/plain")));
        };
    }

    private static String picture(JsonNode data) {
        return "<img alt=\"" + Html.escape(text(data.path("text/plain"))) + "\" src=\"data:image/png;base64,"
                + text(data.path("image/png")).replaceAll("\\s", "") + "\">";
    }

    private static String pre(String text) {
        return "<pre>" + Html.escape(text) + "</pre>";
    }

    private static String text(JsonNode lines) {
        return text(lines, "");
    }

    private static String text(JsonNode lines, String between) {
        return lines.isArray() ? String.join(between,
                StreamSupport.stream(lines.spliterator(), false).map(JsonNode::asText)
                .toList()) : lines.asText();
    }

    private static String neighbours(SitePages pages, Path source) {
        List<Path> lessons = pages.lessons();
        int at = lessons.indexOf(source);
        StringBuilder html = new StringBuilder("<p class=\"bar\">");
        if (at > 0) {
            html.append("<a href=\"%s\">the lesson before</a>".formatted(pages.target(lessons.get(at - 1))
                    .getFileName()));
        }
        if (at < lessons.size() - 1) {
            html.append("<a href=\"%s\">the next lesson</a>".formatted(pages.target(lessons.get(at + 1))
                    .getFileName()));
        }
        return html + "</p>";
    }
}
