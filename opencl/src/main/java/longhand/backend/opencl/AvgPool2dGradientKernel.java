package longhand.backend.opencl;

/**
 * Gradient of average pooling: dx of an element is the sum of dy / (elements of the window) over the windows that
 * contain it.
 *
 * <p>One work item computes one input element (so that no two items write to one place). Global ids: its place in the
 * input plane; plane.
 */
final class AvgPool2dGradientKernel extends Pool2dGeometry {
    float[] dy; // [planes, outHeight, outWidth]
    float[] dx; // [planes, height, width]

    @Override
    public void run() {
        refuseJava();
        int place = getGlobalId(0);
        if (place < height * width) {
            int plane = getGlobalId(1) * outHeight * outWidth;
            int row = place / width + paddingHeight;
            int column = place % width + paddingWidth;
            // window i covers rows i · stride … i · stride + kernel − 1 of the padded image
            int firstRow = row < kernelHeight ? 0 : (row - kernelHeight) / strideHeight + 1;
            int firstColumn = column < kernelWidth ? 0 : (column - kernelWidth) / strideWidth + 1;
            int lastRow = Math.min(row / strideHeight, outHeight - 1);
            int lastColumn = Math.min(column / strideWidth, outWidth - 1);
            float sum = 0f;
            for (int i = firstRow; i <= lastRow; i++) {
                int top = i * strideHeight - paddingHeight;
                int rows = Math.min(top + kernelHeight, height + borderHeight) - Math.max(top, -borderHeight);
                float rowSum = 0f;
                for (int j = firstColumn; j <= lastColumn; j++) {
                    int left = j * strideWidth - paddingWidth;
                    int columns = Math.min(left + kernelWidth, width + borderWidth) - Math.max(left, -borderWidth);
                    rowSum += dy[plane + i * outWidth + j] / (float) (rows * columns);
                }
                sum += rowSum; // row by row: a shorter sum loses fewer digits
            }
            dx[getGlobalId(1) * height * width + place] = sum;
        }
    }
}
