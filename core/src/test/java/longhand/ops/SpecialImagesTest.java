package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;

/** Images with −0, ∞ and NaN, at another size: the same numbers at the same places as PyTorch's, and the same zeros. */
class SpecialImagesTest {
    private static final float TOLERANCE = 2e-6f;

    /** What an operation is given besides its input. */
    record Arguments(int[] out, int kernel, int stride, int padding) {}

    /** A line of special_images.json, which make_special_images.py writes. */
    record Case(String op, Arguments args, int[] shape, float[] x, float[] upstream, float[] value, float[] gradient) {
        Tensor apply(Tensor image) {
            Window2d window = Window2d.square(Math.max(1, args.kernel)).stride(Math.max(1, args.stride))
                    .padding(args.padding);
            return switch (op) {
                case "nearest" -> Resampling.interpolateNearest(image, args.out[0], args.out[1]);
                case "bilinear" -> Resampling.interpolateBilinear(image, args.out[0], args.out[1]);
                case "adaptiveAvgPool2d" -> AdaptivePooling.adaptiveAvgPool2d(image, args.out[0], args.out[1]);
                case "avgPool2d" -> Pooling.avgPool2d(image, window, true);
                case "maxPool2d" -> Pooling.maxPool2d(image, window);
                default -> throw new AssertionError(op);
            };
        }

        @Override
        public String toString() {
            return op + " " + args + " of " + shape[0] + " x " + shape[1];
        }
    }

    @OnEveryBackend
    void numbersAreThoseOfPyTorch() throws IOException {
        List<String> differences = new ArrayList<>();
        for (Case c : cases()) {
            Tensor x = Tensor.of(c.x, 1, 1, c.shape[0], c.shape[1]).requiresGrad(true);
            Tensor y = c.apply(x);
            y.backward(Tensor.of(c.upstream, y.shape()));
            compare(c + ", value", c.value, y, differences);
            compare(c + ", gradient", c.gradient, x.grad(), differences);
        }
        assertEquals("", String.join("\n", differences));
    }

    private static void compare(String what, float[] expected, Tensor actual, List<String> differences) {
        float[] values = actual.toArray();
        assertEquals(expected.length, values.length, what);
        for (int i = 0; i < values.length; i++) {
            boolean isSame = Float.compare(expected[i], values[i]) == 0 // tells −0 from 0
                    || expected[i] != 0 && Math.abs(expected[i] - values[i]) <= TOLERANCE * Math.abs(expected[i]);
            if (!isSame) {
                differences.add(what + "[" + i + "]: " + expected[i] + " in PyTorch, here " + values[i]);
            }
        }
    }

    private static Case[] cases() throws IOException {
        JsonMapper mapper = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
        try (InputStream in = SpecialImagesTest.class.getResourceAsStream("special_images.json")) {
            return mapper.readValue(in, Case[].class);
        }
    }
}
