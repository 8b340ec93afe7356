package longhand.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import longhand.ops.Convolution;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts of a page compute, in a browser: the words of the explainers, and the numbers of the engine. */
class PageTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PROBLEM = Pattern.compile("(?s)<script id=\"problem\"[^>]*>(.*?)</script>");

    private static String problem(Explanation e) {
        Matcher m = PROBLEM.matcher(e.html());
        assertTrue(m.find());
        return m.group(1);
    }

    /** Every working of every view of every operation, worked examples and random ones. */
    @Test
    void scriptsSayWhatTheExplainersSay(@TempDir Path folder) throws Exception {
        Map<String, Explanation> all = new LinkedHashMap<>(WorkedExamples.all());
        Random random = new Random(18);
        for (int i = 0; i < 25; i++) {
            all.put("convolution " + i, convolution(random));
            all.put("pooling " + i, pooling(random));
        }
        all.putAll(others(random));
        Map<String, JsonNode> problems = new LinkedHashMap<>();
        for (var e : all.entrySet()) {
            problems.put(e.getKey(), JSON.readTree(problem(e.getValue())));
        }
        String visitor = """
                (w, d) => {
                  const said = w.eval(`problem => {
                    const a = operations[problem.operation].compute(problem), t = operations[problem.operation].title;
                    return {title: typeof t === "function" ? t(problem) : t, rule: a.rule, facts: a.facts, views: a.views.map(v => (
                      {name: v.name, title: v.title, target: v.target.name, what: v.target.title, dims: v.target.dims,
                        texts: Array.from({length: sizeOf(v.target.dims)}, (_, i) => workingText(v.at(i)))}))};
                  }`);
                  return Object.fromEntries(Object.entries(PROBLEMS).map(([name, p]) => [name, said(p)]));
                }""".replace("PROBLEMS", JSON.writeValueAsString(problems).replace("</", "<\\/"));
        JsonNode said = Chromium.visit(Map.of("page", all.get("corr2d").html()), visitor, folder).get("page");
        all.forEach((name, e) -> assertSaid(name, e, said.get(name)));
    }

    private static void assertSaid(String name, Explanation e, JsonNode said) {
        assertEquals(e.title(), said.get("title").asText(), name);
        assertEquals(e.rule(), said.get("rule").asText(), name);
        said.get("facts").forEach(f -> assertTrue(e.facts().contains(f.asText()), name + ": " + f));
        assertEquals(e.views().size(), said.get("views").size(), name);
        for (int i = 0; i < e.views().size(); i++) {
            View v = e.views().get(i);
            JsonNode view = said.get("views").get(i);
            List<String> words = List.of(v.name(), v.title(), v.targetName(), v.targetTitle());
            assertEquals(words, List.of(view.get("name").asText(), view.get("title").asText(),
                    view.get("target").asText(), view.get("what").asText()), name);
            assertArrayEquals(v.dims(), JSON.convertValue(view.get("dims"), int[].class), name);
            List<String> texts = new ArrayList<>();
            view.get("texts").forEach(t -> texts.add(t.asText()));
            assertEquals(v.all().stream().map(Working::text).toList(), texts, name + ", " + v.name());
        }
    }

    private static Values numbers(Random random, int... dims) {
        double[] data = new double[Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
        // Whole numbers, decimals, and numbers that only e-notation can show.
        Arrays.setAll(data, i -> switch (random.nextInt(4)) {
            case 0 -> random.nextInt(-5, 6);
            case 1 -> random.nextGaussian();
            case 2 -> random.nextInt(-99, 99) / 10.0;
            default -> random.nextGaussian() * Math.pow(10, random.nextInt(-8, 17));
        });
        return Values.of(data, dims);
    }

    private static Explanation convolution(Random r) {
        int groups = 1 + r.nextInt(2);
        int c = groups * (1 + r.nextInt(3));
        int o = groups * (1 + r.nextInt(2));
        int kh = 1 + r.nextInt(3);
        int kw = 1 + r.nextInt(3);
        Window2d window = Window2d.of(kh, kw).stride(1 + r.nextInt(3), 1 + r.nextInt(2))
                .padding(r.nextInt(3), r.nextInt(2)).dilation(1 + r.nextInt(2), 1).ceilMode(r.nextBoolean());
        Values w = r.nextBoolean() || o > 1 ? numbers(r, o, c / groups, kh, kw) : numbers(r, c, kh, kw);
        Values x = numbers(r, c, 5 + r.nextInt(3), 5);
        Values bias = r.nextBoolean() ? numbers(r, w.rank() == 4 ? o : 1) : Explain.NONE;
        int[] out = Explain.conv2d(x, w, bias, window, groups, Explain.NONE).result().dims();
        return Explain.conv2d(x, w, bias, window, groups, r.nextBoolean() ? numbers(r, out) : Explain.NONE);
    }

    private static Explanation pooling(Random r) {
        int k = 2 + r.nextInt(2);
        Window2d window = Window2d.of(k, 2).stride(1 + r.nextInt(3)).padding(r.nextInt(2)).ceilMode(r.nextBoolean());
        Values x = r.nextBoolean() ? numbers(r, 6, 5) : numbers(r, 1 + r.nextInt(2), 5, 7);
        return r.nextBoolean() ? Explain.maxPool2d(x, window, Explain.NONE)
                : Explain.avgPool2d(x, window, r.nextBoolean(), Explain.NONE);
    }

    private static Map<String, Explanation> others(Random r) {
        List<LayerSpec> layers = LayerSpec.parse("conv 1->6 k5 p2; pool k2; conv 6->16 k5x3 d2 nobias; pool k2 s1");
        Map<String, Explanation> all = new LinkedHashMap<>();
        for (int i = 0; i < 8; i++) {
            all.put("adam " + i, Explain.adamStep(numbers(r, 2, 3), numbers(r, 2, 3), numbers(r, 2, 3),
                    Explain.NONE, new AdamSettings(0.01, 0.9, 0.5 + r.nextInt(499) / 1000.0, 1e-8, i % 2 * 0.1, i > 3,
                            1 + r.nextInt(9))));
        }
        for (int i = 0; i < 6; i++) {
            Values x = i < 2 ? numbers(r, 4, 2) : i < 4 ? numbers(r, 2, 2, 3) : numbers(r, 2, 2, 2, 2);
            Values positive = Values.vector(r.nextDouble(), 1 + r.nextInt(4));
            PaperBatchNorm norm = PaperBatchNorm.of(x, i % 3 == 0 ? Explain.NONE : numbers(r, 2), numbers(r, 2),
                    numbers(r, 2), positive, 0.3, i % 2 == 0 ? 1e-5 : 0.5, i % 2 == 0);
            all.put("batchnorm " + i, Explain.batchNorm(norm, i % 3 == 2 ? Explain.NONE : numbers(r, x.dims())));
        }
        all.putAll(Map.of("linear", Explain.linear(numbers(r, 3, 4), numbers(r, 2, 4), Explain.NONE, numbers(r, 3, 2)),
                "conv1x1", Explain.conv1x1(numbers(r, 2, 3, 4), numbers(r, 3, 2), numbers(r, 3, 12)),
                "softmax", Explain.softmaxCrossEntropy(Values.of(new double[][] {{100, 99, -3}, {0.1, 0, -40},
                    {1000, -1000, 0}, {0, -800, 3}}), 1, 2, 1, 1),
                "softmax alone", Explain.softmaxCrossEntropy(Values.vector(1, 2)),
                "sgd", Explain.sgdStep(numbers(r, 2, 3), numbers(r, 2, 3), 0.01),
                "sgd decay", Explain.sgdStep(numbers(r, 3), numbers(r, 3), Explain.NONE, 0.5, 0, 0.1),
                "sizes", Explain.outputSizes(new Size2d(28, 30), layers), "fields", Explain.receptiveFields(layers),
                "parameters", Explain.parameters(layers),
                "one layer", Explain.outputSizes(Size2d.square(9), LayerSpec.parse("conv k3 s2"))));
        return all;
    }

    /** Everything is changed as a reader changes it; then the engine computes the same. */
    @Test
    void changedNumbersAreTheEngines(@TempDir Path folder) throws Exception {
        Explanation e = Explain.conv2d(Values.filled(1, 5, 6), Values.filled(1, 2, 2), Window2d.square(2));
        String visitor = """
                (w, d) => {
                  set(d, "channels", "2"); set(d, "outputs", "3"); set(d, "w-size", "3x2"); set(d, "stride", "2x1");
                  set(d, "padding", "1"); set(d, "dilation", "1x2"); set(d, "b", true);
                  const fill = (name, f) => { const n = w.eval(`state.answer.operands.find(o => o.name === "${name}").data.length`);
                    for (let i = 0; i < n; i++) typeInto(d, name, i, String(f(i))); };
                  d.querySelector("[data-view=input-gradient]").click();
                  fill("X", i => (i * 7 % 11 - 5) / 4); fill("W", i => (i * 5 % 7 - 3) / 2); fill("b", i => i - 1);
                  fill("dY", i => (i * 3 % 5 - 2) / 8);
                  return w.eval("Object.fromEntries(state.answer.views.map(v => [v.name, numbersOf(v)]))");
                }""";
        JsonNode seen = Chromium.visit(Map.of("page", e.html()), visitor, folder).get("page");
        Window2d window = Window2d.of(3, 2).stride(2, 1).padding(1).dilation(1, 2);
        Tensor x = counted(7, 11, 5, 4, 1, 2, 5, 6);
        Tensor w = counted(5, 7, 3, 2, 3, 2, 3, 2);
        Tensor b = Tensor.of(new float[] {-1, 0, 1}, 3).requiresGrad(true);
        Tensor y = Convolution.conv2d(x, w, b, window);
        y.mul(counted(3, 5, 2, 8, y.shape().dims()).detach()).sum().backward();
        Map<String, Tensor> engine = Map.of("forward", y, "input-gradient", x.grad(), "weight-gradient", w.grad(),
                "bias-gradient", b.grad());
        engine.forEach((view, tensor) -> assertArrayEquals(Values.of(tensor).toArray(),
                JSON.convertValue(seen.get(view), double[].class), 0, view));
    }

    /** Numbers whose products and sums are exact in float. */
    private static Tensor counted(int step, int modulus, int minus, int divisor, int... dims) {
        float[] data = new float[Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < data.length; i++) {
            data[i] = (i * step % modulus - minus) / (float) divisor;
        }
        return Tensor.of(data, dims).requiresGrad(true);
    }

    @Test
    void pagesNeedNothingFromOutside() {
        WorkedExamples.all().forEach((name, e) -> {
            String page = e.html();
            assertFalse(page.contains("http:") || page.contains("https:") || page.contains("src=")
                    || page.contains("<link") || page.contains("@import"), name);
            assertFalse(page.contains("{{"), name + " has an unfilled placeholder");
            assertEquals(page, WorkedExamples.all().get(name).html(), name + ": the same page, byte for byte");
        });
    }

    @Test
    void anImageAndSixKernelsAreASmallPage() {
        Values image = Values.of(new Random(1).doubles(784).toArray(), 28, 28);
        Values kernels = Values.of(new Random(2).doubles(150).toArray(), 6, 1, 5, 5);
        int bytes = Explain.conv2d(image, kernels, Window2d.square(5)).html()
                .getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        assertTrue(bytes < 300_000, bytes + " bytes");
    }
}
