package longhand.nn.optim;

import java.util.List;
import longhand.nn.Parameter;

/**
 * RMSprop (Hinton 2012), with optional momentum. PyTorch: {@code torch.optim.RMSprop}.
 *
 * <pre>
 *   g = g + weightDecay · w
 *   s = α · s + (1 − α) · g²
 *   d = g / (√s + ε)
 *   w = w − lr · d      or, with momentum,  b = momentum · b + d,  w = w − lr · b
 * </pre>
 */
public final class RMSprop extends Optimizer {
    private static final double EPS = 1e-8;
    private static final String SQUARE = "square_avg";
    private static final String BUFFER = "momentum_buffer";

    private double alpha = 0.99;
    private double momentum;

    /** For these parameters, with PyTorch's other settings. */
    public RMSprop(List<Parameter> parameters, double lr) {
        super(parameters, lr);
    }

    /** How slowly the mean square follows, 0.99 if not set. Returns this. */
    public RMSprop alpha(double share) {
        this.alpha = requireFraction("alpha", share);
        return this;
    }

    /** Share of the steps before that each step keeps; 0 forgets them. Returns this. */
    public RMSprop momentum(double share) {
        this.momentum = requireFraction("momentum", share);
        if (share == 0) {
            forget(BUFFER);
        }
        return this;
    }

    /** Returns this. */
    public RMSprop weightDecay(double decay) {
        setWeightDecay(decay);
        return this;
    }

    @Override
    protected void update(float[] w, float[] g, int n, ParameterState state) {
        float[] s = state.array(SQUARE, n);
        float[] b = momentum > 0 ? state.array(BUFFER, n) : s;
        float rate = (float) lr();
        float decay = (float) weightDecay();
        float keep = (float) alpha;
        float add = (float) (1 - alpha);
        float carried = (float) momentum;
        float small = (float) EPS;
        for (int i = 0; i < n; i++) {
            float slope = g[i] + decay * w[i];
            s[i] = keep * s[i] + add * slope * slope;
            float direction = slope / ((float) Math.sqrt(s[i]) + small);
            if (momentum > 0) {
                b[i] = carried * b[i] + direction;
                direction = b[i];
            }
            w[i] -= rate * direction;
        }
    }

    @Override
    protected List<String> slots() {
        return momentum == 0 ? List.of(SQUARE) : List.of(SQUARE, BUFFER);
    }
}
