package longhand.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import longhand.autograd.NoGrad;
import longhand.autograd.Registration;
import longhand.random.Generator;
import longhand.tensor.Internals;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who looks into a network: results and gradients of single layers. */
class HooksTest {
    private Sequential net;
    private Tensor x;

    @BeforeEach
    void makeANetwork() {
        Generator.manualSeed(3);
        net = new Sequential(new Conv2d(1, 3, 3), new ReLU(), new MaxPool2d(2), new Flatten(), new Linear(48, 4));
        x = Tensor.randn(2, 1, 10, 10);
    }

    /** The layers whose work would otherwise be done together, and whose results would be discarded. */
    @Test
    void eachLayerShowsItsResult() {
        for (int i = 0; i < net.size(); i++) {
            List<Tensor> seen = new ArrayList<>();
            List<Layer> layers = new ArrayList<>();
            try (Registration _ = net.get(i).registerForwardHook((layer, in, out) -> {
                layers.add(layer);
                seen.add(in);
                seen.add(out);
                return out;
            })) {
                net.forward(x).sum().backward();
            }
            Tensor expected = x;
            for (int j = 0; j < i; j++) {
                expected = net.get(j).forward(expected);
            }
            assertSame(net.get(i), layers.getFirst());
            assertArrayEquals(expected.toArray(), seen.get(0).toArray());
            assertArrayEquals(net.get(i).forward(expected).toArray(), seen.get(1).toArray());
            net.forward(x);
            assertEquals(2, seen.size(), "the hook was taken back");
        }
    }

    /** What it was shown stays its own, though nobody watches the layer any more. */
    @Test
    void aHookThatClosesItselfKeepsWhatItSaw() {
        Layer sum = new Sum(new Linear(4, 4), new Linear(4, 4));
        Sequential paths = new Sequential(new Linear(4, 4), sum, new Linear(4, 4));
        Tensor rows = Tensor.randn(64, 4);
        for (Layer layer : List.of(paths.get(0), paths.get(1), paths.get(1).children().get("0"))) {
            Tensor[] seen = new Tensor[1];
            float[][] copy = new float[1][];
            Registration[] self = new Registration[1];
            self[0] = layer.registerForwardHook((_, in, out) -> {
                seen[0] = out;
                copy[0] = out.toArray();
                self[0].close();
                return out;
            });
            try (NoGrad _ = NoGrad.enter(); Memory.Scope _ = Memory.scope()) {
                paths.forward(rows);
                paths.forward(rows.mul(3));
                assertArrayEquals(copy[0], seen[0].toArray());
            }
        }
    }

    @Test
    void aHookMayReplaceTheResult() {
        Tensor plain = net.forward(x);
        net.get(4).registerForwardHook((layer, in, out) -> out.mul(2));
        net.get(4).registerForwardHook((layer, in, out) -> out.add(1));
        assertArrayEquals(plain.mul(2).add(1).toArray(), net.forward(x).toArray());
    }

    /** The gradient that a hook sees is that of the same layers taken one by one. */
    @Test
    void backwardHooksSeeTheGradientOfALayersResult() {
        Tensor h = net.get(0).forward(x).retainGrad();
        net.get(4).forward(net.get(3).forward(net.get(2).forward(net.get(1).forward(h)))).square().sum().backward();
        List<Tensor> seen = new ArrayList<>();
        try (Registration _ = net.get(0).registerBackwardHook((layer, gradient) -> {
            seen.add(gradient);
            return gradient;
        }); Memory.Scope _ = Memory.scope()) {
            net.forward(x).square().sum().backward();
            try (NoGrad _ = NoGrad.enter()) {
                net.forward(x);
            }
        }
        assertEquals(1, seen.size());
        assertArrayEquals(h.grad().toArray(), seen.getFirst().toArray());
    }

    /** A layer that gives its input back: the gradient of others who use the same tensor is none of the hook's. */
    @Test
    void aBackwardHookOfAnIdentitySeesItsOwnGradient() {
        for (Layer same : List.of(new Identity(), new Sequential(), new Dropout(0))) {
            Tensor leaf = Tensor.ones(3).requiresGrad(true);
            Tensor[] seen = new Tensor[1];
            Registration hook = same.registerBackwardHook((layer, g) -> {
                seen[0] = g;
                return g.mul(2);
            });
            for (int pass = 0; pass < 2; pass++) {
                leaf.zeroGrad();
                same.forward(leaf).add(leaf.mul(5)).sum().backward();
                assertArrayEquals(new float[] {1, 1, 1}, seen[0].toArray());
                assertArrayEquals(new float[] {7, 7, 7}, leaf.grad().toArray());
            }
            hook.close();
            leaf.zeroGrad();
            leaf.mul(1).sum().backward();
            assertArrayEquals(new float[] {1, 1, 1}, leaf.grad().toArray());
        }
    }

    /** A layer inside, or a forward hook, has kept what the layer computes. The numbers are PyTorch's. */
    @ParameterizedTest
    @ValueSource(strings = {"inside", "forward hook before", "forward hook after"})
    void aBackwardHookLeavesOthersTheirGradients(String kind) {
        Linear linear = new Linear(2, 2);
        Layer layer = kind.equals("inside") ? new Sequential(linear) : linear;
        List<Tensor> kept = new ArrayList<>();
        List<Tensor> seen = new ArrayList<>();
        ForwardHook keep = (_, in, out) -> {
            kept.add(out);
            return out;
        };
        BackwardHook stop = (_, g) -> {
            seen.add(g);
            return g.mul(0);
        };
        if (kind.equals("forward hook after")) {
            layer.registerBackwardHook(stop);
            layer.registerForwardHook(keep);
        } else {
            linear.registerForwardHook(keep);
            layer.registerBackwardHook(stop);
        }
        Tensor out = layer.forward(Tensor.ones(1, 2));
        assertTrue(Internals.shareMemory(kept.getFirst(), out), "no copy");
        out.sum().add(kept.getFirst().mul(10).sum()).backward();
        assertArrayEquals(new float[] {1, 1}, seen.getFirst().toArray());
        assertArrayEquals(new float[] {10, 10}, linear.bias().get().grad().toArray());
    }

    /** What a layer hands on may be changed in place, with a hook as without. */
    @Test
    void aChangeInPlaceBehindABackwardHookChangesNoLeaf() {
        Linear linear = new Linear(2, 2);
        Identity same = new Identity();
        linear.registerBackwardHook((_, g) -> g);
        same.registerBackwardHook((_, g) -> g);
        Tensor leaf = Tensor.ones(1, 2).requiresGrad(true);
        Tensor h = same.forward(leaf).mulInPlace(Tensor.scalar(3));
        linear.forward(h).mulInPlace(Tensor.scalar(2)).sum().backward();
        assertArrayEquals(new float[] {1, 1}, leaf.toArray());
        assertArrayEquals(new float[] {2, 2}, linear.bias().get().grad().toArray());
        assertArrayEquals(new float[] {6, 6, 6, 6}, linear.weight().grad().toArray());
    }

    /** As in PyTorch, whatever the order of registration. */
    @Test
    void aBackwardHookSeesTheGradientOfWhatForwardHooksMakeOfTheResult() {
        Linear linear = new Linear(2, 2);
        List<Float> seen = new ArrayList<>();
        linear.registerBackwardHook((_, g) -> {
            seen.add(g.get(0, 0));
            return g.mul(3);
        });
        linear.registerForwardHook((_, in, out) -> out.mul(2));
        Registration second = linear.registerBackwardHook((_, g) -> {
            seen.add(g.get(0, 0));
            return g;
        });
        linear.forward(Tensor.ones(1, 2)).sum().backward();
        assertEquals(List.of(1f, 3f), seen);
        assertEquals(6, linear.bias().get().grad().get(0));
        second.close();
        linear.forward(Tensor.ones(1, 2)).sum().backward();
        assertEquals(List.of(1f, 3f, 1f), seen);
    }

    @Test
    void aBackwardHookMayStopTheGradient() {
        net.get(1).registerBackwardHook((layer, gradient) -> gradient.mul(0));
        net.forward(x).sum().backward();
        assertEquals(0, ((Conv2d) net.get(0)).weight().grad().abs().sum().item());
        assertEquals(2, ((Linear) net.get(4)).bias().get().grad().get(0));
    }

    /** Grad-CAM (Selvaraju et al. 2017): the channels of a layer, weighted by the mean gradient of a class. */
    @Test
    void gradCamIsAHookOfEachKind() {
        Tensor[] features = new Tensor[1];
        Tensor[] gradients = new Tensor[1];
        try (Registration _ = net.get(1).registerForwardHook((layer, in, out) -> features[0] = out);
                Registration _ = net.get(1).registerBackwardHook((layer, g) -> gradients[0] = g)) {
            net.forward(x).select(1, 2).sum().backward();
        }
        Tensor weights = gradients[0].mean(new int[] {2, 3}, true);
        Tensor map = features[0].mul(weights).sum(1).relu();
        assertEquals(longhand.shape.Shape.of(2, 8, 8), map.shape());
        assertEquals(features[0].shape(), gradients[0].shape());
    }
}
