package longhand.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import longhand.autograd.Registration;
import longhand.nn.optim.SGD;
import longhand.shape.Shape;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that training leaves as they are, and layers that learn again. */
class FrozenLayerTest {

    private static void train(Layer net, Tensor x) {
        SGD optimizer = new SGD(net.parameters(), 0.1);
        optimizer.zeroGrad();
        net.forward(x).square().sum().backward();
        optimizer.step();
    }

    @Test
    void frozenLayersKeepTheirNumbersAndUnfrozenOnesLearnAgain() {
        Sequential net = new Sequential(new Conv2d(1, 2, 3), new BatchNorm2d(2), new Flatten(), new Linear(8, 2));
        Tensor x = Tensor.rand(3, 1, 4, 4);
        net.get(0).freeze();
        net.get(1).freeze();
        net.train();
        float[] weight = net.stateDict().get("0.weight").toArray();
        float[] mean = net.stateDict().get("1.running_mean").toArray();
        train(net, x);
        assertArrayEquals(weight, net.stateDict().get("0.weight").toArray());
        assertArrayEquals(mean, net.stateDict().get("1.running_mean").toArray());
        net.unfreeze();
        assertTrue(net.get(1).isTraining());
        train(net, x);
        assertTrue(net.parameters().stream().allMatch(Parameter::hasGrad));
        assertFalse(Arrays.equals(weight, net.stateDict().get("0.weight").toArray()));
        assertFalse(Arrays.equals(mean, net.stateDict().get("1.running_mean").toArray()));
    }

    @Test
    void aSnapshotBringsBackWhatWasFrozen() {
        Linear layer = new Linear(2, 2);
        Linear lazy = Linear.lazy(2);
        lazy.freeze();
        try (LayerSnapshot _ = LayerSnapshot.of(new Sequential(layer, lazy))) {
            layer.freeze();
            lazy.unfreeze();
        }
        layer.train();
        lazy.train();
        assertTrue(layer.isTraining());
        assertFalse(lazy.isTraining());
        lazy.forward(layer.forward(Tensor.ones(1, 2))).sum().backward();
        assertTrue(layer.weight().hasGrad());
        assertFalse(lazy.weight().hasGrad());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hooksOfParametersOutlastFreezing(boolean snapshot) {
        Linear layer = new Linear(2, 2);
        Registration hook = layer.weight().tensor().registerHook(g -> g.mul(3));
        layer.freeze();
        if (snapshot) {
            try (LayerSnapshot _ = LayerSnapshot.of(layer)) {
                layer.unfreeze();
            }
        }
        layer.unfreeze();
        layer.forward(Tensor.ones(1, 2)).sum().backward();
        assertEquals(3, layer.weight().grad().get(0, 0));
        hook.close();
        layer.zeroGrad();
        layer.forward(Tensor.ones(1, 2)).sum().backward();
        assertEquals(1, layer.weight().grad().get(0, 0));
    }

    @Test
    void aLazyLayerMayBeFrozenBeforeItKnowsItsShape() {
        Sequential net = new Sequential(Conv2d.lazy(2, Window2d.square(3)), new Flatten(), Linear.lazy(2));
        net.freeze();
        net.get(2).unfreeze();
        Tensor y = net.forward(Tensor.ones(1, 3, 4, 4));
        assertEquals(Shape.of(1, 2), y.shape());
        y.sum().backward();
        assertFalse(((Conv2d) net.get(0)).weight().hasGrad());
        assertTrue(((Linear) net.get(2)).weight().hasGrad());
        net.get(0).unfreeze();
        net.forward(Tensor.ones(1, 3, 4, 4)).sum().backward();
        assertTrue(((Conv2d) net.get(0)).weight().hasGrad());
    }
}
