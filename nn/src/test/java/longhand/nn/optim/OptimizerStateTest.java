package longhand.nn.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import longhand.nn.LayerSnapshot;
import longhand.nn.Linear;
import longhand.nn.Parameter;
import longhand.nn.StateDictException;
import longhand.shape.Shape;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which saved states an optimiser goes on from, and settings that do not go together. */
class OptimizerStateTest {
    private final Parameter w = Parameter.of(Tensor.vector(1, 2));
    private final Parameter b = Parameter.of(Tensor.vector(3));

    private <O extends Optimizer> O stepped(O optimizer) {
        optimizer.parameters().forEach(parameter -> parameter.tensor().setGrad(Tensor.ones(parameter.shape().dims())));
        optimizer.step();
        optimizer.zeroGrad();
        return optimizer;
    }

    private List<Parameter> both() {
        return List.of(w, b);
    }

    private static Map<String, Tensor> without(Map<String, Tensor> state, String name) {
        Map<String, Tensor> less = new LinkedHashMap<>(state);
        less.remove(name);
        return less;
    }

    private static Map<String, Tensor> with(Map<String, Tensor> state, String name, Tensor tensor) {
        Map<String, Tensor> other = new LinkedHashMap<>(state);
        other.put(name, tensor);
        return other;
    }

    /** Saving after a setting has changed: what is saved fits an optimiser with the same setting. */
    @Test
    void momentumMayBeSwitchedOnAndOffBeforeSaving() {
        SGD on = stepped(new SGD(both(), 1)).momentum(0.5);
        assertArrayEquals(new float[2], on.stateDict().get("0.momentum_buffer").toArray());
        SGD sameOn = new SGD(both(), 1).momentum(0.5);
        sameOn.loadStateDict(on.stateDict());
        assertEquals(on.stateDict().keySet(), sameOn.stateDict().keySet());
        for (Optimizer off : List.of(stepped(new SGD(both(), 1).momentum(0.5)).momentum(0),
                stepped(new RMSprop(both(), 1).momentum(0.5)).momentum(0))) {
            Optimizer sameOff = off instanceof SGD ? new SGD(both(), 1) : new RMSprop(both(), 1);
            sameOff.loadStateDict(off.stateDict());
            assertEquals(off.stateDict().keySet(), sameOff.stateDict().keySet());
        }
    }

    @TestFactory
    Stream<DynamicTest> aStateThatDoesNotFitIsRefusedAndChangesNothing() {
        Map<String, Tensor> adam = stepped(new Adam(both(), 1)).stateDict();
        Map<String, Tensor> momentum = stepped(new SGD(both(), 1).momentum(0.5)).stateDict();
        Map<String, Tensor> rms = stepped(new RMSprop(both(), 1).momentum(0.5)).stateDict();
        Map<String, Map.Entry<Optimizer, Map<String, Tensor>>> cases = new LinkedHashMap<>();
        cases.put("'0.momentum_buffer' [2] does not belong to SGD with 2 parameters",
                Map.entry(new SGD(both(), 1), momentum));
        cases.put("'0.momentum_buffer' [2] does not belong to RMSprop", Map.entry(new RMSprop(both(), 1), rms));
        cases.put("'0.exp_avg' [2] does not belong to SGD", Map.entry(new SGD(both(), 1).momentum(0.5), adam));
        cases.put("'0.momentum_buffer' is missing for SGD", Map.entry(new SGD(both(), 1).momentum(0.5),
                stepped(new SGD(both(), 1)).stateDict()));
        cases.put("'1.exp_avg_sq' is missing for Adam", Map.entry(new Adam(both(), 1), without(adam, "1.exp_avg_sq")));
        cases.put("'1.step' is missing for AdamW", Map.entry(new AdamW(both(), 1), without(adam, "1.step")));
        cases.put("'1.step' [] does not belong", Map.entry(new Adam(both(), 1), with(adam, "1.step", Tensor.scalar(-1))));
        cases.put("'0.step' [] does not belong", Map.entry(new Adam(both(), 1), with(adam, "0.step", Tensor.scalar(1.5))));
        cases.put("'1.step' [] does not belong to Adam", Map.entry(new Adam(both(), 1), with(adam, "1.step",
                Tensor.scalar(1e30))));
        cases.put("'0.step' [2] does not belong", Map.entry(new Adam(both(), 1), with(adam, "0.step", Tensor.ones(2))));
        cases.put("'1.exp_avg' [2] does not belong", Map.entry(new Adam(both(), 1), with(adam, "1.exp_avg",
                Tensor.ones(2))));
        cases.put("'0.exp_avg' [2] does not belong to Adam with 1 parameter.", Map.entry(new Adam(List.of(b), 1), adam));
        cases.put("the saved state is empty, and Adam has stepped", Map.entry(stepped(new Adam(both(), 1)), Map.of()));
        for (String key : List.of("2.step", "step", "x.step", "00.step", "0.step.more", "0.exp_avg_of_mine")) {
            cases.put("'" + key + "'", Map.entry(new Adam(both(), 1), with(adam, key, Tensor.scalar(1))));
        }
        cases.put("parameter 0 has no shape yet", Map.entry(new Adam(Linear.lazy(2).parameters(), 1), adam));
        return cases.entrySet().stream().map(c -> DynamicTest.dynamicTest(c.getKey(), () -> {
            Optimizer optimizer = c.getValue().getKey();
            Map<String, float[]> before = numbers(optimizer);
            String message = assertThrows(StateDictException.class,
                    () -> optimizer.loadStateDict(c.getValue().getValue())).getMessage();
            assertTrue(message.startsWith("loadStateDict: " + c.getKey()) && message.contains(" Rule: ")
                    && message.contains(" Fix: "), message);
            assertEquals(before.keySet(), optimizer.stateDict().keySet());
            before.forEach((name, values) ->
                    assertArrayEquals(values, optimizer.stateDict().get(name).toArray(), name));
        }));
    }

    private static Map<String, float[]> numbers(Optimizer optimizer) {
        Map<String, float[]> numbers = new HashMap<>();
        optimizer.stateDict().forEach((name, tensor) -> numbers.put(name, tensor.toArray()));
        return numbers;
    }

    @Test
    void nullIsNoName() {
        Adam adam = new Adam(both(), 1);
        String message = assertThrows(IllegalArgumentException.class,
                () -> adam.loadStateDict(with(Map.of(), null, Tensor.scalar(1)))).getMessage();
        assertTrue(message.startsWith("loadStateDict: a name in the saved state is null"), message);
    }

    /** A parameter that no gradient has reached yet has no state. */
    @Test
    void statesOfSomeParametersAreEnough() {
        Adam first = new Adam(both(), 1);
        w.tensor().setGrad(Tensor.ones(2));
        first.step();
        Adam second = new Adam(both(), 1);
        second.loadStateDict(first.stateDict());
        assertEquals(first.stateDict().keySet(), second.stateDict().keySet());
        new Adam(both(), 1).loadStateDict(new Adam(both(), 1).stateDict());
    }

    /** Stepped or loaded: the numbers were those of a shape that the parameter has no more. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aParameterThatGetsAnotherShapeBeginsAnew(boolean loaded) {
        Linear layer = Linear.lazy(2);
        Adam adam = new Adam(layer.parameters(), 0.1);
        try (LayerSnapshot _ = LayerSnapshot.of(layer)) {
            layer.forward(Tensor.ones(1, 3));
            if (loaded) {
                adam.loadStateDict(stepped(new Adam(layer.parameters(), 0.1)).stateDict());
            } else {
                stepped(adam);
            }
            assertEquals(Shape.of(2, 3), adam.stateDict().get("0.exp_avg").shape());
        }
        assertEquals(Map.of(), adam.stateDict());
        layer.forward(Tensor.ones(1, 5));
        assertEquals(List.of("1.step", "1.exp_avg", "1.exp_avg_sq"), List.copyOf(adam.stateDict().keySet()));
        stepped(adam);
        assertEquals(Shape.of(2, 5), adam.stateDict().get("0.exp_avg").shape());
        assertEquals(1, adam.stateDict().get("0.step").item());
    }

    /** PyTorch: "Nesterov momentum requires a momentum and zero dampening". */
    @Test
    void nesterovNeedsMomentum() {
        SGD optimizer = new SGD(both(), 1).nesterov(true);
        w.tensor().setGrad(Tensor.ones(2));
        String message = assertThrows(IllegalStateException.class, optimizer::step).getMessage();
        assertTrue(message.startsWith("SGD: nesterov(true) without momentum") && message.contains("Fix: "), message);
        assertArrayEquals(new float[] {1, 2}, w.tensor().toArray());
        assertEquals(Map.of(), optimizer.stateDict());
        optimizer.momentum(0.5).step();
        assertArrayEquals(new float[] {-0.5f, 0.5f}, w.tensor().toArray());
    }
}
