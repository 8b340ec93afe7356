package longhand.backend.cpu;

import longhand.backend.Epilogue;
import longhand.backend.cpu.conv2d.Conv2dDepthwise;
import longhand.backend.cpu.conv2d.Conv2dIm2col;
import longhand.backend.cpu.conv2d.Conv2dImagesLast;
import longhand.backend.cpu.conv2d.Conv2dPlaceByPlace;
import longhand.backend.cpu.conv2d.Conv2dShifted;
import longhand.backend.cpu.conv2d.Conv2dWinograd;
import longhand.backend.cpu.conv2d.RotatedKernel;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.matmul.Gemm;
import longhand.backend.cpu.threads.Scratch;
import longhand.shape.Conv2dShape;

/**
 * Convolutions and their gradients, each with the algorithm that {@link Conv2dTable} names. Winograd's returns
 * false when a NaN or an infinite number has spoilt its neighbours; then another algorithm computes the result. If such
 * a number has met the zeros of the padding, it is {@link Conv2dPlaceByPlace}.
 */
final class Convolutions {
    private final Kernels kernels;
    private final Conv2dDepthwise depthwise;
    private final Conv2dIm2col im2col;
    private final Conv2dImagesLast imagesLast;
    private final Conv2dShifted shifted;
    private final Conv2dWinograd winograd;
    private final Conv2dPlaceByPlace placeByPlace;

    Convolutions(Kernels kernels, Gemm gemm) {
        this.kernels = kernels;
        depthwise = new Conv2dDepthwise(kernels);
        im2col = new Conv2dIm2col(kernels, gemm);
        imagesLast = new Conv2dImagesLast(kernels, gemm);
        shifted = new Conv2dShifted(kernels);
        winograd = new Conv2dWinograd(kernels, gemm);
        placeByPlace = new Conv2dPlaceByPlace(kernels, gemm);
    }

    void forward(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        boolean tiles = Conv2dTable.forward(s).algorithm() == Conv2dAlgorithm.WINOGRAD;
        if (!tiles || !winograd.forward(x, w, end, y, s)) {
            withoutTiles(x, w, end, y, s);
        }
    }

    private void withoutTiles(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        switch (Conv2dTable.forwardWithoutTiles(s)) {
            case DEPTHWISE -> depthwise.forward(x, w, end, y, s);
            case SHIFTED_IMAGES -> shifted.forward(x, w, end, y, s);
            case IMAGES_LAST -> imagesLast.forward(x, w, end, y, s);
            default -> im2col.forward(x, w, end, y, s);
        }
        if (s.window().isPadded() && hasNaNInCorner(y, s) && !kernels.areFinite(w, 0, s.weightLength())
                && !placeByPlace.areOutputsNaN(w, s)) {
            placeByPlace.forward(x, w, end, y, s);
        }
    }

    void inputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        Conv2dChoice choice = Conv2dTable.inputGradient(s);
        if (!choice.rotatedKernel()) {
            if (choice.algorithm() == Conv2dAlgorithm.IMAGES_LAST) {
                imagesLast.inputGradient(dy, w, dx, s);
            } else if (!kernels.areFinite(w, 0, s.weightLength())) {
                placeByPlace.inputGradient(dy, w, dx, s);
            } else if (choice.algorithm() == Conv2dAlgorithm.DEPTHWISE) {
                depthwise.inputGradient(dy, w, dx, s);
            } else {
                shifted.inputGradient(dy, w, dx, s);
            }
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
        Conv2dAlgorithm algorithm = Conv2dTable.weightGradient(s).algorithm();
        boolean done = switch (algorithm) {
            case WINOGRAD -> winograd.weightGradient(x, dy, dw, s);
            case SHIFTED_IMAGES -> shifted.weightGradient(x, dy, dw, s);
            case IMAGES_LAST -> {
                imagesLast.weightGradient(x, dy, dw, s);
                yield hasNotMetPadding(dw, s);
            }
            case DEPTHWISE -> depthwise.weightGradient(x, dy, dw, s);
            case IM2COL -> {
                im2col.weightGradient(x, dy, dw, s);
                yield hasNotMetPadding(dw, s);
            }
        };
        if (!done && s.window().isPadded() && !kernels.areFinite(dy, 0, s.outputLength())
                && !placeByPlace.areWeightGradientsNaN(dy, s)) {
            placeByPlace.weightGradient(x, dy, dw, s);
        } else if (!done && mixesPixels(algorithm)) { // a bad pixel, or all is NaN
            im2col.weightGradient(x, dy, dw, s);
        }
    }

    /** Whether a number can come from pixels that do not belong to it. */
    private static boolean mixesPixels(Conv2dAlgorithm algorithm) {
        return algorithm == Conv2dAlgorithm.WINOGRAD || algorithm == Conv2dAlgorithm.SHIFTED_IMAGES
                || algorithm == Conv2dAlgorithm.DEPTHWISE;
    }

    /** Whether no gradient of an output that is NaN or ∞ has met padding; there 0 · ∞ has become NaN. */
    private boolean hasNotMetPadding(float[] dw, Conv2dShape s) {
        return !s.window().isPadded() || kernels.areFinite(dw, 0, s.weightLength());
    }

    /**
     * Whether a weight that is NaN or ∞ can have met padding. The outputs that see most of it are those in the corners,
     * of every image alike; there 0 · ∞ has become NaN. So this is asked before all weights are read.
     */
    private static boolean hasNaNInCorner(float[] y, Conv2dShape s) {
        int last = s.output().area() - 1;
        for (int o = 0; s.batch() > 0 && o < s.outChannels(); o++) {
            int first = s.y(0, o, 0, 0);
            if (Float.isNaN(y[first]) || Float.isNaN(y[first + last])) {
                return true;
            }
        }
        return false;
    }
}
