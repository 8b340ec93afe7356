package longhand.backend.opencl;

import com.aparapi.device.OpenCLDevice;
import java.util.Arrays;
import longhand.backend.Backend;
import longhand.backend.Epilogue;
import longhand.backend.opencl.Limits.Argument;
import longhand.shape.Conv2dShape;
import longhand.shape.MatmulShape;
import longhand.shape.Size2d;

/**
 * Convolution and its two gradients on the device: lays the arrays out as the kernels want them, and launches.
 *
 * <p>The kernels read zeros around the images. A number that is NaN or ∞ must not meet them, for 0 · ∞ is not 0, so
 * weights and upstream gradients with such a number are left to the host.
 */
final class OpenClConv2d implements AutoCloseable {
    /** Work items to aim at in the weight gradient, by cutting the batch into slices. */
    private static final int ENOUGH_ITEMS = 2048;

    private final Backend host;
    private final Limits limits;
    private final OpenClMatmul matmul;
    private final Launcher<Conv2dKernel> forward;
    private final Launcher<Conv2dInputGradientKernel> inputGradient;
    private final Launcher<Conv2dWeightGradientKernel> weightGradient;

    /**
     * @param matmul computes the convolutions with a 1×1 kernel
     * @param host adds up partial weight gradients, and computes what the device cannot
     */
    OpenClConv2d(OpenCLDevice device, OpenClMatmul matmul, Backend host) {
        this.host = host;
        this.limits = Limits.of(device);
        this.matmul = matmul;
        this.forward = new Launcher<>(device, Conv2dKernel::new);
        this.inputGradient = new Launcher<>(device, Conv2dInputGradientKernel::new);
        this.weightGradient = new Launcher<>(device, Conv2dWeightGradientKernel::new);
    }

    void forward(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        check("conv2d", x, w, y, s);
        limits.check("conv2d", Argument.of("bias", end.bias(), end.bias().length == 0 ? 0 : s.outChannels()));
        if (s.outputLength() == 0) {
            return;
        }
        if (s.isPointwise() && s.groups() == 1) {
            int plane = s.input().h() * s.input().w();
            matmul.multiply(w, x, end, y, new MatmulShape(
                    s.batch(), s.outChannels(), s.inChannels(), plane, false, false, 0, s.inChannels() * plane));
            return;
        }
        if (s.window().isPadded() && !finite(w, s.weightLength())) {
            host.conv2d(x, w, end, y, s);
            return;
        }
        float[] padded = Conv2dLayout.padded(x, s);
        float[] tiles = Conv2dLayout.tilesOfOutChannels(w, s);
        limits.check("conv2d", Argument.of("padded input", padded, 0), Argument.of("weight", tiles, 0),
                Argument.of("output", y, 0));
        int pixels = s.output().h() * s.output().w();
        forward.launch(Layout.tiles(pixels), s.groups() * Layout.tiles(s.outChannelsPerGroup()), s.batch(), kernel -> {
            kernel.set(s);
            kernel.x = padded;
            kernel.w = tiles;
            kernel.y = y;
            kernel.biased = end.bias().length == 0 ? 0 : 1;
            kernel.bias = end.bias().length == 0 ? new float[1] : end.bias(); // the device takes no empty array
            kernel.relu = end.relu() ? 1 : 0;
        });
    }

    void inputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        check("conv2d input gradient", dx, w, dy, s);
        if (s.inputLength() == 0) {
            return;
        }
        if (s.isPointwise() && s.groups() == 1) {
            int plane = s.input().h() * s.input().w();
            matmul.multiply(w, dy, Epilogue.NONE, dx, new MatmulShape(
                    s.batch(), s.inChannels(), s.outChannels(), plane, true, false, 0, s.outChannels() * plane));
            return;
        }
        if (!finite(w, s.weightLength())) {
            host.conv2dInputGradient(dy, w, dx, s);
            return;
        }
        Conv2dLayout.Border border = Conv2dLayout.Border.of(s);
        Size2d size = border.around(s.output());
        float[] padded = Layout.pad(dy, s.batch() * s.outChannels(), s.output(), border.top(), border.left(), size);
        float[] tiles = Conv2dLayout.tilesOfInChannels(w, s);
        limits.check("conv2d input gradient", Argument.of("padded output gradient", padded, 0),
                Argument.of("weight", tiles, 0), Argument.of("input gradient", dx, 0));
        Size2d stride = s.window().stride();
        int pixels = Math.ceilDiv(s.input().h(), stride.h()) * Math.ceilDiv(s.input().w(), stride.w());
        int channelTiles = s.groups() * Layout.tiles(s.inChannelsPerGroup());
        inputGradient.launch(Layout.tiles(pixels), channelTiles, s.batch() * stride.h() * stride.w(), kernel -> {
            kernel.set(s);
            kernel.dy = padded;
            kernel.w = tiles;
            kernel.dx = dx;
            kernel.height = size.h();
            kernel.width = size.w();
            kernel.borderTop = border.top();
            kernel.borderLeft = border.left();
        });
    }

    void weightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        check("conv2d weight gradient", x, dw, dy, s);
        if (s.batch() == 0 || s.weightLength() == 0) {
            Arrays.fill(dw, 0, s.weightLength(), 0);
            return;
        }
        if (s.window().isPadded() && !finite(dy, s.outputLength())) {
            host.conv2dWeightGradient(x, dy, dw, s);
            return;
        }
        int tapTiles = Layout.tiles(s.weightsPerOutput());
        int channelTiles = s.groups() * Layout.tiles(s.outChannelsPerGroup());
        int imagesPerSlice = Math.ceilDiv(s.batch(), Math.ceilDiv(ENOUGH_ITEMS, tapTiles * channelTiles));
        int slices = Math.ceilDiv(s.batch(), imagesPerSlice);
        float[] padded = Conv2dLayout.padded(x, s);
        float[] tiles = Conv2dLayout.tilesOfGradients(dy, s);
        float[] partial = slices == 1 ? dw : new float[Math.toIntExact(Limits.product(slices, s.weightLength()))];
        limits.check("conv2d weight gradient", Argument.of("padded input", padded, 0),
                Argument.of("output gradient", tiles, 0), Argument.of("weight gradient", partial, 0));
        weightGradient.launch(tapTiles, channelTiles, slices, kernel -> {
            kernel.set(s);
            kernel.x = padded;
            kernel.dy = tiles;
            kernel.dw = partial;
            kernel.imagesPerSlice = imagesPerSlice;
        });
        if (slices > 1) {
            host.sum(partial, dw, 1, slices, s.weightLength());
        }
    }

    private boolean finite(float[] values, int n) {
        float[] sum = new float[1];
        host.sum(values, sum, 1, n, 1);
        return Float.isFinite(sum[0]);
    }

    private void check(String operation, float[] x, float[] w, float[] y, Conv2dShape s) {
        Size2d kernel = s.window().kernel();
        limits.check(operation,
                Argument.of("input (or its gradient)", x,
                        Limits.product(s.batch(), s.inChannels(), s.input().h(), s.input().w())),
                Argument.of("weight (or its gradient)", w,
                        Limits.product(s.outChannels(), s.inChannelsPerGroup(), kernel.h(), kernel.w())),
                Argument.of("output (or its gradient)", y,
                        Limits.product(s.batch(), s.outChannels(), s.output().h(), s.output().w())));
    }

    @Override
    public void close() {
        forward.close();
        inputGradient.close();
        weightGradient.close();
    }
}
