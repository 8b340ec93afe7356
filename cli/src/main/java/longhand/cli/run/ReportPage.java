package longhand.cli.run;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import longhand.nn.training.ConfusionMatrix;
import longhand.nn.training.EpochResult;

/** One self-contained HTML page about a run: it needs no other file and no network. */
final class ReportPage {
    private static final String STYLE = """
            body { font: 15px/1.45 system-ui, sans-serif; max-width: 1150px; margin: 2em auto; padding: 0 1em; color: #222; }
            table { border-collapse: collapse; margin: 1em 0; }
            th, td { padding: 3px 9px; text-align: right; border-bottom: 1px solid #ddd; }
            th:first-child, td:first-child { text-align: left; }
            img { max-width: 100%; }
            .confusion th.class { writing-mode: vertical-rl; text-align: left; }
            .warning { background: #fdecdf; border-left: 5px solid #c8551b; padding: 0.7em 1em; }
            pre { background: #f5f5f5; padding: 1em; overflow-x: auto; }
            """;

    private final StringBuilder html = new StringBuilder();

    ReportPage(String title) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(escape(title))
                .append("</title>\n<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<h1>")
                .append(escape(title)).append("</h1>\n");
    }

    ReportPage heading(String text) {
        html.append("<h2>").append(escape(text)).append("</h2>\n");
        return this;
    }

    ReportPage paragraph(String text) {
        html.append("<p>").append(escape(text)).append("</p>\n");
        return this;
    }

    /** A paragraph that nobody overlooks. */
    ReportPage warning(String text) {
        html.append("<p class=\"warning\">").append(escape(text)).append("</p>\n");
        return this;
    }

    /** Two columns. */
    ReportPage settings(Map<String, String> values) {
        html.append("<table>\n");
        values.forEach((name, value) -> html.append("<tr><td>").append(escape(name)).append("</td><td>")
                .append(escape(value)).append("</td></tr>\n"));
        html.append("</table>\n");
        return this;
    }

    ReportPage epochs(List<EpochResult> epochs) {
        html.append("<table>\n<tr><th>epoch</th><th>training loss</th><th>training accuracy</th><th>test loss</th><th>test accuracy</th>"
                + "<th>seconds</th><th>images/s</th></tr>\n");
        for (EpochResult r : epochs) {
            html.append(String.format(Locale.ROOT,
                    "<tr><td>%d</td><td>%s</td><td>%.2f %%</td><td>%s</td><td>%.2f %%</td><td>%.1f</td>"
                    + "<td>%.0f</td></tr>%n", r.epoch(), Figures.loss(r.trainLoss()), 100 * r.trainAccuracy(),
                    Figures.loss(r.testLoss()), 100 * r.testAccuracy(),
                    r.trainSeconds() + r.testSeconds(), r.imagesPerSecond()));
        }
        html.append("</table>\n");
        return this;
    }

    /** Rows: what the images are; columns: what they were taken for. */
    ReportPage confusion(ConfusionMatrix matrix, List<String> names) {
        html.append("<table class=\"confusion\">\n<tr><th></th>");
        names.forEach(name -> html.append("<th class=\"class\">").append(escape(name)).append("</th>"));
        html.append("<th>right</th></tr>\n");
        for (int truth = 0; truth < matrix.classes(); truth++) {
            int row = truth;
            LongFunction<String> shade = count -> String.format(Locale.ROOT, "rgba(%s, %.2f)", "31, 95, 168",
                    count == 0 ? 0 : 0.08 + 0.7 * count / matrix.total(row));
            html.append("<tr><td>").append(escape(names.get(truth))).append("</td>");
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                long count = matrix.count(truth, predicted);
                html.append("<td style=\"background: ").append(shade.apply(count)).append("\">").append(count)
                        .append("</td>");
            }
            html.append(String.format(Locale.ROOT, "<td>%.1f %%</td></tr>%n", 100 * matrix.accuracy(truth)));
        }
        html.append("</table>\n");
        return this;
    }

    /** A picture, inside the page. */
    ReportPage picture(String description, byte[] png) {
        html.append("<p><img alt=\"").append(escape(description)).append("\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(png)).append("\"></p>\n");
        return this;
    }

    ReportPage preformatted(String text) {
        html.append("<pre>").append(escape(text)).append("</pre>\n");
        return this;
    }

    String finish() {
        return html.append("</body>\n</html>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
