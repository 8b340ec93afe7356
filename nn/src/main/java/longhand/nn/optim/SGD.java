package longhand.nn.optim;

import java.util.List;
import java.util.Map;
import longhand.nn.Parameter;
import longhand.nn.PythonText;

/**
 * Stochastic gradient descent, with momentum, Nesterov's variant of it, and weight decay. PyTorch: {@code
 * torch.optim.SGD}.
 *
 * <pre>
 *   g = g + weightDecay · w
 *   v = momentum · v + g            (v = 0 at first)
 *   g = g + momentum · v            (Nesterov)    or    g = v
 *   w = w − lr · g
 * </pre>
 */
public final class SGD extends Optimizer {
    private static final String BUFFER = "momentum_buffer";

    private double momentum;
    private boolean nesterov;

    /** For these parameters, without momentum and weight decay. */
    public SGD(List<Parameter> parameters, double lr) {
        super(parameters, lr);
    }

    /** Share of the steps before that each step keeps; 0 forgets them. Returns this. */
    public SGD momentum(double share) {
        this.momentum = requireFraction("momentum", share);
        if (share == 0) {
            forget(BUFFER);
        }
        return this;
    }

    /** Looks ahead along the momentum, which there must be when it steps. Returns this. */
    public SGD nesterov(boolean on) {
        this.nesterov = on;
        return this;
    }

    /** Returns this. */
    public SGD weightDecay(double decay) {
        setWeightDecay(decay);
        return this;
    }

    @Override
    protected void update(float[] w, float[] g, int n, ParameterState state) {
        float rate = (float) lr();
        float decay = (float) weightDecay();
        if (momentum == 0) {
            for (int i = 0; i < n; i++) {
                w[i] -= rate * (g[i] + decay * w[i]);
            }
            return;
        }
        float keep = (float) momentum;
        float[] v = state.array(BUFFER, n);
        for (int i = 0; i < n; i++) {
            float slope = g[i] + decay * w[i];
            v[i] = keep * v[i] + slope;
            w[i] -= rate * (nesterov ? slope + keep * v[i] : v[i]);
        }
    }

    @Override
    protected void requireSettings() {
        if (nesterov && momentum == 0) {
            throw new IllegalStateException("SGD: nesterov(true) without momentum. Rule: Nesterov's variant looks ahead "
                    + "along the momentum, so there is one. Fix: call momentum(0.9), or leave nesterov out.");
        }
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("dampening", "0", "foreach", "None", "maximize", PythonText.of(false), "momentum",
                PythonText.number(momentum), "nesterov", PythonText.of(nesterov));
    }

    @Override
    protected List<String> slots() {
        return momentum == 0 ? List.of() : List.of(BUFFER);
    }
}
