package longhand.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import longhand.autograd.Edge;
import longhand.io.onnx.OnnxNode;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.Parameter;
import longhand.random.Generator;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What networks compute between their layers, exported and run again: constants, usual operations, one's own. */
class OnnxExportTest {
    private static final Tensor ROW = Tensor.vector(1, -2, 3, 0.5);

    private record Case(String name, UnaryOperator<Tensor> function) {}

    private static final List<Case> CASES = List.of(
            new Case("times two", x -> x.mul(2)),
            new Case("a constant row", x -> ROW.sub(x).div(3)),
            new Case("constants that are computed", x -> x.add(Tensor.scalar(3).mul(2).exp())),
            new Case("functions", x -> x.sin().add(x.cos()).mul(x.neg().exp()).add(x.abs())),
            new Case("roots and logarithms", x -> x.square().add(1).sqrt().log().add(x.square().add(1).reciprocal())),
            new Case("steps", x -> x.mul(3).floor().add(x.mul(3).round()).add(x.sign())),
            new Case("powers", x -> x.square().add(1).pow(1.5)),
            new Case("bounds", x -> x.clamp(-0.5, 0.7).add(x.maximum(ROW)).sub(x.minimum(Tensor.scalar(0)))),
            new Case("silu", Tensor::silu),
            new Case("leaky relu", x -> x.leakyRelu(0.1)),
            new Case("softmax of rows", x -> x.softmax(1).add(x.logSoftmax(-1))),
            new Case("sums", x -> x.mul(x.sum(new int[] {1}, true)).add(x.mean(new int[] {1}, true))),
            new Case("a sum that loses its dimension", x -> x.sum(1).unsqueeze(1).mul(x)),
            new Case("products", x -> x.matmul(Tensor.arange(12).reshape(4, 3)).matmul(Tensor.ones(3, 2))),
            new Case("transposed", x -> x.reshape(-1, 2, 2).permute(0, 2, 1).reshape(-1, 4).add(x)),
            new Case("a part", x -> x.narrow(1, 1, 2).mul(x.slice(1, -1, 4))),
            new Case("joined", x -> Tensor.cat(1, x, x.mul(2))),
            new Case("standardised", x -> x.sub(0.2860).div(0.3530)));

    /** A network that computes this, with a dense layer before it. */
    private static Layer net(UnaryOperator<Tensor> function) {
        return new Layer() {
            private final Linear linear = child("linear", new Linear(4, 4));
            private final Parameter shift = parameter("shift", Parameter.of(Tensor.ones(4)));

            @Override
            protected Tensor compute(Tensor x) {
                return function.apply(linear.forward(x).add(shift.tensor()));
            }
        };
    }

    @TestFactory
    Stream<DynamicTest> theGraphComputesWhatTheNetworkDoes() {
        return CASES.stream().map(c -> DynamicTest.dynamicTest(c.name, () -> {
            Generator.manualSeed(3);
            Layer net = net(c.function);
            Tensor x = Tensor.randn(3, 4);
            Tensor expected = net.forward(x);
            Tensor actual = new OnnxLayer(OnnxExport.of("net", net, 4)).forward(x);
            assertTrue(expected.allClose(actual, 1e-5, 1e-5), expected + "\n" + actual);
            assertEquals(expected.shape(), actual.shape());
        }));
    }

    @Test
    void anOperationOfOnesOwnIsRegistered() {
        UnaryOperator<Tensor> cube = x -> Internals.recorded("cubeOfATest", x.detach().pow(3),
                Edge.to(x, g -> g.mul(x.square()).mul(3)).reads(x));
        Layer net = net(cube);
        String message = assertThrows(IllegalArgumentException.class, () -> OnnxExport.of("net", net, 4)).getMessage();
        assertTrue(message.startsWith("onnx export: the operation 'cubeOfATest' between layers has no counterpart"),
                message);
        OnnxExport.register("cubeOfATest", (node, inputs, output) ->
                OnnxNode.of("Max", List.of(inputs.getFirst()), output)); // anything that can be told apart
        Tensor x = Tensor.randn(2, 4);
        Tensor expected = net(t -> t).forward(x);
        assertEquals(expected.shape(), new OnnxLayer(OnnxExport.of("net", net, 4)).forward(x).shape());
    }

    /** It would be exported as it is for an input of zeros. */
    @Test
    void whatIsComputedOutsideTheGraphIsRefused() {
        for (UnaryOperator<Tensor> function
                : List.<UnaryOperator<Tensor>>of(x -> x.mul(x.gt(0)), x -> x.add(x.detach()),
                x -> x.mul(x.argmax(1, true)))) {
            String message = assertThrows(IllegalArgumentException.class,
                    () -> OnnxExport.of("net", net(function), 4)).getMessage();
            assertTrue(message.contains("neither input, parameter nor constant") && message.contains("Fix: "), message);
        }
    }
}
