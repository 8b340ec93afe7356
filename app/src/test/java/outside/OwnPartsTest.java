package outside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.autograd.Edge;
import longhand.autograd.GradCheck;
import longhand.autograd.Registration;
import longhand.backend.Backends;
import longhand.io.state.StateFiles;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.JoiningLayer;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.Parameter;
import longhand.nn.Sequential;
import longhand.nn.StateDictException;
import longhand.nn.Tanh;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.ParameterState;
import longhand.random.Generator;
import longhand.shape.Shape;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Parts of a network that users may write themselves; {@link OwnDataTest} has data, losses and metrics.
 * docs/embedding.md leads through them.
 */
class OwnPartsTest {
    @BeforeEach
    void sameNumbersEveryTime() {
        Generator.manualSeed(7);
    }

    /** An optimiser. */
    private static final class SignDescent extends Optimizer {
        SignDescent(List<Parameter> parameters, double lr) {
            super(parameters, lr);
        }

        @Override
        protected void update(float[] w, float[] g, int n, ParameterState state) {
            float[] calls = state.array("calls", n);
            for (int i = 0; i < n; i++) {
                calls[i]++;
                w[i] -= (float) (lr() * Math.signum(g[i]) + lr() * weightDecay() * w[i]);
            }
        }

        @Override
        protected List<String> slots() {
            return List.of("calls");
        }
    }

    @Test
    void anOptimizerKeepsAndSavesItsState() {
        Tensor w = Tensor.vector(3, -3).requiresGrad(true);
        SignDescent optimizer = new SignDescent(Parameter.all(w), 0.5);
        for (int i = 0; i < 2; i++) {
            optimizer.zeroGrad();
            w.square().sum().backward();
            optimizer.step();
        }
        assertArrayEquals(new float[] {2, -2}, w.toArray());
        Map<String, Tensor> state = optimizer.stateDict();
        assertArrayEquals(new float[] {2, 2}, state.get("0.calls").toArray());
        SignDescent other = new SignDescent(Parameter.all(Tensor.zeros(2)), 0.5);
        other.loadStateDict(state);
        assertEquals(state.keySet(), other.stateDict().keySet());
        assertTrue(optimizer.toString().startsWith("SignDescent (\nParameter Group 0\n    lr: 0.5\n"),
                optimizer.toString());
    }

    @Test
    void parameterGroupsHaveRatesAndDecaysOfTheirOwn() {
        Tensor a = Tensor.vector(10).requiresGrad(true);
        Tensor b = Tensor.vector(10).requiresGrad(true);
        SignDescent optimizer = new SignDescent(Parameter.all(a), 1);
        optimizer.addGroup(Parameter.all(b), 0.1, 0.5);
        a.add(b).sum().backward();
        optimizer.step();
        assertEquals(9, a.item());
        assertEquals(10 - 0.1 - 0.1 * 0.5 * 10, b.item(), 1e-5);
        optimizer.lr(2); // as a schedule does
        optimizer.step();
        assertEquals(7, a.item());
        assertEquals(2, optimizer.parameters().size());
        assertThrows(IllegalArgumentException.class, () -> optimizer.addGroup(optimizer.parameters(), 1, 0));
        assertThrows(IllegalArgumentException.class, () -> optimizer.addGroup(Parameter.all(Tensor.ones(1)), -1, 0));
    }

    /** An operation with a gradient. */
    private static Tensor cube(Tensor x) {
        return Internals.recorded("cube", x.detach().pow(3), Edge.to(x, g -> g.mul(x.square()).mul(3)).reads(x));
    }

    @Test
    void anOperationIsCheckedAgainstFiniteDifferences() {
        GradCheck.check(in -> cube(in.get(0)), Tensor.vector(0.5, -1, 2));
        GradCheck.checkGradientOfGradient(in -> cube(in.get(0)), Tensor.vector(0.5, -1, 2));
    }

    /** A layer with several inputs. */
    private static final class Gate extends JoiningLayer {
        private final Linear linear = child("linear", new Linear(3, 3));

        @Override
        protected Tensor compute(List<Tensor> inputs) {
            return inputs.get(0).mul(linear.forward(inputs.get(1)).sigmoid());
        }
    }

    @Test
    void aLayerMayHaveSeveralInputs() {
        Gate gate = new Gate();
        List<Tensor> seen = new ArrayList<>();
        try (Registration _ = gate.registerForwardHook((layer, x, y) -> {
            seen.add(y);
            return y;
        })) {
            gate.forward(Tensor.ones(2, 3), Tensor.zeros(2, 3)).sum().backward();
        }
        assertEquals(1, seen.size());
        assertTrue(gate.namedParameters().get("linear.weight").hasGrad());
    }

    static Sequential smallNet(int in, int out) {
        return new Sequential(new Linear(in, 16), new Tanh(), new Linear(16, out));
    }

    @Test
    void aNewHeadOnATrainedNetwork(@TempDir Path folder) {
        Sequential trained = smallNet(3, 10);
        Path file = folder.resolve("net.safetensors");
        StateFiles.save(file, trained.stateDict());
        Sequential net = smallNet(3, 10);
        net.set(2, new Linear(16, 4));
        Map<String, Tensor> state = new LinkedHashMap<>(StateFiles.load(file));
        assertThrows(StateDictException.class, () -> net.loadStateDict(state, false)); // shapes differ
        state.keySet().removeIf(name -> name.startsWith("2."));
        state.put("extra", Tensor.ones(1));
        assertEquals(List.of("2.weight", "2.bias", "extra"), net.loadStateDict(state, false));
        assertTrue(net.stateDict().get("0.weight").equalTo(trained.stateDict().get("0.weight")));
        assertEquals(Shape.of(1, 4), net.forward(Tensor.ones(1, 3)).shape());
        assertThrows(StateDictException.class, () -> net.loadStateDict(state));
    }

    @Test
    void aLossWithWeightsOfClasses() {
        Tensor logits = Tensor.of(new double[][] {{1, 0}, {1, 0}});
        double right = new CrossEntropyLoss().forward(logits, 0, 0).item();
        double wrong = new CrossEntropyLoss().forward(logits, 1, 1).item();
        Tensor labels = Tensor.of(new int[] {0, 1});
        assertEquals((right + 3 * wrong) / 4,
                new CrossEntropyLoss().weight(Tensor.vector(1, 3)).forward(logits, labels).item(), 1e-6);
        assertEquals(right, new CrossEntropyLoss().ignoreIndex(1).forward(logits, labels).item(), 1e-6);
    }

    @Test
    void aBackendForOneBlockOfOneThread() throws InterruptedException {
        String outside = Backends.current().name();
        String[] other = new String[1];
        try (Backends.Block _ = Backends.with("reference")) {
            assertEquals("reference", Backends.current().name());
            Thread thread = new Thread(() -> other[0] = Backends.current().name());
            thread.start();
            thread.join();
            try (Backends.Block _ = Backends.with("cpu")) {
                assertEquals("cpu", Backends.current().name());
            }
            assertEquals("reference", Backends.current().name());
        }
        assertEquals(outside, Backends.current().name());
        assertEquals(outside, other[0]);
    }

    @Test
    void modesReturnNothingAndLayersAreIterable() {
        Sequential net = smallNet(2, 2);
        net.eval();
        List<Layer> layers = new ArrayList<>();
        for (Layer layer : net) {
            layers.add(layer);
        }
        assertEquals(net.layers(), layers);
    }
}
