/*
 * Softmax turns any numbers (logits) into shares that are positive and add up to 1: exp(z[i]) divided by the sum of all
 * exp(z[j]).
 *
 * exp(100) is too large for a float. Subtracting the same number from all logits changes nothing: subtract the largest one first.
 */
class Softmax {
    /** The shares of the logits z. */
    static float[] softmax(float[] z) {
        // BEGIN SOLUTION
        float largest = z[0];
        for (float v : z) {
            largest = Math.max(largest, v);
        }
        double sum = 0;
        for (float v : z) {
            sum += Math.exp(v - largest);
        }
        float[] shares = new float[z.length];
        for (int i = 0; i < z.length; i++) {
            shares[i] = (float) (Math.exp(z[i] - largest) / sum);
        }
        return shares;
        // END SOLUTION
    }
}
