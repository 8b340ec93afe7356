package longhand.explain;

import java.util.List;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/**
 * Asks for the working of an operation on small arrays.
 *
 * <pre>{@code
 * Explanation e = Explain.corr2d(x, k);
 * e.cell(0, 0).text();   // Y[0, 0] = 0·0 + 1·1 + 3·2 + 4·3 = 19
 * e.html();              // an interactive page
 * }</pre>
 */
public final class Explain {
    /** Stands for "nothing given": no bias, or an upstream gradient of ones. */
    public static final Values NONE = PaperConvolution.NO_BIAS;

    private Explain() {}

    /** Two-dimensional cross-correlation, S4 §1.1 of the notes: X is H × W, K is kh × kw. */
    public static Explanation corr2d(Values x, Values k) {
        return conv2d(x, k, Window2d.of(k.rows(), k.columns()));
    }

    /** {@link #corr2d(Values, Values)} of tensors. */
    public static Explanation corr2d(Tensor x, Tensor k) {
        return corr2d(Values.of(x), Values.of(k));
    }

    /** {@link #conv2d(Values, Values, Window2d)} of tensors. */
    public static Explanation conv2d(Tensor x, Tensor w, Window2d window) {
        return conv2d(Values.of(x), Values.of(w), window);
    }

    /** A convolution with bias of tensors. */
    public static Explanation conv2d(Tensor x, Tensor w, Tensor bias, Window2d window) {
        return conv2d(Values.of(x), Values.of(w), Values.of(bias), window, NONE);
    }

    /** A convolution without bias; shapes as in {@link PaperConvolution#of}. */
    public static Explanation conv2d(Values x, Values w, Window2d window) {
        return conv2d(x, w, NONE, window, NONE);
    }

    /**
     * A convolution and its gradients; shapes as in {@link PaperConvolution#of}.
     *
     * @param bias one number per output channel, or {@link #NONE}
     * @param upstream gradient of the loss by the output, or {@link #NONE} for ones (the loss is the sum of the output)
     */
    public static Explanation conv2d(Values x, Values w, Values bias, Window2d window, Values upstream) {
        return conv2d(x, w, bias, window, 1, upstream);
    }

    /** The same in groups of channels: the kernel is O × C / groups × kh × kw. */
    public static Explanation conv2d(Values x, Values w, Values bias, Window2d window, int groups, Values upstream) {
        return new ConvolutionExplainer(PaperConvolution.of(x, w, bias, window, groups), upstream).explain();
    }

    /**
     * A 1×1 convolution as a product of the O × C kernel with the C × (H·W) pixels, S4 §3.2: x is C × H × W, w is as in
     * {@link PaperConvolution#pointwiseKernel}.
     */
    public static Explanation conv1x1(Values x, Values w) {
        return conv1x1(x, w, NONE);
    }

    /** {@link #conv1x1(Values, Values)} with a gradient that arrives at the output. */
    public static Explanation conv1x1(Values x, Values w, Values upstream) {
        Values kernel = PaperConvolution.pointwiseKernel(x, w);
        Values image = PaperConvolution.image("conv1x1", x);
        return new PointwiseExplainer(image, kernel.reshape(kernel.dim(0), kernel.dim(1)), upstream).explain();
    }

    /** {@link #conv1x1(Values, Values)} of tensors. */
    public static Explanation conv1x1(Tensor x, Tensor w) {
        return conv1x1(Values.of(x), Values.of(w));
    }

    /** Maximum pooling of a tensor. */
    public static Explanation maxPool2d(Tensor x, Window2d window) {
        return maxPool2d(Values.of(x), window, NONE);
    }

    /** Average pooling of a tensor; padding counts, as in PyTorch. */
    public static Explanation avgPool2d(Tensor x, Window2d window) {
        return avgPool2d(Values.of(x), window, true, NONE);
    }

    /** Maximum pooling of H × W or C × H × W. */
    public static Explanation maxPool2d(Values x, Window2d window, Values upstream) {
        return new PoolingExplainer(PaperPooling.of(x, window, true, false), upstream).explain();
    }

    /** Average pooling of H × W or C × H × W. */
    public static Explanation avgPool2d(Values x, Window2d window, boolean countIncludePad, Values upstream) {
        return new PoolingExplainer(PaperPooling.of(x, window, false, countIncludePad), upstream).explain();
    }

    /** A linear layer Y = X·Wᵀ + b: x is N × in (or in), w is out × in. */
    public static Explanation linear(Values x, Values w, Values bias, Values upstream) {
        Values rows = x.rank() == 2 ? x : x.reshape(1, x.size());
        return new ProductExplainer(Operand.of("X", "input, one row per sample", rows),
                Operand.of("W", "weights, one row per output", w), true, bias, upstream).explain("Linear layer",
                "each output is a row of X times a row of W, plus its bias", List.of(),
                Setup.of("linear").with("x", rows).with("w", w).with("b", bias));
    }

    /** A linear layer of tensors. */
    public static Explanation linear(Tensor x, Tensor w, Tensor bias) {
        return linear(Values.of(x), Values.of(w), Values.of(bias), NONE);
    }

    /** {@link #softmaxCrossEntropy(Values, int...)} of a tensor. */
    public static Explanation softmaxCrossEntropy(Tensor logits, int... labels) {
        return softmaxCrossEntropy(Values.of(logits), labels);
    }

    /**
     * Softmax over each row, and the cross-entropy if labels are given: logits are N × K (or K), labels are N classes
     * from 0.
     */
    public static Explanation softmaxCrossEntropy(Values logits, int... labels) {
        return new SoftmaxExplainer(logits, labels).explain();
    }

    /**
     * Batch normalisation in training, with the statistics of the batch: x is N × C, or C × H × W for one image, or N ×
     * C × H × W.
     *
     * @param gamma one factor for each channel, or {@link #NONE} for ones
     * @param beta one number for each channel, or {@link #NONE} for zeros
     * @param mean the running mean before the batch, or {@link #NONE} for zeros
     * @param variance the running variance before the batch, or {@link #NONE} for ones
     */
    public static Explanation batchNorm(Values x, Values gamma, Values beta, Values mean, Values variance,
            double momentum, double eps) {
        return batchNorm(PaperBatchNorm.of(x, gamma, beta, mean, variance, momentum, eps, true), NONE);
    }

    /**
     * Batch normalisation and its gradients.
     *
     * @param upstream the gradient of the loss by the output, or {@link #NONE} for ones
     * @throws ShapeException if that has not as many numbers as the output
     */
    public static Explanation batchNorm(PaperBatchNorm norm, Values upstream) {
        return new BatchNormExplainer(norm, upstream).explain();
    }

    /** Batch normalisation in evaluation, with the running statistics; shapes as in {@link #batchNorm}. */
    public static Explanation batchNormInEvaluation(Values x, Values gamma, Values beta, Values mean, Values variance,
            double eps) {
        return batchNorm(PaperBatchNorm.of(x, gamma, beta, mean, variance, 0, eps, false), NONE);
    }

    /** One SGD step of a tensor. */
    public static Explanation sgdStep(Tensor w, Tensor gradient, double lr) {
        return sgdStep(Values.of(w), Values.of(gradient), lr);
    }

    /** One SGD step w − lr · g. */
    public static Explanation sgdStep(Values w, Values gradient, double lr) {
        return sgdStep(w, gradient, NONE, lr, 0, 0);
    }

    /** One SGD step with momentum (velocity {@link #NONE}: zeros) and weight decay. */
    public static Explanation sgdStep(Values w, Values gradient, Values velocity, double lr, double momentum,
            double weightDecay) {
        return new SgdExplainer(w, gradient, velocity, lr, momentum, weightDecay).explain();
    }

    /**
     * One step of Adam or AdamW.
     *
     * @param first the first moment before the step, or {@link #NONE} for zeros
     * @param second the second moment before the step, or {@link #NONE} for zeros
     */
    public static Explanation adamStep(Values w, Values gradient, Values first, Values second,
            AdamSettings settings) {
        return new AdamExplainer(w, gradient, first, second, settings).explain();
    }

    /** Rows and columns behind a window, or behind each of several layers. */
    public static Explanation outputSizes(Size2d input, List<LayerSpec> layers) {
        return new LayersExplainer(layers).outputSizes(input);
    }

    /** Numbers of trainable parameters of layers. */
    public static Explanation parameters(List<LayerSpec> layers) {
        return new LayersExplainer(layers).parameters();
    }

    /** Receptive fields of layers: how many rows and columns of the input one number behind them depends on. */
    public static Explanation receptiveFields(List<LayerSpec> layers) {
        return new LayersExplainer(layers).receptiveFields();
    }
}
