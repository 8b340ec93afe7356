package longhand.nn.optim;

import java.util.List;
import java.util.Map;
import longhand.nn.Parameter;
import longhand.nn.PythonText;
import longhand.shape.Shape;

/**
 * Muon (Jordan et al. 2024) for the weights of convolutions and linear layers, {@link AdamW} for everything else.
 * PyTorch: {@code torch.optim.Muon} with {@code adjust_lr_fn="match_rms_adamw"}, beside {@code torch.optim.AdamW}.
 *
 * <pre>
 *   w = w − lr · weightDecay · w
 *   m = μ · m + (1 − μ) · g
 *   d = μ · m + (1 − μ) · g
 *   w = w − lr · 0.2 · √max(rows, columns) · u      where u is the {@link OrthogonalMatrix} nearest to d
 * </pre>
 *
 * <p>A gradient is a matrix here: a row for each number of the weight's first dimension, which counts output channels
 * (input channels where a convolution is transposed), a column for each place of the others. Its large singular values
 * belong to a few directions, in which Adam's steps then lie too; {@code u} goes equally far in all of them. The factor
 * gives its numbers the size that AdamW's usually have, so the same learning rate serves both.
 *
 * <p>Biases and other vectors are no matrices, and a matrix whose smaller side is above {@value #LARGEST_SIDE} (of the
 * models here, AlexNet's and VGG's dense layers) would take longer than the rest of the step: these get AdamW's steps.
 *
 * <p>PyTorch computes {@code u} with bfloat16, we with float. One NaN or infinite number in a gradient makes all of a
 * matrix NaN; a gradient whose squares sum up to more than a float holds makes no step. Source: K. Jordan et al.,
 * "Muon: An optimizer for hidden layers in neural networks", 2024; the factor: J. Liu et al., "Muon is scalable for LLM
 * training", 2025.
 */
public final class Muon extends Optimizer {
    static final double DEFAULT_DECAY = 0.1;
    static final double DEFAULT_MOMENTUM = 0.95;
    static final int LARGEST_SIDE = 1024;
    private static final double USUAL_SIZE = 0.2;
    private static final String MOMENTUM = "momentum_buffer";

    private double momentum = DEFAULT_MOMENTUM;

    /** Weight decay 0.1 unless set. */
    public Muon(List<Parameter> parameters, double lr) {
        super(parameters, lr);
        setWeightDecay(DEFAULT_DECAY);
    }

    /** μ, 0.95 if not set. Returns this. */
    public Muon momentum(double share) {
        this.momentum = requireFraction("momentum", share);
        return this;
    }

    /** Returns this. */
    public Muon weightDecay(double decay) {
        setWeightDecay(decay);
        return this;
    }

    @Override
    protected void update(float[] w, float[] g, int n, ParameterState state) {
        if (isMatrix(state.shape())) {
            AdamW.shrink(w, n, lr(), weightDecay());
            matrixStep(w, g, n, state);
        } else {
            AdamW.step(AdamStep.DEFAULT, w, g, n, lr(), weightDecay(), state);
        }
    }

    private void matrixStep(float[] w, float[] g, int n, ParameterState state) {
        float[] m = state.array(MOMENTUM, n);
        float[] direction = new float[n];
        float keep = (float) momentum;
        float add = (float) (1 - momentum);
        for (int i = 0; i < n; i++) {
            m[i] = keep * m[i] + add * g[i];
            direction[i] = keep * m[i] + add * g[i];
        }
        int rows = state.shape().dim(0);
        int columns = n / rows;
        float[] u = OrthogonalMatrix.nearest(direction, rows, columns);
        float rate = (float) (lr() * USUAL_SIZE * Math.sqrt(Math.max(rows, columns)));
        for (int i = 0; i < n; i++) {
            w[i] -= rate * u[i];
        }
    }

    private static boolean isMatrix(Shape shape) {
        if (shape.rank() < 2 || shape.numel() == 0) {
            return false;
        }
        int rows = shape.dim(0);
        return Math.min(rows, shape.numel() / rows) <= LARGEST_SIDE;
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("momentum", PythonText.of(momentum), "nesterov", PythonText.of(true));
    }

    @Override
    protected List<String> slots() {
        return List.of(MOMENTUM);
    }

    @Override
    protected List<String> slots(Shape shape) {
        return isMatrix(shape) ? slots() : AdamStep.SLOTS;
    }
}
