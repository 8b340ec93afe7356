package longhand.nn;

import longhand.ops.Losses;
import longhand.tensor.Tensor;

/**
 * Squares of small differences, multiples of large ones. PyTorch: {@code nn.HuberLoss}; {@code nn.SmoothL1Loss} is this
 * divided by its {@code beta}, so the same for 1.
 */
public final class HuberLoss implements TargetLoss {
    private final double delta;

    /** delta = 1. */
    public HuberLoss() {
        this(1);
    }

    /** @param delta where squares end, more than 0 */
    public HuberLoss(double delta) {
        if (!(delta > 0)) {
            throw new IllegalArgumentException("HuberLoss: delta = " + delta
                    + ". Rule: it is more than 0. Fix: pass such a number.");
        }
        this.delta = delta;
    }

    @Override
    public Tensor forward(Tensor output, Tensor target) {
        return Losses.huberLoss(output, target, delta);
    }

    @Override
    public String toString() {
        return "HuberLoss()";
    }
}
