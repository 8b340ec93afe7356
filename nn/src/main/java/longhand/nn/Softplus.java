package longhand.nn;

import longhand.tensor.Tensor;

/** log(1 + eˣ), element by element. PyTorch: {@code nn.Softplus} with its defaults. */
public final class Softplus extends Layer {
    @Override
    protected Tensor compute(Tensor x) {
        return x.softplus();
    }

    @Override
    protected String details() {
        return "beta=1, threshold=20";
    }
}
