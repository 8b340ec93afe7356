package longhand.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import longhand.explain.Expr.Floor;
import longhand.explain.Expr.Minus;
import longhand.explain.Expr.Num;
import longhand.explain.Expr.Product;
import longhand.explain.Expr.Quotient;
import longhand.explain.Expr.Sum;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/** Puts into words what is counted about a list of layers: output sizes, numbers of parameters, receptive fields. */
final class LayersExplainer {
    private final List<LayerSpec> layers;

    LayersExplainer(List<LayerSpec> layers) {
        this.layers = layers;
    }

    private List<String> names() {
        return IntStream.range(0, layers.size()).mapToObj(i -> "layer " + i + ": " + layers.get(i)).toList();
    }

    private Setup setup(String operation) {
        return Setup.of(operation).with("layers", layers.stream().map(LayerSpec::toString).toList());
    }

    private void requireWindows(String operation) {
        for (LayerSpec layer : layers) {
            if (layer.kind() == LayerSpec.Kind.LINEAR) {
                throw new ShapeException(operation, "'" + layer + "' has no window",
                        "sizes and receptive fields are those of "
                        + "convolutions and poolings: behind a linear layer every number depends on all pixels",
                        "leave out the linear layers");
            }
        }
    }

    /** Parameters of each layer, and of all. */
    Explanation parameters() {
        for (LayerSpec layer : layers) {
            if (layer.kind() != LayerSpec.Kind.POOL && (layer.in() < 1 || layer.out() < 1)) {
                throw new ShapeException("parameters",
                        "'" + layer + "' does not say how many channels go in and come out",
                        "a kernel has output channels · input channels · rows · columns weights", "write conv 1->6 k5");
            }
        }
        View total = new View(ViewNames.FORWARD, "All parameters", "N", "number of parameters", new int[0], p -> {
            List<Step> steps = new ArrayList<>();
            List<Expr> counts = new ArrayList<>();
            for (int i = 0; i < layers.size(); i++) {
                steps.add(new Step("layer " + i, count(layers.get(i))));
                counts.add(Num.of(layers.get(i).parameters()));
            }
            if (layers.size() > 1) {
                steps.add(new Step("all layers", new Sum(counts)));
            }
            return new Working("N", List.of(), steps, "");
        });
        View each = new View(ViewNames.LAYERS, "The parameters of each layer", "N", "number of parameters",
                new int[] {layers.size()}, i -> Working.line("N", new int[] {i}, count(layers.get(i)),
                note(layers.get(i))));
        return new Explanation("Numbers of parameters",
                "output channels · input channels · kernel rows · kernel columns, plus one bias for each output channel",
                names(), List.of(), List.of(total, each), setup("parameters"));
    }

    private static Expr count(LayerSpec layer) {
        if (layer.kind() == LayerSpec.Kind.POOL) {
            return Num.of(0);
        }
        Expr weights = new Product(Num.of(layer.out()), Num.of(layer.in()));
        if (layer.kind() == LayerSpec.Kind.CONV) {
            weights = new Product(new Product(weights, Num.of(layer.window().kernel().h())),
                    Num.of(layer.window().kernel().w()));
        }
        return layer.bias() ? new Sum(List.of(weights, Num.of(layer.out()))) : weights;
    }

    private static String note(LayerSpec layer) {
        return layer.kind() == LayerSpec.Kind.POOL ? "a pooling has no parameters" : "";
    }

    /** Rows and columns behind each layer. */
    Explanation outputSizes(Size2d input) {
        requireWindows("output-size");
        List<Size2d> sizes = new ArrayList<>(List.of(input));
        layers.forEach(layer -> sizes.add(layer.window().output("output-size", sizes.getLast())));
        IntFunction<Working> at = p -> {
            Window2d w = layers.get(p / 2).window();
            Size2d before = sizes.get(p / 2);
            Expr size = p % 2 == 0
                    ? size(before.h(), w.kernel().h(), w.stride().h(), w.padding().h(), w.dilation().h())
                    : size(before.w(), w.kernel().w(), w.stride().w(), w.padding().w(), w.dilation().w());
            return Working.line(p % 2 == 0 ? "height" : "width", layers.size() == 1 ? new int[0] : new int[] {p / 2},
                    size, "");
        };
        return pairs(setup("output-size").with("size", input), "Output sizes",
                "⌊(n + 2p - d(k - 1) - 1)/s⌋ + 1, with n pixels before the layer", "out", "output size", at);
    }

    private static Expr size(int n, int k, int s, int p, int d) {
        Expr reach = new Product(Num.of(d), new Minus(Num.of(k), Num.of(1)));
        Expr slack = new Minus(new Minus(new Sum(List.of(Num.of(n), new Product(Num.of(2), Num.of(p)))), reach),
                Num.of(1));
        return new Sum(List.of(new Floor(new Quotient(slack, Num.of(s))), Num.of(1)));
    }

    /** Rows and columns of the input that one number behind each layer depends on. */
    Explanation receptiveFields() {
        requireWindows("receptive-field");
        List<ReceptiveField> fields = new ArrayList<>(List.of(ReceptiveField.PIXEL));
        layers.forEach(layer -> fields.add(fields.getLast().through(layer.window())));
        IntFunction<Working> at = p -> {
            Window2d w = layers.get(p / 2).window();
            ReceptiveField before = fields.get(p / 2);
            Size2d step = fields.get(p / 2 + 1).step();
            Expr field = p % 2 == 0 ? field(before.size().h(), w.kernel().h(), w.dilation().h(), before.step().h())
                    : field(before.size().w(), w.kernel().w(), w.dilation().w(), before.step().w());
            int[] index = layers.size() == 1 ? new int[0] : new int[] {p / 2};
            return Working.line(p % 2 == 0 ? "height" : "width", index, field,
                    "neighbours behind this layer are " + (p % 2 == 0 ? step.h() : step.w()) + " pixels apart");
        };
        return pairs(setup("receptive-field"), "Receptive fields",
                "r + (k - 1)·d·j, with r the field before the layer and j the distance of neighbours "
                + "there, in pixels of the input; the layer's stride multiplies j", "r", "receptive field", at);
    }

    private static Expr field(int size, int kernel, int dilation, int step) {
        Expr wider = new Product(new Product(new Minus(Num.of(kernel), Num.of(1)), Num.of(dilation)), Num.of(step));
        return new Sum(List.of(Num.of(size), wider));
    }

    /** An explanation with a height and a width for each layer; the result is that of the last one. */
    private Explanation pairs(Setup setup, String title, String rule, String name, String what,
            IntFunction<Working> at) {
        int last = 2 * (layers.size() - 1);
        return new Explanation(title, rule, names(), List.of(), List.of(
                new View(ViewNames.FORWARD, "Behind the last layer", name, what, new int[] {2},
                p -> at.apply(last + p)), new View(ViewNames.LAYERS, "Behind each layer", name, what,
                new int[] {layers.size(), 2}, at)), setup);
    }
}
