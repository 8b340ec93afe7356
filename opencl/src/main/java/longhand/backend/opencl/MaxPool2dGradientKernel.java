package longhand.backend.opencl;

/**
 * Gradient of max pooling: dx of an element is the sum of dy over the windows that chose it.
 *
 * <p>One work item computes one input element, looking at the windows that could contain it (so that no two items write
 * to one place). Global
 * ids: its place in the input plane; plane.
 */
final class MaxPool2dGradientKernel extends Pool2dGeometry {
    float[] dy; // [planes, outHeight, outWidth]
    int[] argmax; // like dy: row · width + column of the chosen element
    float[] dx; // [planes, height, width]

    @Override
    public void run() {
        refuseJava();
        int place = getGlobalId(0);
        if (place < height * width) {
            int plane = getGlobalId(1) * outHeight * outWidth;
            int row = place / width + paddingHeight;
            int column = place % width + paddingWidth;
            int reachHeight = dilationHeight * (kernelHeight - 1) + 1; // rows from the first to the last of a window
            int reachWidth = dilationWidth * (kernelWidth - 1) + 1;
            // window i covers rows i · stride … i · stride + reach − 1 of the padded image
            int firstRow = row < reachHeight ? 0 : (row - reachHeight) / strideHeight + 1;
            int firstColumn = column < reachWidth ? 0 : (column - reachWidth) / strideWidth + 1;
            int lastRow = Math.min(row / strideHeight, outHeight - 1);
            int lastColumn = Math.min(column / strideWidth, outWidth - 1);
            float sum = 0f;
            for (int i = firstRow; i <= lastRow; i++) {
                float rowSum = 0f;
                for (int j = firstColumn; j <= lastColumn; j++) {
                    int window = plane + i * outWidth + j;
                    if (argmax[window] == place) {
                        rowSum += dy[window];
                    }
                }
                sum += rowSum; // row by row: a shorter sum loses fewer digits
            }
            dx[getGlobalId(1) * height * width + place] = sum;
        }
    }
}
