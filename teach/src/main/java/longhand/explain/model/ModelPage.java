package longhand.explain.model;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.explain.Html;
import longhand.explain.Numbers;
import longhand.shape.Size2d;
import longhand.tensor.Tensor;

/** Writes a {@link ModelExplanation} as a page. */
final class ModelPage {
    private ModelPage() {}

    static String html(ModelExplanation e) {
        return Html.fill(ModelPage.class, "model.html", Map.of("name", Html.escape(e.name()),
                "input", "<img class=\"maps\" alt=\"the image\" src=\"" + Picture.maps(e.image()) + "\">",
                "weights", e.trained() ? ""
                        : "<p class=\"warning\">The weights are random: this network was not trained. Shapes, receptive "
                        + "fields and parameters are those of the real one; what the maps show means nothing yet.</p>",
                "classes", classes(e), "layers", e.layers().stream().map(v -> row(v,
                        e.image())).collect(Collectors.joining("\n")),
                "heads", DenseHead.OF_THE_NOTES.stream().map(ModelPage::head).collect(Collectors.joining("\n")),
                "total", count(e.parameters())));
    }

    private static String classes(ModelExplanation e) {
        if (e.maps().isEmpty()) {
            return "<p>This network does not end in global average pooling, so it has no class activation map. NiN, GoogLeNet "
                    + "and ResNet "
                    + "have one.</p>";
        }
        Tensor gray = e.image().select(0, 0).mean(0);
        return "<div class=\"row\">" + e.maps().stream()
                .map(m -> "<figure><img class=\"cam\" alt=\"class activation map\" src=\""
                        + Picture.overlay(gray, m.spread(gray.size(0), gray.size(1))) + "\"><figcaption>" + Html.escape(m.name()) + ", "
                + String.format(Locale.ROOT, "%.1f %%", 100 * m.probability())
                        + "</figcaption></figure>").collect(Collectors.joining())
                + "</div>";
    }

    private static String row(LayerView v, Tensor image) {
        Size2d size = new Size2d(image.size(2), image.size(3));
        String field = v.field().map(f -> f.size().h() + " × " + f.size().w()
                + (f.covers(size) ? ", all of the image" : ""))
                .orElse("all of the image");
        String parameters = v.parameters() == 0 ? "" : count(v.parameters());
        String dense = v.denseParameters() == 0 ? "" : count(v.denseParameters());
        return "<tr><td>" + Html.escape(v.path()) + "</td><td>" + Html.escape(v.layer()) + "</td><td class=\"shape\">"
                + shape(v.output()) + "</td><td>"
                + field + "</td><td class=\"n\">" + parameters + "</td><td class=\"n\">" + dense + "</td><td>"
                + picture(v)
                        + "</td></tr>";
    }

    private static String shape(Tensor t) {
        return IntStream.range(1, t.rank()).mapToObj(i -> String.valueOf(t.size(i))).collect(Collectors.joining(" × "));
    }

    private static String picture(LayerView v) {
        Tensor t = v.output();
        if (t.rank() == 4 && t.size(2) > 1) {
            int shown = Picture.shown(t);
            String caption = shown < t.size(1) ? "<br>" + shown + " of " + t.size(1) + " maps" : "";
            return "<img class=\"maps\" loading=\"lazy\" alt=\"feature maps\" src=\"" + Picture.maps(t) + "\">"
                    + caption;
        }
        float[] values = t.toArray();
        String numbers = IntStream.range(0, Math.min(10, values.length))
                .mapToObj(i -> String.format(Locale.ROOT, "%.3g", values[i]))
                .collect(Collectors.joining("  "));
        return "<span class=\"values\">" + numbers + (values.length > 10 ? " …" : "") + "</span>";
    }

    private static String head(DenseHead h) {
        return "<tr><td>" + h.network() + "</td><td>" + h.working() + "</td><td class=\"n\">" + count(h.weights())
                + "</td></tr>";
    }

    private static String count(double n) {
        return n < 1e15 ? String.format(Locale.ROOT, "%,.0f", n) : Numbers.format(n);
    }
}
