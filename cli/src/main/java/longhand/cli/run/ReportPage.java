package longhand.cli.run;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import longhand.cli.page.Page;
import longhand.explain.Html;
import longhand.nn.training.ConfusionMatrix;
import longhand.nn.training.EpochResult;

/** One self-contained HTML page about a run: it needs no other file and no network. */
final class ReportPage {
    private final String title;
    private final StringBuilder html = new StringBuilder();
    private String charts = "";

    ReportPage(String title) {
        this.title = title;
        html.append("<h1>").append(Html.escape(title)).append("</h1>\n");
    }

    ReportPage heading(String text) {
        html.append("<h2>").append(Html.escape(text)).append("</h2>\n");
        return this;
    }

    ReportPage paragraph(String text) {
        html.append("<p>").append(Html.escape(text)).append("</p>\n");
        return this;
    }

    /** A paragraph that nobody overlooks. */
    ReportPage warning(String text) {
        html.append("<p class=\"warning\">").append(Html.escape(text)).append("</p>\n");
        return this;
    }

    /** Two columns. */
    ReportPage table(String label, Map<String, String> values) {
        html.append("<table aria-label=\"").append(label).append("\">\n");
        values.forEach((name, value) -> html.append("<tr><th scope=\"row\">").append(Html.escape(name))
                .append("</th><td class=\"text\">").append(Html.escape(value)).append("</td></tr>\n"));
        html.append("</table>\n");
        return this;
    }

    ReportPage epochs(List<EpochResult> epochs, String heldOut) {
        begin("Epochs", "epoch", "training loss", "training accuracy", heldOut + " loss", heldOut + " accuracy",
                "learning rate", "seconds", "images/s");
        for (EpochResult r : epochs) {
            row(Integer.toString(r.epoch()), Figures.loss(r.trainLoss()), percent(r.trainAccuracy()),
                    Figures.loss(r.testLoss()), percent(r.testAccuracy()), String.format(Locale.ROOT, "%.3g", r.lr()),
                    String.format(Locale.ROOT, "%.1f", r.trainSeconds() + r.testSeconds()),
                    String.format(Locale.ROOT, "%.0f", r.imagesPerSecond()));
        }
        return end();
    }

    /** Recall, precision and F1 of every class. */
    ReportPage classes(ConfusionMatrix matrix, List<String> names) {
        begin("Classes", "class", "images", "recall", "precision", "F1");
        for (int k = 0; k < matrix.classes(); k++) {
            row(names.get(k), Long.toString(matrix.total(k)), percent(matrix.accuracy(k)), percent(matrix.precision(k)),
                    percent(matrix.f1(k)));
        }
        return end();
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private void begin(String name, String... columns) {
        begin(name, "", List.of(columns));
    }

    /** @param attribute of the heads of the columns */
    private void begin(String name, String attribute, List<String> columns) {
        html.append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"").append(name)
                .append("\"><table aria-label=\"").append(name).append("\">\n<thead><tr>");
        for (String column : columns) {
            if (column.isEmpty()) {
                html.append("<td></td>"); // the corner of a matrix heads nothing
                continue;
            }
            html.append("<th scope=\"col\"").append(attribute).append('>').append(Html.escape(column)).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
    }

    private void row(String head, String... cells) {
        html.append("<tr><th scope=\"row\">").append(Html.escape(head)).append("</th>");
        for (String cell : cells) {
            html.append("<td>").append(Html.escape(cell)).append("</td>");
        }
        html.append("</tr>\n");
    }

    private ReportPage end() {
        html.append("</tbody></table></div>\n");
        return this;
    }

    /** Rows: what the images are; columns: what they were taken for. */
    ReportPage confusion(ConfusionMatrix matrix, List<String> names) {
        List<String> columns = new ArrayList<>(List.of(""));
        columns.addAll(names);
        begin("What was taken for what", " class=\"class\"", columns);
        for (int truth = 0; truth < matrix.classes(); truth++) {
            int row = truth;
            LongFunction<String> shade = count -> count == 0 ? "0"
                    : String.format(Locale.ROOT, "%.0f", 5 + 30.0 * count / matrix.total(row));
            html.append("<tr><th scope=\"row\">").append(Html.escape(names.get(truth))).append("</th>");
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                long count = matrix.count(truth, predicted);
                html.append("<td style=\"background: color-mix(in srgb, var(--c1) ").append(shade.apply(count))
                        .append("%, var(--paper))\">").append(count).append("</td>");
            }
            html.append("</tr>\n");
        }
        return end();
    }

    /** Curves, as {@code charts.js} draws them; a reader without scripts sees the picture. */
    ReportPage charts(List<Map<String, Object>> specs, String description, byte[] png) {
        charts = Json.line(specs);
        html.append("<div class=\"charts\"></div>\n<noscript>");
        picture(description, png);
        html.append("</noscript>\n");
        return this;
    }

    /** A picture, inside the page. */
    ReportPage picture(String description, byte[] png) {
        html.append("<p><img alt=\"").append(Html.escape(description)).append("\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(png)).append("\"></p>\n");
        return this;
    }

    ReportPage preformatted(String text) {
        html.append("<pre tabindex=\"0\" role=\"region\" aria-label=\"Network\">").append(Html.escape(text)).append("</pre>\n");
        return this;
    }

    String finish() {
        return Page.of(title, List.of("report.css"), html.toString(), charts.isEmpty() ? "[]" : charts,
                List.of("fixed.js"));
    }
}
