package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import longhand.random.Generator;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import longhand.testing.OnEveryBackend;
import org.junit.jupiter.api.Test;

/**
 * Every operation on inputs of which some sizes are 0: the result and gradients that PyTorch has, or a clear refusal.
 */
class EmptyTensorsTest {
    private static final List<Case> CASES = read();

    /**
     * A line of empty_tensors.json, which make_empty_tensors.py writes: on inputs full of 0.5, PyTorch's result or
     * error.
     */
    record Case(String op, String variant, int[][] shapes, String error, int[] valueShape, float[] value,
            float[][] gradients) {
        @Override
        public String toString() {
            return op + " " + variant + " " + Arrays.deepToString(shapes);
        }

        Tensor apply(List<Tensor> in) {
            Tensor x = in.getFirst();
            Tensor w = in.size() > 1 ? in.get(1) : x;
            return switch (op) {
                case "abs" -> x.abs();
                case "neg" -> x.neg();
                case "square" -> x.square();
                case "sqrt" -> x.sqrt();
                case "reciprocal" -> x.reciprocal();
                case "exp" -> x.exp();
                case "log" -> x.log();
                case "pow" -> x.pow(2.5);
                case "clamp" -> x.clamp(-0.3, 0.3);
                case "relu" -> x.relu();
                case "leakyRelu" -> x.leakyRelu(0.1);
                case "sigmoid" -> x.sigmoid();
                case "tanh" -> x.tanh();
                case "gelu" -> x.gelu();
                case "silu" -> x.silu();
                case "softplus" -> x.softplus();
                case "copy" -> x.copy();
                case "dropout" -> DropoutOps.dropout(x, 0, new Generator(1));
                case "softmax" -> x.softmax(1);
                case "logSoftmax" -> x.logSoftmax(0);
                default -> shaped(x, w, in);
            };
        }

        private Tensor shaped(Tensor x, Tensor w, List<Tensor> in) {
            boolean whole = variant.equals("whole");
            return switch (op) {
                case "flatten" -> x.flatten(1);
                case "squeeze" -> x.squeeze(1);
                case "unsqueeze" -> x.unsqueeze(1);
                case "transpose" -> x.transpose(0, 1);
                case "permute" -> x.permute(1, 0);
                case "flip" -> x.flip(1);
                case "narrow" -> x.narrow(0, 0, 2);
                case "slice" -> x.slice(1, 0, x.size(1));
                case "select" -> x.select(1, 0);
                case "indexSelect" -> x.indexSelect(1, 0, 1, 0);
                case "pad" -> Selection.pad(x, -1, 1, 2);
                case "pad2d" -> x.pad(1, 0, 2, 1);
                case "split" -> x.split(2, 0).getFirst();
                case "expand" -> x.expand(2, -1, -1);
                case "reshape" -> x.reshape(-1, 3);
                case "max" -> whole ? x.max() : x.max(1, false);
                case "min" -> whole ? x.min() : x.min(1, false);
                case "argmax" -> x.argmax(1, false);
                case "var" -> x.var(1, false, false);
                case "sum" -> whole ? x.sum() : x.sum(1);
                case "mean" -> whole ? x.mean() : x.mean(1);
                case "cat" -> Tensor.cat(1, x, w);
                case "stack" -> Tensor.stack(1, x, w);
                default -> ofTwo(x, w, in);
            };
        }

        private Tensor ofTwo(Tensor x, Tensor w, List<Tensor> in) {
            return switch (op) {
                case "add" -> x.add(w);
                case "sub" -> x.sub(w);
                case "mul" -> x.mul(w);
                case "div" -> x.div(w);
                case "maximum" -> x.maximum(w);
                case "minimum" -> x.minimum(w);
                case "eq" -> x.eq(w);
                case "gt" -> x.gt(w);
                case "ge" -> x.ge(w);
                case "where" -> x.where(Tensor.scalar(1), w);
                case "mseLoss" -> Losses.mseLoss(x, w);
                case "l1Loss" -> Losses.l1Loss(x, w);
                case "bceWithLogits" -> Losses.bceWithLogits(x, w);
                case "crossEntropy" -> Losses.crossEntropy(x, new int[x.size(0)], Optional.empty(), -100,
                        variant.isEmpty() ? 0 : 0.2);
                case "nllLoss" -> Losses.nllLoss(x, new int[x.size(0)]);
                case "matmul" -> x.matmul(w);
                default -> element(x, w, in);
            };
        }

        private Tensor element(Tensor x, Tensor w, List<Tensor> in) {
            return switch (op) {
                case "sin" -> x.sin();
                case "cos" -> x.cos();
                case "floor" -> x.floor();
                case "ceil" -> x.ceil();
                case "round" -> x.round();
                case "sign" -> x.sign();
                case "std" -> x.std(1, false, false);
                case "norm" -> x.norm(new int[] {1}, false);
                case "argmin" -> x.argmin(1);
                case "cumsum" -> x.cumsum(1);
                case "sort" -> x.sort(1, false).values();
                case "topk" -> x.topk(2, 1).values();
                case "gather" -> x.gather(1, Tensor.of(new int[][] {{0, 1}}));
                case "maskedSelect" -> x.maskedSelect(x.gt(0.1));
                case "maskedFill" -> x.maskedFill(x.gt(0.1), 2);
                case "set" -> x.copy().set(7, 0, 1);
                case "sliceAssign" -> x.copy().sliceAssign(1, 0, x.size(1), 7);
                case "indexPut" -> x.copy().indexPut(Tensor.scalar(7), new int[] {0, 1}, new int[] {0, 1});
                case "copyFrom" -> x.copy().copyFrom(Tensor.scalar(7));
                case "fill" -> x.copy().fill(7);
                case "become" -> x.copy().addInPlace(Tensor.scalar(7));
                case "ne" -> x.ne(w);
                case "huberLoss" -> Losses.huberLoss(x, w, 1);
                case "bceLoss" -> Losses.bceLoss(x, w.detach());
                case "scatter" -> x.scatter(1, Tensor.zeros(w.shape().dims()), w);
                case "scatterAdd" -> x.scatterAdd(1, Tensor.zeros(w.shape().dims()), w);
                default -> layer(x, w, in);
            };
        }

        private Tensor layer(Tensor x, Tensor w, List<Tensor> in) {
            Window2d pooling = variant.isEmpty() ? Window2d.square(2).stride(2) : Window2d.square(3).padding(1);
            return switch (op) {
                case "linear" -> Matmul.linear(x, w, in.get(2));
                case "batchNorm" -> Normalization.batchNorm(x, w, in.get(2), Tensor.zeros(x.size(1)),
                        Tensor.ones(x.size(1)), !variant.isEmpty(), 0.1, 1e-5);
                case "conv2d" -> Convolution.conv2d(x, w, Optional.of(in.get(2)), window(w), variant.equals("grouped")
                        ? 2 : 1);
                case "conv2dRelu" -> Convolution.conv2dRelu(x, w, Optional.of(in.get(2)), window(w), 1);
                case "maxPool2d" -> Pooling.maxPool2d(x, pooling);
                case "avgPool2d" -> Pooling.avgPool2d(x, pooling, true);
                case "interpolateNearest" -> Resampling.interpolateNearest(x, 3, 2);
                case "interpolateBilinear" -> Resampling.interpolateBilinear(x, 3, 2);
                case "convTranspose2d" -> Convolution.convTranspose2d(x, w, Optional.of(in.get(2)),
                        Window2d.square(3), Size2d.square(0), 1);
                case "conv1d" -> Convolution.conv1d(x, w, Optional.of(in.get(2)), Window2d.of(1, 3), 1);
                case "layerNorm" -> LayerNormalization.layerNorm(x, w, in.get(2), 1e-5);
                case "groupNorm" -> LayerNormalization.groupNorm(x, 1, w, in.get(2), 1e-5);
                case "adaptiveAvgPool2d" -> AdaptivePooling.adaptiveAvgPool2d(x, 3, 2);
                case "adaptiveMaxPool2d" -> AdaptivePooling.adaptiveMaxPool2d(x, 2, 3);
                default -> throw new AssertionError(op);
            };
        }

        private Window2d window(Tensor w) {
            Window2d window = Window2d.of(w.size(2), w.size(3));
            return switch (variant) {
                case "padded" -> window.padding(1).stride(2);
                case "grouped" -> window.padding(1);
                default -> window;
            };
        }
    }

    private static List<Case> read() {
        try (InputStream in = EmptyTensorsTest.class.getResourceAsStream("empty_tensors.json")) {
            JsonMapper json = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
            return List.of(json.readValue(in, Case[].class));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyOperationIsThere() {
        Set<String> operations = OperationExamples.ALL.stream().map(e -> e.name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(operations, CASES.stream().map(Case::op).collect(Collectors.toCollection(TreeSet::new)));
    }

    @OnEveryBackend
    void emptyInputsGiveWhatTheyGiveInPyTorch() {
        List<String> faults = new ArrayList<>();
        for (Case c : CASES) {
            try {
                check(c);
            } catch (RuntimeException | AssertionError e) {
                faults.add(c + ": " + e);
            }
        }
        assertEquals("", String.join("\n", faults));
    }

    private static void check(Case c) {
        List<Tensor> in = Arrays.stream(c.shapes).map(dims -> Tensor.full(0.5, dims).requiresGrad(true)).toList();
        Tensor y;
        try {
            y = c.apply(in);
        } catch (ShapeException e) {
            assertTrue(c.error != null, e.getMessage());
            assertTrue(e.getMessage().contains("Fix: "), e.getMessage());
            return;
        }
        assertTrue(c.error == null, () -> "PyTorch refuses: " + c.error);
        assertEquals(Shape.of(c.valueShape), y.shape());
        assertArrayEquals(c.value, y.toArray(), 1e-6f);
        if (c.gradients.length > 0) {
            y.backward(Tensor.full(1, y.shape().dims()));
            for (int i = 0; i < in.size(); i++) {
                float[] gradient = in.get(i).gradIfAny().map(Tensor::toArray).orElse(new float[0]);
                assertArrayEquals(c.gradients[i], gradient, 1e-6f, "gradient of input " + i);
            }
        }
    }
}
