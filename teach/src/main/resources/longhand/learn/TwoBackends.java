import longhand.backend.Backends;
import longhand.ops.Convolution;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/*
 * Two ways to the same numbers. Fast engines do not compute a convolution window by window: they copy the windows into the rows of
 * a large matrix (the patches) and multiply matrices, which machines do best. And because fast code is easily wrong, its results
 * are held to those of slow code that is easily right.
 *
 * This engine has several backends, too: Backends.use("reference") are loops as on the blackboard, Backends.use("cpu") is fast.
 */
class TwoBackends {
    /**
     * The patches of x under a window of h × w: one row for each position of the window, from left to right and from top to bottom;
     * in a row the h · w numbers under the window, in the same order.
     */
    static float[][] patches(float[][] x, int h, int w) {
        int rows = x.length - h + 1;
        int columns = x[0].length - w + 1;
        float[][] patches = new float[rows * columns][h * w];
        // BEGIN SOLUTION
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                for (int u = 0; u < h; u++) {
                    System.arraycopy(x[i + u], j, patches[i * columns + j], u * w, w);
                }
            }
        }
        return patches;
        // END SOLUTION
    }

    /** The largest difference between two lists of the same length; infinity if a number is NaN on one side only. */
    static float difference(float[] a, float[] b) {
        // BEGIN SOLUTION
        float largest = 0;
        for (int i = 0; i < a.length; i++) {
            if (Float.isNaN(a[i]) != Float.isNaN(b[i])) {
                return Float.POSITIVE_INFINITY;
            }
            if (!Float.isNaN(a[i])) {
                largest = Math.max(largest, Math.abs(a[i] - b[i]));
            }
        }
        return largest;
        // END SOLUTION
    }

    /** How far the backends "reference" and "cpu" are apart for conv2d of x (N × C × H × W) with k (O × C × h × w). */
    static float backends(Tensor x, Tensor k) {
        Window2d window = Window2d.of(k.size(2), k.size(3));
        // BEGIN SOLUTION
        Backends.use("reference");
        float[] slow = Convolution.conv2d(x, k, window).toArray();
        Backends.use("cpu");
        float[] fast = Convolution.conv2d(x, k, window).toArray();
        return difference(slow, fast);
        // END SOLUTION
    }
}
