package longhand.explain.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.explain.Colours;
import longhand.explain.Html;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.AvgPool2d;
import longhand.nn.Concat;
import longhand.nn.Conv2d;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.MaxPool2d;
import longhand.nn.Sequential;
import longhand.nn.Sum;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/**
 * The architecture of a network as an SVG drawing that needs no other file: a block for each layer from top to bottom,
 * with the shape that leaves it. Paths that see the same input stand side by side; a block that holds layers of its own
 * has a frame around them.
 */
final class ArchitectureDrawing {
    private static final int WIDTH = 190;
    private static final int HEIGHT = 26;
    private static final int GAP = 16;
    private static final int MARGIN = 12;
    private static final String STYLE = """
            .architecture text { font: 12px system-ui, sans-serif; }
            .architecture .shape { font-size: 11px; }
            .architecture .frame { stroke-dasharray: 4 3; }
            """ + Colours.ofDrawing("""
            .architecture text { fill: var(--ink); }
            .architecture .shape { fill: var(--soft); }
            .architecture rect { fill: var(--panel); stroke: var(--edge); }
            .architecture .conv { fill: var(--weights); }
            .architecture .linear { fill: var(--dense); }
            .architecture .pool { fill: var(--pool); }
            .architecture .frame, .architecture path { fill: none; stroke: var(--edge); }
            .architecture .paper { fill: var(--paper); stroke: none; }
            """);
    private final String title;
    private final Layer net;
    private final Tensor image;
    private final List<Trace.Stage> stages;
    private final Map<Layer, Integer> order = new IdentityHashMap<>();
    private final StringBuilder body = new StringBuilder();

    ArchitectureDrawing(String title, Layer net, Trace trace) {
        this.title = title;
        this.net = net;
        this.image = trace.image();
        this.stages = trace.stages();
        for (int i = stages.size() - 1; i >= 0; i--) {
            order.put(stages.get(i).layer(), i);
        }
    }

    /** What takes room on the page. */
    private record Size(int width, int height) {}

    String svg() {
        Size size = size(net);
        int width = size.width() + 2 * MARGIN;
        int height = size.height() + 2 * MARGIN + HEIGHT + GAP;
        block(MARGIN + (size.width() - WIDTH) / 2, MARGIN, "", "picture", shape(image));
        int centre = MARGIN + size.width() / 2;
        line(centre, MARGIN + HEIGHT, centre, MARGIN + HEIGHT + GAP);
        draw(net, MARGIN, MARGIN + HEIGHT + GAP, size.width());
        return String.format(Locale.ROOT,
                "<svg xmlns=\"http:" + "//www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" " + "height=\"%d\" class=\"architecture\" role=\"img\" aria-label=\"architecture of %s\"><style>%s</style><rect class=\"paper\" "
                + "width=\"100%%\" height=\"100%%\"/>%s</svg>%n", width, height, width, height, Html.escape(title),
                STYLE, body);
    }

    private static List<Layer> inside(Layer layer) {
        return List.copyOf(layer.children().values());
    }

    private static boolean isBeside(Layer layer) {
        return layer instanceof Concat || layer instanceof Sum;
    }

    /**
     * The paths inside a layer that see the same input, each from top to bottom. In a block that computes by its own
     * rule, layers are taken as they computed, and a layer that reads what the first one read starts a path.
     */
    private List<List<Layer>> paths(Layer layer) {
        if (isBeside(layer)) {
            return inside(layer).stream().map(List::of).toList();
        }
        if (layer instanceof Sequential) {
            return List.of(inside(layer));
        }
        List<Layer> computed = inside(layer).stream().filter(l -> first(l) >= 0)
                .sorted(Comparator.comparingInt(this::first)).toList();
        List<List<Layer>> paths = new ArrayList<>();
        for (Layer l : computed) {
            if (paths.isEmpty() || input(l) == input(computed.getFirst())) {
                paths.add(new ArrayList<>());
            }
            paths.getLast().add(l);
        }
        return paths;
    }

    /** The place in the order of computation of the first layer inside a layer; −1 if none has computed. */
    private int first(Layer layer) {
        return inside(layer).isEmpty() ? order.getOrDefault(layer, -1)
                : inside(layer).stream().mapToInt(this::first).filter(i -> i >= 0).min().orElse(-1);
    }

    private Tensor input(Layer layer) {
        return stages.get(first(layer)).input();
    }

    private boolean isFramed(Layer layer) {
        return !(layer instanceof Sequential) && !isBeside(layer);
    }

    private Size size(Layer layer) {
        if (inside(layer).isEmpty()) {
            return new Size(WIDTH, HEIGHT);
        }
        List<Size> columns = paths(layer).stream().map(this::column).toList();
        int width = columns.stream().mapToInt(Size::width).sum() + GAP * (columns.size() - 1);
        int height = columns.stream().mapToInt(Size::height).max().orElse(0) + (columns.size() > 1 ? 2 * GAP : 0);
        return isFramed(layer) ? new Size(width + 2 * GAP, height + GAP + HEIGHT) : new Size(width, height);
    }

    private Size column(List<Layer> parts) {
        List<Size> sizes = parts.stream().map(this::size).toList();
        return new Size(sizes.stream().mapToInt(Size::width).max().orElse(WIDTH),
                sizes.stream().mapToInt(Size::height).sum() + GAP * (parts.size() - 1));
    }

    /** Draws a layer into a column of a width; lines enter at the top of its middle and leave at the bottom. */
    private void draw(Layer layer, int left, int top, int width) {
        Size size = size(layer);
        int x = left + (width - size.width()) / 2;
        if (inside(layer).isEmpty()) {
            leaf(layer, x, top);
        } else if (isFramed(layer)) {
            body.append(String.format(Locale.ROOT,
                    "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\"/>", x, top,
                    size.width(), size.height()));
            text(x + GAP / 2, top + 16, layer.getClass().getSimpleName(), "shape", "start");
            line(x + size.width() / 2, top, x + size.width() / 2, top + HEIGHT);
            columns(paths(layer), x + GAP, top + HEIGHT, size.width() - 2 * GAP, size.height() - HEIGHT);
        } else {
            columns(paths(layer), x, top, size.width(), size.height());
        }
    }

    private void columns(List<List<Layer>> paths, int left, int top, int width, int height) {
        int middle = left + width / 2;
        int fork = paths.size() > 1 ? GAP : 0;
        int x = left;
        for (List<Layer> path : paths) {
            Size own = column(path);
            int centre = x + own.width() / 2;
            line(middle, top, centre, top + fork);
            int y = top + fork;
            for (Layer part : path) {
                draw(part, x, y, own.width());
                y += size(part).height();
                int next = part == path.getLast() ? top + height - fork : y + GAP;
                line(centre, y, centre, next);
                y = next;
            }
            line(centre, top + height - fork, middle, top + height);
            x += own.width() + GAP;
        }
    }

    private void leaf(Layer layer, int x, int y) {
        int place = first(layer);
        block(x, y, kind(layer), label(layer), place < 0 ? "" : shape(stages.get(place).output()));
    }

    private void block(int x, int y, String kind, String label, String shape) {
        body.append(String.format(Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>", kind, x, y, WIDTH,
                HEIGHT));
        text(x + 8, y + 17, label, "", "start");
        text(x + WIDTH - 8, y + 17, shape, "shape", "end");
    }

    private void text(int x, int y, String text, String kind, String anchor) {
        body.append(String.format(Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>",
                kind, x, y, anchor, Html.escape(text)));
    }

    private void line(int x1, int y1, int x2, int y2) {
        body.append(String.format(Locale.ROOT, "<path d=\"M%d %dL%d %d\"/>", x1, y1, x2, y2));
    }

    private static String kind(Layer layer) {
        return layer instanceof Conv2d ? "conv" : layer instanceof Linear ? "linear"
                : layer.getClass().getSimpleName().contains("Pool") ? "pool" : "";
    }

    private static String label(Layer layer) {
        return switch (layer) {
            case Conv2d c -> window(c.window()) + " conv" + (c.groups() > 1 ? ", " + c.groups() + " groups" : "");
            case MaxPool2d p -> window(p.window()) + " max pool";
            case AvgPool2d p -> window(p.window()) + " avg pool";
            case AdaptiveAvgPool2d a when a.output().equals(Size2d.square(1)) -> "global avg pool";
            default -> layer.getClass().getSimpleName();
        };
    }

    private static String window(Window2d w) {
        List<String> parts = new ArrayList<>(List.of(w.kernel().h() + "×" + w.kernel().w()));
        if (!w.stride().equals(Size2d.square(1))) {
            parts.add("/" + w.stride().h());
        }
        if (!w.padding().equals(Size2d.square(0))) {
            parts.add("p" + w.padding().h());
        }
        return String.join(" ", parts);
    }

    private static String shape(Tensor t) {
        return IntStream.range(1, t.rank()).mapToObj(i -> String.valueOf(t.size(i))).collect(Collectors.joining("×"));
    }
}
