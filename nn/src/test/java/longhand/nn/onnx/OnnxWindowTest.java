package longhand.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import longhand.io.DType;
import longhand.io.onnx.OnnxGraph;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxNode;
import longhand.io.onnx.OnnxValue;
import longhand.nn.Layer;
import longhand.ops.Pooling;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Windows that are larger than the image: of those the first one counts, where their places are rounded up. */
class OnnxWindowTest {
    private static final Tensor IMAGE = Tensor.vector(1, 2, 3, 4).reshape(1, 1, 2, 2);
    private static final long MOST_BYTES = 16 << 20;

    private static OnnxNode pool(String op, long kernel, long stride, long... pads) {
        return OnnxNode.of(op, List.of("x"), "y").with("kernel_shape", new long[] {kernel, kernel})
                .with("strides", new long[] {stride, stride}).with("ceil_mode", 1L)
                .with("pads", pads.length == 0 ? new long[4] : pads);
    }

    private static Tensor run(Tensor x, OnnxNode node) {
        OnnxGraph graph = OnnxGraph.named("window");
        graph.inputs().add(new OnnxValue("x", DType.F32, List.of()));
        graph.outputs().add(new OnnxValue("y", DType.F32, List.of()));
        graph.nodes().add(node);
        return new OnnxRunner(new OnnxModel(19, "test", graph)).run(Map.of("x", x)).get("y");
    }

    /** One pixel, for which hardly any memory is taken. */
    private static void assertPixel(float expected, OnnxNode node) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Tensor y = run(IMAGE, node);
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals("[1, 1, 1, 1]", y.shape().toString());
        assertEquals(expected, y.item(), 1e-6f, node.attributes().toString());
        assertTrue(taken < MOST_BYTES, node + " takes " + taken);
    }

    @Test
    void maximaOfAWindowLargerThanTheImage() {
        for (long kernel : new long[] {5, 6_000, 30_000, 1 << 29}) {
            for (long stride : new long[] {kernel - 1, kernel, kernel + 1}) {
                assertPixel(4, pool("MaxPool", kernel, stride));
                assertPixel(4, pool("MaxPool", kernel, stride, 1, 1, 1, 1));
                assertPixel(4, pool("MaxPool", kernel, stride, 1, 0, 0, 1));
            }
            long dilation = Math.min(kernel, 30_000);
            assertPixel(1, pool("MaxPool", 5, 4 * dilation).with("dilations", new long[] {dilation, dilation}));
            assertPixel(4, pool("MaxPool", 5, 4 * dilation, 1, 1, 0, 0).with("dilations", new long[] {2, 2}));
        }
    }

    @Test
    void meansOfAWindowLargerThanTheImage() {
        for (long kernel : new long[] {5, 6_000, 30_000, 1 << 29}) {
            assertPixel(2.5f, pool("AveragePool", kernel, kernel));
            assertPixel(2.5f, pool("AveragePool", kernel, kernel, 1, 1, 1, 1));
            assertPixel(2.5f, pool("AveragePool", kernel, kernel, 1, 0, 0, 1));
            assertPixel(10 / 16f, pool("AveragePool", kernel, kernel, 1, 1, 1, 1).with("count_include_pad", 1L));
            assertPixel(10 / 9f, pool("AveragePool", kernel, kernel, 1, 0, 0, 1).with("count_include_pad", 1L));
            long dilation = Math.min(kernel, 30_000);
            assertPixel(1, pool("AveragePool", 5, 4 * dilation).with("dilations", new long[] {dilation, dilation}));
        }
    }

    @Test
    void aWindowThatIsLargerByItsStrideIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () ->
                run(IMAGE, pool("MaxPool", 30_000, 29_998))).getMessage();
        assertTrue(message.contains("MaxPool 'y': a window that covers 30000 does not fit into 2"), message);
    }

    /** Also where there is no image to be padded. */
    @Test
    void muchPaddingIsRefused() {
        for (int batch : new int[] {0, 1}) {
            for (long pad : new long[] {30_000, Integer.MAX_VALUE}) {
                String message = assertThrows(IllegalArgumentException.class, () -> run(Tensor.zeros(batch, 1, 2, 2),
                        pool("MaxPool", 3, 1, pad, pad, pad, 0))).getMessage();
                assertTrue(message.contains("MaxPool 'y': padding makes its input"), message);
            }
        }
    }

    private static OnnxNode exported(Layer net, String op, int... image) {
        return OnnxExport.of("net", net, image).graph().nodes().stream().filter(n -> n.op().equals(op)).findFirst()
                .orElseThrow();
    }

    /** Padding of half the kernel is no longer half of a kernel that has been cut to the image. */
    @Test
    void theWindowOfAnOperationIsExportedAsItWasGiven() {
        Window2d window = Window2d.square(5).stride(11).padding(2).ceilMode(true);
        OnnxNode max = exported(new Layer() {
            @Override
            protected Tensor compute(Tensor x) {
                return Pooling.maxPool2d(x, window.dilation(4)).mul(2);
            }
        }, "MaxPool", 1, 3, 3);
        assertArrayEquals(new long[] {5, 5}, max.integers("kernel_shape"));
        assertArrayEquals(new long[] {11, 11}, max.integers("strides"));
        assertArrayEquals(new long[] {2, 2, 2, 2}, max.integers("pads"));
        OnnxNode mean = exported(new Layer() {
            @Override
            protected Tensor compute(Tensor x) {
                return Pooling.avgPool2d(x, window, true).mul(2);
            }
        }, "AveragePool", 1, 3, 3);
        assertArrayEquals(new long[] {5, 5}, mean.integers("kernel_shape"));
        assertArrayEquals(new long[] {11, 11}, mean.integers("strides"));
    }
}
