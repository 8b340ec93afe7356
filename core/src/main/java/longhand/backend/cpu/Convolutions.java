package longhand.backend.cpu;

import longhand.backend.Epilogue;
import longhand.backend.cpu.conv2d.Conv2dIm2col;
import longhand.backend.cpu.conv2d.Conv2dShifted;
import longhand.backend.cpu.conv2d.Conv2dWinograd;
import longhand.backend.cpu.conv2d.RotatedKernel;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.matmul.Gemm;
import longhand.backend.cpu.threads.Scratch;
import longhand.shape.Conv2dShape;

/**
 * Convolutions and their gradients, each with the algorithm that {@link Conv2dTable} names. Winograd's returns
 * false when a NaN or an infinite number has spoilt its neighbours; then another algorithm computes the result.
 */
final class Convolutions {
    private final Kernels kernels;
    private final Conv2dIm2col im2col;
    private final Conv2dShifted shifted;
    private final Conv2dWinograd winograd;

    Convolutions(Kernels kernels, Gemm gemm) {
        this.kernels = kernels;
        im2col = new Conv2dIm2col(kernels, gemm);
        shifted = new Conv2dShifted(kernels);
        winograd = new Conv2dWinograd(kernels, gemm);
    }

    void forward(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        boolean tiles = Conv2dTable.forward(s).algorithm() == Conv2dAlgorithm.WINOGRAD;
        if (!tiles || !winograd.forward(x, w, end, y, s)) {
            withoutTiles(x, w, end, y, s);
        }
    }

    private void withoutTiles(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        if (Conv2dTable.forwardWithoutTiles(s) == Conv2dAlgorithm.SHIFTED_IMAGES) {
            shifted.forward(x, w, end, y, s);
        } else {
            im2col.forward(x, w, end, y, s);
        }
    }

    void inputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        Conv2dChoice choice = Conv2dTable.inputGradient(s);
        if (!choice.rotatedKernel()) {
            shifted.inputGradient(dy, w, dx, s);
            return;
        }
        Conv2dShape rotated = RotatedKernel.shape(s);
        if (choice.algorithm() != Conv2dAlgorithm.WINOGRAD || !winograd.inputGradient(dy, w, dx, rotated)) {
            try (Scratch.Frame frame = Scratch.frame()) {
                withoutTiles(dy, RotatedKernel.weights(kernels, w, s, frame), Epilogue.NONE, dx, rotated);
            }
        }
    }

    void weightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        boolean done = switch (Conv2dTable.weightGradient(s).algorithm()) {
            case WINOGRAD -> winograd.weightGradient(x, dy, dw, s);
            case SHIFTED_IMAGES -> shifted.weightGradient(x, dy, dw, s);
            case IM2COL -> false;
        };
        if (!done) {
            im2col.weightGradient(x, dy, dw, s);
        }
    }
}
