package longhand.nn;

import longhand.random.Generator;
import longhand.random.Probability;
import longhand.tensor.Tensor;

/**
 * In training, each element becomes 0 with probability p and the others grow by 1/(1 − p), so that sums keep their
 * mean; in evaluation, nothing happens. Draws from the default generator. PyTorch: {@code nn.Dropout}; Srivastava et
 * al. 2014.
 */
public final class Dropout extends Layer {
    private final double p;

    /** p = 0.5. */
    public Dropout() {
        this(0.5);
    }

    /** @param p probability that an element is dropped, from 0 to 1 */
    public Dropout(double p) {
        this.p = Probability.require("Dropout", "p", p);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return isTraining() && p > 0 ? longhand.ops.DropoutOps.dropout(x, p, Generator.defaultGenerator()) : x;
    }

    @Override
    protected String details() {
        return "p=" + PythonText.of(p) + ", inplace=False";
    }
}
