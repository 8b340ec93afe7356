/*
 * Softmax turns any numbers (logits) into shares that are positive and add up to 1: exp(z[i]) divided by the sum of all
 * exp(z[j]).
 *
 * exp(100) is too large for a float. Subtracting the same number from all logits changes nothing: subtract the largest one first.
 */
class Softmax {
    /** The shares of the logits z. */
    static float[] softmax(float[] z) {
        throw new UnsupportedOperationException("not written yet");
    }
}
