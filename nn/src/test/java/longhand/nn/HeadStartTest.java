package longhand.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import longhand.nn.optim.AdamW;
import longhand.nn.optim.Optimizer;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

class HeadStartTest {
    private static Sequential net(int channels, int classes) {
        Map<String, Layer> layers = new LinkedHashMap<>();
        layers.put("conv", new Conv2d(channels, 4, 3));
        layers.put("bn", new BatchNorm2d(4));
        layers.put("relu", new ReLU());
        layers.put("pool", new AdaptiveAvgPool2d(1, 1));
        layers.put("flatten", new Flatten());
        layers.put("hidden", new Linear(4, 6));
        layers.put("fc", new Linear(6, classes));
        return new Sequential(layers);
    }

    private static Map<String, Tensor> copy(Layer net) {
        Map<String, Tensor> copy = new HashMap<>();
        net.stateDict().forEach((name, tensor) -> copy.put(name, Tensor.of(tensor.toArray(), tensor.shape())));
        return copy;
    }

    @Test
    void theHeadIsWhatComputesTheClasses() {
        assertEquals(Set.of("fc.weight", "fc.bias"), HeadStart.head(net(1, 3), 3));
        Sequential nin = new Sequential(new Conv2d(1, 8, 3), new Conv2d(8, 5, 3), new Conv2d(5, 5, 1), new ReLU());
        assertEquals(Set.of("1.weight", "1.bias", "2.weight", "2.bias"), HeadStart.head(nin, 5));
    }

    @Test
    void whatIsNotOfTheHeadMustFitAndNothingIsChangedOtherwise() {
        Sequential net = net(1, 3);
        Map<String, Tensor> before = copy(net);
        Map<String, Tensor> colour = copy(net(3, 4));
        assertTrue(assertThrows(StateDictException.class, () -> HeadStart.load(net, 3, colour)).getMessage()
                .contains("shape of conv.weight is [4, 3, 3, 3] in the saved state"));
        Map<String, Tensor> less = copy(net(1, 3));
        less.remove("hidden.bias");
        assertTrue(assertThrows(StateDictException.class, () -> HeadStart.load(net, 3, less)).getMessage()
                .contains("hidden.bias is missing"));
        Map<String, Tensor> more = copy(net(1, 3));
        more.put("other", Tensor.zeros(1));
        assertTrue(assertThrows(StateDictException.class, () -> HeadStart.load(net, 3, more)).getMessage()
                .contains("other is unexpected"));
        before.forEach((name, tensor) -> assertArrayEquals(tensor.toArray(), net.stateDict().get(name).toArray()));
    }

    @Test
    void filesOfOlderVersionsAndOfWholeCheckpointsFit() {
        Sequential from = net(1, 4);
        Map<String, Tensor> saved = copy(from);
        saved.remove("bn.num_batches_tracked");
        saved.put("aux1.fc.weight", Tensor.zeros(2));
        saved.put("optimizer/0.exp_avg", Tensor.zeros(2));
        Sequential net = net(1, 3);
        assertEquals(Set.of("fc.weight", "fc.bias"), HeadStart.load(net, 3, saved));
        assertArrayEquals(from.stateDict().get("conv.weight").toArray(), net.stateDict().get("conv.weight").toArray());
        assertEquals(Set.of(), HeadStart.load(net(1, 4), 4, saved), "the head fits, and is taken too");
    }

    @Test
    void whatIsFrozenStaysAsItIsInEveryBit() {
        Sequential net = net(1, 3);
        HeadStart.freeze(net, 3, List.of(HeadStart.BODY));
        Map<String, Tensor> before = copy(net);
        net.train();
        List<Parameter> trained = net.parameters().stream().filter(p -> p.tensor().requiresGrad()).toList();
        assertEquals(2, trained.size());
        Optimizer optimizer = new AdamW(trained, 0.1);
        new CrossEntropyLoss().forward(net.forward(Tensor.rand(2, 1, 5, 5)), new int[] {0, 2}).backward();
        optimizer.step();
        before.forEach((name, tensor) -> assertEquals(!name.startsWith("fc."),
                java.util.Arrays.equals(tensor.toArray(), net.stateDict().get(name).toArray()), name));
    }

    @Test
    void layersAreFrozenByName() {
        Sequential net = net(1, 3);
        HeadStart.freeze(net, 3, List.of("conv", "bn"));
        net.train();
        assertFalse(net.namedLayers().get("bn").isTraining());
        assertTrue(net.namedParameters().get("hidden.weight").tensor().requiresGrad());
        assertFalse(net.namedParameters().get("conv.weight").tensor().requiresGrad());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> HeadStart.freeze(net, 3, List.of("layer9")))
                .getMessage().contains("Fix: name body or some of conv, bn, relu"));
        assertTrue(assertThrows(IllegalArgumentException.class, () ->
                HeadStart.freeze(net, 3, List.of("body", "fc"))).getMessage().contains("nothing is left to train"));
    }
}
