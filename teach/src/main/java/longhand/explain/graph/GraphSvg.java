package longhand.explain.graph;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import longhand.explain.Colours;
import longhand.explain.Html;

/** Draws a graph. The colours are inside: light ones, and dark ones where the reader's system is dark. */
final class GraphSvg {
    private static final int LINE_HEIGHT = 17;
    private static final int BOX_PADDING = 9;
    private static final int ROW_GAP = 40;
    private static final int COLUMN_GAP = 26;
    private static final double CHARACTER = 7.9; // the widest of the usual monospace fonts, at 13 pixels
    private static final int MARGIN = 12;
    private static final String STYLE = """
            .graph text { font: 13px ui-monospace, monospace; }
            .graph .title { font-weight: 700; }
            .graph rect { stroke-width: 1.5; }
            .graph path { fill: none; stroke-width: 1.5; }
            .graph .head { stroke: none; }
            .graph .now rect { stroke-width: 4; }
            .graph .later .grad { visibility: hidden; }
            """ + Colours.ofDrawing("""
            .graph text { fill: var(--ink); }
            .graph rect { fill: var(--paper); stroke: var(--soft); }
            .graph .leaf rect { fill: var(--pool); stroke: var(--c3); }
            .graph .layer rect { fill: var(--weights); stroke: var(--c1); }
            .graph .grad { fill: var(--warn-line); }
            .graph path { stroke: var(--soft); }
            .graph .head { fill: var(--soft); }
            .graph .now rect { stroke: var(--frame); }
            """);

    private final List<Box> boxes;
    private final List<List<String>> lines;
    private final GraphLayout layout;
    private final double boxWidth;
    private final double boxHeight;

    /** @param lines of each box, the title first */
    GraphSvg(List<Box> boxes, List<List<String>> lines) {
        this.boxes = boxes;
        this.lines = lines;
        this.layout = new GraphLayout(boxes);
        int longest = lines.stream().flatMap(List::stream).mapToInt(String::length).max().orElse(0);
        this.boxWidth = longest * CHARACTER + 2 * BOX_PADDING;
        this.boxHeight = lines.stream().mapToInt(List::size).max().orElse(0) * LINE_HEIGHT + 2.0 * BOX_PADDING;
    }

    String text(String description) {
        double width = layout.widest() * (boxWidth + COLUMN_GAP) + 2 * MARGIN;
        double height = layout.rows() * (boxHeight + ROW_GAP) - ROW_GAP + 2 * MARGIN;
        String content = boxes.stream().map(this::edges).collect(Collectors.joining())
                + boxes.stream().map(this::box).collect(Collectors.joining());
        return String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"graph\" viewBox=\"%.0f %.0f %.0f %.0f\" "
                + "width=\"%.0f\" height=\"%.0f\" style=\"max-width:100%%;height:auto\" role=\"img\" aria-label=\"%s\">\n"
                + "<style>\n%s</style>\n%s</svg>\n", -width / 2, -MARGIN * 1.0, width, height, width, height,
                Html.escape(description), STYLE, content);
    }

    private double x(int id) {
        return layout.place(id) * (boxWidth + COLUMN_GAP);
    }

    private double y(int id) {
        return layout.row(id) * (boxHeight + ROW_GAP);
    }

    private String box(Box box) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
                "<g class=\"%s\" id=\"box%d\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"7\"/>",
                box.kind(), box.id(), x(box.id()) - boxWidth / 2, y(box.id()), boxWidth, boxHeight));
        List<String> own = lines.get(box.id());
        for (int i = 0; i < own.size(); i++) {
            String kind = i == 0 ? " class=\"title\"" : own.get(i).startsWith("grad ") ? " class=\"grad\"" : "";
            text.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\"%s>%s</text>",
                    x(box.id()), y(box.id()) + BOX_PADDING + (i + 0.75) * LINE_HEIGHT, kind, Html.escape(own.get(i))));
        }
        return text.append("</g>\n").toString();
    }

    /** An arrow from each input; those of an input that is used twice stand side by side. */
    private String edges(Box box) {
        StringBuilder text = new StringBuilder();
        int count = box.inputs().size();
        for (int i = 0; i < count; i++) {
            int from = box.inputs().get(i);
            double end = x(box.id()) + (i - (count - 1) / 2.0) * boxWidth / (count + 1);
            double top = y(box.id());
            double start = y(from) + boxHeight;
            double bend = Math.max(ROW_GAP / 2.0, (top - start) / 2);
            text.append(String.format(Locale.ROOT, "<path d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f\"/>", x(from),
                    start, x(from), start + bend, end, top - bend, end, top - 6));
            text.append(String.format(Locale.ROOT, "<path class=\"head\" d=\"M%.1f %.1fl-4 -8h8z\"/>%n", end, top));
        }
        return text.toString();
    }
}
