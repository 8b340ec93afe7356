package longhand.nn;

import longhand.ops.Losses;
import longhand.tensor.Tensor;

/** The mean of |x − target|. PyTorch: {@code nn.L1Loss}. */
public final class L1Loss implements TargetLoss {
    @Override
    public Tensor forward(Tensor output, Tensor target) {
        return Losses.l1Loss(output, target);
    }

    @Override
    public String toString() {
        return "L1Loss()";
    }
}
