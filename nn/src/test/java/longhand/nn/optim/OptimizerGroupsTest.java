package longhand.nn.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import longhand.nn.Parameter;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every optimiser with every kind of setting: its groups, and going on from a saved state. */
class OptimizerGroupsTest {
    private static final double LR = 0.05;
    private static final double DECAY = 0.3;
    private static final double FACTOR = 0.25;

    /** Makes an optimiser of one kind. */
    private record Kind(String name, Make make) {
        Optimizer of(List<Parameter> parameters, double lr, double decay) {
            return make.of(parameters, lr, decay);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    private interface Make {
        Optimizer of(List<Parameter> parameters, double lr, double decay);
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("sgd", (p, lr, d) -> new SGD(p, lr).weightDecay(d)),
                new Kind("momentum", (p, lr, d) -> new SGD(p, lr).momentum(0.9).weightDecay(d)),
                new Kind("nesterov", (p, lr, d) -> new SGD(p, lr).momentum(0.9).nesterov(true).weightDecay(d)),
                new Kind("adam", (p, lr, d) -> new Adam(p, lr).betas(0.8, 0.9).eps(1e-3).weightDecay(d)),
                new Kind("adamw", (p, lr, d) -> new AdamW(p, lr).betas(0.8, 0.9).weightDecay(d)),
                new Kind("rmsprop", (p, lr, d) -> new RMSprop(p, lr).alpha(0.8).weightDecay(d)),
                new Kind("rmsprop with momentum", (p, lr, d) -> new RMSprop(p, lr).momentum(0.5).weightDecay(d)),
                new Kind("adagrad", (p, lr, d) -> new Adagrad(p, lr).lrDecay(0.2).weightDecay(d)));
    }

    private static Parameter parameter(double first) {
        return Parameter.of(Tensor.vector(first, -first, 0.5));
    }

    @Test
    void aRefusedGroupChangesNothing() {
        Parameter first = parameter(1);
        Parameter second = parameter(2);
        Optimizer optimizer = new SGD(List.of(first), 1);
        assertThrows(IllegalArgumentException.class, () -> optimizer.addGroup(List.of(second, first), 1, 0));
        assertEquals(List.of(first), optimizer.parameters());
        optimizer.addGroup(List.of(second), 0.5, 0);
        second.tensor().setGrad(Tensor.vector(1, 1, 1));
        optimizer.step();
        assertArrayEquals(new float[] {1.5f, -2.5f, 0}, second.data());
    }

    private static void step(Optimizer optimizer, Generator generator, Parameter... parameters) {
        for (Parameter parameter : parameters) {
            parameter.tensor().setGrad(Tensor.vector(generator.nextDouble() - 0.5, generator.nextDouble(), 0.1));
        }
        optimizer.step();
    }

    /** A group does what an optimiser of its own would do, with the rate times its factor and its own decay. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aGroupHasItsOwnRateAndDecay(Kind kind) {
        Parameter[] together = {parameter(1), parameter(2), parameter(3)};
        Optimizer one = kind.of(List.of(together[0]), LR, DECAY);
        one.addGroup(List.of(together[1]), FACTOR, 0.7);
        one.addGroup(List.of(together[2]), 0, 0);
        Parameter[] alone = {parameter(1), parameter(2)};
        Optimizer first = kind.of(List.of(alone[0]), LR, DECAY);
        Optimizer second = kind.of(List.of(alone[1]), FACTOR * LR, 0.7);
        for (int seed = 0; seed < 4; seed++) {
            double rate = seed == 3 ? LR / 2 : LR;
            one.lr(rate); // as a schedule does
            first.lr(rate);
            second.lr(FACTOR * rate);
            Generator generator = new Generator(seed);
            step(one, generator, together);
            generator = new Generator(seed);
            step(first, generator, alone[0]);
            step(second, generator, alone[1]);
            assertArrayEquals(alone[0].data(), together[0].data(), "step " + seed);
            assertArrayEquals(alone[1].data(), together[1].data(), "step " + seed);
            assertArrayEquals(parameter(3).data(), together[2].data(), "a rate of 0 changes nothing");
            assertEquals(rate, one.lr(), "outside of a step it is that of the first group");
        }
        String text = one.toString();
        assertTrue(text.contains("Parameter Group 0\n") && text.contains("    weight_decay: 0.3\n"), text);
        String group1 = text.substring(text.indexOf("Parameter Group 1"), text.indexOf("Parameter Group 2"));
        assertTrue(group1.contains("    lr: 0.00625\n") && group1.contains("    weight_decay: 0.7\n"), text);
    }

    /** All that a step needs is in the saved state, whatever the settings are, and it is a copy. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aSavedStateHoldsAllThatIsRemembered(Kind kind) {
        Parameter straight = parameter(1);
        Optimizer optimizer = kind.of(List.of(straight), LR, DECAY);
        Generator generator = new Generator(1);
        step(optimizer, generator, straight);
        step(optimizer, generator, straight);
        Parameter resumed = Parameter.of(straight.tensor().detach().copy());
        Optimizer other = kind.of(List.of(resumed), LR, DECAY);
        other.loadStateDict(optimizer.stateDict());
        byte[] chance = generator.state();
        step(optimizer, generator, straight);
        step(optimizer, generator, straight);
        generator.state(chance);
        step(other, generator, resumed);
        step(other, generator, resumed);
        assertArrayEquals(straight.data(), resumed.data());
        assertEquals(optimizer.stateDict().keySet(), other.stateDict().keySet());
    }
}
