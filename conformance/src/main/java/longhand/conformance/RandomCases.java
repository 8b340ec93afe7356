package longhand.conformance;

import java.util.Map;
import java.util.function.BiConsumer;
import longhand.io.NdArray;
import longhand.random.Fan;
import longhand.random.Gain;
import longhand.random.Generator;
import longhand.random.Init;

/** PyTorch's names for random numbers and initial weights: the same seed gives the same numbers. */
final class RandomCases {
    private RandomCases() {}

    static void defineIn(CaseRunner runner) {
        draw(runner, "rand", (generator, y) -> generator.uniform(y, y.length, 0, 1));
        draw(runner, "randn", (generator, y) -> generator.normal(y, y.length, 0, 1));
        draw(runner, "randn_small", (generator, y) -> generator.normal(y, y.length, 0, 1));
        draw(runner, "randperm", (generator, y) -> copy(generator.randperm(y.length), y));
        draw(runner, "randint", (generator, y) -> copy(generator.randint(0, 10, y.length), y));
        draw(runner, "normal", (generator, y) -> Init.normal(generator, y, 0, 0.01, 5, 7));
        draw(runner, "xavier_uniform", (generator, y) -> Init.xavierUniform(generator, y, 1, 6, 4, 3, 3));
        draw(runner, "kaiming_normal", (generator, y) -> Init.kaimingNormal(generator, y, Gain.LEAKY_RELU.value(0),
                Fan.Mode.FAN_IN, 6, 4, 3, 3));
        runner.define("default_init", (tested, arrays, comparison) -> {
            Generator generator = generator(tested);
            layer(generator, arrays, comparison, "conv_weight", "conv_bias");
            layer(generator, arrays, comparison, "linear_weight", "linear_bias");
        });
    }

    private static void draw(CaseRunner runner, String op, BiConsumer<Generator, float[]> fill) {
        runner.define(op, (tested, arrays, comparison) -> {
            float[] y = new float[arrays.get("y").numel()];
            fill.accept(generator(tested), y);
            comparison.check("y", y);
        });
    }

    private static void layer(Generator generator, Map<String, NdArray> arrays, Comparison comparison, String weight,
            String bias) {
        int[] shape = arrays.get(weight).shape();
        float[] w = new float[arrays.get(weight).numel()];
        float[] b = new float[arrays.get(bias).numel()];
        Init.layerWeight(generator, w, shape);
        Init.layerBias(generator, b, shape);
        comparison.check(weight, w);
        comparison.check(bias, b);
    }

    private static Generator generator(ReferenceCase tested) {
        return new Generator(tested.args().get("seed").longValue());
    }

    private static void copy(int[] from, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i];
        }
    }
}
