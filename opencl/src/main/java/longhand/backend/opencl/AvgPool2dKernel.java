package longhand.backend.opencl;

/**
 * Average pooling: the mean of each window, over its elements inside the image, or inside the padded image if padding
 * counts.
 *
 * <p>One work item computes one output element. Global ids: its place in the output plane; plane.
 */
final class AvgPool2dKernel extends Pool2dGeometry {
    float[] x; // [planes, height, width]
    float[] y; // [planes, outHeight, outWidth]

    @Override
    public void run() {
        refuseJava();
        int pixel = getGlobalId(0);
        if (pixel < outHeight * outWidth) {
            int plane = getGlobalId(1) * height * width;
            int at = getGlobalId(1) * outHeight * outWidth + pixel;
            int top = pixel / outWidth * strideHeight - paddingHeight;
            int left = pixel % outWidth * strideWidth - paddingWidth;
            float sum = 0f;
            float total = 0f; // of the blocks before
            int added = 0;
            for (int row = Math.max(top, 0); row < Math.min(top + kernelHeight, height); row++) {
                for (int column = Math.max(left, 0); column < Math.min(left + kernelWidth, width); column++) {
                    sum += x[plane + row * width + column];
                    added++;
                    if (added == BLOCK) {
                        total += sum;
                        sum = 0f;
                        added = 0;
                    }
                }
            }
            int rows = Math.min(top + kernelHeight, height + borderHeight) - Math.max(top, -borderHeight);
            int columns = Math.min(left + kernelWidth, width + borderWidth) - Math.max(left, -borderWidth);
            y[at] = (total + sum) / (float) (rows * columns);
        }
    }
}
