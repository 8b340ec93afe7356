package longhand.nn;

import longhand.ops.Losses;
import longhand.tensor.Tensor;

/** The mean of (x − target)². PyTorch: {@code nn.MSELoss}. */
public final class MSELoss implements TargetLoss {
    @Override
    public Tensor forward(Tensor output, Tensor target) {
        return Losses.mseLoss(output, target);
    }

    @Override
    public String toString() {
        return "MSELoss()";
    }
}
