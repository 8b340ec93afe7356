package longhand.backend.opencl;

/**
 * Gradient of a convolution with respect to its input: dx[n,c,a,b] = Σ dy[n,o,i,j] · w[o,c,u,v] over all the ways in
 * which input pixel (a, b) met output pixel (i, j): a = i·s + u·d − p, and b likewise.
 *
 * <p>Read from the input's side (nothing is added up in memory, so no two work items write to one place): kernel row u
 * leads to output row i = (a + p − u·d) / s if that division leaves no remainder. All pixels of one tile have the same
 * remainder of a and b by the stride, their <em>phase</em>, so they take the same kernel rows and columns. dy has a
 * border of zeros for the i and j outside it.
 *
 * <p>One work item computes {@link #TILE} input pixels of one phase × {@link #TILE} input channels of one image. Global
 * ids: tile of pixels; tile of input channels (group by group); image · phases + phase.
 */
final class Conv2dInputGradientKernel extends Conv2dGeometry {
    float[] dy; // [batch, outChannels, height, width], with its border
    float[] w; // [groups · channelTiles][kernelHeight · kernelWidth][outChannelsPerGroup][TILE]
    float[] dx; // [batch, inChannels, inHeight, inWidth]
    int height; // of a plane of dy with its border
    int width;
    int borderTop;
    int borderLeft;

    @Override
    public void run() {
        refuseJava();
        int phaseWidth = (inWidth + strideWidth - 1) / strideWidth; // columns of one phase
        int pixels = (inHeight + strideHeight - 1) / strideHeight * phaseWidth;
        int channelTiles = (inChannelsPerGroup + TILE - 1) / TILE;
        int firstPixel = getGlobalId(0) * TILE;
        int group = getGlobalId(1) / channelTiles;
        int firstChannel = getGlobalId(1) % channelTiles * TILE;
        int image = getGlobalId(2) / (strideHeight * strideWidth);
        int phaseRow = getGlobalId(2) % (strideHeight * strideWidth) / strideWidth;
        int phaseColumn = getGlobalId(2) % strideWidth;
        if (firstPixel < pixels) {
            int[] at = new int[TILE]; // where each pixel's part of dy starts
            for (int p = 0; p < TILE; p++) {
                int pixel = Math.min(firstPixel + p, pixels - 1);
                at[p] = ((image * groups + group) * outChannelsPerGroup * height + pixel / phaseWidth + borderTop)
                        * width + pixel % phaseWidth + borderLeft;
            }
            float[] sum = new float[TILE * TILE]; // row p: the channels of pixel p
            float[] total = new float[TILE * TILE]; // of the blocks before
            for (int i = 0; i < TILE * TILE; i++) {
                sum[i] = 0f; // unlike in Java, a new array holds anything
                total[i] = 0f;
            }
            int added = 0;
            for (int u = 0; u < kernelHeight; u++) {
                int down = phaseRow + paddingHeight - u * dilationHeight;
                for (int v = 0; v < kernelWidth; v++) {
                    int right = phaseColumn + paddingWidth - v * dilationWidth;
                    if (down % strideHeight == 0 && right % strideWidth == 0) {
                        int weights = ((getGlobalId(1) * kernelHeight + u) * kernelWidth + v) * outChannelsPerGroup
                                * TILE;
                        for (int o = 0; o < outChannelsPerGroup; o++) {
                            int tap = (o * height + down / strideHeight) * width + right / strideWidth;
                            float dy0 = dy[at[0] + tap];
                            float dy1 = dy[at[1] + tap];
                            float dy2 = dy[at[2] + tap];
                            float dy3 = dy[at[3] + tap];
                            float dy4 = dy[at[4] + tap];
                            float dy5 = dy[at[5] + tap];
                            float dy6 = dy[at[6] + tap];
                            float dy7 = dy[at[7] + tap];
                            for (int k = 0; k < TILE; k++) {
                                float weight = w[weights + k];
                                sum[k] += dy0 * weight; // eight lines instead of a loop: the sums stay in registers
                                sum[TILE + k] += dy1 * weight;
                                sum[2 * TILE + k] += dy2 * weight;
                                sum[3 * TILE + k] += dy3 * weight;
                                sum[4 * TILE + k] += dy4 * weight;
                                sum[5 * TILE + k] += dy5 * weight;
                                sum[6 * TILE + k] += dy6 * weight;
                                sum[7 * TILE + k] += dy7 * weight;
                            }
                            weights += TILE;
                            added++;
                            if (added == BLOCK) {
                                for (int e = 0; e < TILE * TILE; e++) {
                                    total[e] += sum[e];
                                    sum[e] = 0f;
                                }
                                added = 0;
                            }
                        }
                    }
                }
            }
            for (int p = 0; p < Math.min(TILE, pixels - firstPixel); p++) {
                int row = (firstPixel + p) / phaseWidth * strideHeight + phaseRow;
                int column = (firstPixel + p) % phaseWidth * strideWidth + phaseColumn;
                for (int k = 0; k < Math.min(TILE, inChannelsPerGroup - firstChannel); k++) {
                    int channel = (image * groups + group) * inChannelsPerGroup + firstChannel + k;
                    if (row < inHeight && column < inWidth) {
                        dx[(channel * inHeight + row) * inWidth + column] = total[p * TILE + k] + sum[p * TILE + k];
                    }
                }
            }
        }
    }
}
