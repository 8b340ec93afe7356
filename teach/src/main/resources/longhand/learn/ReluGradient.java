/*
 * Backward through ReLU: y = max(0, x). Where x was positive the gradient passes, elsewhere it stops. At 0 exactly it stops, too.
 */
class ReluGradient {
    /** The gradient by each x[i], given the gradient g[i] by each y[i]. */
    static float[] gradient(float[] x, float[] g) {
        throw new UnsupportedOperationException("not written yet");
    }
}
