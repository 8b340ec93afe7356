package longhand.explain.model;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import longhand.explain.Colours;
import longhand.explain.Html;
import longhand.explain.Numbers;
import longhand.shape.Size2d;
import longhand.tensor.Tensor;

/** Writes a {@link ModelExplanation} as a page. */
final class ModelPage {
    private ModelPage() {}

    static String html(ModelExplanation e) {
        return Html.fill(ModelPage.class, "model.html", Map.ofEntries(Map.entry("name", Html.escape(e.name())),
                Map.entry("style", Colours.css() + Html.resource(Html.class, "house.css")
                + Html.resource(ModelPage.class, "model.css")), Map.entry("weights", e.trained() ? ""
                        : "<p class=\"warning\">The weights are random: this network was not trained. Shapes, receptive "
                        + "fields and parameters are those of the real one; what the maps show means nothing yet.</p>"),
                Map.entry("predictions", e.likeliest().stream().map(ModelPage::prediction)
                        .collect(Collectors.joining())),
                Map.entry("activation", Html.escape(activationMaps(e))),
                Map.entry("drawing", e.drawing().replaceFirst(" xmlns=\"[^\"]*\"", "")),
                Map.entry("layers", e.layers().stream().map(v -> row(v, e.image())).collect(Collectors.joining("\n"))),
                Map.entry("heads", heads(e)), Map.entry("total", count(e.parameters())),
                Map.entry("data", e.data()),
                Map.entry("script", Stream.of("page/numbers", "model/field", "model/workings", "model/model")
                        .map(name -> Html.resource(Html.class, name + ".js")).collect(Collectors.joining("\n")))));
    }

    private static String prediction(Prediction p) {
        return "<tr><th scope=\"row\">" + Html.escape(p.name()) + "</th><td class=\"n\">"
                + String.format(Locale.ROOT, "%.1f %%", 100 * p.probability()) + "</td></tr>";
    }

    /** Why there is a class activation map, or none, and what helps. */
    static String activationMaps(ModelExplanation e) {
        if (e.maps().isEmpty()) {
            return "This network does not end in global average pooling, so it has no class activation map; Grad-CAM shows "
                    + "where the evidence lies, from the gradients.";
        }
        if (e.maps().getFirst().map().numel() == 1) {
            return "The last maps are 1 × 1: one number says nothing about a place, so there is no class activation map. The "
                    + "picture of " + e.image().size(2) + " × " + e.image().size(3)
                    + " shrinks to it; train on larger pictures "
                    + "(longhand train --resize 224) to get one. Grad-CAM uses earlier, larger maps.";
        }
        return "A class activation map shows how much each place of the last maps speaks for a class.";
    }

    private static String heads(ModelExplanation e) {
        String own = e.head().map(h -> head(h, e.name() + ", this network on this picture")).orElse("");
        return own + DenseHead.OF_THE_NOTES.stream().map(h -> head(h, h.network() + " as in its paper"))
                .collect(Collectors.joining("\n"));
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
                + field + "</td><td class=\"n\">" + parameters + "</td><td class=\"n\">" + dense + "</td></tr>";
    }

    private static String shape(Tensor t) {
        return IntStream.range(1, t.rank()).mapToObj(i -> String.valueOf(t.size(i))).collect(Collectors.joining(" × "));
    }

    private static String head(DenseHead h, String what) {
        return "<tr><td>" + Html.escape(what) + "</td><td>" + h.working() + "</td><td class=\"n\">" + count(h.weights())
                + "</td></tr>";
    }

    private static String count(double n) {
        return n < 1e15 ? String.format(Locale.ROOT, "%,.0f", n) : Numbers.format(n);
    }
}
