package longhand.ops;

import static longhand.tensor.Internals.discard;
import static longhand.tensor.Internals.integers;
import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.values;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import longhand.autograd.Edge;
import longhand.backend.TernaryOp;
import longhand.names.Given;
import longhand.random.Probability;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * Losses, averaged to a scalar. The classifying ones take logits or log-probabilities [batch, classes] and one class
 * per row.
 *
 * <p>They are compositions of other operations, so their gradients follow. PyTorch: {@code torch.nn.functional}.
 */
public final class Losses {
    /** The class number that marks rows to be left out, as in PyTorch. */
    public static final int IGNORE_INDEX = -100;

    /** What PyTorch divides by at least in the gradient of the binary cross-entropy of probabilities. */
    private static final double SMALLEST = 1e-12;

    private Losses() {}

    /** Cross-entropy of softmax(logits): the mean over rows of −log p[target]. */
    public static Tensor crossEntropy(Tensor logits, int... targets) {
        return crossEntropy(logits, targets, Optional.empty(), IGNORE_INDEX, 0);
    }

    /** The same with the classes as a tensor [batch] of integer values. */
    public static Tensor crossEntropy(Tensor logits, Tensor targets) {
        if (logits != null && targets != null && logits.rank() == 2 && targets.shape().equals(logits.shape())
                && logits.size(1) > 1) {
            throw new ShapeException("crossEntropy", "targets " + targets.shape() + " have the shape of the input",
                    "a target is the number of a class: [batch]", "pass argmax(1, false) of one-hot rows");
        }
        return crossEntropy(logits, classes("crossEntropy", targets));
    }

    /**
     * @param logits [batch, classes]
     * @param targets a class per row
     * @param classWeights [classes]: rows count with the weight of their class, and the mean divides by the sum of
     *     weights
     * @param ignoreIndex rows with this target count neither in the value nor in the gradient, whatever they hold
     *     (PyTorch 1.13 gives NaN gradients to ignored rows of NaN or ∞)
     * @param labelSmoothing share of the target probability that is spread evenly over all classes, 0 to 1
     * @return a scalar; NaN, with a gradient of 0, if no row counts
     */
    public static Tensor crossEntropy(Tensor logits, int[] targets, Optional<Tensor> classWeights, int ignoreIndex,
            double labelSmoothing) {
        Probability.require("crossEntropy", "labelSmoothing", labelSmoothing);
        requireTargets("crossEntropy", logits, targets, classWeights, ignoreIndex);
        Counted counted = Counted.of(logits, targets, ignoreIndex);
        Tensor logProbabilities = counted.rows.logSoftmax(1);
        float[] weights = counted.weights(classWeights);
        Tensor loss = weightedMean(logProbabilities, counted.targets, weights);
        if (labelSmoothing == 0) {
            return loss;
        }
        Tensor allClasses = classWeights.map(logProbabilities::mul).orElse(logProbabilities);
        Tensor smooth = allClasses.sum().div(-total(weights) * logits.size(1));
        return loss.mul(1 - labelSmoothing).add(smooth.mul(labelSmoothing));
    }

    /** Negative log-likelihood: the mean over rows of −logProbabilities[target]. */
    public static Tensor nllLoss(Tensor logProbabilities, int... targets) {
        return nllLoss(logProbabilities, targets, Optional.empty(), IGNORE_INDEX);
    }

    /** The same with the classes as a tensor [batch] of integer values. */
    public static Tensor nllLoss(Tensor logProbabilities, Tensor targets) {
        return nllLoss(logProbabilities, classes("nllLoss", targets));
    }

    private static int[] classes(String operation, Tensor targets) {
        if (targets != null && targets.rank() != 1) {
            throw new ShapeException(operation, "targets " + targets.shape() + " are no vector",
                    "there is one class per row of the input: [batch]", "reshape them, in the order of the rows");
        }
        return integers(operation, "targets", targets);
    }

    /** Negative log-likelihood with class weights and rows to ignore; see {@link #crossEntropy}. */
    public static Tensor nllLoss(Tensor logProbabilities, int[] targets, Optional<Tensor> classWeights,
            int ignoreIndex) {
        requireTargets("nllLoss", logProbabilities, targets, classWeights, ignoreIndex);
        Counted counted = Counted.of(logProbabilities, targets, ignoreIndex);
        return weightedMean(counted.rows, counted.targets, counted.weights(classWeights));
    }

    /** Σ −weight · logProbabilities[target] / Σ weight, over the rows; a sum divided by −Σ weight could be −0. */
    private static Tensor weightedMean(Tensor logProbabilities, int[] targets, float[] weights) {
        Tensor chosen = ShapeOps.reshape(Selection.takeAlong(logProbabilities, 1, targets), targets.length);
        return chosen.mul(Tensor.of(weights, targets.length).neg()).sum().div(total(weights));
    }

    /** The rows that count, with their targets. To weigh the others with 0 would not do: 0 · NaN and 0 · ∞ are NaN. */
    private record Counted(Tensor rows, int[] targets) {
        static Counted of(Tensor x, int[] targets, int ignoreIndex) {
            if (allCount(targets, ignoreIndex)) {
                return new Counted(x, targets.clone()); // the caller may change his array
            }
            int[] rows = IntStream.range(0, targets.length).filter(i -> targets[i] != ignoreIndex).toArray();
            return new Counted(x.indexSelect(0, rows), Arrays.stream(rows).map(i -> targets[i]).toArray());
        }

        private static boolean allCount(int[] targets, int ignoreIndex) {
            for (int target : targets) {
                if (target == ignoreIndex) {
                    return false;
                }
            }
            return true;
        }

        /** The weight with which each row counts: that of its class. */
        float[] weights(Optional<Tensor> ofClasses) {
            float[] weights = new float[targets.length];
            Arrays.fill(weights, 1);
            ofClasses.ifPresent(given -> {
                float[] ofClass = values(given);
                for (int i = 0; i < weights.length; i++) {
                    weights[i] = ofClass[targets[i]];
                }
            });
            return weights;
        }
    }

    /** The mean of (x − target)²; its gradient is 2/n · (x − target), for n elements. */
    public static Tensor mseLoss(Tensor x, Tensor target) {
        requireSame("mseLoss", x, target);
        double slope = 2.0 / x.numel();
        Tensor distances = ShapeOps.reshape(x.detach().sub(target.detach()), x.numel());
        Tensor mean = Squares.sum(distances, new int[] {0}, squares -> squares / x.numel()).reshape();
        return recorded("mseLoss", mean,
                Edge.to(x, g -> x.sub(target).mul(slope).mul(g)).reads(x, target),
                Edge.to(target, g -> target.sub(x).mul(slope).mul(g)).reads(x, target));
    }

    /** The mean of |x − target|. */
    public static Tensor l1Loss(Tensor x, Tensor target) {
        requireSame("l1Loss", x, target);
        return x.sub(target).abs().mean();
    }

    /**
     * Binary cross-entropy of sigmoid(x), computed without overflow as the mean of max(x, 0) − x·target + log(1 +
     * e^−|x|). (At x = −∞ it is ∞ unless the target is 0, where PyTorch 1.13 gives NaN.)
     *
     * @param target probabilities from 0 to 1, shape of x
     */
    public static Tensor bceWithLogits(Tensor x, Tensor target) {
        requireSame("bceWithLogits", x, target);
        Tensor values = x.detach();
        Tensor isPositive = values.gt(Tensor.scalar(0));
        Tensor loss = values.mul(isPositive.sub(target.detach())).add(values.abs().neg().softplus());
        return recorded("bceWithLogits", loss,
                Edge.to(x, g -> g.mul(x.sigmoid().sub(target))).reads(x, target),
                Edge.to(target, g -> g.mul(x).neg()).reads(x)).mean();
    }

    /**
     * Binary cross-entropy of probabilities: the mean of −target·ln x − (1 − target)·ln(1 − x). As in PyTorch,
     * logarithms are at least −100, and the gradient divides by at least 1e-12. {@link #bceWithLogits} is more exact.
     *
     * @param x probabilities, from 0 to 1
     * @param target probabilities from 0 to 1, shape of x
     */
    public static Tensor bceLoss(Tensor x, Tensor target) {
        requireSame("bceLoss", x, target);
        for (float p : values(x)) {
            if (p < 0 || p > 1) {
                throw new IllegalArgumentException("bceLoss: the input " + x.shape() + " holds " + p
                        + ". Rule: it holds probabilities, from 0 to 1. Fix: use sigmoid() before, or bceWithLogits.");
            }
        }
        Tensor p = x.detach();
        Tensor t = target.detach();
        Tensor loss = t.sub(1).mul(boundedLog(p.neg().add(1))).sub(t.mul(boundedLog(p)));
        return recorded("bceLoss", loss,
                Edge.to(x, g -> g.mul(x.sub(target)).div(x.mul(x.neg().add(1)).maximum(Tensor.scalar(SMALLEST))))
                        .reads(x, target),
                Edge.to(target, g -> g.mul(boundedLog(x.neg().add(1)).sub(boundedLog(x)))).reads(x)).mean();
    }

    private static Tensor boundedLog(Tensor x) {
        return x.log().maximum(Tensor.scalar(-100));
    }

    /**
     * The mean of d²/2 where d = |x − target| is at most delta, and of delta·(d − delta/2) elsewhere (Huber 1964). With
     * delta = 1 it is {@code F.smooth_l1_loss} too. Its gradient is d, limited to ±delta, divided by the number of
     * elements.
     */
    public static Tensor huberLoss(Tensor x, Tensor target, double delta) {
        requireSame("huberLoss", x, target);
        if (!(delta > 0)) {
            throw new IllegalArgumentException("huberLoss: delta = " + delta
                    + ". Rule: it is more than 0. Fix: pass such a number.");
        }
        Tensor loss = Elementwise.ternary("huberLoss", TernaryOp.HUBER, x, target, Tensor.scalar(delta));
        Tensor mean = loss.mean();
        discard(loss);
        int n = x.numel();
        return recorded("huberLoss", Map.of("delta", delta), mean,
                Edge.to(x, g -> x.sub(target).clamp(-delta, delta).mul(g.div(n))).reads(x, target),
                Edge.to(target, g -> target.sub(x).clamp(-delta, delta).mul(g.div(n))).reads(x, target));
    }

    private static double total(float[] weights) {
        double total = 0;
        for (float w : weights) {
            total += w;
        }
        return total;
    }

    private static void requireTargets(String operation, Tensor x, int[] targets, Optional<Tensor> classWeights,
            int ignoreIndex) {
        Given.required(x, operation, "the input", "pass what the network computed, [batch, classes]");
        Given.required(targets, operation, "the array of targets", "pass one class per row");
        Given.required(classWeights, operation, "the class weights", "pass Optional.empty() if there are none");
        if (x.rank() != 2 || x.size(0) != targets.length) {
            throw new ShapeException(operation, "input " + x.shape() + " does not fit targets "
                    + Shape.of(targets.length),
                    "the input is [batch, classes] with one target per row",
                    x.rank() == 2 ? "pass as many targets as the input has rows"
                    : x.rank() == 1 ? "of one sample, pass unsqueeze(0): one row" : "permute it so that the classes come last, then "
                    + "reshape(-1, classes)");
        }
        for (int target : targets) {
            if (target != ignoreIndex && (target < 0 || target >= x.size(1))) {
                throw new ShapeException(operation, "target " + target + " is not a class of input " + x.shape(),
                        (x.size(1) == 0 ? "there is no class, so a target is " : "targets are 0 to " + (x.size(1) - 1)
                        + " or ") + ignoreIndex + " to ignore a row",
                        "check the labels");
            }
        }
        if (classWeights.isPresent() && !classWeights.get().shape().equals(Shape.of(x.size(1)))) {
            throw new ShapeException(operation, "class weights " + classWeights.get().shape() + " do not fit input "
                    + x.shape(), "there is one weight per class: [" + x.size(1) + "]", "pass that many weights");
        }
    }

    private static void requireSame(String operation, Tensor x, Tensor target) {
        Given.required(x, operation, "the input", "pass what the network computed");
        Given.required(target, operation, "the target", "pass a tensor of the input's shape");
        if (!x.shape().equals(target.shape())) {
            throw new ShapeException(operation, "input " + x.shape() + " and target " + target.shape() + " differ",
                    "both shapes are equal", "reshape the target; broadcasting here would hide a mistake");
        }
    }
}
