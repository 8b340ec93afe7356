package longhand.backend.opencl;

import com.aparapi.device.OpenCLDevice;
import longhand.backend.opencl.Limits.Argument;
import longhand.shape.Pool2dShape;

/** Max and average pooling and their gradients on the device. */
final class OpenClPool2d implements AutoCloseable {
    private final Limits limits;
    private final Launcher<MaxPool2dKernel> max;
    private final Launcher<MaxPool2dGradientKernel> maxGradient;
    private final Launcher<AvgPool2dKernel> average;
    private final Launcher<AvgPool2dGradientKernel> averageGradient;

    OpenClPool2d(OpenCLDevice device) {
        this.limits = Limits.of(device);
        this.max = new Launcher<>(device, MaxPool2dKernel::new);
        this.maxGradient = new Launcher<>(device, MaxPool2dGradientKernel::new);
        this.average = new Launcher<>(device, AvgPool2dKernel::new);
        this.averageGradient = new Launcher<>(device, AvgPool2dGradientKernel::new);
    }

    void max(float[] x, float[] y, int[] argmax, Pool2dShape s) {
        limits.check("maxPool2d", Argument.of("input", x, inputs(s)), Argument.of("output", y, outputs(s)),
                Argument.of("argmax", argmax, outputs(s)));
        if (s.outputLength() > 0) {
            max.launch(s.output().h() * s.output().w(), s.planes(), 1, kernel -> {
                kernel.set(s);
                kernel.x = x;
                kernel.y = y;
                kernel.argmax = argmax;
            });
        }
    }

    void maxGradient(float[] dy, int[] argmax, float[] dx, Pool2dShape s) {
        limits.check("maxPool2d gradient", Argument.of("output gradient", dy, outputs(s)),
                Argument.of("argmax", argmax, outputs(s)), Argument.of("input gradient", dx, inputs(s)));
        if (s.inputLength() > 0) {
            maxGradient.launch(s.input().h() * s.input().w(), s.planes(), 1, kernel -> {
                kernel.set(s);
                kernel.dy = dy;
                kernel.argmax = argmax;
                kernel.dx = dx;
            });
        }
    }

    void average(float[] x, float[] y, Pool2dShape s) {
        limits.check("avgPool2d", Argument.of("input", x, inputs(s)), Argument.of("output", y, outputs(s)));
        if (s.outputLength() > 0) {
            average.launch(s.output().h() * s.output().w(), s.planes(), 1, kernel -> {
                kernel.set(s);
                kernel.x = x;
                kernel.y = y;
            });
        }
    }

    void averageGradient(float[] dy, float[] dx, Pool2dShape s) {
        limits.check("avgPool2d gradient", Argument.of("output gradient", dy, outputs(s)),
                Argument.of("input gradient", dx, inputs(s)));
        if (s.inputLength() > 0) {
            averageGradient.launch(s.input().h() * s.input().w(), s.planes(), 1, kernel -> {
                kernel.set(s);
                kernel.dy = dy;
                kernel.dx = dx;
            });
        }
    }

    private static long inputs(Pool2dShape s) {
        return Limits.product(s.batch(), s.channels(), s.input().h(), s.input().w());
    }

    private static long outputs(Pool2dShape s) {
        return Limits.product(s.batch(), s.channels(), s.output().h(), s.output().w());
    }

    @Override
    public void close() {
        max.close();
        maxGradient.close();
        average.close();
        averageGradient.close();
    }
}
