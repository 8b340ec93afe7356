package longhand.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import longhand.autograd.NoGrad;
import longhand.nn.BatchNorm1d;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** An export, successful or refused, leaves the network as it was: numbers, gradients, modes, graph, random numbers. */
class ExportLeavesNetworkTest {
    /** Changes something while it computes. */
    private static final class Busy extends Layer {
        private final BiFunction<Busy, Tensor, Tensor> work;
        private final Tensor seen = buffer("seen", Tensor.vector(1, 2, 3, 4));
        private final Linear linear = child("linear", new Linear(4, 4));

        Busy(BiFunction<Busy, Tensor, Tensor> work) {
            this.work = work;
        }

        @Override
        protected Tensor compute(Tensor x) {
            return work.apply(this, linear.forward(x));
        }
    }

    private static Map<String, BiFunction<Busy, Tensor, Tensor>> changes() {
        Map<String, BiFunction<Busy, Tensor, Tensor>> changes = new LinkedHashMap<>();
        changes.put("addInPlace", (layer, x) -> x.add(layer.seen.addInPlace(x.mean(0))));
        changes.put("addInPlace under NoGrad", (layer, x) -> {
            try (NoGrad _ = NoGrad.enter()) {
                layer.seen.addInPlace(Tensor.ones(4));
            }
            return x.add(layer.seen);
        });
        changes.put("copyFrom", (layer, x) -> x.sub(layer.seen.copyFrom(x.mean(0))));
        changes.put("fill", (layer, x) -> x.add(layer.seen.fill(3)));
        changes.put("set", (layer, x) -> x.add(layer.seen.set(x.max(), 1)));
        changes.put("data()", (layer, x) -> {
            layer.seen.data()[2] = Float.NaN;
            return x;
        });
        changes.put("a parameter", (layer, x) -> {
            layer.linear.weight().data()[3] += 1;
            return x;
        });
        changes.put("a gradient", (layer, x) -> {
            layer.linear.weight().tensor().mul(2).sum().backward();
            return x;
        });
        changes.put("gradients forgotten", (layer, x) -> {
            layer.zeroGrad();
            return x.mul(2);
        });
        changes.put("random numbers", (layer, x) -> x.add(Tensor.randn(4)));
        changes.put("mode", (layer, x) -> {
            layer.train();
            return x;
        });
        changes.put("an error after the change", (layer, x) -> {
            layer.seen.addInPlace(x.mean(0));
            throw new IllegalStateException("of the layer");
        });
        changes.put("refused", (layer, x) -> x.mul(layer.seen.addInPlace(x.sum(0)).max().item()));
        return changes;
    }

    @TestFactory
    Stream<DynamicTest> theNetworkStaysAsItIs() {
        return changes().entrySet().stream().map(change -> DynamicTest.dynamicTest(change.getKey(), () -> {
            Generator.manualSeed(5);
            Busy busy = new Busy(change.getValue());
            BatchNorm1d norm = new BatchNorm1d(4);
            Sequential net = new Sequential(norm, busy, new ReLU());
            norm.eval();
            busy.linear.bias().orElseThrow().tensor().setGrad(Tensor.vector(4, 3, 2, 1));
            Tensor gradient = busy.linear.bias().orElseThrow().grad();
            Map<String, float[]> numbers = numbers(net);
            byte[] random = Generator.defaultGenerator().state();
            Tensor view = busy.seen.detach();
            try {
                OnnxExport.of("net", net, 4);
            } catch (RuntimeException e) {
                assertTrue(e.getMessage() != null);
            }
            numbers.forEach((name, before) -> assertArrayEquals(before, net.stateDict().get(name).toArray(), name));
            assertArrayEquals(random, Generator.defaultGenerator().state());
            assertSame(gradient, busy.linear.bias().orElseThrow().grad());
            assertFalse(busy.linear.weight().hasGrad());
            assertFalse(busy.seen.requiresGrad());
            assertEquals(List.of(true, false, true), List.of(net.isTraining(), norm.isTraining(), busy.isTraining()));
            assertArrayEquals(busy.seen.toArray(), view.mul(1).toArray());
        }));
    }

    private static Map<String, float[]> numbers(Layer net) {
        Map<String, float[]> numbers = new LinkedHashMap<>();
        net.stateDict().forEach((name, tensor) -> numbers.put(name, tensor.toArray()));
        return numbers;
    }

    /** Its first pass would make its parameters. */
    @Test
    void aLayerOfUnknownSizeStaysSo() {
        Sequential net = new Sequential(Linear.lazy(3), new ReLU());
        Generator.manualSeed(7);
        OnnxLayer exported = new OnnxLayer(OnnxExport.of("net", net, 4));
        assertTrue(net.toString().contains("LazyLinear"), net.toString());
        Tensor x = Tensor.ones(2, 4);
        assertArrayEquals(exported.forward(x).toArray(), net.forward(x).toArray(), 1e-6f);
        assertThrows(RuntimeException.class, () -> OnnxExport.of("net", new Sequential(Linear.lazy(3), net), 4));
    }

    /** A buffer that is set from the input before it is used is no memory from pass to pass. */
    @Test
    void aBufferThatEachPassSetsAnewIsExported() {
        Busy net = new Busy((layer, x) -> x.sub(layer.seen.copyFrom(x.mean(0))));
        OnnxLayer exported = new OnnxLayer(OnnxExport.of("net", net, 4));
        Tensor x = Tensor.randn(3, 4);
        try (NoGrad _ = NoGrad.enter()) {
            assertArrayEquals(net.forward(x).toArray(), exported.forward(x).toArray(), 1e-5f);
        }
    }

    @Test
    void aBufferThatOnePassHandsToTheNextIsRefused() {
        Busy net = new Busy((layer, x) -> x.sub(layer.seen.addInPlace(x.mean(0))));
        String message = assertThrows(IllegalArgumentException.class, () -> OnnxExport.of("net", net, 4)).getMessage();
        assertTrue(message.contains("change nothing that the next pass uses"), message);
    }
}
