package longhand.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import longhand.nn.Conv2d;
import longhand.nn.Linear;
import longhand.nn.Sequential;
import longhand.shape.Size2d;
import org.junit.jupiter.api.Test;

/** Sizes, parameters and receptive fields of layers as one writes them on paper. */
class LayersTest {
    private static final List<LayerSpec> LENET = LayerSpec.parse("conv 1->6 k5 p2; pool k2; conv 6->16 k5; pool k2; "
            + "linear 400->120; linear 120->84; linear 84->10");
    private static final List<LayerSpec> WINDOWS = LayerSpec.parse("conv k5 p2; pool k2; conv k5x3 d2; pool k2 s1");

    private static double[] numbers(Explanation e, String view) {
        return e.view(view).target().values().toArray();
    }

    @Test
    void parametersOfLeNet() {
        Explanation e = Explain.parameters(LENET);
        assertEquals(61706, e.cell().value());
        assertArrayEquals(new double[] {156, 0, 2416, 0, 48120, 10164, 850}, numbers(e, ViewNames.LAYERS));
        assertEquals("N[0] = 6·1·5·5 + 6 = 156", e.view("layers").cell(0).text());
        assertEquals(61706, new Sequential(new Conv2d(1, 6, 5), new Conv2d(6, 16, 5), new Linear(400, 120),
                new Linear(120, 84), new Linear(84, 10)).parameterCount());
        assertEquals(150, Explain.parameters(LayerSpec.parse("conv 1->6 k5 nobias")).cell().value());
    }

    @Test
    void sizes() {
        Explanation e = Explain.outputSizes(Size2d.square(28), WINDOWS);
        assertArrayEquals(new double[] {28, 28, 14, 14, 6, 10, 5, 9}, numbers(e, ViewNames.LAYERS));
        assertArrayEquals(new double[] {5, 9}, e.result().toArray());
        assertEquals("height = ⌊(28 + 2·2 - 1·(5 - 1) - 1)/1⌋ + 1 = 28",
                Explain.outputSizes(Size2d.square(28), LayerSpec.parse("conv k5 p2")).cell(0).text());
    }

    @Test
    void receptiveFields() {
        Explanation e = Explain.receptiveFields(WINDOWS);
        assertArrayEquals(new double[] {5, 5, 6, 6, 22, 14, 24, 16}, numbers(e, ViewNames.LAYERS));
        assertArrayEquals(new double[] {24, 16}, e.result().toArray());
        assertEquals("height[2] = 6 + (5 - 1)·2·2 = 22  (neighbours behind this layer are 2 pixels apart)",
                e.view(ViewNames.LAYERS).cell(2, 0).text());
    }

    @Test
    void theNotationIsReadBack() {
        for (String text : List.of("conv 1->6 k5 s1 p2", "pool k2x3 s2", "linear 400->120 nobias",
                "conv k3 s2 p1x0 d2")) {
            assertEquals(text, LayerSpec.parse(text).getFirst().toString());
        }
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        for (String[] c : new String[][] {{"conv k3; norm k2",
                "layer 2 ('norm k2'): 'norm' is none of conv, pool and linear."},
            {"conv k3 q2", "layer 1 ('conv k3 q2'): 'q2' is not understood."},
            {"conv 1->2", "the size of the window is missing"}, {"linear 3->4 k2", "'k2' is not understood"},
            {"", "'' is none of"}}) {
            String message = assertThrows(IllegalArgumentException.class, () -> LayerSpec.parse(c[0])).getMessage();
            assertTrue(message.contains(c[1]) && message.contains("Write layers as"), message);
        }
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Explain.parameters(LayerSpec.parse("conv k3")))
                .getMessage().contains("does not say how many channels"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Explain.receptiveFields(LENET)).getMessage()
                .contains("leave out the linear layers"));
    }
}
