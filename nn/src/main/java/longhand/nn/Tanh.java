package longhand.nn;

import longhand.tensor.Tensor;

/** The hyperbolic tangent, element by element. PyTorch: {@code nn.Tanh}. */
public final class Tanh extends Layer {
    @Override
    protected Tensor compute(Tensor x) {
        return x.tanh();
    }
}
