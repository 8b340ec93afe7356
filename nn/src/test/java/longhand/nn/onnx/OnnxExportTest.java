package longhand.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import longhand.autograd.Edge;
import longhand.autograd.NoGrad;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxNode;
import longhand.nn.ConvTranspose2d;
import longhand.nn.GroupNorm;
import longhand.nn.JoiningLayer;
import longhand.nn.Layer;
import longhand.nn.LayerNorm;
import longhand.nn.Linear;
import longhand.nn.Parameter;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.ops.AdaptivePooling;
import longhand.ops.Pooling;
import longhand.ops.Reductions;
import longhand.random.Generator;
import longhand.shape.Window2d;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What networks compute between their layers, exported and run again: constants, usual operations, one's own. */
class OnnxExportTest {
    private static final Tensor ROW = Tensor.vector(1, -2, 3, 0.5);

    private static final Tensor PLACES = Tensor.of(new int[][] {{3, 0}});

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
            new Case("standardised", x -> x.sub(0.2860).div(0.3530)),
            new Case("means over the batch", x -> x.sub(x.mean(0)).add(x.mean()).sub(x.mean(new int[] {0}, true))),
            new Case("sums over the batch", x -> x.sub(x.sum(0)).add(x.sum())),
            new Case("largest and smallest", x -> x.sub(x.max()).add(x.min()).mul(x.max(0)).add(x.min(1, true))),
            new Case("the batch as part of a size", x -> x.reshape(x.size(0) * 4, 1).mul(2)),
            new Case("flat", Tensor::flatten),
            new Case("the size of the batch twice", x -> x.matmul(x.t())),
            new Case("matrices for each example", x -> x.reshape(-1, 2, 2).matmul(x.reshape(x.size(0), 2, 2))),
            new Case("one matrix for all, three dimensions", x -> x.reshape(-1, 2, 2).matmul(
                    Tensor.arange(4).reshape(1, 2, 2))),
            new Case("repeated", x -> x.unsqueeze(0).expand(3, x.size(0), 4)),
            new Case("zeros as many as the batch", x -> Tensor.cat(1, x, Tensor.zeros(x.size(0), 2))),
            new Case("more rows", x -> Tensor.cat(0, x, Tensor.ones(1, 4), x)),
            new Case("compared", x -> x.mul(x.gt(0)).add(x.le(0.5)).sub(x.eq(x)).add(x.ne(1)).mul(x.lt(x.neg()))),
            new Case("chosen", x -> x.exp().where(x.gt(0), x.neg()).add(x.maskedFill(x.ge(0), 7))),
            new Case("cut off the graph", x -> x.add(x.detach())),
            new Case("the largest position", x -> x.mul(x.argmax(1, true)).add(x.argmin(1).unsqueeze(1))),
            new Case("the last row", x -> x.select(0, -1).add(x)),
            new Case("all rows but the first and the last", x -> x.sub(x.narrow(0, 1, x.size(0) - 1).sum(0)).add(
                    x.slice(0, 0, -1).sum(0))),
            new Case("the largest of parts that overlap", x -> AdaptivePooling.adaptiveMaxPool2d(
                    x.reshape(-1, 1, 1, 4), 1, 3).flatten()),
            new Case("the largest of a window larger than the image", x -> Pooling.maxPool2d(x.reshape(-1, 1, 2, 2),
                    Window2d.square(3).stride(2).ceilMode(true)).flatten()),
            new Case("columns that are computed", x -> x.indexSelect(1, x.narrow(0, 0, 1).argmax(1))),
            new Case("columns", x -> x.indexSelect(1, PLACES.flatten(0)).add(x.indexSelect(1, 2, 0))),
            new Case("gathered", x -> x.gather(1, x.argmax(1, true)).add(x.narrow(0, 0, 1).gather(1, PLACES).sum())),
            new Case("scattered", x -> x.scatter(1, x.argmax(1, true), x.mul(7)).add(x.narrow(0, 0, 1).scatter(
                    1, PLACES, Tensor.of(new int[][] {{5, 6}})))),
            new Case("added where the largest is", x -> x.scatterAdd(1, x.argmax(1, true), x.exp())),
            new Case("added twice to one place", x -> x.scatterAdd(0, Tensor.zeros(x.size(0), 4), x)),
            new Case("the mean of those above 0", x -> x.maskedFill(x.le(0), 0).sum(1).div(x.gt(0).sum(1).add(1))),
            new Case("changed in place", x -> {
                Tensor y = x.mul(2);
                y.addInPlace(x);
                return y.mulInPlace(Tensor.scalar(3));
            }),
            new Case("a column set", x -> x.copy().sliceAssign(1, 2, 3, x.mean(new int[] {1}, true))),
            new Case("all columns set", x -> x.copy().sliceAssign(1, 0, 4, Tensor.scalar(2)).mul(x)),
            new Case("the last columns set", x -> x.copy().sliceAssign(1, -2, 4, Tensor.vector(5, 6)).mul(x)),
            new Case("the last row set", x -> x.copy().sliceAssign(0, x.size(0) - 1, x.size(0), x.mean(0))),
            new Case("nothing set", x -> x.copy().sliceAssign(1, 1, 1, 3)),
            new Case("a row and an element set", x -> x.copy().set(x.max(0), -1).set(x.sum(), 0, -2).set(3, 0, 1)),
            new Case("everything set", x -> x.copy().set(ROW).add(x.copy().copyFrom(x.mean(0))).add(x.mul(2).fill(4))),
            new Case("elements put", x -> x.copy().indexPut(x.narrow(0, 0, 1).narrow(1, 0, 2).reshape(2),
                    new int[] {0, -1}, new int[] {3, -4})),
            new Case("rows put", x -> x.copy().indexPut(ROW, new int[] {0, -1})));

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
            check(net(c.function));
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
                OnnxNode.of("Max", List.of(inputs.getFirst()), output));
        message = refused(net);
        assertTrue(message.contains("the graph would not compute what the network does"), message); // Max is no cube
        OnnxExport.register("cubeOfATest", (node, inputs, output) -> null);
        message = refused(net);
        assertTrue(message.contains("the node that the export of 'cubeOfATest' returned is null"), message);
    }

    @Test
    void namesOfTheLibraryAreNotRegistered() {
        for (String name : List.of("relu", "eq", "square", "mean", "gather", "reshape", "Conv2d", "ReLU")) {
            boolean isLayer = Character.isUpperCase(name.charAt(0));
            String message = assertThrows(IllegalArgumentException.class, () -> OnnxExport.register(name,
                    (node, inputs, output) -> OnnxNode.of("Neg", inputs, output))).getMessage();
            assertTrue(message.startsWith("OnnxExport.register: '" + name + "' is a name of the library's, whose "
                    + (isLayer ? "layers" : "operations")) && message.contains("Fix: "), message);
        }
    }

    /** It reads the numbers of its input in Java, as an operation does. */
    @Test
    void anOperationMayReadItsInput() {
        UnaryOperator<Tensor> twice = x -> {
            float[] numbers = x.toArray();
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] *= 2;
            }
            return Internals.recorded("twiceOfATest", Tensor.of(numbers, x.shape()), Edge.to(x, g -> g.mul(2)));
        };
        OnnxExport.register("twiceOfATest", (node, inputs, output) ->
                OnnxNode.of("Add", List.of(inputs.getFirst(), inputs.getFirst()), output));
        Layer net = net(twice);
        Tensor x = Tensor.randn(3, 4);
        assertTrue(net.forward(x).allClose(new OnnxLayer(OnnxExport.of("net", net, 4)).forward(x)));
        assertTrue(refused(net(y -> twice.apply(y).mul(y.mul(3).get(0, 0)))).contains("get()"));
    }

    private static String refused(Layer net) {
        String message = assertThrows(IllegalArgumentException.class, () -> OnnxExport.of("net", net, 4)).getMessage();
        assertTrue(message.startsWith("onnx export: ") || message.startsWith("OnnxExport.register: "), message);
        assertTrue(message.contains("Rule: ") && message.contains("Fix: "), message);
        return message;
    }

    private static Tensor underNoGrad(Tensor x) {
        try (NoGrad _ = NoGrad.enter()) {
            return x.mul(2);
        }
    }

    private static Tensor written(Tensor x) {
        Tensor y = x.copy();
        y.data()[0] = 3;
        return y;
    }

    /** What would hold for one input, or one size of the batch, only. Each names what it found. */
    @TestFactory
    Stream<DynamicTest> whatDependsOnNumbersOrOnTheBatchInJavaIsRefused() {
        Map<String, UnaryOperator<Tensor>> cases = new LinkedHashMap<>();
        cases.put("item()", x -> x.sub(x.max().item()));
        cases.put("'max'", x -> x.sub(x.max().item()));
        cases.put("get()", x -> x.mul(x.get(0, 0)));
        cases.put("toArray()", x -> x.add(Tensor.of(x.toArray(), x.shape())));
        cases.put("toIntArray()", x -> x.add(x.toIntArray()[0]));
        cases.put("data()", x -> written(x).add(x));
        cases.put("item() ", x -> x.sum().item() > 0 ? x.mul(2) : x.mul(3));
        cases.put("get() ", x -> x.get(0, 0) > 1e6 ? x.mul(2) : x);
        cases.put("maskedSelect. Rule: sizes", x -> x.add(x.maskedSelect(x.gt(-1e6)).sum()));
        cases.put("NoGrad", x -> x.add(underNoGrad(x)));
        cases.put("'mul' computes with a constant that is 2.0", x -> x.mul(x.size(0)));
        cases.put("'reshape' computes with a constant that is [0.0, 1.0] of shape [2]", x -> x.add(
                Tensor.arange(x.size(0)).unsqueeze(1)));
        cases.put("by chance", x -> x.add(Tensor.randn(4)));
        cases.put("in 'sum', dims is [0]", x -> x.add(x.size(0) > 2 ? x.t().sum(1) : x.permute(0, 1).sum(0)));
        cases.put("for an input of shape [1, 4], it gives", x -> x.add(x.narrow(0, x.size(0) / 2, 1)));
        cases.put("in 'var', divisor is 1.0", x -> x.add(Reductions.var(x, 0, true, false)));
        cases.put("computes 'narrow' for one input with a batch of 2, and 'mul'", x -> x.size(0) > 2 ? x.mul(2) : x.narrow(1, 0, 4));
        cases.put("for an input of shape [5, 4]", x -> x.size(0) > 4 ? x.mul(2) : x.mul(3));
        cases.put("for an input of shape [1, 4]", x -> x.size(0) == 1 ? x.mul(2) : x.mul(3));
        return cases.entrySet().stream().map(c -> DynamicTest.dynamicTest(c.getKey(), () -> {
            String message = refused(net(c.getValue()));
            assertTrue(message.contains(c.getKey().strip()), message);
        }));
    }

    @Test
    void aResultWithoutTheInputIsRefused() {
        assertTrue(refused(new Layer() {
            @Override
            protected Tensor compute(Tensor x) {
                return Tensor.ones(2, 3);
            }
        }).contains("does not depend on the input"));
    }

    /** Constants are what they were when the operation used them. */
    @Test
    void aConstantMayChangeAfterItsUse() {
        check(net(x -> {
            Tensor constant = Tensor.full(2, 4);
            Tensor y = x.mul(constant);
            constant.data()[0] = 5;
            return y.add(constant);
        }));
    }

    @Test
    void hooksAreExportedWithTheirLayer() {
        for (int hooked = 0; hooked < 4; hooked++) {
            Sequential net = new Sequential(new Linear(4, 4), new ReLU(), new Sequential(new Linear(4, 2)));
            Layer layer = hooked == 3 ? net : net.get(hooked);
            layer.registerForwardHook((l, x, y) -> y.mul(2));
            layer.registerForwardHook((l, x, y) -> y.addInPlace(Tensor.scalar(1)));
            check(net);
            net.get(0).registerForwardHook((l, x, y) -> y.mul(y.get(0, 0)));
            assertTrue(refused(net).contains("get()"));
        }
    }

    @Test
    void frozenParametersKeepTheirNames() {
        Layer net = net(x -> x);
        net.freeze();
        OnnxModel model = OnnxExport.of("net", net, 4);
        assertEquals(Set.of("linear.weight", "linear.bias", "shift"), model.graph().initializers().keySet());
    }

    /** The names of values in the middle are v2, v3 and so on, that of the result is output. */
    @Test
    void parametersMayHaveTheNamesOfValues() {
        for (String name : List.of("v1", "v2", "v3", "output", "input")) {
            check(new Layer() {
                private final Parameter p = parameter(name, Parameter.of(Tensor.vector(1, 2, 3, 4)));
                private final Parameter q = parameter("v4", Parameter.of(Tensor.vector(4, 3, 2, 1)));

                @Override
                protected Tensor compute(Tensor x) {
                    return x.mul(p.tensor()).add(q.tensor()).mul(p.tensor());
                }
            });
        }
    }

    /** Weights and biases, also those that are turned first; factors and epsilons are none. */
    @Test
    void whatCanBeTrainedComesBackAsParameters() {
        assertEquals(Set.of("0.weight", "0.bias", "1.weight", "1.bias"),
                again(new Sequential(new LayerNorm(4), new Linear(4, 2)), 4));
        assertEquals(Set.of("0.weight", "0.bias"), again(new Sequential(new Linear(4, 2)), 3, 4));
        assertEquals(Set.of("0.weight", "0.bias"), again(new Sequential(new ConvTranspose2d(1, 2, 2, 2)), 1, 3, 3));
        assertEquals(Set.of("0.weight", "0.bias"), again(new Sequential(new GroupNorm(2, 4)), 4, 3, 3));
        assertEquals(Set.of("linear.weight", "linear.bias", "shift"), again(net(x -> x.mul(0.5)), 4));
    }

    private static Set<String> again(Layer net, int... shape) {
        return new OnnxLayer(OnnxExport.of("net", net, shape)).namedParameters().keySet();
    }

    @Test
    void aJoiningLayerWithTooFewInputsSaysSo() {
        String message = assertThrows(IllegalArgumentException.class, () -> OnnxExport.of("net", new JoiningLayer() {
            @Override
            protected Tensor compute(List<Tensor> inputs) {
                return inputs.get(0).add(inputs.get(1));
            }
        }, 4)).getMessage();
        assertTrue(message.contains("it asks for input 1 and was given 1 input"), message);
    }

    @Test
    void sizesThatGrowWithTheBatchAreNamed() {
        OnnxModel model = OnnxExport.of("net", net(x -> Tensor.cat(0, x, Tensor.ones(1, 4), x)), 4);
        assertEquals(List.of("batch", "4"), model.graph().inputs().getFirst().dims());
        assertEquals(List.of("2*batch+1", "4"), model.graph().outputs().getFirst().dims());
        assertEquals(List.of(), OnnxExport.of("net", net(Tensor::sum), 4).graph().outputs().getFirst().dims());
    }

    private static void check(Layer net) {
        OnnxLayer exported = new OnnxLayer(OnnxExport.of("net", net, 4));
        for (int batch : new int[] {1, 2, 7}) {
            Tensor x = Tensor.randn(batch, 4);
            Tensor expected = net.forward(x);
            Tensor actual = exported.forward(x);
            assertEquals(expected.shape(), actual.shape());
            assertTrue(expected.allClose(actual, 1e-5, 1e-5), expected + "\n" + actual);
        }
    }
}
