package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import longhand.shape.Shape;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;

/** Values and gradients at 0, −0, denormal and huge numbers, ∞ and NaN, and where numbers tie, against PyTorch's. */
class SpecialValuesTest {
    private static final double TOLERANCE = 2e-6;
    /** Differences of large terms in their formulas make PyTorch's own results inexact. */
    private static final Set<String> CANCELLING = Set.of("gelu", "softmax", "logSoftmax", "bceWithLogits");
    private static final float HUGE = 3e38f;
    private static final Set<String> OVERFLOWING = Set.of("softplus", "var", "unbiasedVar", "avgPool2d",
            "batchNorm");
    private static final float[] UPSTREAM = {1, 0, -2, 1e-40f, HUGE, Float.POSITIVE_INFINITY, Float.NaN};

    /** A line of special_values.json, which make_special_values.py writes. */
    record Case(String op, float[] args, int[] shape, float[][] inputs, float[] value, float[][][] gradients) {
        Tensor apply(List<Tensor> in) {
            Function<List<Tensor>, Tensor> function = SIMPLE.get(op);
            return function != null ? function.apply(in) : withArguments(in);
        }

        private Tensor withArguments(List<Tensor> in) {
            Tensor x = in.getFirst();
            return switch (op) {
                case "pow" -> x.pow(args[0]);
                case "batchNorm" -> Normalization.batchNorm(x, in.get(1).reshape(-1), in.get(2).reshape(-1),
                        Tensor.full(args[0], x.numel()), Tensor.full(args[1], x.numel()), false, 0.1, 1e-5);
                case "clamp" -> x.clamp(args[0], args[1]);
                case "where" -> x.where(Tensor.scalar(args[0]), in.get(1));
                case "bceWithLogits" -> Losses.bceWithLogits(x, Tensor.vector(args[0]));
                case "maxPool2d" -> Pooling.maxPool2d(x, Window2d.of(1, x.numel()));
                case "avgPool2d" -> Pooling.avgPool2d(x, Window2d.of(1, x.numel()), true);
                case "matmul" -> x.reshape(1, -1).matmul(x.detach().reshape(-1, 1));
                default -> throw new AssertionError(op);
            };
        }
    }

    private static final Map<String, Function<List<Tensor>, Tensor>> SIMPLE = Map.ofEntries(
            unary("neg", Tensor::neg), unary("abs", Tensor::abs), unary("square", Tensor::square),
            unary("sqrt", Tensor::sqrt), unary("reciprocal", Tensor::reciprocal), unary("exp", Tensor::exp),
            unary("log", Tensor::log), unary("relu", Tensor::relu), unary("sigmoid", Tensor::sigmoid),
            unary("tanh", Tensor::tanh), unary("gelu", Tensor::gelu), unary("silu", Tensor::silu),
            unary("softplus", Tensor::softplus), unary("leakyRelu", x -> x.leakyRelu(0.1)),
            unary("sum", Tensor::sum), unary("mean", Tensor::mean), unary("max", Tensor::max),
            unary("min", Tensor::min), unary("maxOfDim", x -> x.max(0, false)), unary("minOfDim", x -> x.min(0, false)),
            unary("argmax", x -> x.argmax(0, false)), unary("softmax", x -> x.softmax(0)),
            unary("logSoftmax", x -> x.logSoftmax(0)), unary("var", x -> x.var(0, false, false)),
            unary("unbiasedVar", x -> x.var(0, true, false)),
            Map.entry("add", in -> in.get(0).add(in.get(1))), Map.entry("sub", in -> in.get(0).sub(in.get(1))),
            Map.entry("mul", in -> in.get(0).mul(in.get(1))), Map.entry("div", in -> in.get(0).div(in.get(1))),
            Map.entry("maximum", in -> in.get(0).maximum(in.get(1))),
            Map.entry("minimum", in -> in.get(0).minimum(in.get(1))),
            Map.entry("powers", in -> in.get(0).pow(in.get(1))),
            Map.entry("eq", in -> in.get(0).eq(in.get(1))), Map.entry("gt", in -> in.get(0).gt(in.get(1))),
            Map.entry("ge", in -> in.get(0).ge(in.get(1))),
            Map.entry("mseLoss", in -> Losses.mseLoss(in.get(0), in.get(1))),
            Map.entry("l1Loss", in -> Losses.l1Loss(in.get(0), in.get(1))));

    private static Map.Entry<String, Function<List<Tensor>, Tensor>> unary(String op, Function<Tensor, Tensor> f) {
        return Map.entry(op, in -> f.apply(in.getFirst()));
    }

    private static List<Case> read() {
        try (InputStream in = SpecialValuesTest.class.getResourceAsStream("special_values.json")) {
            JsonMapper json = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
            return List.of(json.readValue(in, Case[].class));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @OnEveryBackend
    void valuesAndGradientsAreThoseOfPyTorch() {
        List<String> faults = new ArrayList<>();
        for (Case c : read()) {
            check(c, faults);
        }
        assertEquals("", String.join("\n", faults));
    }

    /** A choice hands numbers on as they are: 1 / −0 is −∞. */
    @OnEveryBackend
    void whereKeepsTheSignOfZero() {
        Tensor minus = Tensor.vector(-0.0, -0.0, 0.0);
        Tensor y = minus.where(Tensor.vector(1, 0, Float.NaN), Tensor.vector(5, -0.0, 5));
        assertArrayEquals(new float[] {-0.0f, -0.0f, 0}, y.data());
    }

    private static void check(Case c, List<String> faults) {
        Shape shape = c.shape.length == 0 ? Shape.of(c.inputs[0].length) : Shape.of(c.shape);
        List<Tensor> inputs = Arrays.stream(c.inputs)
                .map(values -> Tensor.of(values.clone(), shape).requiresGrad(c.gradients.length > 0)).toList();
        Tensor y = c.apply(inputs);
        compare(c, "value", c.value, y.toArray(), 1, faults);
        for (int i = 0; i < c.gradients.length; i++) {
            inputs.forEach(Tensor::zeroGrad);
            y.backward(Tensor.full(UPSTREAM[i], y.shape().dims()), true, false);
            for (int input = 0; input < inputs.size(); input++) {
                float[] actual = inputs.get(input).gradIfAny().map(Tensor::toArray).orElse(new float[0]);
                compare(c, "gradient of input " + input + " from " + UPSTREAM[i], c.gradients[i][input], actual,
                        UPSTREAM[i], faults);
            }
        }
    }

    private static void compare(Case c, String what, float[] expected, float[] actual, float scale,
            List<String> faults) {
        double roundingOf = CANCELLING.contains(c.op) ? Math.max(1, Math.abs(scale)) : 0;
        for (int i = 0; i < Math.max(expected.length, actual.length); i++) {
            if (expected.length != actual.length
                    || !same(expected[i], actual[i], roundingOf) && !isBetter(c, expected[i], actual[i], scale)) {
                int at = i;
                String inputs = expected.length != c.inputs[0].length ? Arrays.deepToString(c.inputs)
                        : Arrays.toString(Arrays.stream(c.inputs).mapToDouble(x -> x[at]).toArray());
                faults.add(c.op + Arrays.toString(c.args) + " of " + inputs + ": " + what + " is "
                        + (actual.length > i ? actual[i] : "missing") + ", but PyTorch's "
                        + (expected.length > i ? expected[i] : "missing"));
            }
        }
    }

    /** What we compute although PyTorch overflows on the way, and the loss at −∞. */
    private static boolean isBetter(Case c, float expected, float actual, float scale) {
        boolean huge = scale == HUGE || c.inputs[0][0] == HUGE;
        return !Float.isFinite(expected) && (OVERFLOWING.contains(c.op) && huge && Float.isFinite(actual)
                || c.op.equals("bceWithLogits") && c.inputs[0][0] == Float.NEGATIVE_INFINITY
                && actual == Float.POSITIVE_INFINITY);
    }

    /** Equal, or nearly; zeros of either sign are equal. */
    private static boolean same(float expected, float actual, double roundingOf) {
        double tolerance = TOLERANCE * Math.max(Math.abs(expected), roundingOf);
        double error = Math.abs((double) expected - actual);
        return Float.compare(expected, actual) == 0
                || Float.isFinite(expected) && error <= Math.max(Float.MIN_VALUE, tolerance);
    }
}
