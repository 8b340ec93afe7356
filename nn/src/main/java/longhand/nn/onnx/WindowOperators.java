package longhand.nn.onnx;

import static longhand.tensor.Internals.valuesToChange;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import longhand.nn.onnx.Operators.Operator;
import longhand.ops.Convolution;
import longhand.ops.Pooling;
import longhand.ops.Selection;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/** Convolution and pooling of images [batch, channels, height, width]. */
final class WindowOperators {
    private WindowOperators() {}

    static void register(Map<String, Operator> operators) {
        operators.put("Conv", Operator.of(WindowOperators::conv));
        operators.put("ConvTranspose", Operator.of(WindowOperators::convTranspose));
        operators.put("MaxPool", Operator.of(WindowOperators::maxPool));
        operators.put("AveragePool", Operator.of(WindowOperators::averagePool));
        operators.put("GlobalAveragePool", Operator.of(call -> overImage(call, false)));
        operators.put("GlobalMaxPool", Operator.of(call -> overImage(call, true)));
    }

    private static Tensor image(OnnxCall call) {
        Tensor x = call.input(0);
        if (x.rank() != 4) {
            throw call.refuse("its input " + x.shape() + " is no batch of images; only 2-D windows are supported");
        }
        return x;
    }

    private static Tensor conv(OnnxCall call) {
        Tensor x = image(call);
        Tensor w = call.input(1);
        if (w.rank() != 4) {
            throw call.refuse("its weight " + w.shape() + " is no batch of kernels; only 2-D windows are supported");
        }
        OnnxWindow window = OnnxWindow.of(call, new Size2d(w.size(2), w.size(3)), x);
        int groups = call.integer("group", 1);
        Optional<Tensor> bias = call.optional(2);
        return window.isSymmetric()
                ? Convolution.conv2d(x, w, bias, window.padded(), groups)
                : Convolution.conv2d(zerosAround(x, window), w, bias, window.window(), groups);
    }

    /** All that the kernels reach, then cut off what counts as padding. */
    private static Tensor convTranspose(OnnxCall call) {
        Tensor x = image(call);
        Tensor w = call.input(1);
        if (w.rank() != 4 || call.node().attributes().containsKey("output_shape")
                || !call.node().text("auto_pad", "NOTSET").equals("NOTSET")) {
            throw call.refuse("only 2-D kernels with pads and without output_shape or auto_pad are supported");
        }
        int[] pads = call.integers("pads", 0, 0, 0, 0);
        int[] strides = call.integers("strides", 1, 1);
        int[] dilations = call.integers("dilations", 1, 1);
        int[] more = call.integers("output_padding", 0, 0);
        if (pads.length != 4 || strides.length != 2 || dilations.length != 2 || more.length != 2
                || Arrays.stream(pads).anyMatch(p -> p < 0)) {
            throw call.refuse("pads, strides, dilations or output_padding are not those of a 2-D window");
        }
        Window2d window = Window2d.of(w.size(2), w.size(3)).stride(strides[0], strides[1])
                .dilation(dilations[0], dilations[1]);
        Tensor all = Convolution.convTranspose2d(x, w, call.optional(2), window, new Size2d(more[0], more[1]),
                call.integer("group", 1));
        int height = all.size(2) - pads[0] - pads[2];
        int width = all.size(3) - pads[1] - pads[3];
        if (height < 0 || width < 0) {
            throw call.refuse("pads " + Arrays.toString(pads) + " are larger than the result " + all.shape());
        }
        return all.narrow(2, pads[0], height).narrow(3, pads[1], width);
    }

    private static Tensor zerosAround(Tensor x, OnnxWindow w) {
        return Selection.pad2d(x, w.left(), w.right(), w.top(), w.bottom());
    }

    private static Tensor maxPool(OnnxCall call) {
        Tensor x = image(call);
        if (call.node().outputs().size() > 1) {
            throw call.refuse("the positions of the maxima are not supported");
        }
        OnnxWindow window = OnnxWindow.of(call, kernel(call), x);
        if (window.isSymmetric()) {
            return Pooling.maxPool2d(x, window.padded());
        }
        Tensor outside = border(x, window, 0, Float.NEGATIVE_INFINITY);
        return Pooling.maxPool2d(zerosAround(x, window).add(outside), window.window());
    }

    /** The sum of each window, a convolution with ones, divided by the number of elements that count. */
    private static Tensor averagePool(OnnxCall call) {
        Tensor x = image(call);
        OnnxWindow window = OnnxWindow.of(call, kernel(call), x);
        boolean countPadding = call.node().integer("count_include_pad", 0) != 0;
        if (window.isSymmetric() && window.window().dilation().equals(Size2d.square(1))) {
            return Pooling.avgPool2d(x, window.padded(), countPadding);
        }
        Size2d kernel = window.window().kernel();
        int channels = x.size(1);
        Tensor ones = Tensor.ones(channels, 1, kernel.h(), kernel.w());
        Tensor sum = Convolution.conv2d(zerosAround(x, window), ones, Optional.empty(), window.window(), channels);
        Tensor counted = countPadding ? border(x, window.onlyOverhang(), 1, 0, window) : border(x, window, 1, 0);
        return sum.div(Convolution.conv2d(counted, Tensor.ones(1, 1, kernel.h(), kernel.w()), window.window()));
    }

    private static Size2d kernel(OnnxCall call) {
        int[] kernel = call.integers("kernel_shape");
        if (kernel.length != 2) {
            throw call.refuse("kernel_shape has " + kernel.length + " sizes; only 2-D windows are supported");
        }
        return new Size2d(kernel[0], kernel[1]);
    }

    private static Tensor border(Tensor x, OnnxWindow window, float inside, float outside) {
        return border(x, window, inside, outside, window);
    }

    /**
     * An image [1, 1, h, w] as large as {@code x} padded by {@code whole}, with one value inside and another in the
     * outer margin.
     */
    private static Tensor border(Tensor x, OnnxWindow margin, float inside, float outside, OnnxWindow whole) {
        int height = x.size(2) + whole.top() + whole.bottom();
        int width = x.size(3) + whole.left() + whole.right();
        Tensor image = Tensor.full(outside, 1, 1, height, width);
        for (int row = margin.top(); row < height - margin.bottom(); row++) {
            for (int column = margin.left(); column < width - margin.right(); column++) {
                valuesToChange(image)[row * width + column] = inside;
            }
        }
        return image;
    }

    private static Tensor overImage(OnnxCall call, boolean max) {
        Tensor x = image(call);
        Tensor flat = x.reshape(x.size(0), x.size(1), -1);
        Tensor result = max ? flat.max(2, true) : flat.mean(2);
        return result.reshape(x.size(0), x.size(1), 1, 1);
    }
}
