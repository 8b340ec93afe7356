/*
 * Backward through a product: y = a · b. The gradient g of the loss by y is known; what are those by a and by b?
 *
 * If a grows by a little, y grows b times as much, and the loss g times as much as y.
 */
class ProductGradient {
    /** The gradients of the loss by a and by b, in this order. */
    static float[] gradient(float a, float b, float g) {
        // BEGIN SOLUTION
        return new float[] {g * b, g * a};
        // END SOLUTION
    }
}
