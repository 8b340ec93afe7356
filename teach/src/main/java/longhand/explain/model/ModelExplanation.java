package longhand.explain.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.Conv2d;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.tensor.Tensor;

/** An image on its way through a network and back: from the pixels to the prediction, and what it rests on. */
public final class ModelExplanation {
    private static final int LIKELIEST = 3;
    private final String name;
    private final boolean trained;
    private final Layer net;
    private final Trace trace;
    private final List<String> classNames;
    private final List<LayerView> layers;

    private ModelExplanation(String name, boolean trained, Layer net, Trace trace, List<String> classNames) {
        this.name = name;
        this.trained = trained;
        this.net = net;
        this.trace = trace;
        this.classNames = List.copyOf(classNames);
        this.layers = trace.stages().stream().map(s -> new LayerView(s.path(), s.layer().toString(),
                s.output().detach(), s.field(), s.layer().parameterCount(), dense(s))).toList();
    }

    /**
     * Runs an image through a network, which is put into evaluation mode, and the score of the likeliest class back.
     * The gradients of its parameters are forgotten.
     *
     * @param trained whether its weights were trained; with random weights the maps mean nothing
     * @param image 1 × channels × height × width
     * @param classNames one for each output of the network
     */
    public static ModelExplanation of(String name, Layer net, boolean trained, Tensor image, List<String> classNames) {
        if (image.rank() != 4 || image.size(0) != 1) {
            throw new ShapeException("explain model", "the image has shape " + image.shape(),
                    "one image is 1 × channels × height × width",
                    "pick one image of the batch");
        }
        Trace trace = Trace.of(net, image, Trace.LIKELIEST);
        return new ModelExplanation(name, trained, net, trace, classNames);
    }

    /** Weights and biases of a dense layer from all of x to all of y. */
    private static double dense(Trace.Stage s) {
        return s.layer() instanceof Conv2d ? ((double) s.input().numel() + 1) * s.output().numel()
                : s.layer() instanceof Linear ? s.layer().parameterCount() : 0;
    }

    /** Name of the network. */
    public String name() {
        return name;
    }

    /** Whether its weights were trained. */
    public boolean trained() {
        return trained;
    }

    /** The image, 1 × channels × height × width. */
    public Tensor image() {
        return trace.image().detach();
    }

    /** What each layer made of it, innermost layers only, in the order of computation. */
    public List<LayerView> layers() {
        return layers;
    }

    /** The likeliest classes, the likeliest first. */
    public List<Prediction> likeliest() {
        Tensor shares = trace.logits().softmax(1).select(0, 0);
        return IntStream.range(0, shares.numel()).boxed().sorted(Comparator.comparing(k -> -shares.get(k)))
                .limit(LIKELIEST).map(k -> new Prediction(k, classNames.get(k), shares.get(k))).toList();
    }

    /**
     * The class activation maps of the likeliest classes, the likeliest first; empty if the network does not end in
     * global average pooling, followed by at most one dense layer.
     */
    public List<ActivationMap> maps() {
        return ending().map(e -> likeliest().stream().map(p -> new ActivationMap(p.index(), p.name(), p.probability(),
                evidence(e, p.index()))).toList()).orElse(List.of());
    }

    /** The stage that pools each map to its mean, if nothing but at most one dense layer computes after it. */
    private Optional<Trace.Stage> ending() {
        List<Trace.Stage> stages = trace.stages();
        for (int i = stages.size() - 1; i >= 0; i--) {
            if (stages.get(i).layer() instanceof AdaptiveAvgPool2d pool && pool.output().equals(Size2d.square(1))) {
                return linearsAfter(stages.get(i)).size() > 1 ? Optional.empty() : Optional.of(stages.get(i));
            }
        }
        return Optional.empty();
    }

    private List<Linear> linearsAfter(Trace.Stage stage) {
        List<Linear> after = new ArrayList<>();
        trace.stages().subList(trace.stages().indexOf(stage), trace.stages().size())
                .forEach(s -> after.addAll(s.layer() instanceof Linear linear ? List.of(linear) : List.of()));
        return after;
    }

    private Tensor evidence(Trace.Stage pool, int k) {
        Tensor maps = pool.input().detach().select(0, 0);
        List<Linear> after = linearsAfter(pool);
        if (after.isEmpty()) {
            return maps.select(0, k);
        }
        Tensor weights = after.getFirst().weight().tensor().detach().select(0, k).reshape(maps.size(0), 1, 1);
        return maps.mul(weights).sum(0);
    }

    /** The maps that the page can lay over the picture, for each of the likeliest classes. */
    List<Evidence> evidence() {
        List<ActivationMap> cams = maps();
        List<Evidence> all = new ArrayList<>();
        for (Prediction p : likeliest()) {
            Trace of = p.index() == trace.target() ? trace : Trace.of(net, image(), p.index());
            all.addAll(Evidence.of(of, p, cams.stream().filter(m -> m.index() == p.index()).findFirst()));
        }
        return all;
    }

    /** What the scripts of the page work with. */
    String data() {
        return new ExplorerData(trace).json(classNames, evidence());
    }

    /** The first dense layer behind maps, if there is one: its weights are what global average pooling saves. */
    Optional<DenseHead> head() {
        for (Trace.Stage s : trace.stages()) {
            if (s.layer() instanceof Linear linear) {
                Tensor maps = readBy(s);
                return maps.rank() < 4 ? Optional.empty() : Optional.of(new DenseHead(name, maps.size(1), maps.size(2),
                        maps.size(3), linear.weight().tensor().size(0)));
            }
        }
        return Optional.empty();
    }

    /** What a stage read, before it was flattened. */
    private Tensor readBy(Trace.Stage s) {
        if (s.source() < 0) {
            return s.input();
        }
        Trace.Stage source = trace.stages().get(s.source());
        return source.layer() instanceof Flatten ? source.input() : source.output();
    }

    /** Trainable numbers of all layers. */
    public long parameters() {
        return layers.stream().mapToLong(LayerView::parameters).sum();
    }

    /** A line for each layer: path, shape, receptive field, parameters, and those of a dense layer in its place. */
    public String text() {
        Size2d whole = new Size2d(trace.image().size(2), trace.image().size(3));
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

    /** The architecture as an SVG drawing: a block for each layer with what it computes, and the shapes between. */
    public String drawing() {
        return new ArchitectureDrawing(name, net, trace).svg();
    }

    /** One self-contained HTML page. */
    public String html() {
        return ModelPage.html(this);
    }
}
