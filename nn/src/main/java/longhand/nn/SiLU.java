package longhand.nn;

import longhand.tensor.Tensor;

/** x · sigmoid(x), element by element. PyTorch: {@code nn.SiLU}. */
public final class SiLU extends Layer {
    @Override
    protected Tensor compute(Tensor x) {
        return x.silu();
    }
}
