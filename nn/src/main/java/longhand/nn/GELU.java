package longhand.nn;

import longhand.tensor.Tensor;

/** x · Φ(x) with the normal distribution function Φ, element by element. PyTorch: {@code nn.GELU}. */
public final class GELU extends Layer {
    @Override
    protected Tensor compute(Tensor x) {
        return x.gelu();
    }

    @Override
    protected String details() {
        return "approximate='none'";
    }
}
