package longhand.ops;

import java.util.Optional;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * Losses, averaged to a scalar. The classifying ones take logits or log-probabilities [batch, classes] and one class per row.
 *
 * <p>They are compositions of other operations, so their gradients follow. PyTorch: {@code torch.nn.functional}.
 */
public final class Losses {
    /** The class number that marks rows to be left out, as in PyTorch. */
    public static final int IGNORE_INDEX = -100;

    private Losses() {}

    /** Cross-entropy of softmax(logits): the mean over rows of −log p[target]. */
    public static Tensor crossEntropy(Tensor logits, int... targets) {
        return crossEntropy(logits, targets, Optional.empty(), IGNORE_INDEX, 0);
    }

    /**
     * @param logits [batch, classes]
     * @param targets a class per row
     * @param classWeights [classes]: rows count with the weight of their class, and the mean divides by the sum of weights
     * @param ignoreIndex rows with this target do not count
     * @param labelSmoothing share of the target probability that is spread evenly over all classes, 0 to 1
     * @return a scalar; NaN if no row counts
     */
    public static Tensor crossEntropy(Tensor logits, int[] targets, Optional<Tensor> classWeights, int ignoreIndex,
            double labelSmoothing) {
        requireTargets("crossEntropy", logits, targets, classWeights, ignoreIndex);
        Tensor logProbabilities = logits.logSoftmax(1);
        Tensor loss = nllLoss(logProbabilities, targets, classWeights, ignoreIndex);
        if (labelSmoothing == 0) {
            return loss;
        }
        float[] rowWeights = rowWeights(targets, classWeights, ignoreIndex);
        Tensor counted = Tensor.full(1, targets.length, 1);
        for (int i = 0; i < targets.length; i++) {
            counted.data()[i] = targets[i] == ignoreIndex ? 0 : 1;
        }
        Tensor allClasses = classWeights.map(logProbabilities::mul).orElse(logProbabilities).mul(counted);
        Tensor smooth = allClasses.sum().mul(-1 / total(rowWeights) / logits.size(1));
        return loss.mul(1 - labelSmoothing).add(smooth.mul(labelSmoothing));
    }

    /** Negative log-likelihood: the mean over rows of −logProbabilities[target]. */
    public static Tensor nllLoss(Tensor logProbabilities, int... targets) {
        return nllLoss(logProbabilities, targets, Optional.empty(), IGNORE_INDEX);
    }

    /** Negative log-likelihood with class weights and rows to ignore; see {@link #crossEntropy}. */
    public static Tensor nllLoss(Tensor logProbabilities, int[] targets, Optional<Tensor> classWeights, int ignoreIndex) {
        requireTargets("nllLoss", logProbabilities, targets, classWeights, ignoreIndex);
        int[] index = new int[targets.length];
        for (int i = 0; i < index.length; i++) {
            index[i] = targets[i] == ignoreIndex ? 0 : targets[i];
        }
        float[] weights = rowWeights(targets, classWeights, ignoreIndex);
        Tensor chosen = ShapeOps.reshape(Selection.takeAlong(logProbabilities, 1, index), targets.length);
        return chosen.mul(Tensor.of(weights, targets.length)).sum().mul(-1 / total(weights));
    }

    /** The mean of (x − target)². */
    public static Tensor mseLoss(Tensor x, Tensor target) {
        requireSame("mseLoss", x, target);
        return x.sub(target).square().mean();
    }

    /** The mean of |x − target|. */
    public static Tensor l1Loss(Tensor x, Tensor target) {
        requireSame("l1Loss", x, target);
        return x.sub(target).abs().mean();
    }

    /**
     * Binary cross-entropy of sigmoid(x), computed without overflow as the mean of max(x, 0) − x·target + log(1 + e^−|x|).
     *
     * @param target probabilities from 0 to 1, shape of x
     */
    public static Tensor bceWithLogits(Tensor x, Tensor target) {
        requireSame("bceWithLogits", x, target);
        return x.softplus().sub(x.mul(target)).mean();
    }

    /** The weight with which each row counts: that of its class, or 0 if ignored. */
    private static float[] rowWeights(int[] targets, Optional<Tensor> classWeights, int ignoreIndex) {
        float[] weights = new float[targets.length];
        for (int i = 0; i < weights.length; i++) {
            float ofClass = targets[i] == ignoreIndex || classWeights.isEmpty() ? 1 : classWeights.get().data()[targets[i]];
            weights[i] = targets[i] == ignoreIndex ? 0 : ofClass;
        }
        return weights;
    }

    private static double total(float[] weights) {
        double total = 0;
        for (float w : weights) {
            total += w;
        }
        return total;
    }

    private static void requireTargets(String operation, Tensor x, int[] targets, Optional<Tensor> classWeights, int ignoreIndex) {
        if (x.rank() != 2 || x.size(0) != targets.length) {
            throw new ShapeException(operation, "input " + x.shape() + " does not fit " + targets.length + " targets",
                    "the input is [batch, classes] with one target per row", "flatten the input, or check the labels");
        }
        for (int target : targets) {
            if (target != ignoreIndex && (target < 0 || target >= x.size(1))) {
                throw new ShapeException(operation, "target " + target + " is not a class of input " + x.shape(),
                        "targets are 0 to " + (x.size(1) - 1) + " or " + ignoreIndex + " to ignore a row", "check the labels");
            }
        }
        if (classWeights.isPresent() && !classWeights.get().shape().equals(Shape.of(x.size(1)))) {
            throw new ShapeException(operation, "class weights " + classWeights.get().shape() + " do not fit input " + x.shape(),
                    "there is one weight per class: [" + x.size(1) + "]", "pass that many weights");
        }
    }

    private static void requireSame(String operation, Tensor x, Tensor target) {
        if (!x.shape().equals(target.shape())) {
            throw new ShapeException(operation, "input " + x.shape() + " and target " + target.shape() + " differ",
                    "both shapes are equal", "reshape the target; broadcasting here would hide a mistake");
        }
    }
}
