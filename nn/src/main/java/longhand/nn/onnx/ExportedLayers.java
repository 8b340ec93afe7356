package longhand.nn.onnx;

import java.util.ArrayList;
import java.util.List;
import longhand.io.NdArray;
import longhand.io.onnx.OnnxGraph;
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
import longhand.nn.LeakyReLU;
import longhand.nn.Linear;
import longhand.nn.LogSoftmax;
import longhand.nn.MaxPool2d;
import longhand.nn.ReLU;
import longhand.nn.Sigmoid;
import longhand.nn.Softmax;
import longhand.nn.Softplus;
import longhand.nn.Tanh;
import longhand.nn.WeightedLayer;
import longhand.shape.Shape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/**
 * The layers that are one ONNX operator each. All others are containers, or made of operations that autograd has seen.
 */
final class ExportedLayers {
    private final Layer layer;
    private final String path;
    private final Shape inputShape;
    private final OnnxGraph graph;
    private final List<String> inputs = new ArrayList<>();

    private ExportedLayers(Layer layer, String path, String input, Shape inputShape, OnnxGraph graph) {
        this.layer = layer;
        this.path = path;
        this.inputShape = inputShape;
        this.graph = graph;
        this.inputs.add(input);
    }

    static boolean knows(Layer layer) {
        return switch (layer) {
            case Conv2d _, ConvTranspose2d _, Linear _, BatchNorm _, MaxPool2d _, AvgPool2d _, AdaptiveAvgPool2d _,
                    AdaptiveMaxPool2d _, Flatten _ -> true;
            case ReLU _, LeakyReLU _, Sigmoid _, Tanh _, Softplus _, GELU _, Softmax _, LogSoftmax _ -> true;
            default -> false;
        };
    }

    /** Adds a layer's operator, and its parameters as initializers named {@code path.weight} and so on. */
    static void add(Layer layer, String path, String input, Shape inputShape, String output, OnnxGraph graph) {
        ExportedLayers export = new ExportedLayers(layer, path, input, inputShape, graph);
        OnnxNode node = export.node(output);
        boolean again = graph.nodes().stream().anyMatch(other -> other.name().equals(path)); // names are unique
        graph.nodes().add(new OnnxNode(node.op(), again ? path + "." + output : path, node.inputs(), node.outputs(),
                node.attributes()));
    }

    private OnnxNode node(String output) {
        return switch (layer) {
            case Conv2d conv -> window(weighted(conv, "Conv", output), conv.window())
                    .with("group", (long) conv.groups());
            case Linear linear -> linear(linear, output);
            case ConvTranspose2d conv -> window(weighted(conv, "ConvTranspose", output), conv.window())
                    .with("output_padding", pair(Size2d.square(conv.outputPadding())));
            case BatchNorm norm -> batchNorm(norm, output);
            case MaxPool2d pool -> window(OnnxNode.of("MaxPool", inputs, output), pool.window())
                    .with("ceil_mode", pool.window().ceilMode() ? 1L : 0L);
            case AvgPool2d pool -> averagePool(pool.window(), pool.countIncludePad(), output);
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
        graph.initializers().put(full, NdArray.of(value));
        inputs.add(full);
    }

    private OnnxNode weighted(WeightedLayer weighted, String op, String output) {
        initializer("weight", weighted.weight().tensor());
        weighted.bias().ifPresent(bias -> initializer("bias", bias.tensor()));
        return OnnxNode.of(op, inputs, output);
    }

    private OnnxNode linear(Linear linear, String output) {
        if (inputShape.rank() != 2) {
            throw new IllegalArgumentException("onnx export: " + linear + " has the input " + inputShape
                    + ", but only inputs [batch, features] are supported. Fix: put a Flatten layer before it.");
        }
        return weighted(linear, "Gemm", output).with("transB", 1L);
    }

    private OnnxNode batchNorm(BatchNorm norm, String output) {
        initializer("weight", norm.weight().tensor());
        initializer("bias", norm.bias().tensor());
        initializer("running_mean", norm.runningMean());
        initializer("running_var", norm.runningVar());
        return OnnxNode.of("BatchNormalization", inputs, output).with("epsilon", (float) norm.eps());
    }

    private OnnxNode averagePool(Window2d window, boolean countIncludePad, String output) {
        if (!window.dilation().equals(Size2d.square(1))) {
            throw new IllegalArgumentException("onnx export: " + layer + " has dilation " + window.dilation()
                    + ", which is not supported");
        }
        OnnxNode node = window(OnnxNode.of("AveragePool", inputs, output), window);
        node.attributes().remove("dilations"); // AveragePool knows them from opset 19 on
        return node.with("ceil_mode", window.ceilMode() ? 1L : 0L).with("count_include_pad", countIncludePad ? 1L : 0L);
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

    private static OnnxNode window(OnnxNode node, Window2d window) {
        long top = window.padding().h();
        long left = window.padding().w();
        return node.with("kernel_shape", pair(window.kernel())).with("strides", pair(window.stride()))
                .with("pads", new long[] {top, left, top, left}).with("dilations", pair(window.dilation()));
    }

    private static long[] pair(Size2d size) {
        return new long[] {size.h(), size.w()};
    }
}
