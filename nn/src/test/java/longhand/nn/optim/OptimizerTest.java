package longhand.nn.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import longhand.io.NdArray;
import longhand.io.Npz;
import longhand.nn.Parameter;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Five steps of each optimiser, against PyTorch 1.13; of Muon, which it has not, against {@code make_muon.py}. */
class OptimizerTest {
    private static final int STEPS = 5;

    /** The settings of each file of cases, as its maker gave them to PyTorch. */
    static Stream<Arguments> cases() {
        return Stream.of(
                optimizer("sgd", p -> new SGD(p, 0.1)),
                optimizer("sgd_momentum", p -> new SGD(p, 0.05).momentum(0.9)),
                optimizer("sgd_nesterov", p -> new SGD(p, 0.05).momentum(0.9).nesterov(true).weightDecay(1e-3)),
                optimizer("adam", p -> new Adam(p, 0.01)),
                optimizer("adam_wd", p -> new Adam(p, 0.01).weightDecay(0.1)),
                optimizer("adamw", p -> new AdamW(p, 0.01).weightDecay(0.1)),
                optimizer("rmsprop", p -> new RMSprop(p, 0.01)),
                optimizer("adagrad", p -> new Adagrad(p, 0.05)),
                optimizer("muon", p -> new Muon(p, 0.01)));
    }

    private static Arguments optimizer(String name, Function<List<Parameter>, Optimizer> make) {
        return Arguments.of(name, make);
    }

    private static Map<String, NdArray> read(String name) throws URISyntaxException {
        return Npz.read(Path.of(OptimizerTest.class.getResource(name + ".npz").toURI()));
    }

    private static void stepWith(Optimizer optimizer, Parameter parameter, float[] gradients, int step) {
        int n = parameter.numel();
        parameter.tensor().setGrad(Tensor.of(Arrays.copyOfRange(gradients, step * n, (step + 1) * n),
                parameter.shape()));
        optimizer.step();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void stepsAsPyTorch(String name, Function<List<Parameter>, Optimizer> make) throws URISyntaxException {
        Map<String, NdArray> arrays = read(name);
        Parameter parameter = Parameter.of(Tensor.of(arrays.get("x").toFloats(), 4, 3));
        Optimizer optimizer = make.apply(List.of(parameter));
        float[] expected = arrays.get("y").toFloats();
        for (int step = 0; step < STEPS; step++) {
            stepWith(optimizer, parameter, arrays.get("grads").toFloats(), step);
            int n = parameter.numel();
            assertArrayEquals(Arrays.copyOfRange(expected, step * n, (step + 1) * n), parameter.data(), 1e-6f,
                    "after step " + step);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void goesOnFromASavedStateBitForBit(String name, Function<List<Parameter>, Optimizer> make)
            throws URISyntaxException {
        Map<String, NdArray> arrays = read(name);
        float[] gradients = arrays.get("grads").toFloats();
        Parameter straight = Parameter.of(Tensor.of(arrays.get("x").toFloats(), 4, 3));
        Optimizer optimizer = make.apply(List.of(straight));
        stepWith(optimizer, straight, gradients, 0);
        stepWith(optimizer, straight, gradients, 1);
        Parameter resumed = Parameter.of(Tensor.of(straight.data().clone(), 4, 3));
        Optimizer second = make.apply(List.of(resumed));
        second.loadStateDict(optimizer.stateDict());
        for (int step = 2; step < STEPS; step++) {
            stepWith(optimizer, straight, gradients, step);
            stepWith(second, resumed, gradients, step);
        }
        assertArrayEquals(straight.data(), resumed.data());
        assertEquals(STEPS, second.stateDict().get("0.step").item());
    }

    private static float[] trained(float[] start, float[][] gradients, Function<List<Parameter>, Optimizer> make) {
        Parameter w = Parameter.of(Tensor.of(start.clone()));
        Optimizer optimizer = make.apply(List.of(w));
        for (float[] g : gradients) {
            w.tensor().setGrad(Tensor.of(g));
            optimizer.step();
        }
        return w.data();
    }

    /** Three steps of PyTorch 1.13 from (1, −2). */
    static Stream<Arguments> settings() {
        return Stream.of(
                setting(0.8251720070838928, -2.0643739700317383, p -> new SGD(p, 0.1).weightDecay(0.2)),
                setting(0.7865048050880432, -2.042630672454834, p -> new Adam(p, 0.1).betas(0.8, 0.9).eps(0.1)),
                setting(0.7497736215591431, -2.01688289642334, p -> new AdamW(p, 0.1).betas(0.8, 0.9)),
                setting(0.6143934726715088, -1.9453434944152832, p -> new RMSprop(p, 0.1).alpha(0.8).weightDecay(0.2)),
                setting(0.35247603058815, -1.8860992193222046,
                        p -> new RMSprop(p, 0.1).alpha(0.8).weightDecay(0.2).momentum(0.5)),
                setting(0.8474321961402893, -1.953612208366394,
                        p -> new Adagrad(p, 0.1).lrDecay(0.5).weightDecay(0.2)));
    }

    private static Arguments setting(double first, double second, Function<List<Parameter>, Optimizer> make) {
        return Arguments.of(new float[] {(float) first, (float) second}, make);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void settingsMeanWhatTheyMeanInPyTorch(float[] expected, Function<List<Parameter>, Optimizer> make) {
        float[][] gradients = {{0.5f, -0.25f}, {1, 2}, {-0.3f, 0.1f}};
        assertArrayEquals(expected, trained(new float[] {1, -2}, gradients, make), 1e-6f);
    }

    /** So small that ε decides; from PyTorch 1.13. */
    @Test
    void epsilonTamesTinyGradients() {
        float[][] tiny = {{1e-8f, -2e-8f}, {1e-8f, -2e-8f}, {1e-8f, -2e-8f}};
        float[][] tinier = {{1e-10f, -2e-10f}, {1e-10f, -2e-10f}, {1e-10f, -2e-10f}};
        float[] start = new float[2];
        assertArrayEquals(new float[] {-0.26384586f, 0.47139084f},
                trained(start, tiny, p -> new RMSprop(p, 0.1)), 1e-6f);
        assertArrayEquals(new float[] {-0.14999998f, 0.19999999f},
                trained(start, tiny, p -> new Adam(p, 0.1)), 1e-6f);
        assertArrayEquals(new float[] {-0.12802389f, 0.16370928f},
                trained(start, tinier, p -> new Adagrad(p, 0.1)), 1e-6f);
    }

    @Test
    void stateHoldsWhatWasUsed() {
        Parameter w = Parameter.of(Tensor.vector(1));
        Optimizer optimizer = new RMSprop(List.of(w), 0.1);
        assertEquals(Set.of(), optimizer.stateDict().keySet());
        assertEquals(List.of(w), optimizer.parameters());
        w.tensor().setGrad(Tensor.vector(1));
        optimizer.step();
        assertEquals(Set.of("0.step", "0.square_avg"), optimizer.stateDict().keySet());
    }

    @Test
    void rmspropWithMomentumAsPyTorch() {
        Parameter w = Parameter.of(Tensor.vector(1));
        RMSprop optimizer = new RMSprop(List.of(w), 0.01).momentum(0.9);
        for (double g : new double[] {1, 2}) {
            w.tensor().setGrad(Tensor.vector(g));
            optimizer.step();
        }
        assertEquals(0.720468, w.data()[0], 1e-5); // 1 − 0.1 − (0.09 + 0.01 · 2/√0.0499)
    }

    @Test
    void parametersWithoutGradientStay() {
        List<Parameter> parameters = Parameter.all(Tensor.vector(1), Tensor.vector(2));
        Optimizer optimizer = new SGD(parameters, 1);
        parameters.getFirst().tensor().setGrad(Tensor.vector(3));
        optimizer.step();
        assertEquals(-2, parameters.get(0).data()[0]);
        assertEquals(2, parameters.get(1).data()[0]);
        optimizer.zeroGrad();
        assertTrue(parameters.stream().noneMatch(Parameter::hasGrad));
    }

    @Test
    void badSettingsAreRefused() {
        List<Parameter> parameters = Parameter.all(Tensor.vector(1));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new SGD(List.of(), 1)).getMessage()
                .contains("no parameter to train"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new SGD(parameters, -1)).getMessage()
                .contains("lr = -1.0"));
        assertThrows(IllegalArgumentException.class, () -> new SGD(parameters, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> new SGD(parameters, 1).momentum(1));
        assertThrows(IllegalArgumentException.class, () -> new SGD(parameters, 1).momentum(-0.1));
        new SGD(parameters, 0).momentum(0);
        assertThrows(IllegalArgumentException.class, () -> new Adam(parameters, Double.NaN));
    }

    /** The norm is compared with a millionth added to it, as in PyTorch. */
    @Test
    void tinyNormsAreClippedAndInfiniteOnesLeftAlone() {
        List<Parameter> parameters = Parameter.all(Tensor.vector(0));
        parameters.getFirst().tensor().setGrad(Tensor.vector(1e-6));
        GradientClip.norm(parameters, 1e-6);
        assertEquals(5e-7, parameters.getFirst().grad().get(0), 1e-12);
        parameters.getFirst().tensor().setGrad(Tensor.vector(Float.NEGATIVE_INFINITY));
        assertEquals(Double.POSITIVE_INFINITY, GradientClip.norm(parameters, 1));
        assertEquals(Float.NEGATIVE_INFINITY, parameters.getFirst().grad().get(0));
        parameters.getFirst().tensor().setGrad(Tensor.vector(Float.NaN));
        assertTrue(Double.isNaN(GradientClip.norm(parameters, 1)));
    }

    /** A negative one would turn all gradients round, NaN would clip nothing. */
    @Test
    void theLargestNormIsNotNegative() {
        List<Parameter> parameters = Parameter.all(Tensor.vector(0));
        parameters.getFirst().tensor().setGrad(Tensor.vector(3));
        for (double norm : new double[] {-1, Double.NaN}) {
            assertTrue(assertThrows(IllegalArgumentException.class, () -> GradientClip.norm(parameters, norm))
                    .getMessage().startsWith("GradientClip: maxNorm = " + norm));
        }
        assertEquals(3, GradientClip.norm(parameters, Double.POSITIVE_INFINITY));
        assertEquals(3, parameters.getFirst().grad().get(0));
    }

    @Test
    void optimizersHaveNames() {
        Map<String, Class<? extends Optimizer>> expected = Map.of("sgd", SGD.class, "adam", Adam.class,
                "adamw", AdamW.class, "rmsprop", RMSprop.class, "adagrad", Adagrad.class, "muon", Muon.class);
        Map<String, Double> decays = Map.of("adamw", 0.01, "muon", 0.1);
        assertEquals(expected.keySet(), Set.copyOf(Optimizers.names()));
        List<Parameter> parameters = Parameter.all(Tensor.vector(1));
        expected.forEach((name, type) -> {
            boolean hasMomentum = Set.of("sgd", "rmsprop", "muon").contains(name);
            Optimizer made = Optimizers.create(name, parameters, 0.1, 0, 0.3);
            assertEquals(type, made.getClass());
            assertEquals(0.1, made.lr());
            assertEquals(0.3, made.weightDecay());
            assertEquals(decays.getOrDefault(name, 0.0), Optimizers.defaultWeightDecay(name));
            assertEquals(name.equals("muon") ? 0.95 : 0, Optimizers.defaultMomentum(name));
            if (!hasMomentum) {
                assertThrows(IllegalArgumentException.class,
                        () -> Optimizers.create(name, parameters, 0.1, 0.9, 0), name);
            }
        });
        assertTrue(assertThrows(IllegalArgumentException.class,
                () -> Optimizers.create("lion", parameters, 0.1, 0, 0)).getMessage().contains("'lion'"));
    }

    @Test
    void momentumReachesTheOptimizersThatHaveIt() {
        float[][] gradients = {{1}, {1}};
        float[] start = {0};
        assertArrayEquals(trained(start, gradients, p -> new SGD(p, 0.1).momentum(0.5)),
                trained(start, gradients, p -> Optimizers.create("sgd", p, 0.1, 0.5, 0)));
        assertArrayEquals(trained(start, gradients, p -> new RMSprop(p, 0.1).momentum(0.5)),
                trained(start, gradients, p -> Optimizers.create("rmsprop", p, 0.1, 0.5, 0)));
        Parameter w = Parameter.of(Tensor.of(new float[4], 2, 2));
        assertTrue(Optimizers.create("muon", List.of(w), 0.1, 0.5, 0).toString().contains("momentum: 0.5"));
        assertTrue(Optimizers.create("muon", List.of(w), 0.1, 0, 0).toString().contains("momentum: 0.0"));
    }

    @Test
    void clipsByNormAndByValue() {
        List<Parameter> parameters = Parameter.all(Tensor.vector(0, 0), Tensor.vector(0));
        parameters.get(0).tensor().setGrad(Tensor.vector(3, 0));
        parameters.get(1).tensor().setGrad(Tensor.vector(-4));
        assertEquals(5, GradientClip.norm(parameters, 10), 1e-9);
        assertEquals(3, parameters.getFirst().grad().get(0));
        assertEquals(5, GradientClip.norm(parameters, 1), 1e-9);
        assertEquals(0.6, parameters.get(0).grad().get(0), 1e-6);
        assertEquals(-0.8, parameters.get(1).grad().get(0), 1e-6);
        GradientClip.value(parameters, 0.7);
        assertEquals(0.6, parameters.get(0).grad().get(0), 1e-6);
        assertEquals(-0.7, parameters.get(1).grad().get(0), 1e-6);
    }
}
