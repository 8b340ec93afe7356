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
        // BEGIN SOLUTION
        for (int i = 0; i < weight.length; i++) {
            velocity[i] = momentum * velocity[i] + gradient[i];
            weight[i] -= lr * velocity[i];
        }
        // END SOLUTION
    }
}
