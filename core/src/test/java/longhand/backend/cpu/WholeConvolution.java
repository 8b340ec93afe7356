package longhand.backend.cpu;

import static longhand.backend.cpu.Compare.wholeNumbers;

import java.util.function.Consumer;
import longhand.backend.Backend;
import longhand.backend.Epilogue;
import longhand.shape.Conv2dShape;

/**
 * A convolution of whole numbers with bias and ReLU, and its gradients, as the reference computes them.
 *
 * @param end bias and ReLU
 * @param dy the upstream gradient
 * @param y the result
 * @param dx the gradient with respect to x
 * @param dw the gradient with respect to w
 */
record WholeConvolution(float[] x, float[] w, Epilogue end, float[] dy, float[] y, float[] dx, float[] dw) {
    static WholeConvolution of(Conv2dShape s) {
        float[] x = wholeNumbers(1, s.inputLength());
        float[] w = wholeNumbers(2, s.weightLength());
        float[] dy = wholeNumbers(3, s.outputLength());
        Epilogue end = new Epilogue(wholeNumbers(4, s.outChannels()), true);
        Backend reference = Compare.REFERENCE;
        return new WholeConvolution(x, w, end, dy,
                output(s.outputLength(), y -> reference.conv2d(x, w, end, y, s)),
                output(s.inputLength(), dx -> reference.conv2dInputGradient(dy, w, dx, s)),
                output(s.weightLength(), dw -> reference.conv2dWeightGradient(x, dy, dw, s)));
    }

    /** What {@code compute} writes into an output array for so many numbers. */
    static float[] output(int length, Consumer<float[]> compute) {
        float[] array = Compare.output(length);
        compute.accept(array);
        return array;
    }
}
