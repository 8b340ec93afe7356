package longhand.nn;

import longhand.tensor.Tensor;

/** max(x, 0), element by element. PyTorch: {@code nn.ReLU}. */
public final class ReLU extends Layer {
    @Override
    protected Tensor compute(Tensor x) {
        return x.relu();
    }
}
