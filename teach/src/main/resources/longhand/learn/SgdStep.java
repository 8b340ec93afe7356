/*
 * One step of stochastic gradient descent with momentum, as PyTorch does it:
 *
 *   velocity = momentum · velocity + gradient
 *   weight   = weight - lr · velocity
 *
 * Both arrays are changed in place.
 */
class SgdStep {
    /** Makes one step for each weight. */
    static void step(float[] weight, float[] gradient, float[] velocity, float lr, float momentum) {
        throw new UnsupportedOperationException("not written yet");
    }
}
