package longhand.nn.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxNode;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.AdaptiveMaxPool2d;
import longhand.nn.AvgPool2d;
import longhand.nn.BatchNorm;
import longhand.nn.Conv2d;
import longhand.nn.ConvTranspose2d;
import longhand.nn.Flatten;
import longhand.nn.GELU;
import longhand.nn.Layer;
import longhand.nn.LayerNorm;
import longhand.nn.LeakyReLU;
import longhand.nn.Linear;
import longhand.nn.LogSoftmax;
import longhand.nn.MaxPool2d;
import longhand.nn.Parameter;
import longhand.nn.ReLU;
import longhand.nn.Sigmoid;
import longhand.nn.Softmax;
import longhand.nn.Softplus;
import longhand.nn.Tanh;
import longhand.nn.WeightedLayer;
import longhand.nn.onnx.Trace.Step;
import longhand.shape.Shape;
import longhand.shape.Size2d;
import longhand.tensor.Tensor;

/**
 * The layers that are one ONNX operator each. All others are containers, or made of operations that autograd has seen.
 */
final class ExportedLayers {
    private final Layer layer;
    private final String path;
    private final Shape inputShape;
    private final GraphWriter writer;
    private final List<String> inputs = new ArrayList<>();

    private ExportedLayers(Step step, String path, String input, GraphWriter writer) {
        this.layer = step.layer();
        this.path = path;
        this.inputShape = step.inputShape();
        this.writer = writer;
        this.inputs.add(input);
    }

    static boolean knows(Layer layer) {
        return switch (layer) {
            case Conv2d _, ConvTranspose2d _, Linear _, BatchNorm _, MaxPool2d _, AvgPool2d _, AdaptiveAvgPool2d _,
                    AdaptiveMaxPool2d _, Flatten _, LayerNorm _ -> true;
            case ReLU _, LeakyReLU _, Sigmoid _, Tanh _, Softplus _, GELU _, Softmax _, LogSoftmax _ -> true;
            default -> false;
        };
    }

    /** Adds a layer's operator, and its parameters as initializers named {@code path.weight} and so on. */
    static void add(Step step, String path, String input, String output, GraphWriter writer) {
        OnnxNode node = new ExportedLayers(step, path, input, writer).node(output);
        boolean again = writer.graph().nodes().stream().anyMatch(other -> other.name().equals(path)); // unique names
        writer.add(new OnnxNode(node.op(), again ? path + "." + output : path, node.inputs(), node.outputs(),
                node.attributes()));
    }

    private OnnxNode node(String output) {
        return switch (layer) {
            case Conv2d conv -> OnnxWindows.of(weighted(conv, "Conv", output), conv.window())
                    .with("group", (long) conv.groups());
            case Linear linear -> linear(linear, output);
            case ConvTranspose2d conv -> OnnxWindows.of(weighted(conv, "ConvTranspose", output), conv.window())
                    .with("output_padding", OnnxWindows.pair(Size2d.square(conv.outputPadding())));
            case BatchNorm norm -> batchNorm(norm, output);
            case LayerNorm norm -> layerNorm(norm, output);
            case MaxPool2d pool -> OnnxWindows.maxPool(inputs, output, pool.window());
            case AvgPool2d pool -> OnnxWindows.averagePool(inputs, output, pool.window(), pool.countIncludePad());
            case AdaptiveAvgPool2d pool -> adaptive(pool.output(), "AveragePool", output);
            case AdaptiveMaxPool2d pool -> adaptive(pool.output(), "MaxPool", output);
            case Flatten _ -> OnnxNode.of("Flatten", inputs, output).with("axis", 1L);
            case ReLU _ -> OnnxNode.of("Relu", inputs, output);
            case LeakyReLU relu -> OnnxNode.of("LeakyRelu", inputs, output).with("alpha", (float) relu.slope());
            case Sigmoid _ -> OnnxNode.of("Sigmoid", inputs, output);
            case Tanh _ -> OnnxNode.of("Tanh", inputs, output);
            case Softplus _ -> OnnxNode.of("Softplus", inputs, output);
            case GELU _ -> OnnxNode.of("Gelu", inputs, output);
            case Softmax softmax -> OnnxNode.of("Softmax", inputs, output).with("axis", (long) softmax.dim());
            case LogSoftmax softmax -> OnnxNode.of("LogSoftmax", inputs, output).with("axis", (long) softmax.dim());
            default -> throw new IllegalArgumentException("onnx export: no operator for " + layer);
        };
    }

    private void initializer(String name, Tensor value) {
        String full = path.isEmpty() ? name : path + "." + name;
        writer.graph().initializers().put(full, NdArray.of(value));
        inputs.add(full);
    }

    private OnnxNode weighted(WeightedLayer weighted, String op, String output) {
        initializer("weight", weighted.weight().tensor());
        weighted.bias().ifPresent(bias -> initializer("bias", bias.tensor()));
        return OnnxNode.of(op, inputs, output);
    }

    /** Gemm takes rows only; a product of matrices takes what has more dimensions too. */
    private OnnxNode linear(Linear linear, String output) {
        if (inputShape.rank() == 2) {
            return weighted(linear, "Gemm", output).with("transB", 1L);
        }
        weighted(linear, "MatMul", output);
        String transposed = writer.add(OnnxNode.of("Transpose", List.of(inputs.get(1)), output + ".transposed")
                .with("perm", new long[] {1, 0}));
        List<String> factors = List.of(inputs.getFirst(), transposed);
        return linear.bias().isEmpty() ? OnnxNode.of("MatMul", factors, output)
                : OnnxNode.of("Add", List.of(writer.add(OnnxNode.of("MatMul", factors, output + ".product")),
                inputs.get(2)), output);
    }

    private OnnxNode layerNorm(LayerNorm norm, String output) {
        Map<String, Parameter> parameters = norm.namedParameters();
        initializer("weight", parameters.get("weight").tensor());
        initializer("bias", parameters.get("bias").tensor());
        return OnnxNode.of("LayerNormalization", inputs, output)
                .with("axis", (long) -parameters.get("weight").shape().rank()).with("epsilon", (float) LayerNorm.EPS);
    }

    private OnnxNode batchNorm(BatchNorm norm, String output) {
        initializer("weight", norm.weight().tensor());
        initializer("bias", norm.bias().tensor());
        initializer("running_mean", norm.runningMean());
        initializer("running_var", norm.runningVar());
        return OnnxNode.of("BatchNormalization", inputs, output).with("epsilon", (float) norm.eps());
    }

    /** Pooling to a fixed size is pooling with a fixed window where the sizes divide. */
    private OnnxNode adaptive(Size2d size, String op, String output) {
        int height = inputShape.dim(2);
        int width = inputShape.dim(3);
        if (size.equals(Size2d.square(1))) {
            return OnnxNode.of("Global" + op, inputs, output);
        }
        if (height % size.h() != 0 || width % size.w() != 0) {
            throw new IllegalArgumentException("onnx export: " + layer
                    + " has windows of different sizes on an input of " + height + "×" + width
                    + ". Fix: use an output size that divides it.");
        }
        int h = height / size.h();
        int w = width / size.w();
        return OnnxNode.of(op, inputs, output).with("kernel_shape", new long[] {h, w})
                .with("strides", new long[] {h, w});
    }
}
