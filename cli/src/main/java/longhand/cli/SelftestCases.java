package longhand.cli;

import static longhand.tensor.Internals.values;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import longhand.conformance.CaseRunner;
import longhand.conformance.Comparison;
import longhand.conformance.ReferenceCase;
import longhand.data.ImageShape;
import longhand.datasets.transforms.Resize;
import longhand.io.NdArray;
import longhand.models.LeNet;
import longhand.models.NiN;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.MaxPool2d;
import longhand.nn.Parameter;
import longhand.nn.Sequential;
import longhand.nn.optim.Adagrad;
import longhand.nn.optim.Adam;
import longhand.nn.optim.AdamW;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.RMSprop;
import longhand.nn.optim.SGD;
import longhand.ops.Losses;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/** The reference cases that need more than core: optimisers, whole models, image resizing. */
final class SelftestCases {
    private SelftestCases() {}

    /** A runner for all groups. */
    static CaseRunner runner() {
        CaseRunner runner = CaseRunner.ofCore();
        for (String op : List.of("sgd", "sgd_momentum", "sgd_nesterov", "adam", "adam_wd", "adamw", "rmsprop",
                "adagrad")) {
            runner.define(op, SelftestCases::optimizer);
        }
        runner.define("lenet", (tested, arrays, comparison) -> model(new LeNet(1, 10), tested, arrays, comparison));
        runner.define("small_nin", (tested, arrays, comparison) -> model(smallNin(), tested, arrays, comparison));
        runner.define("resize_bilinear_u8", SelftestCases::resize);
        return runner;
    }

    /** Five steps of an optimiser on one parameter with given gradients. */
    private static void optimizer(ReferenceCase tested, Map<String, NdArray> arrays, Comparison comparison) {
        Tensor x = Tensor.of(arrays.get("x").toFloats(), 4, 3).requiresGrad(true);
        Optimizer optimizer = makeOptimizer(tested.op(), tested.args(), Parameter.all(x));
        float[] gradients = arrays.get("grads").toFloats();
        float[] steps = new float[gradients.length];
        for (int at = 0; at < gradients.length; at += x.numel()) {
            x.setGrad(Tensor.of(Arrays.copyOfRange(gradients, at, at + x.numel()), x.shape()));
            optimizer.step();
            System.arraycopy(values(x), 0, steps, at, x.numel());
        }
        comparison.check("y", steps);
    }

    private static Optimizer makeOptimizer(String op, JsonNode args, List<Parameter> parameters) {
        double lr = args.get("lr").doubleValue();
        double weightDecay = args.path("weight_decay").doubleValue();
        return switch (op) {
            case "adam", "adam_wd" -> new Adam(parameters, lr).weightDecay(weightDecay);
            case "adamw" -> new AdamW(parameters, lr).weightDecay(weightDecay);
            case "rmsprop" -> new RMSprop(parameters, lr);
            case "adagrad" -> new Adagrad(parameters, lr);
            default -> new SGD(parameters, lr).momentum(args.path("momentum").doubleValue())
                    .nesterov(args.path("nesterov").booleanValue()).weightDecay(weightDecay);
        };
    }

    /** The narrow NiN of the cases: the widths of the first three blocks are 12, 16 and 24. */
    private static Layer smallNin() {
        return new Sequential(NiN.block(1, 12, 11, 4, 0), new MaxPool2d(3, 2), NiN.block(12, 16, 5, 1, 2),
                new MaxPool2d(3, 2), NiN.block(16, 24, 3, 1, 1), new MaxPool2d(3, 2), NiN.block(24, 10, 3, 1, 1),
                new AdaptiveAvgPool2d(1, 1), new Flatten());
    }

    /**
     * Logits and loss of a model with given weights, the losses of four Adam steps, and the gradients of the last one:
     * the script that makes the cases stores PyTorch's live gradient tensors, which every step overwrites.
     */
    private static void model(Layer net, ReferenceCase tested, Map<String, NdArray> arrays, Comparison comparison) {
        Tensor x = tensor(arrays.get("x"));
        int[] target = arrays.get("target").toInts();
        Map<String, Tensor> weights = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (name.matches("p\\d\\d\\..*")) {
                weights.put(name.substring(4), tensor(array));
            }
        });
        net.loadStateDict(weights);
        Tensor logits = net.forward(x);
        Tensor loss = Losses.crossEntropy(logits, target);
        comparison.check("y", logits);
        comparison.check("loss", loss);
        comparison.check("losses", losses(net, x, target, tested.args().get("lr").doubleValue(),
                arrays.get("losses").numel()));
        int i = 0;
        for (Map.Entry<String, Parameter> parameter : net.namedParameters().entrySet()) {
            comparison.check(String.format("g%02d.%s", i++, parameter.getKey()), parameter.getValue().grad());
        }
    }

    private static float[] losses(Layer net, Tensor x, int[] target, double lr, int steps) {
        Optimizer adam = new Adam(net.parameters(), lr);
        List<Float> losses = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            adam.zeroGrad();
            Tensor loss = Losses.crossEntropy(net.forward(x), target);
            loss.backward();
            adam.step();
            losses.add(loss.item());
        }
        return floats(losses);
    }

    private static float[] floats(Collection<Float> values) {
        float[] floats = new float[values.size()];
        int i = 0;
        for (float value : values) {
            floats[i++] = value;
        }
        return floats;
    }

    /** Pillow's bilinear resize of an 8-bit image, exactly. */
    private static void resize(ReferenceCase tested, Map<String, NdArray> arrays, Comparison comparison) {
        int[] from = arrays.get("x").shape();
        int[] pixels = arrays.get("x").toInts();
        byte[] in = new byte[pixels.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = (byte) pixels[i];
        }
        JsonNode size = tested.args().get("size");
        byte[] out = new byte[size.get(0).intValue() * size.get(1).intValue()];
        new Resize(size.get(0).intValue(), size.get(1).intValue()).prepare(new ImageShape(1, from[0], from[1]))
                .apply(in, out, new Random(0));
        float[] y = new float[out.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = Byte.toUnsignedInt(out[i]);
        }
        comparison.check("y", y);
    }

    private static Tensor tensor(NdArray array) {
        return Tensor.of(array.toFloats(), Shape.of(array.shape()));
    }
}
