package longhand.backend.opencl;

/**
 * Max pooling: the largest element of each window inside the image (padding counts as −∞), and its place in the plane. Ties go to
 * the first in scan order; NaN wins.
 *
 * <p>One work item computes one output element. Global id: its index.
 */
final class MaxPool2dKernel extends Pool2dGeometry {
    float[] x; // [planes, height, width]
    float[] y; // [planes, outHeight, outWidth]
    int[] argmax; // like y: row · width + column

    @Override
    public void run() {
        refuseJava();
        int at = getGlobalId(0);
        if (at < planes * outHeight * outWidth) {
            int plane = at / (outHeight * outWidth) * height * width;
            int top = at / outWidth % outHeight * strideHeight - paddingHeight;
            int left = at % outWidth * strideWidth - paddingWidth;
            int best = -1;
            float champion = 0f;
            for (int u = 0; u < kernelHeight; u++) {
                int row = top + u * dilationHeight;
                for (int v = 0; v < kernelWidth; v++) {
                    int column = left + v * dilationWidth;
                    if (row >= 0 && row < height && column >= 0 && column < width) {
                        float candidate = x[plane + row * width + column];
                        // only NaN differs from itself
                        if (best < 0 || candidate > champion || candidate != candidate && champion == champion) {
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
