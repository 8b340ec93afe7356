package longhand.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import longhand.random.Generator;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

class LayerTest {

    private static Sequential small() {
        return new Sequential(new Conv2d(1, 2, 3), new ReLU(), new BatchNorm2d(2), new Dropout(0.5), new Flatten(),
                new Linear(8, 3));
    }

    @Test
    void namesParametersAndBuffersAsPyTorch() {
        assertEquals(List.of("0.weight", "0.bias", "2.weight", "2.bias", "5.weight", "5.bias"),
                List.copyOf(small().namedParameters().keySet()));
        assertEquals(List.of("0.weight", "0.bias", "2.weight", "2.bias", "2.running_mean", "2.running_var",
                "2.num_batches_tracked", "5.weight", "5.bias"), List.copyOf(small().stateDict().keySet()));
    }

    @Test
    void countsParametersOnceWhereTheyAreShared() {
        Linear shared = new Linear(4, 4);
        Sequential net = new Sequential(shared, new ReLU(), shared);
        assertEquals(20, net.parameterCount());
        assertEquals(List.of("0.weight", "0.bias"), List.copyOf(net.namedParameters().keySet()));
        assertEquals(4, net.stateDict().size());
    }

    @Test
    void drawsParametersInTheOrderOfCreation() {
        Generator.manualSeed(5);
        Sequential net = new Sequential(new Linear(3, 2), new Linear(2, 1));
        Generator.manualSeed(5);
        Linear first = new Linear(3, 2);
        Linear second = new Linear(2, 1);
        assertArrayEquals(first.weight().data(), net.namedParameters().get("0.weight").data());
        assertArrayEquals(second.bias().orElseThrow().data(), net.namedParameters().get("1.bias").data());
    }

    @Test
    void refusesUnusableNames() {
        Sequential net = new Sequential(new ReLU());
        for (String bad : List.of("0", "a.b", "")) {
            String message = assertThrows(IllegalArgumentException.class, () -> net.add(bad, new ReLU())).getMessage();
            assertTrue(message.startsWith("layer: '" + bad + "' cannot name a part of Sequential"), message);
        }
    }

    @Test
    void modesReachEveryLayer() {
        Sequential net = new Sequential(new Sequential(new Dropout()), new ReLU());
        net.eval();
        assertTrue(net.namedLayers().values().stream().noneMatch(Layer::isTraining));
        net.train();
        assertTrue(net.namedLayers().values().stream().allMatch(Layer::isTraining));
    }

    @Test
    void dropoutDropsInTrainingOnly() {
        Generator.manualSeed(1);
        Dropout dropout = new Dropout(0.5);
        Tensor x = Tensor.ones(1000);
        float[] dropped = dropout.forward(x).toArray();
        int zeros = 0;
        for (float value : dropped) {
            assertTrue(value == 0 || value == 2);
            zeros += value == 0 ? 1 : 0;
        }
        assertTrue(zeros > 400 && zeros < 600, "dropped " + zeros);
        dropout.eval();
        assertSame(x, dropout.forward(x));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Dropout(1.5)).getMessage()
                .contains("0 ≤ p ≤ 1"));
    }

    @Test
    void layersAndLossesRefuseSettingsWithoutMeaning() {
        Tensor x = Tensor.ones(2, 1, 2, 2);
        for (double bad : new double[] {-0.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new CrossEntropyLoss(bad));
            assertThrows(IllegalArgumentException.class, () -> new BatchNorm2d(1, bad, 0.1).forward(x));
            assertThrows(IllegalArgumentException.class, () -> new BatchNorm2d(1, 1e-5, bad).forward(x));
        }
        assertThrows(IllegalArgumentException.class, () -> new CrossEntropyLoss(1.1));
        assertThrows(IllegalArgumentException.class, () -> new BatchNorm2d(1, 1e-5, 1.1).forward(x));
    }

    @Test
    void applyVisitsInnerLayersFirst() {
        List<String> seen = new ArrayList<>();
        new Sequential(new Sequential(new ReLU(), new Tanh()), new Flatten())
                .apply(layer -> seen.add(layer.getClass().getSimpleName()));
        assertEquals(List.of("ReLU", "Tanh", "Sequential", "Flatten", "Sequential"), seen);
    }

    @Test
    void initialWeightsChangeWeightsOnly() {
        Sequential net = small();
        Map<String, Tensor> before = net.stateDict();
        float[] bias = before.get("0.bias").toArray();
        Generator.manualSeed(3);
        net.apply(Initial.xavierUniform());
        double bound = Math.sqrt(6.0 / (9 + 18));
        for (float w : net.stateDict().get("0.weight").toArray()) {
            assertTrue(Math.abs(w) <= bound);
        }
        assertArrayEquals(bias, net.stateDict().get("0.bias").toArray());
        net.apply(Initial.zeros());
        assertEquals(0, net.parameters().getFirst().tensor().abs().sum().item());
        assertFalse(Initial.named("no such").isPresent());
        assertEquals(6, Initial.names().size());
    }

    @Test
    void aFusedReluChangesNoNumberAndNoGradient() {
        Generator.manualSeed(11);
        Sequential net = new Sequential(new Conv2d(2, 3, 3, 1, 1), new ReLU(), new Conv2d(3, 2, 1), new ReLU());
        Tensor x = Tensor.randn(2, 2, 5, 5);
        Tensor fused = net.forward(x);
        Tensor upstream = Tensor.randn(2, 2, 5, 5);
        fused.backward(upstream);
        List<float[]> fusedGradients = net.parameters().stream().map(p -> p.grad().toArray()).toList();
        net.zeroGrad();
        List<Layer> watched = new ArrayList<>();
        try (ForwardWatch _ = ForwardWatch.start((layer, in, out) -> watched.add(layer))) {
            Tensor plain = net.forward(x);
            assertArrayEquals(plain.toArray(), fused.toArray());
            plain.backward(upstream);
        }
        assertEquals(5, watched.size());
        for (int i = 0; i < fusedGradients.size(); i++) {
            assertArrayEquals(fusedGradients.get(i), net.parameters().get(i).grad().toArray());
        }
    }

    @TestFactory
    Stream<DynamicTest> settingsThatNoInputFitsAreRefusedAtOnce() {
        Map<String, Executable> cases = new LinkedHashMap<>();
        cases.put("AdaptiveAvgPool2d: outH is 0", () -> new AdaptiveAvgPool2d(0, 1));
        cases.put("AdaptiveMaxPool2d: outW is -1", () -> new AdaptiveMaxPool2d(1, -1));
        cases.put("LayerNorm: a size is 0", () -> new LayerNorm(3, 0));
        cases.put("batchNorm: eps = -1.0", () -> new BatchNorm2d(3, -1, 0.1));
        cases.put("batchNorm: momentum", () -> new BatchNorm2d(3, 1e-5, 2));
        cases.put("ConvTranspose2d: the window is null", () -> new ConvTranspose2d(1, 1, null, 0));
        return cases.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
            String message = assertThrows(IllegalArgumentException.class, e.getValue()).getMessage();
            assertTrue(message.startsWith(e.getKey()), message);
        }));
    }

    @Test
    void anEnlargedImageHasRoomInATensor() {
        Upsample huge = new Upsample(1 << 30);
        assertThrows(IllegalArgumentException.class, () -> huge.forward(Tensor.ones(1, 1, 4, 4)));
        assertThrows(IllegalArgumentException.class, () -> huge.forward(Tensor.ones(1, 1, 8, 8)));
    }

    @Test
    void parallelPathsJoinOrAdd() {
        Tensor x = Tensor.ones(1, 2, 2, 2);
        assertEquals(Shape.of(1, 4, 2, 2), new Concat(new Identity(), new Identity()).forward(x).shape());
        assertEquals(2, new Sum(new Identity(), new Identity()).forward(x).get(0, 0, 0, 0));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Concat()).getMessage()
                .startsWith("Concat: there is no path"));
        Sum differing = new Sum(new Identity(), new AdaptiveAvgPool2d(1, 1));
        assertTrue(assertThrows(ShapeException.class, () -> differing.forward(x)).getMessage()
                .startsWith("Sum: the paths give [[1, 2, 2, 2], [1, 2, 1, 1]]"));
    }

    @Test
    void lazyLayersLearnTheirInputsAndReachTheOptimiser() {
        Sequential net = new Sequential(Conv2d.lazy(4, Window2d.square(3)), new ReLU(), new Flatten(), Linear.lazy(2));
        List<Parameter> parameters = net.parameters();
        assertFalse(parameters.getFirst().isInitialized());
        assertTrue(assertThrows(IllegalStateException.class, net::stateDict).getMessage()
                .contains("call forward() once"));
        net.forward(Tensor.ones(1, 3, 4, 4)).sum().backward();
        assertEquals(Shape.of(4, 3, 3, 3), parameters.getFirst().shape());
        assertTrue(parameters.stream().allMatch(Parameter::hasGrad));
    }

    @Test
    void aLazyLayerTakesItsShapeFromSavedNumbers() {
        Linear saved = new Linear(3, 2);
        Linear lazy = Linear.lazy(2);
        lazy.loadStateDict(saved.stateDict());
        assertArrayEquals(saved.weight().data(), lazy.weight().data());
        assertNotSame(saved.weight().data(), lazy.weight().data());
    }

    @Test
    void aRefusedInputGivesALazyLayerNoShape() {
        Conv2d lazy = Conv2d.lazy(8, Window2d.square(3));
        for (int[] noImages : new int[][] {{3, 32, 32}, {32}, {1, 0, 8, 8}, {1, 7, 2, 2}}) {
            assertThrows(ShapeException.class, () -> lazy.forward(Tensor.ones(noImages)));
        }
        assertEquals(Shape.of(1, 8, 30, 30), lazy.forward(Tensor.ones(1, 3, 32, 32)).shape());
    }

    @Test
    void aLazyLayerTakesAllOfItsNumbersOrNone() {
        for (String name : List.of("weight", "bias")) {
            Linear lazy = Linear.lazy(2);
            Map<String, Tensor> part = Map.of(name, new Linear(3, 2).stateDict().get(name));
            String message = assertThrows(StateDictException.class, () -> lazy.loadStateDict(part, false)).getMessage();
            assertTrue(message.contains("is missing, and a lazy layer gets all its parameters at once"), message);
            assertEquals(Shape.of(5, 2), lazy.forward(Tensor.ones(5, 3)).shape());
        }
        Sequential two = new Sequential(Linear.lazy(2), Linear.lazy(4));
        Linear saved = new Linear(3, 2);
        two.loadStateDict(Map.of("0.weight", saved.weight().tensor(), "0.bias", saved.bias().orElseThrow().tensor()), false);
        assertEquals(Shape.of(5, 4), two.forward(Tensor.ones(5, 3)).shape());
    }

    @Test
    void aLazyLayerTakesOnlyNumbersThatFitWhatItKnows() {
        String message = assertThrows(StateDictException.class,
                () -> Linear.lazy(10).loadStateDict(new Linear(4, 3).stateDict())).getMessage();
        assertTrue(message.contains("shape of weight is [3, 4] in the saved state, [10, ?] in the model"), message);
        assertTrue(message.contains("shape of bias is [3] in the saved state, [10] in the model"), message);
        Conv2d lazy = Conv2d.lazy(4, Window2d.square(3));
        for (Layer other : List.of(new Conv2d(2, 4, 5), new Linear(3, 4), new Conv2d(3, 5, 3))) {
            assertThrows(StateDictException.class, () -> lazy.loadStateDict(other.stateDict()));
            assertFalse(lazy.weight().isInitialized());
        }
        lazy.loadStateDict(new Conv2d(2, 4, 3).stateDict());
        assertEquals(Shape.of(4, 2, 3, 3), lazy.weight().shape());
    }

    @Test
    void aLazyLayerUnderTwoNamesTakesOneShape() {
        Linear lazy = Linear.lazy(3);
        Layer tied = new Sequential(lazy, lazy);
        Tensor bias = Tensor.zeros(3);
        assertThrows(StateDictException.class, () -> tied.loadStateDict(Map.of("0.weight", Tensor.ones(3, 4), "0.bias", bias,
                "1.weight", Tensor.ones(3, 5), "1.bias", bias)));
        assertFalse(lazy.weight().isInitialized());
    }

    @Test
    void savedNumbersComeBack() {
        Sequential from = small();
        from.forward(Tensor.randn(4, 1, 4, 4)); // moves the running statistics
        Sequential to = small();
        to.loadStateDict(from.stateDict());
        from.stateDict().forEach((name, tensor) -> assertArrayEquals(tensor.toArray(),
                to.stateDict().get(name).toArray(), name));
        assertEquals(1, to.stateDict().get("2.num_batches_tracked").item());
    }

    @Test
    void aStateOfAnotherModelIsRefusedWithTheDifferences() {
        Sequential net = new Sequential(new Linear(2, 3));
        float[] before = net.parameters().getFirst().data().clone();
        Map<String, Tensor> other = Map.of("0.weight", Tensor.zeros(3, 4), "1.bias", Tensor.zeros(3));
        String message = assertThrows(StateDictException.class, () -> net.loadStateDict(other)).getMessage();
        assertEquals("loadStateDict: the saved state does not fit Sequential: 0.bias is missing; 1.bias is unexpected; "
                + "shape of 0.weight is [3, 4] in the saved state, [3, 2] in the model. Rule: names and shapes are equal. "
                + "Fix: build the same model as the one that was saved.", message);
        assertArrayEquals(before, net.parameters().getFirst().data());
    }

    @Test
    void manyDifferencesAreCutShort() {
        Sequential net = new Sequential(new Linear(1, 1), new Linear(1, 1), new Linear(1, 1), new Linear(1, 1));
        String message = assertThrows(StateDictException.class, () -> net.loadStateDict(Map.of())).getMessage();
        assertTrue(message.contains("and 3 more differences"), message);
    }

    @Test
    void badSizesAreRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Linear(0, 3)).getMessage()
                .startsWith("Linear: inFeatures is 0"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Conv2d(3, 4, Window2d.square(1), 2, true))
                .getMessage()
                .contains("3 input channels cannot be split into 2 groups"));
        assertTrue(assertThrows(IllegalArgumentException.class,
                () -> new BatchNorm2d(3).forward(Tensor.zeros(2, 4, 2, 2))).getMessage()
                .contains("does not fit 3 features"));
    }
}
