package longhand.explain.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import longhand.autograd.NoGrad;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.Conv2d;
import longhand.nn.ForwardWatch;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.tensor.Tensor;

/**
 * An image on its way through a network.
 *
 * @param name name of the network
 * @param trained whether its weights were trained; with random weights the maps mean nothing
 * @param image the image, 1 × channels × height × width
 * @param layers what each layer made of it, innermost layers only, in the order of computation
 * @param maps the class activation maps of the likeliest classes, the likeliest first; empty if the network does not
 *     end in global average pooling
 */
public record ModelExplanation(String name, boolean trained, Tensor image, List<LayerView> layers,
        List<ActivationMap> maps) {
    private static final int MAPS = 3;

    /** What was seen of the two layers that class activation maps need. */
    private static final class Ending {
        private Tensor beforePooling = Tensor.zeros(1);
        private boolean pooled;
        private final List<Linear> after = new ArrayList<>();
    }

    /**
     * Runs an image through a network, which is put into evaluation mode.
     *
     * @param image 1 × channels × height × width
     * @param classNames one for each output of the network
     */
    public static ModelExplanation of(String name, Layer net, boolean trained, Tensor image, List<String> classNames) {
        if (image.rank() != 4 || image.size(0) != 1) {
            throw new ShapeException("explain model", "the image has shape " + image.shape(),
                    "one image is 1 × channels × height × width",
                    "pick one image of the batch");
        }
        Map<Layer, String> paths = new HashMap<>();
        net.namedLayers().forEach((path, layer) -> paths.putIfAbsent(layer, path));
        FieldTracker fields = new FieldTracker(image);
        List<LayerView> views = new ArrayList<>();
        Ending ending = new Ending();
        try (NoGrad _ = NoGrad.enter(); ForwardWatch _ = ForwardWatch.start((layer, x, y) -> {
            var field = fields.passed(layer, x, y);
            if (layer.children().isEmpty()) {
                views.add(new LayerView(paths.get(layer), layer.toString(), y.detach(), field, layer.parameterCount(),
                        dense(layer, x, y)));
                note(ending, layer, x);
            }
        })) {
            net.eval();
            Tensor logits = net.forward(image);
            return new ModelExplanation(name, trained, image, List.copyOf(views), maps(ending, logits, classNames));
        }
    }

    /** Weights and biases of a dense layer from all of x to all of y. */
    private static double dense(Layer layer, Tensor x, Tensor y) {
        return layer instanceof Conv2d ? ((double) x.numel() + 1) * y.numel() : layer instanceof Linear
                ? layer.parameterCount() : 0;
    }

    private static void note(Ending ending, Layer layer, Tensor x) {
        if (layer instanceof AdaptiveAvgPool2d pool && pool.output().h() == 1 && pool.output().w() == 1) {
            ending.beforePooling = x.detach();
            ending.pooled = true;
            ending.after.clear();
        } else if (layer instanceof Linear linear) {
            ending.after.add(linear);
        }
    }

    private static List<ActivationMap> maps(Ending ending, Tensor logits, List<String> names) {
        if (!ending.pooled || ending.after.size() > 1) {
            return List.of();
        }
        Tensor shares = logits.softmax(1).select(0, 0);
        return IntStream.range(0, shares.numel()).boxed().sorted(Comparator.comparing(k -> -shares.get(k))).limit(MAPS)
                .map(k -> new ActivationMap(k, names.get(k), shares.get(k), evidence(ending, k))).toList();
    }

    private static Tensor evidence(Ending ending, int k) {
        Tensor maps = ending.beforePooling.select(0, 0);
        if (ending.after.isEmpty()) {
            return maps.select(0, k);
        }
        Tensor weights = ending.after.getFirst().weight().tensor().detach().select(0, k).reshape(maps.size(0), 1, 1);
        return maps.mul(weights).sum(0);
    }

    /** Trainable numbers of all layers. */
    public long parameters() {
        return layers.stream().mapToLong(LayerView::parameters).sum();
    }

    /** A line for each layer: path, shape, receptive field, parameters, and those of a dense layer in its place. */
    public String text() {
        Size2d whole = new Size2d(image.size(2), image.size(3));
        StringBuilder out = new StringBuilder();
        for (LayerView v : layers) {
            String field = v.field().filter(f -> !f.covers(whole)).map(f -> f.size().h() + "×" + f.size().w())
                    .orElse("all");
            String dense = v.denseParameters() == 0 ? ""
                    : String.format(Locale.ROOT, "  (dense: %,.0f)", v.denseParameters());
            out.append(String.format(Locale.ROOT, "%-10s %-18s sees %-9s %,12d parameters%s%n", v.path(),
                    v.output().shape(), field,
                    v.parameters(), dense));
        }
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    /** One self-contained HTML page. */
    public String html() {
        return ModelPage.html(this);
    }
}
