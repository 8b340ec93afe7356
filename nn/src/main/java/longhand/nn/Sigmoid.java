package longhand.nn;

import longhand.tensor.Tensor;

/** 1 / (1 + e⁻ˣ), element by element. PyTorch: {@code nn.Sigmoid}. */
public final class Sigmoid extends Layer {
    @Override
    protected Tensor compute(Tensor x) {
        return x.sigmoid();
    }
}
