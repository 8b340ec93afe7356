package longhand.explain.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import longhand.explain.ReceptiveField;
import longhand.models.Model;
import longhand.models.Models;
import longhand.models.NiN;
import longhand.models.Residual;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.AvgPool2d;
import longhand.nn.Conv2d;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.random.Generator;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receptive fields, class activation maps and parameter counts, checked against the network itself. */
class ModelExplanationTest {
    private static final List<String> NAMES = IntStream.range(0, 10).mapToObj(i -> "class " + i).toList();

    private static ModelExplanation explain(String name, Layer net, Tensor image) {
        return ModelExplanation.of(name, net, false, image, NAMES);
    }

    private static Tensor image(int side) {
        return Tensor.rand(1, 1, side, side);
    }

    @Test
    void ninHasTheShapesOfTheNotes() {
        ModelExplanation e = explain("nin", new NiN(1, 10), image(224));
        List<String> shapes = new ArrayList<>();
        for (LayerView v : e.layers()) {
            String shape = v.output().shape().toString();
            if (shapes.isEmpty() || !shapes.getLast().equals(shape)) {
                shapes.add(shape);
            }
        }
        assertEquals(List.of("[1, 96, 54, 54]", "[1, 96, 26, 26]", "[1, 256, 26, 26]", "[1, 256, 12, 12]",
                "[1, 384, 12, 12]", "[1, 384, 5, 5]", "[1, 10, 5, 5]", "[1, 10, 1, 1]", "[1, 10]"), shapes);
        assertEquals(new NiN(1, 10).parameterCount(), e.parameters());
        LayerView first = e.layers().getFirst();
        assertEquals(1 * 96 * 121 + 96, first.parameters());
        assertEquals((224.0 * 224 + 1) * 96 * 54 * 54, first.denseParameters());
        assertEquals(Size2d.square(11), first.field().orElseThrow().size());
        String page = e.html();
        assertTrue(page.contains("The weights are random"), "the page warns of random weights");
        assertTrue(page.contains("16·5·5·120</td><td class=\"n\">48,000<") && page.contains("26,214,400")
                && page.contains("102,760,448"));
        assertFalse(page.contains("http:") || page.contains("https:"), "the page needs nothing from outside");
    }

    /** {@code -Dlonghand.golden=update} stores the texts anew. */
    @ParameterizedTest
    @ValueSource(strings = {"nin", "nin-padded", "lenet"})
    void textIsAsStored(String name) throws IOException {
        Model model = Models.get(name);
        String text = explain(name, model.create(1, 10), image(model.side())).text();
        Path golden = Path.of("src/test/resources/longhand/explain/model", name + ".txt");
        if ("update".equals(System.getProperty("longhand.golden"))) {
            Files.writeString(golden, text);
        }
        assertEquals(Files.readString(golden), text);
    }

    /** The mean of the map of a class is its logit: NiN pools exactly these maps. */
    @Test
    void meanOfTheActivationMapIsTheLogit() {
        Generator.manualSeed(3);
        Layer net = new NiN(1, 10);
        Tensor x = image(128);
        ModelExplanation e = explain("nin", net, x);
        net.eval();
        Tensor logits = net.forward(x);
        assertEquals(3, e.maps().size());
        for (ActivationMap m : e.maps()) {
            assertEquals(logits.get(0, m.index()), m.map().mean().item(), 1e-6);
        }
        assertEquals(logits.argmax(1, false).item(), e.maps().getFirst().index());
    }

    /** Where a dense layer follows the pooling, the mean of the mixed map is the logit without its bias. */
    @Test
    void denseLayerAfterPoolingMixesTheMaps() {
        Layer net = Models.get("resnet18").create(1, 10);
        Tensor x = image(64);
        ModelExplanation e = explain("resnet18", net, x);
        net.eval();
        Tensor logits = net.forward(x);
        Tensor bias = net.parameters().getLast().tensor();
        for (ActivationMap m : e.maps()) {
            assertEquals(logits.get(0, m.index()) - bias.get(m.index()), m.map().mean().item(), 1e-4);
        }
    }

    @Test
    void withoutGlobalPoolingThereIsNoMap() {
        ModelExplanation e = explain("lenet", Models.get("lenet").create(1, 10), image(28));
        assertEquals(List.of(), e.maps());
        assertTrue(e.html().contains("no class activation map"));
    }

    /**
     * The pixels that change a number when they change are exactly those of its receptive field. Positive weights: no
     * ReLU hides one.
     */
    @Test
    void receptiveFieldIsWhatANumberDependsOn() {
        Sequential plain = new Sequential(new Conv2d(1, 2, 3, 2, 0), new ReLU(), new AvgPool2d(3, 2),
                new Conv2d(2, 1, Window2d.square(2).dilation(2)));
        Sequential branched = new Sequential(new Conv2d(1, 2, 3, 1, 1), new Residual(2, 4, 2), new Residual(4, 4, 1));
        for (Sequential net : List.of(plain, branched)) {
            net.parameters().forEach(p -> makePositive(p.tensor().data()));
            Tensor x = image(40).requiresGrad(true);
            net.eval();
            Tensor y = net.forward(x);
            LayerView last = explain("test", net, x.detach()).layers().getLast();
            ReceptiveField field = net == plain ? last.field().orElseThrow() : fieldOf(net, x.detach());
            int centre = y.size(2) / 2;
            y.select(0, 0).select(0, 0).select(0, centre).select(0, centre).backward();
            int[] touched = extent(x.grad());
            assertEquals(touched[1] - touched[0] + 1, field.size().h(), net.toString());
            assertEquals(touched[0], field.top() + centre * field.step().h(), net.toString());
        }
    }

    private static void makePositive(float[] weights) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.1f + Math.abs(weights[i]);
        }
    }

    private static ReceptiveField fieldOf(Sequential net, Tensor x) {
        FieldTracker tracker = new FieldTracker(x);
        ReceptiveField[] last = new ReceptiveField[1];
        try (var _ = longhand.nn.ForwardWatch.start((layer, in, out) -> last[0] = tracker.passed(layer, in, out)
                .orElseThrow())) {
            net.forward(x);
        }
        return last[0];
    }

    /** The first and the last row that the gradient touches. */
    private static int[] extent(Tensor grad) {
        Tensor rows = grad.abs().sum(0, 1, 3);
        int first = -1;
        int last = -1;
        for (int i = 0; i < rows.numel(); i++) {
            if (rows.get(i) > 0) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        return new int[] {first, last};
    }

    /** Behind global average pooling, the weights of Grad-CAM are those of the dense layer, divided by the places. */
    @Test
    void gradCamIsTheActivationMapWhereThereIsOne() {
        Generator.manualSeed(5);
        Layer net = new Sequential(new Conv2d(1, 4, 3), new ReLU(), new AdaptiveAvgPool2d(1, 1), new Flatten(),
                new Linear(4, 10));
        Tensor x = image(9);
        ModelExplanation e = explain("test", net, x);
        Tensor cam = e.maps().getFirst().map().relu().div(49);
        Tensor gradCam = Evidence.gradCam(Trace.of(net, x, Trace.LIKELIEST)).orElseThrow();
        assertEquals(0, cam.sub(gradCam).abs().max().item(), 1e-6);
    }

    /** The saliency of a pixel is how fast the score changes with it. */
    @Test
    void saliencyIsTheSlopeOfTheScore() {
        Generator.manualSeed(6);
        Layer net = Models.get("lenet").create(1, 10);
        Tensor x = image(28);
        Trace trace = Trace.of(net, x, 7);
        Tensor saliency = Evidence.saliency(trace);
        for (int pixel : new int[] {28 * 14 + 14, 28 * 10 + 17, 28 * 20 + 9}) {
            double slope = (score(net, x, pixel, 1e-2f) - score(net, x, pixel, -1e-2f)) / 2e-2;
            assertEquals(Math.abs(slope), saliency.get(pixel / 28, pixel % 28), 1e-3);
        }
        assertTrue(net.parameters().stream().noneMatch(p -> p.tensor().hasGrad()), "no gradient is left behind");
    }

    private static double score(Layer net, Tensor x, int pixel, float change) {
        float[] values = x.toArray();
        values[pixel] += change;
        net.eval();
        return net.forward(Tensor.of(values, 1, 1, 28, 28)).get(0, 7);
    }

    /** Maps of one number say why they are no map, and what helps. */
    @Test
    void mapsOfOneNumberAreSaidInASentence() {
        String page = explain("nin", new NiN(1, 10), image(96)).html();
        assertTrue(page.contains("The last maps are 1 × 1") && page.contains("--resize 224"), "no remark");
        assertTrue(page.contains("Grad-CAM"), "no other map instead");
    }

    @Test
    void thePageDoesNotContradictItself() {
        ModelExplanation e = explain("lenet", Models.get("lenet").create(1, 10), image(28));
        DenseHead own = e.head().orElseThrow();
        LayerView first = e.layers().stream().filter(v -> v.layer().startsWith("Linear")).findFirst().orElseThrow();
        assertEquals(first.parameters(), own.weights() + own.outputs());
        assertTrue(e.html().contains("lenet, this network on this picture</td><td>" + own.working()), own.working());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet", "nin", "vgg11", "googlenet", "resnet18"})
    void everyLayerIsDrawnOnce(String name) throws Exception {
        Model model = Models.get(name);
        ModelExplanation e = explain(name, model.create(1, 10), image(name.equals("vgg11") ? 224 : model.side()));
        String svg = e.drawing();
        javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(svg.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        long convolutions = e.layers().stream().filter(v -> v.layer().startsWith("Conv2d")).count();
        assertEquals(convolutions, svg.split("class=\"conv\"", -1).length - 1);
        int bytes = e.html().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        assertTrue(bytes < 4_000_000, name + ": " + bytes + " bytes");
    }

    @Test
    void spreadKeepsTheBrightestPlace() {
        ActivationMap m = new ActivationMap(0, "a", 1, Tensor.of(new float[][] {{0, 0, 0}, {0, 0, 4}, {0, 0, 0}}));
        float[][] heat = m.spread(30, 60);
        assertEquals(1, heat[15][59]);
        assertEquals(0, heat[15][0]);
        assertEquals(0, new ActivationMap(0, "a", 1, Tensor.ones(2, 2)).spread(4, 4)[1][1]);
    }

    @Test
    void aBatchIsRefused() {
        String message = assertThrows(ShapeException.class, () -> explain("lenet", Models.get("lenet").create(1, 10),
                Tensor.ones(2, 1, 28, 28)))
                .getMessage();
        assertTrue(message.contains("pick one image of the batch"), message);
    }
}
