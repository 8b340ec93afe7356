package longhand.ops;

import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import longhand.names.Given;
import longhand.random.Generator;
import longhand.random.Probability;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/** Dropout (Srivastava et al. 2014): each element becomes 0 with probability p, the others grow by 1/(1 − p). */
public final class DropoutOps {
    private DropoutOps() {}

    /**
     * @param p probability that an element is dropped, 0 ≤ p ≤ 1; draws one uniform number per element from the
     * generator
     */
    public static Tensor dropout(Tensor x, double p, Generator generator) {
        Probability.require("dropout", "p", p);
        Given.required(generator, "dropout", "the generator", "pass Generator.defaultGenerator()");
        Tensor factors = result(Inputs.tensor("dropout", x).shape());
        float[] mask = values(factors);
        generator.uniform(mask, mask.length, 0, 1);
        float kept = p == 1 ? 0 : (float) (1 / (1 - p));
        for (int i = 0; i < mask.length; i++) {
            mask[i] = mask[i] < p ? 0 : kept;
        }
        Tensor y = x.mul(factors);
        Internals.discard(factors);
        return y;
    }
}
