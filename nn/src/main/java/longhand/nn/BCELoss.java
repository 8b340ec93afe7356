package longhand.nn;

import longhand.ops.Losses;
import longhand.tensor.Tensor;

/** Binary cross-entropy of probabilities; {@link BCEWithLogitsLoss} is more exact. PyTorch: {@code nn.BCELoss}. */
public final class BCELoss implements TargetLoss {
    @Override
    public Tensor forward(Tensor output, Tensor target) {
        return Losses.bceLoss(output, target);
    }

    @Override
    public String toString() {
        return "BCELoss()";
    }
}
