package longhand.nn;

import longhand.ops.Losses;
import longhand.tensor.Tensor;

/**
 * Binary cross-entropy of sigmoid(x), computed without overflow, the mean over all elements. PyTorch: {@code
 * nn.BCEWithLogitsLoss}.
 */
public final class BCEWithLogitsLoss implements TargetLoss {
    @Override
    public Tensor forward(Tensor output, Tensor target) {
        return Losses.bceWithLogits(output, target);
    }

    @Override
    public String toString() {
        return "BCEWithLogitsLoss()";
    }
}
