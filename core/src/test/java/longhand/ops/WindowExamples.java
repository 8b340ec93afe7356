package longhand.ops;

import static longhand.ops.Samples.apart;
import static longhand.ops.Samples.normal;
import static longhand.tensor.Tensor.arange;
import static longhand.tensor.Tensor.ones;
import static longhand.tensor.Tensor.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/** The examples of operations with a window: convolution and pooling. */
final class WindowExamples {
    private final List<OperationExample> examples = new ArrayList<>();

    private WindowExamples() {}

    static List<OperationExample> all() {
        WindowExamples window = new WindowExamples();
        window.convolution();
        window.pooling();
        return window.examples;
    }

    private OperationExample op(String name) {
        OperationExample example = new OperationExample(name);
        examples.add(example);
        return example;
    }

    private void convolution() {
        Tensor x = arange(9).reshape(1, 1, 3, 3);
        Tensor k = arange(4).reshape(1, 1, 2, 2);
        Window2d two = Window2d.square(2);
        op("conv2dRelu").value(() -> Convolution.conv2dRelu(x, k, Optional.of(vector(-30)), two, 1), 0, 0, 7, 13)
                .gradient(in -> Convolution.conv2dRelu(in.get(0), in.get(1), Optional.of(in.get(2)),
                Window2d.of(2, 1).padding(1, 0), 1),
                        arange(18).reshape(1, 2, 3, 3), arange(8).sub(3.5).reshape(2, 2, 2, 1), vector(0.25, -0.25))
                .refuses("conv2d: bias [2] does not fit",
                () -> Convolution.conv2dRelu(x, k, Optional.of(ones(2)), two, 1));
        op("conv2d").value(() -> Convolution.conv2d(x, k, vector(-30), two), -11, -5, 7, 13)
                .gradient(in -> Convolution.conv2d(in.get(0), in.get(1), Optional.of(in.get(2)),
                        Window2d.of(3, 2).stride(2, 1).padding(1, 2).dilation(1, 2), 2), normal(2, 4, 5, 4),
                                normal(6, 2, 3, 2), normal(6))
                .twice()
                .refuses("conv2d: the window rounds its output size up (ceilMode)",
                        () -> Convolution.conv2d(x, k, two.ceilMode(true)))
                .refuses("conv2d: input [3, 3] and weight [1, 1, 2, 2] have ranks 2 and 4",
                        () -> Convolution.conv2d(x.reshape(3, 3), k, two))
                .refuses("conv2d: input [1, 1, 3, 3] has 1 channel but weight [1, 2, 2, 2] expects 2",
                        () -> Convolution.conv2d(x, ones(1, 2, 2, 2), two))
                .refuses("conv2d: a window of 4 (kernel 4, dilation 1) does not fit into input height 3 with padding 0",
                        () -> Convolution.conv2d(x, ones(1, 1, 4, 4), Window2d.square(4)))
                .refuses("conv2d: weight [1, 1, 2, 2] has a kernel of (2, 2), the window says (3, 3)",
                        () -> Convolution.conv2d(x, k, Window2d.square(3)))
                .refuses("conv2d: bias [2] does not fit", () -> Convolution.conv2d(x, k, ones(2), two))
                .refuses("conv2d: 1 input and 1 output channels cannot be split into 2 groups",
                        () -> Convolution.conv2d(x, k, Optional.empty(), two, 2))
                .refuses("conv2d: 1 input and 1 output channels cannot be split into 0 groups",
                        () -> Convolution.conv2d(x, k, Optional.empty(), two, 0))
                .refuses("window2d: stride (0, 0) is too small", () -> two.stride(0))
                .refuses("window2d: stride (-1, -1) is too small", () -> two.stride(-1))
                .refuses("window2d: padding (-1, -1) is too small", () -> two.padding(-1));
    }

    private void pooling() {
        Tensor x = arange(9).reshape(1, 1, 3, 3);
        Window2d two = Window2d.square(2);
        op("maxPool2d").value(() -> Pooling.maxPool2d(x, two), 4, 5, 7, 8)
                .value(() -> Pooling.maxPool2d(x.sub(20), two.padding(1).stride(2)), -20, -18, -14, -12)
                .value(() -> Pooling.maxPool2d(Tensor.of(new float[] {1, Float.NaN, 3, 2}, 1, 1, 2, 2), two), Float.NaN)
                .gradient(in -> Pooling.maxPool2d(in.get(0), Window2d.square(3).stride(2).padding(1).ceilMode(true)),
                        apart(1, 2, 5, 4)).twice()
                .refuses("maxPool2d: input [3, 3] has rank 2", () -> Pooling.maxPool2d(x.reshape(3, 3), two))
                .refuses("maxPool2d: padding (2, 2) is too large for kernel (2, 2)",
                () -> Pooling.maxPool2d(x, two.padding(2)))
                .refuses("maxPool2d: kernel (46341, 46341) has more than 2147483647 elements",
                        () -> Pooling.maxPool2d(x, Window2d.square(46_341).padding(23_170)))
                .refuses("maxPool2d: window 0 (kernel 2, dilation 2, padding 1) has no element inside 1 pixels",
                        () -> Pooling.maxPool2d(ones(1, 1, 1, 1), two.padding(1).dilation(2)))
                .refuses("maxPool2d: a window of 4", () -> Pooling.maxPool2d(x, Window2d.square(4)));
        op("avgPool2d").value(() -> Pooling.avgPool2d(x, two, true), 2, 3, 5, 6)
                .value(() -> Pooling.avgPool2d(ones(1, 1, 1, 1), two.padding(1), true), 0.25, 0.25, 0.25, 0.25)
                .value(() -> Pooling.avgPool2d(ones(1, 1, 1, 1), two.padding(1), false), 1, 1, 1, 1)
                .gradient(in -> Pooling.avgPool2d(in.get(0), Window2d.of(3, 2).stride(2).padding(1), false),
                normal(1, 2, 5, 4)).twice()
                .refuses("avgPool2d: input [3, 3] has rank 2", () -> Pooling.avgPool2d(x.reshape(3, 3), two, true))
                .refuses("avgPool2d: dilation (2, 2) is not defined",
                () -> Pooling.avgPool2d(x, two.dilation(2), true));
        op("adaptiveAvgPool2d").value(() -> AdaptivePooling.adaptiveAvgPool2d(x, 2, 1), 2.5, 5.5)
                .gradient(in -> AdaptivePooling.adaptiveAvgPool2d(in.get(0), 3, 2), normal(1, 2, 5, 4)).twice()
                .refuses("adaptiveAvgPool2d: cannot pool [1, 1, 3, 3] to (0, 1)",
                () -> AdaptivePooling.adaptiveAvgPool2d(x, 0, 1))
                .refuses("adaptiveAvgPool2d: input [3]", () -> AdaptivePooling.adaptiveAvgPool2d(ones(3), 1, 1));
        op("adaptiveMaxPool2d").value(() -> AdaptivePooling.adaptiveMaxPool2d(x, 1, 1), 8)
                .value(() -> AdaptivePooling.adaptiveMaxPool2d(x, 2, 2), 4, 5, 7, 8)
                .gradient(in -> AdaptivePooling.adaptiveMaxPool2d(in.get(0), 2, 3), apart(1, 2, 5, 4)).twice()
                .gradient(in -> AdaptivePooling.adaptiveMaxPool2d(in.get(0), 7, 9), apart(1, 1, 3, 2)).twice()
                .gradient(in -> AdaptivePooling.adaptiveMaxPool2d(in.get(0), 1, 2), apart(2, 1, 5, 10))
                .refuses("adaptiveMaxPool2d: input [3]", () -> AdaptivePooling.adaptiveMaxPool2d(ones(3), 1, 1));
    }
}
