package longhand.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import longhand.explain.Expr.Num;

/**
 * Explanations as one HTML page without any outside file.
 *
 * <p>All numbers and workings are written here; the script of the page only chooses which working to show and lights up
 * the numbers that it names.
 */
final class HtmlRenderer {
    /** Beyond this many cells a page gets slow to open, and nobody reads it. */
    private static final int MOST_CELLS = 20_000;
    private static final Notation NOTATION = new HtmlNotation();

    private HtmlRenderer() {}

    private static final class HtmlNotation extends Notation {
        @Override
        String number(Num n) {
            Origin o = n.origin();
            String text = Numbers.format(n.value());
            return o.equals(Origin.NONE) ? text : "<span class=\"n\" data-o=\"" + Html.escape(o.operand())
                    + "\" data-at=\"" + o.plane() + "," + o.row() + "," + o.column() + "\">" + text + "</span>";
        }

        @Override
        String times() {
            return "·";
        }

        @Override
        String fraction(Expr over, Expr under) {
            return "<span class=\"frac\"><span>" + write(over) + "</span><span>" + write(under) + "</span></span>";
        }

        @Override
        String exp(Expr of) {
            return "<span class=\"term\">e<sup>" + write(of) + "</sup></span>";
        }

        @Override
        String call(String name, String arguments) {
            return name + "(" + arguments + ")";
        }

        @Override
        String term(String written) {
            return "<span class=\"term\">" + written + "</span>";
        }
    }

    static String page(Explanation e) {
        int cells = e.views().stream().mapToInt(v -> Index.size(v.dims())).sum()
                + e.operands().stream().mapToInt(o -> o.values().size()).sum();
        if (cells > MOST_CELLS) {
            throw new IllegalArgumentException("explain: the page would hold " + cells + " numbers; " + MOST_CELLS
                    + " are the most. Cut a smaller part out of the input, or ask for one cell as text.");
        }
        List<Operand> targets = e.views().stream().map(View::target).toList();
        String facts = e.facts().stream().map(f -> "<p class=\"fact\">" + Html.escape(f)
                + "</p>").collect(Collectors.joining("\n"));
        String operands = e.operands().stream().map(o -> figure(o, o.isGradient() ? "upstream" : "input"))
                .collect(Collectors.joining("\n"));
        String outputs = targets.stream().map(t -> figure(t, "target")).collect(Collectors.joining("\n"));
        return Html.fill(HtmlRenderer.class, "page.html",
                Map.of("title", Html.escape(e.title()), "rule", Html.escape(e.rule()), "facts", facts, "operands",
                operands, "outputs", outputs, "data", json(e)));
    }

    private static String figure(Operand o, String kind) {
        Values v = o.values();
        StringBuilder out = new StringBuilder("<figure class=\"" + kind + "\" data-operand=\"" + Html.escape(o.name())
                + "\"><figcaption><b>"
                + Html.escape(o.name()) + "</b> " + Html.escape(o.title()) + "</figcaption>");
        for (int p = 0; p < v.planes(); p++) {
            String label = v.planes() > 1 ? "<caption>" + v.planeName(p) + "</caption>" : "";
            out.append("<table>").append(label);
            for (int i = -o.padding().h(); i < v.rows() + o.padding().h(); i++) {
                out.append("<tr>");
                for (int j = -o.padding().w(); j < v.columns() + o.padding().w(); j++) {
                    boolean inside = i >= 0 && i < v.rows() && j >= 0 && j < v.columns();
                    out.append("<td").append(inside ? "" : " class=\"pad\"")
                            .append(" data-at=\"" + p + "," + i + "," + j + "\">")
                            .append(inside ? Numbers.format(v.get(p, i, j)) : o.pad()).append("</td>");
                }
                out.append("</tr>");
            }
            out.append("</table>\n");
        }
        return out.append("</figure>").toString();
    }

    private static String json(Explanation e) {
        List<Map<String, Object>> views = new ArrayList<>();
        for (View v : e.views()) {
            List<Map<String, Object>> cells = new ArrayList<>();
            for (int i = 0; i < Index.size(v.dims()); i++) {
                Origin at = Index.origin(v.targetName(), v.dims(), i);
                cells.add(Map.of("at", at.plane() + "," + at.row() + "," + at.column(), "html",
                        working(v.at().apply(i))));
            }
            int rank = v.dims().length;
            views.add(Map.of("name", v.name(), "title", v.title(), "target", v.targetName(), "cells", cells,
                    "rows", rank < 2 ? 1 : v.dims()[rank - 2], "columns", rank < 1 ? 1 : v.dims()[rank - 1]));
        }
        try {
            // Sorted keys: the same explanation is the same page, byte for byte.
            return new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
                    .writeValueAsString(views).replace("</", "<\\/");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("strings and numbers are always JSON", impossible);
        }
    }

    private static String working(Working w) {
        StringBuilder out = new StringBuilder("<span class=\"name\">" + Html.escape(w.target()) + "</span>");
        for (int i = 0; i < w.steps().size(); i++) {
            Step s = w.steps().get(i);
            double value = s.expr().value();
            String id = i == w.steps().size() - 1 ? " id=\"sum\"" : "";
            String label = s.label().isEmpty() ? "" : "<span class=\"label\">" + Html.escape(s.label()) + ":</span> ";
            out.append("<div class=\"step\">").append(label).append(NOTATION.write(s.expr()))
                    .append(' ').append(Numbers.equalsSign(value)).append(" <b").append(id).append(">")
                            .append(Numbers.format(value)).append("</b></div>");
        }
        return out.append(w.note().isEmpty() ? "" : "<p class=\"note\">" + Html.escape(w.note()) + "</p>").toString();
    }
}
