package longhand.nn.optim;

import java.util.List;
import java.util.Map;
import longhand.nn.Parameter;

/**
 * Adam (Kingma and Ba 2014). PyTorch: {@code torch.optim.Adam}.
 *
 * <pre>
 *   g = g + weightDecay · w
 *   m = β₁ · m + (1 − β₁) · g
 *   v = β₂ · v + (1 − β₂) · g²
 *   w = w − lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)        in step t
 * </pre>
 */
public final class Adam extends Optimizer {
    private AdamStep step = AdamStep.DEFAULT;

    /** For these parameters, with PyTorch's other settings. */
    public Adam(List<Parameter> parameters, double lr) {
        super(parameters, lr);
    }

    /** β₁ and β₂, 0.9 and 0.999 if not set. Returns this. */
    public Adam betas(double beta1, double beta2) {
        step = new AdamStep(requireFraction("beta1", beta1), requireFraction("beta2", beta2), step.eps());
        return this;
    }

    /** ε, 1e-8 if not set. Returns this. */
    public Adam eps(double eps) {
        step = new AdamStep(step.beta1(), step.beta2(), requireAtLeastZero("eps", eps));
        return this;
    }

    /** Weight decay by way of the gradient (L2 penalty); {@link AdamW} shrinks the weights themselves. Returns this. */
    public Adam weightDecay(double decay) {
        setWeightDecay(decay);
        return this;
    }

    @Override
    protected void update(float[] w, float[] g, int n, ParameterState state) {
        step.apply(w, g, n, lr(), weightDecay(), state);
    }

    @Override
    protected Map<String, String> settings() {
        return step.settings();
    }

    @Override
    protected List<String> slots() {
        return AdamStep.SLOTS;
    }
}
