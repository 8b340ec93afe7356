package longhand.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import longhand.autograd.Edge;
import longhand.autograd.GradCheck;
import longhand.autograd.GradientHook;
import longhand.autograd.Registration;
import longhand.backend.Backend;
import longhand.backend.Backends;
import longhand.io.state.StateFiles;
import longhand.nn.onnx.OnnxLayer;
import longhand.nn.optim.GradientClip;
import longhand.nn.optim.Optimizers;
import longhand.nn.optim.SGD;
import longhand.nn.optim.Schedules;
import longhand.nn.training.Checkpoint;
import longhand.nn.training.Evaluator;
import longhand.shape.Window2d;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** What a caller forgot, or his layer, hook or operation: an error that names it, with a rule and a fix. */
class MissingPartsTest {
    private static final Tensor ROW = Tensor.ones(1, 3);

    /** Multiplies its first input with its second. */
    private static final class Product extends JoiningLayer {
        @Override
        protected Tensor compute(List<Tensor> inputs) {
            return inputs.get(0).mul(inputs.get(1));
        }
    }

    private static final class Forgetful extends Layer {
        @Override
        protected Tensor compute(Tensor x) {
            return null;
        }
    }

    private static Sequential net() {
        return new Sequential(new Linear(3, 4), new ReLU(), new Linear(4, 1));
    }

    private static Linear hooked(ForwardHook hook) {
        Linear linear = new Linear(3, 2);
        linear.registerForwardHook(hook);
        return linear;
    }

    private static void backwardHooked(BackwardHook hook) {
        Linear linear = new Linear(3, 2);
        linear.registerBackwardHook(hook);
        linear.forward(ROW).sum().backward();
    }

    private static void hookedProduct(GradientHook hook) {
        Tensor product = Tensor.ones(1, 3).requiresGrad(true).mul(2);
        product.registerHook(hook);
        product.sum().backward();
    }

    private static Tensor recorded(Tensor result, Edge... edges) {
        return Internals.recorded("mine", result, edges);
    }

    private static Map<String, Executable> forgotten() {
        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put("Product.forward", () -> new Product().forward(List.of()));
        calls.put("Product.forward: it asks for input 1", () -> new Product().forward(ROW));
        calls.put("Product.forward: input 1", () -> new Product().forward(ROW, null));
        calls.put("Product.forward: input 0", () -> new Product().forward(Arrays.asList(null, ROW)));
        calls.put("Forgetful.forward: the result of compute", () -> new Forgetful().forward(ROW));
        calls.put("Linear.forward: the input", () -> new Linear(3, 2).forward(null));
        calls.put("Linear.forward: the result of a forward hook", () -> hooked((l, x, y) -> null).forward(ROW));
        calls.put("registerForwardHook", () -> net().registerForwardHook(null));
        calls.put("registerBackwardHook", () -> net().registerBackwardHook(null));
        String here = "(a lambda in longhand.nn.MissingPartsTest)";
        calls.put("registerBackwardHook: the gradient that the hook " + here + " of Linear returned is null",
                () -> backwardHooked((layer, gradient) -> null));
        calls.put("registerBackwardHook: the hook " + here + " of Linear returned shape [2] instead of [1, 2]",
                () -> backwardHooked((layer, gradient) -> Tensor.ones(2)));
        calls.put("registerHook: the gradient that the hook " + here + " of the result of 'mul' returned is null",
                () -> hookedProduct(gradient -> null));
        calls.put("registerHook: the hook " + here + " of the result of 'mul' returned shape [3] instead of [1, 3]",
                () -> hookedProduct(gradient -> Tensor.ones(3)));
        calls.put("layer: '0' cannot name a part of Sequential, which has a layer of that name",
                () -> net().add("0", new ReLU()));
        calls.put("registerHook: the hook", () -> Tensor.ones(1).requiresGrad(true).registerHook(null));
        Tensor x = Tensor.ones(3).requiresGrad(true);
        calls.put("backward: what the gradient function of 'mine'",
                () -> recorded(Tensor.ones(3), Edge.to(x, g -> null)).sum().backward());
        calls.put("Internals.recorded", () -> recorded(null, Edge.to(x, g -> g)));
        calls.put("Edge.to: the input", () -> Edge.to(null, g -> g));
        calls.put("Edge.to: the gradient function", () -> Edge.to(x, null));
        calls.put("Edge.reads", () -> Edge.to(x, g -> g).reads(x, null));
        calls.put("backward: the upstream gradient", () -> Tensor.ones(3).requiresGrad(true).mul(2).backward(null));
        calls.put("setGrad", () -> Tensor.ones(1).setGrad(null));
        calls.put("Tensor.of", () -> Tensor.of((float[]) null));
        calls.put("Parameter.of: the tensor is null", () -> Parameter.of(null));
        calls.put("Parameter.of: the tensor of shape [3] is the result of 'mul'", () -> Parameter.of(x.mul(2)));
        calls.put("Sequential: its part '0'", () -> net().set(0, null));
        calls.put("Sequential: its part '3'", () -> net().add(null));
        calls.put("Sequential: the name of a part", () -> net().add(null, new ReLU()));
        calls.put("Sequential: its part '1'", () -> new Sequential(new ReLU(), null));
        calls.put("Sequential.set: there is no layer -1", () -> net().set(-1, new ReLU()));
        calls.put("Sequential.set: there is no layer 3", () -> net().set(3, new ReLU()));
        calls.put("Sequential.get: there is no layer 3", () -> net().get(3));
        calls.put("layer: Sequential would be inside its own part '0'", () -> {
            Sequential inner = net();
            Sequential outer = new Sequential(inner);
            inner.set(0, outer);
        });
        calls.put("layer: Sequential would be inside its own part '3'", () -> {
            Sequential net = net();
            net.add(net);
        });
        Map<String, Tensor> state = new HashMap<>();
        state.put("bias", null);
        calls.put("loadStateDict: the tensor 'bias'", () -> new Linear(3, 2).loadStateDict(state, false));
        calls.put("loadStateDict: the saved state", () -> new Linear(3, 2).loadStateDict(null));
        calls.put("Conv2d: the window", () -> new Conv2d(1, 1, (Window2d) null));
        calls.put("ConvTranspose2d: the window", () -> new ConvTranspose2d(1, 1, null, 0));
        calls.put("MaxPool2d: the window", () -> new MaxPool2d(null));
        calls.put("AvgPool2d: the window", () -> new AvgPool2d(null, true));
        calls.put("CrossEntropyLoss: the tensor of class weights", () -> new CrossEntropyLoss().weight(null));
        calls.put("Sequential: the list of layers", () -> new Sequential((List<Layer>) null));
        calls.put("Layer.apply: the action", () -> net().apply(null));
        calls.put("GradientClip: the list of parameters", () -> GradientClip.norm(null, 1));
        calls.put("schedule: its name", () -> Schedules.create(null, 0.1, 10));
        calls.put("optimizer: its name", () -> Optimizers.create(null, net().parameters(), 0.1, 0, 0));
        calls.put("Checkpoint.read: the file", () -> Checkpoint.read(null));
        calls.put("evaluation: the loader of the images",
                () -> new Evaluator(net(), new CrossEntropyLoss()).evaluate(null, (batch, output) -> { }));
        SGD sgd = new SGD(net().parameters(), 0.1);
        calls.put("optimizer: the group has no parameter", () -> sgd.addGroup(List.of(), 1, 0));
        calls.put("optimizer: the list of parameters", () -> sgd.addGroup(null, 1, 0));
        calls.put("optimizer: a parameter", () -> new SGD(Arrays.asList((Parameter) null), 1));
        calls.put("loadStateDict: the saved state of the optimiser", () -> sgd.loadStateDict(null));
        calls.put("StateFiles.save: the state", () -> StateFiles.save(Path.of("never.npz"), null));
        calls.put("StateFiles.save: the file", () -> StateFiles.save(null, net().stateDict()));
        calls.put("OnnxLayer.read", () -> OnnxLayer.read((Path) null));
        calls.put("GradCheck: what the function returned", () -> GradCheck.check(leaves -> null, ROW));
        calls.put("Internals.recorded: the name", () -> Internals.recorded(null, Tensor.ones(3), Edge.to(x, g -> g)));
        calls.put("Edge.reads: tensor 0", () -> Edge.to(ROW, g -> g).reads((Tensor) null));
        calls.put("the name of the backend", () -> Backends.with(null));
        calls.put("the backend", () -> Backends.use((Backend) null));
        return calls;
    }

    @TestFactory
    Stream<DynamicTest> eachIsAnErrorThatNamesIt() {
        return forgotten().entrySet().stream().map(call -> DynamicTest.dynamicTest(call.getKey(), () -> {
            String message = assertThrows(RuntimeException.class, call.getValue()).getMessage();
            assertTrue(message != null && message.startsWith(call.getKey()) && message.contains("Fix: "), message);
        }));
    }

    @Test
    void whatIsRefusedChangesNothing() {
        Sequential net = net();
        String before = net.toString();
        assertThrows(RuntimeException.class, () -> net.set(0, net));
        assertThrows(RuntimeException.class, () -> net.add(null));
        assertThrows(UnsupportedOperationException.class, () -> {
            Iterator<Layer> layers = net.iterator();
            layers.next();
            layers.remove();
        });
        assertThrows(UnsupportedOperationException.class, () -> net.layers().clear());
        assertEquals(before, net.toString());
        assertEquals(1, net.set(0, new Linear(3, 4)).forward(ROW).numel());
    }

    @Test
    void aPassThatFailedIsNamedByTheNextOne() {
        Tensor x = Tensor.ones(2).requiresGrad(true);
        Tensor middle = x.mul(2);
        Registration hook = middle.registerHook(gradient -> {
            throw new IllegalStateException("of the user");
        });
        Tensor y = middle.square().sum();
        assertEquals("of the user", assertThrows(IllegalStateException.class, y::backward).getMessage());
        hook.close();
        String message = assertThrows(IllegalStateException.class, y::backward).getMessage();
        assertTrue(message.contains("ended with an error") && message.contains("Fix: "), message);
        x.mul(2).square().sum().backward();
        assertArrayEquals(new float[] {8, 8}, x.grad().toArray());
        x.zeroGrad();
        Tensor again = x.square().sum();
        again.backward();
        message = assertThrows(IllegalStateException.class, again::backward).getMessage();
        assertTrue(message.contains("freed by an earlier backward()"), message);
    }

    /**
     * A hook belongs to the layer as a whole: who watches sees what the layer computed, the next layer what follows.
     */
    @Test
    void watchersSeeWhatTheLayerComputed() {
        Linear linear = hooked((layer, x, y) -> y.mul(2));
        Tensor[] seen = new Tensor[1];
        Tensor result;
        try (ForwardWatch _ = ForwardWatch.start((layer, x, y) -> seen[0] = y)) {
            result = linear.forward(ROW);
        }
        assertArrayEquals(seen[0].mul(2).toArray(), result.toArray());
    }
}
