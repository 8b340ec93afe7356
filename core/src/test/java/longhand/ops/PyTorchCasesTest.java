package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import longhand.shape.Shape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;

/** Operations on random inputs: the values and gradients that PyTorch has. */
class PyTorchCasesTest {
    private static final float TOLERANCE = 1e-4f;

    /** A line of pytorch_cases.json, which make_pytorch_cases.py writes. */
    private static final class Case {
        private final JsonNode line;

        Case(JsonNode line) {
            this.line = line;
        }

        String op() {
            return line.get("op").asText();
        }

        int number(String arg) {
            return line.get("args").get(arg).asInt();
        }

        boolean flag(String arg) {
            return line.get("args").get(arg).asBoolean();
        }

        int[] numbers(String arg) {
            return ints(line.get("args").get(arg));
        }

        Tensor index() {
            float[] index = floats(line.get("args").get("index"));
            return Tensor.of(index, Shape.of(numbers("indexShape")));
        }

        Tensor like(Tensor x, String arg) {
            return Tensor.of(floats(line.get("args").get(arg)), x.shape());
        }

        Window2d window(int kernelH, int kernelW) {
            boolean row = kernelH == 1; // of a one-dimensional convolution
            return Window2d.of(kernelH, kernelW).stride(row ? 1 : number("stride"), number("stride"))
                    .padding(row ? 0 : number("padding"), number("padding"))
                    .dilation(row ? 1 : number("dilation"), number("dilation"));
        }

        List<Tensor> inputs() {
            List<Tensor> inputs = new ArrayList<>();
            for (int i = 0; i < line.get("inputs").size(); i++) {
                Shape shape = Shape.of(ints(line.get("shapes").get(i)));
                inputs.add(Tensor.of(floats(line.get("inputs").get(i)), shape).requiresGrad(true));
            }
            return inputs;
        }

        @Override
        public String toString() {
            return op() + " " + line.get("args") + " " + line.get("shapes");
        }
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asInt();
        }
        return values;
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(array.get(i).asText());
        }
        return values;
    }

    private static Tensor apply(Case c, List<Tensor> in) {
        Tensor x = in.getFirst();
        return switch (c.op()) {
            case "sin" -> x.sin();
            case "cos" -> x.cos();
            case "floor" -> x.floor();
            case "ceil" -> x.ceil();
            case "round" -> x.round();
            case "sign" -> x.sign();
            case "powTensor" -> x.pow(in.get(1));
            case "ne" -> x.ne(in.get(1));
            case "cumsum" -> x.cumsum(c.number("dim"));
            case "norm" -> x.norm(new int[] {c.number("dim")}, c.flag("keep"));
            case "normOfAll" -> x.norm();
            case "std" -> x.std(c.number("dim"), c.flag("unbiased"), c.flag("keep"));
            case "stdOfAll" -> x.std();
            case "varOfAll" -> x.var();
            case "argmin" -> x.argmin(c.number("dim"), c.flag("keep"));
            case "argmaxOfAll" -> x.argmax();
            case "sort" -> x.sort(c.number("dim"), c.flag("descending")).values();
            case "sortIndices" -> x.sort(c.number("dim"), c.flag("descending")).indices();
            case "topk" -> x.topk(c.number("k"), c.number("dim")).values();
            default -> indexed(c, x, in);
        };
    }

    private static Tensor indexed(Case c, Tensor x, List<Tensor> in) {
        return switch (c.op()) {
            case "gather" -> x.gather(c.number("dim"), c.index());
            case "scatter" -> x.scatter(c.number("dim"), c.index(), in.get(1));
            case "scatterAdd" -> x.scatterAdd(c.number("dim"), c.index(), in.get(1));
            case "maskedSelect" -> x.maskedSelect(c.like(x, "mask"));
            case "maskedFill" -> x.maskedFill(c.like(x, "mask"), 2.5);
            case "sliceAssign" -> x.mul(1).sliceAssign(c.number("dim"), c.number("start"), x.size(c.number("dim")),
                    in.get(1)).mul(x);
            case "set" -> {
                Tensor y = x.mul(2).set(in.get(1).sum(), c.numbers("at"));
                Tensor part = y;
                for (int i : c.numbers("at")) {
                    part = part.select(0, i);
                }
                yield y.set(part.add(in.get(1).select(0, 0)), c.numbers("at")).square();
            }
            case "indexPut" -> x.mul(2).indexPut(in.get(1), c.numbers("rows")).mul(x);
            case "inPlace" -> x.mul(1).addInPlace(in.get(1)).mulInPlace(Tensor.scalar(3)).subInPlace(in.get(1))
                    .divInPlace(Tensor.scalar(2)).mul(x);
            default -> layer(c, x, in);
        };
    }

    private static Tensor layer(Case c, Tensor x, List<Tensor> in) {
        return switch (c.op()) {
            case "nearest" -> Resampling.interpolateNearest(x, c.numbers("out")[0], c.numbers("out")[1]);
            case "bilinear" -> Resampling.interpolateBilinear(x, c.numbers("out")[0], c.numbers("out")[1]);
            case "convTranspose2d" -> Convolution.convTranspose2d(x, in.get(1), Optional.of(in.get(2)), c.window(3, 2),
                    Size2d.square(c.number("extra")), c.number("groups"));
            case "conv1d" -> Convolution.conv1d(x, in.get(1), Optional.of(in.get(2)), c.window(1, 3),
                    c.number("groups"));
            case "layerNorm" -> LayerNormalization.layerNorm(x, in.get(1), in.get(2), 1e-5);
            case "groupNorm" -> LayerNormalization.groupNorm(x, c.number("groups"), in.get(1), in.get(2), 1e-5);
            case "bceLoss" -> Losses.bceLoss(x, c.like(x, "target"));
            case "huberLoss" -> Losses.huberLoss(x, in.get(1), c.line.get("args").get("delta").asDouble());
            default -> throw new AssertionError(c.op());
        };
    }

    @OnEveryBackend
    void valuesAndGradientsAreThoseOfPyTorch() throws IOException {
        List<String> faults = new ArrayList<>();
        try (InputStream in = PyTorchCasesTest.class.getResourceAsStream("pytorch_cases.json")) {
            for (JsonNode line : new JsonMapper().readTree(in)) {
                Case c = new Case(line);
                try {
                    check(c);
                } catch (RuntimeException | AssertionError e) {
                    faults.add(c + ": " + e);
                }
            }
        }
        assertEquals("", String.join("\n", faults));
    }

    private static void check(Case c) {
        List<Tensor> in = c.inputs();
        Tensor y = apply(c, in);
        assertEquals(Shape.of(ints(c.line.get("shape"))), y.shape());
        assertClose(floats(c.line.get("value")), y.toArray(), "value");
        if (!c.line.get("gradients").isEmpty()) {
            y.backward(Tensor.of(floats(c.line.get("upstream")), y.shape()));
            for (int i = 0; i < in.size(); i++) {
                float[] gradient = in.get(i).gradIfAny().map(Tensor::toArray).orElse(new float[0]);
                assertClose(floats(c.line.get("gradients").get(i)), gradient, "gradient of input " + i);
            }
        }
    }

    private static void assertClose(float[] expected, float[] actual, String what) {
        float scale = 1;
        for (float value : expected) {
            scale = Float.isFinite(value) ? Math.max(scale, Math.abs(value)) : scale;
        }
        assertArrayEquals(expected, actual, TOLERANCE * scale, what);
    }
}
