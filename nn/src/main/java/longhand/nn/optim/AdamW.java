package longhand.nn.optim;

import java.util.List;
import java.util.Map;
import longhand.nn.Parameter;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2017): first w = w − lr · weightDecay · w, then a step of
 * {@link Adam}. PyTorch: {@code torch.optim.AdamW}.
 */
public final class AdamW extends Optimizer {
    static final double DEFAULT_DECAY = 0.01;

    private AdamStep step = AdamStep.DEFAULT;

    /** Weight decay 0.01 unless set. */
    public AdamW(List<Parameter> parameters, double lr) {
        super(parameters, lr);
        setWeightDecay(DEFAULT_DECAY);
    }

    /** β₁ and β₂, 0.9 and 0.999 if not set. Returns this. */
    public AdamW betas(double beta1, double beta2) {
        step = new AdamStep(requireFraction("beta1", beta1), requireFraction("beta2", beta2), step.eps());
        return this;
    }

    /** Returns this. */
    public AdamW weightDecay(double decay) {
        setWeightDecay(decay);
        return this;
    }

    @Override
    protected void update(float[] w, float[] g, int n, ParameterState state) {
        step(step, w, g, n, lr(), weightDecay(), state);
    }

    static void step(AdamStep step, float[] w, float[] g, int n, double lr, double decay, ParameterState state) {
        shrink(w, n, lr, decay);
        step.apply(w, g, n, lr, 0, state);
    }

    static void shrink(float[] w, int n, double lr, double decay) {
        float factor = (float) (1 - lr * decay);
        for (int i = 0; i < n; i++) {
            w[i] *= factor;
        }
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
