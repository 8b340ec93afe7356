package longhand.explain.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import longhand.explain.Chromium;
import longhand.explain.Numbers;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Flatten;
import longhand.nn.Identity;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class GraphTest {
    private final Tensor x = Tensor.scalar(3);
    private final Tensor w = Tensor.scalar(2).requiresGrad(true);
    private final Tensor b = Tensor.scalar(1).requiresGrad(true);
    /** (w·x + b − 10)² = 9; its gradients are −18, −6 and, on the way, −6. */
    private final Tensor loss = w.mul(x).add(b).sub(10).square();

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> titles(Graph graph) {
        return graph.boxes().stream().map(Box::title).toList();
    }

    /** All of a drawing but the values, which may be gone with their tensors. */
    private static List<String> drawn(Graph graph) {
        return graph.boxes().stream().map(box -> String.join(" ", Integer.toString(box.id()), box.kind(), box.title(),
                box.inputs().toString(), box.parameters().toString(), Integer.toString(box.constants()))).toList();
    }

    @Test
    void aHookIsNotDrawn() {
        Layer net = new Sequential(new Linear(2, 3), new Flatten(), new ReLU(), new Identity(), new Linear(3, 1));
        List<String> without = drawn(Graph.of(net.forward(Tensor.ones(1, 2))).layers(net));
        net.apply(layer -> layer.registerBackwardHook((_, gradient) -> gradient));
        assertEquals(without, drawn(Graph.of(net.forward(Tensor.ones(1, 2))).layers(net)));
    }

    @Test
    void valuesShapesAndGradientsAreDrawn() throws Exception {
        Graph graph = Graph.of(loss).name("w", w).name("b", b);
        assertEquals(List.of("w", "b", "mul", "add", "sub", "square"), titles(graph));
        String before = graph.svg();
        parse(before);
        assertTrue(before.contains(">value 9<") && before.contains(">value -3<") && before.contains(">value 7<"),
                before);
        assertFalse(before.contains(">grad "), "nothing is known before backward");
        loss.backward();
        String after = graph.svg();
        parse(after);
        assertTrue(after.contains(">grad -18<") && after.contains(">grad -6<") && after.contains(">grad 1<"), after);
        assertEquals(4, after.split(">grad -6<", -1).length - 1, "sub, add, mul and b");
    }

    @Test
    void aTensorThatIsUsedTwiceIsOneBoxWithTwoArrows() {
        Tensor y = w.mul(w).add(w);
        Graph graph = Graph.of(y).name("w", w);
        assertEquals(List.of("w", "mul", "add"), titles(graph));
        assertEquals(List.of(0, 0), graph.boxes().get(1).inputs());
        y.backward();
        assertTrue(graph.svg().contains(">grad 5<"), "2·2 + 1");
    }

    @Test
    void layersAreDrawnAsOneBoxEach() {
        Layer net = new Sequential(new Linear(4, 3), new ReLU(), new Linear(3, 2));
        Tensor error = new CrossEntropyLoss().forward(net.forward(Tensor.ones(5, 4)), new int[] {0, 1, 0, 1, 0});
        Graph graph = Graph.of(error).layers(net);
        List<String> titles = titles(graph);
        assertEquals(List.of("0 Linear", "relu", "2 Linear"), titles.subList(0, 3));
        assertEquals(List.of("weight [3, 4]", "bias [3]"), graph.boxes().getFirst().parameters());
        error.backward();
        assertTrue(graph.html().contains("carried through the layer"));
    }

    /** The same layer twice, and layers side by side: every box stands below what it is computed from. */
    @Test
    void everyBoxStandsBelowItsInputs() {
        Random random = new Random(8);
        for (int round = 0; round < 50; round++) {
            Linear shared = new Linear(2, 2);
            List<Tensor> made = new java.util.ArrayList<>(List.of(Tensor.ones(1, 2).requiresGrad(true)));
            for (int i = 0; i < 12; i++) {
                Tensor a = made.get(random.nextInt(made.size()));
                Tensor c = made.get(random.nextInt(made.size()));
                made.add(switch (random.nextInt(4)) {
                    case 0 -> shared.forward(a);
                    case 1 -> a.add(c);
                    case 2 -> a.mul(c);
                    default -> a.relu();
                });
            }
            Graph graph = Graph.of(made.getLast().sum()).layers(shared);
            GraphLayout layout = new GraphLayout(graph.boxes());
            for (Box box : graph.boxes()) {
                for (int input : box.inputs()) {
                    assertTrue(layout.row(input) < layout.row(box.id()) || input > box.id(), "round " + round);
                }
                for (Box other : graph.boxes()) {
                    assertTrue(box == other || layout.row(box.id()) != layout.row(other.id())
                            || Math.abs(layout.place(box.id()) - layout.place(other.id())) > 0.99, "boxes overlap");
                }
            }
        }
    }

    @Test
    void aTensorWithoutGraphIsRefused() {
        assertTrue(assertThrows(IllegalStateException.class, () -> Graph.of(x)).getMessage().contains("Fix: "));
        loss.backward();
        assertTrue(assertThrows(IllegalStateException.class, () -> Graph.of(loss)).getMessage().contains("was freed"));
    }

    /** In a browser: six steps, from the loss to the leaves, each with the gradient that the engine found. */
    @Test
    void thePageStepsThroughBackward(@TempDir Path folder) throws Exception {
        Graph graph = Graph.of(loss).name("w", w).name("b", b);
        loss.backward();
        JsonNode page = Chromium.visit(Map.of("page", graph.html()), """
                async (w, d) => {
                  const seen = [];
                  d.getElementById("next").focus();
                  for (let i = 0; i < 6; i++) {
                    seen.push(d.querySelector(".now .title").textContent + ": " + d.getElementById("step").innerText.replace(/\\s+/g, " "));
                    d.getElementById("next").click();
                  }
                  await new Promise(done => w.requestAnimationFrame(() => w.requestAnimationFrame(done)));
                  const box = d.querySelector(".now").getBoundingClientRect(), top = d.querySelector(".steps").getBoundingClientRect().bottom;
                  const wide = Array.from(d.querySelectorAll(".graph g")).filter(g => Array.from(g.querySelectorAll("text")).some(t =>
                    t.getBBox().width > g.querySelector("rect").getBBox().width));
                  return seen.concat(d.activeElement.id + " " + d.activeElement.getAttribute("aria-disabled"),
                    box.top >= top - 1 && box.bottom <= w.innerHeight && !wide.length);
                }""", folder).get("page");
        assertEquals("true", page.get(7).asText(), "the box of the step is seen, and its text fits");
        assertEquals("next true", page.get(6).asText(), "the last step keeps the focus");
        List<String> seen = IntStream.range(0, 6).mapToObj(i -> page.get(i).asText()).toList();
        assertTrue(seen.get(0).startsWith("square: ") && seen.get(0).contains("g = 1")
                && seen.get(0).contains("to sub: g · 2x = -6"), seen.get(0));
        assertTrue(seen.get(3).startsWith("mul: ") && seen.get(3).contains("to w: g · (second input)")
                && seen.get(3).contains("= " + Numbers.format(w.grad().item())), seen.get(3));
        assertTrue(seen.get(5).contains("A leaf"), seen.get(5));
    }
}
