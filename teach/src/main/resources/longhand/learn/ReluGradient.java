/*
 * Backward through ReLU: y = max(0, x). Where x was positive the gradient passes, elsewhere it stops. At 0 exactly it stops, too.
 */
class ReluGradient {
    /** The gradient by each x[i], given the gradient g[i] by each y[i]. */
    static float[] gradient(float[] x, float[] g) {
        // BEGIN SOLUTION
        float[] dx = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            dx[i] = x[i] > 0 ? g[i] : 0;
        }
        return dx;
        // END SOLUTION
    }
}
