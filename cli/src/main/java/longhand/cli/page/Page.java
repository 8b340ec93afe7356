package longhand.cli.page;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import longhand.explain.Colours;
import longhand.explain.Html;

/**
 * A self-contained HTML page: style and scripts are inside, and nothing is loaded from elsewhere. Light and dark follow
 * the reader's system.
 */
public final class Page {
    private Page() {}

    /**
     * @param title as text
     * @param styles names of style sheets that lie beside this class, after the common one
     * @param body as HTML
     * @param data read by the scripts, as JSON text; empty: none
     * @param scripts names of scripts that lie beside this class, after the curves
     */
    public static String of(String title, List<String> styles, String body, String data, List<String> scripts) {
        String embedded = data.isEmpty() ? "" : "<script id=\"data\" type=\"application/json\">"
                + data.replace("</", "<\\/").replace("<!--", "<\\u0021--") + "</script>\n";
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + Html.escape(title) + "</title>\n<style>\n"
                + Colours.css() + files(Stream.concat(Stream.of("style.css"), styles.stream())) + "</style>\n</head>\n<body>\n" + body
                + embedded + "<script>\n" + files(Stream.concat(Stream.of("charts.js"), scripts.stream()))
                + "</script>\n</body>\n</html>\n";
    }

    /** A file that lies beside this class, as it is. */
    public static String resource(String name) {
        return Html.resource(Page.class, name);
    }

    private static String files(Stream<String> names) {
        return names.map(Page::resource).collect(Collectors.joining());
    }
}
