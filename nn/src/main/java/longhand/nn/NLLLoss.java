package longhand.nn;

import longhand.ops.Losses;
import longhand.tensor.Tensor;

/**
 * Negative log-likelihood of log-probabilities, the mean over the batch: what follows {@link LogSoftmax}. PyTorch:
 * {@code nn.NLLLoss}.
 */
public final class NLLLoss implements Loss {
    @Override
    public Tensor forward(Tensor output, int... labels) {
        return Losses.nllLoss(output, labels);
    }

    @Override
    public String toString() {
        return "NLLLoss()";
    }
}
