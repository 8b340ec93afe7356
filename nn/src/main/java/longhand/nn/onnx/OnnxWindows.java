package longhand.nn.onnx;

import java.util.List;
import longhand.io.onnx.OnnxNode;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/** Windows of convolution and pooling as attributes of ONNX nodes: of layers, and of operations between them. */
final class OnnxWindows {
    private OnnxWindows() {}

    static OnnxNode of(OnnxNode node, Window2d window) {
        long top = window.padding().h();
        long left = window.padding().w();
        return node.with("kernel_shape", pair(window.kernel())).with("strides", pair(window.stride()))
                .with("pads", new long[] {top, left, top, left}).with("dilations", pair(window.dilation()));
    }

    static OnnxNode maxPool(List<String> inputs, String output, Window2d window) {
        return of(OnnxNode.of("MaxPool", inputs, output), window).with("ceil_mode", window.ceilMode() ? 1L : 0L);
    }

    static OnnxNode averagePool(List<String> inputs, String output, Window2d window, boolean countIncludePad) {
        if (!window.dilation().equals(Size2d.square(1))) {
            throw new IllegalArgumentException("onnx export: average pooling has dilation " + window.dilation()
                    + ", which is not supported. Fix: use dilation 1.");
        }
        OnnxNode node = of(OnnxNode.of("AveragePool", inputs, output), window);
        node.attributes().remove("dilations"); // AveragePool knows them from opset 19 on
        return node.with("ceil_mode", window.ceilMode() ? 1L : 0L).with("count_include_pad", countIncludePad ? 1L : 0L);
    }

    static long[] pair(Size2d size) {
        return new long[] {size.h(), size.w()};
    }
}
