package longhand.backend.opencl;

/**
 * Max pooling: the largest element of each window inside the image (padding counts as −∞), and its place in the plane.
 * Ties go to the first in scan order; the last NaN wins.
 *
 * <p>One work item computes one output element. Global ids: its place in the output plane; plane.
 */
final class MaxPool2dKernel extends Pool2dGeometry {
    float[] x; // [planes, height, width]
    float[] y; // [planes, outHeight, outWidth]
    int[] argmax; // like y: row · width + column

    @Override
    public void run() {
        refuseJava();
        int pixel = getGlobalId(0);
        if (pixel < outHeight * outWidth) {
            int plane = getGlobalId(1) * height * width;
            int at = getGlobalId(1) * outHeight * outWidth + pixel;
            int top = pixel / outWidth * strideHeight - paddingHeight;
            int left = pixel % outWidth * strideWidth - paddingWidth;
            int best = -1;
            float champion = 0f;
            for (int u = 0; u < kernelHeight; u++) {
                int row = top + u * dilationHeight;
                for (int v = 0; v < kernelWidth; v++) {
                    int column = left + v * dilationWidth;
                    if (row >= 0 && row < height && column >= 0 && column < width) {
                        float candidate = x[plane + row * width + column];
                        // only NaN differs from itself
                        if (best < 0 || candidate > champion || candidate != candidate) {
                            best = row * width + column;
                            champion = candidate;
                        }
                    }
                }
            }
            argmax[at] = best;
            y[at] = champion;
        }
    }
}
