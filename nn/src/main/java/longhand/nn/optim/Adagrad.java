package longhand.nn.optim;

import java.util.List;
import longhand.nn.Parameter;

/**
 * Adagrad (Duchi et al. 2011). PyTorch: {@code torch.optim.Adagrad}.
 *
 * <pre>
 *   g = g + weightDecay · w
 *   s = s + g²
 *   w = w − lr / (1 + (t − 1) · lrDecay) · g / (√s + ε)        in step t
 * </pre>
 */
public final class Adagrad extends Optimizer {
    private static final double EPS = 1e-10;
    private static final String SUM = "sum";

    private double lrDecay;

    /** For these parameters, with PyTorch's other settings. */
    public Adagrad(List<Parameter> parameters, double lr) {
        super(parameters, lr);
    }

    /** Returns this. */
    public Adagrad lrDecay(double decay) {
        this.lrDecay = requireAtLeastZero("lrDecay", decay);
        return this;
    }

    /** Returns this. */
    public Adagrad weightDecay(double decay) {
        setWeightDecay(decay);
        return this;
    }

    @Override
    protected void update(float[] w, float[] g, int n, ParameterState state) {
        float[] s = state.array(SUM, n);
        float rate = (float) (lr() / (1 + (state.steps() - 1) * lrDecay));
        float decay = (float) weightDecay();
        float small = (float) EPS;
        for (int i = 0; i < n; i++) {
            float slope = g[i] + decay * w[i];
            s[i] += slope * slope;
            w[i] -= rate * slope / ((float) Math.sqrt(s[i]) + small);
        }
    }

    @Override
    protected List<String> slots() {
        return List.of(SUM);
    }
}
