package outside;

import java.util.List;
import longhand.nn.Parameter;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.ParameterState;

/** An optimiser of one's own: every number moves by the learning rate, against the sign of its gradient. */
final class SignDescent extends Optimizer {
    SignDescent(List<Parameter> parameters, double lr) {
        super(parameters, lr);
    }

    @Override
    protected void update(float[] w, float[] g, int n, ParameterState state) {
        for (int i = 0; i < n; i++) {
            w[i] -= (float) lr() * Math.signum(g[i]);
        }
    }

    /** It remembers nothing from step to step. */
    @Override
    protected List<String> slots() {
        return List.of();
    }
}
