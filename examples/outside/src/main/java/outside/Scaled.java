package outside;

import longhand.nn.Layer;
import longhand.nn.Parameter;
import longhand.tensor.Tensor;

/** A layer of one's own: its input times one number, which is trained. */
final class Scaled extends Layer {
    private final Parameter factor = parameter("factor", Parameter.of(Tensor.full(1, 1)));

    @Override
    protected Tensor compute(Tensor x) {
        return x.mul(factor.tensor());
    }
}
