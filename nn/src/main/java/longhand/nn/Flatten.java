package longhand.nn;

import longhand.tensor.Tensor;

/** All dimensions but the first become one: [batch, c, h, w] → [batch, c·h·w]. PyTorch: {@code nn.Flatten}. */
public final class Flatten extends Layer {
    @Override
    protected Tensor compute(Tensor x) {
        return x.flatten(1);
    }

    @Override
    protected String details() {
        return "start_dim=1, end_dim=-1";
    }
}
