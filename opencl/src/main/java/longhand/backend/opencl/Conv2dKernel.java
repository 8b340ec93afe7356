package longhand.backend.opencl;

/**
 * Convolution: y[n,o,i,j] = b[o] + Σ x[n,c,i·s + u·d, j·s + v·d] · w[o,c,u,v], where x has its padding already.
 *
 * <p>One work item computes a tile of {@link #TILE} output pixels × {@link #TILE} output channels of one image. For
 * every tap (c, u, v) of the window it reads eight input values and eight weights, and makes 64 products of them:
 * reading is the slow part.
 *
 * <p>Global ids: tile of pixels; tile of output channels (group by group); image.
 */
final class Conv2dKernel extends Conv2dGeometry {
    float[] x; // [batch, inChannels, height, width], padded
    float[] w; // [groups · channelTiles][inChannelsPerGroup · kernelHeight · kernelWidth][TILE]
    float[] bias; // [outChannels], read if biased is 1
    float[] y; // [batch, outChannels, pixels]
    int biased;
    int relu;

    @Override
    public void run() {
        refuseJava();
        int height = inHeight + 2 * paddingHeight; // of a padded plane of x
        int width = inWidth + 2 * paddingWidth;
        int pixels = outHeight * outWidth;
        int channelTiles = (outChannelsPerGroup + TILE - 1) / TILE;
        int firstPixel = getGlobalId(0) * TILE;
        int group = getGlobalId(1) / channelTiles;
        int firstChannel = getGlobalId(1) % channelTiles * TILE;
        int image = getGlobalId(2);
        if (firstPixel < pixels) {
            int[] at = new int[TILE]; // where the window of each pixel starts in x
            for (int p = 0; p < TILE; p++) {
                int pixel = Math.min(firstPixel + p, pixels - 1);
                at[p] = (image * groups + group) * inChannelsPerGroup * height * width
                        + pixel / outWidth * strideHeight * width + pixel % outWidth * strideWidth;
            }
            float[] sum = new float[TILE * TILE]; // row p: the channels of pixel p
            float[] total = new float[TILE * TILE]; // of the blocks before
            for (int i = 0; i < TILE * TILE; i++) {
                sum[i] = 0f; // unlike in Java, a new array holds anything
                total[i] = 0f;
            }
            int added = 0;
            int weights = getGlobalId(1) * inChannelsPerGroup * kernelHeight * kernelWidth * TILE;
            for (int c = 0; c < inChannelsPerGroup; c++) {
                for (int u = 0; u < kernelHeight; u++) {
                    for (int v = 0; v < kernelWidth; v++) {
                        int tap = (c * height + u * dilationHeight) * width + v * dilationWidth;
                        float x0 = x[at[0] + tap];
                        float x1 = x[at[1] + tap];
                        float x2 = x[at[2] + tap];
                        float x3 = x[at[3] + tap];
                        float x4 = x[at[4] + tap];
                        float x5 = x[at[5] + tap];
                        float x6 = x[at[6] + tap];
                        float x7 = x[at[7] + tap];
                        for (int k = 0; k < TILE; k++) {
                            float weight = w[weights + k];
                            sum[k] += x0 * weight; // eight lines instead of a loop: the sums stay in registers
                            sum[TILE + k] += x1 * weight;
                            sum[2 * TILE + k] += x2 * weight;
                            sum[3 * TILE + k] += x3 * weight;
                            sum[4 * TILE + k] += x4 * weight;
                            sum[5 * TILE + k] += x5 * weight;
                            sum[6 * TILE + k] += x6 * weight;
                            sum[7 * TILE + k] += x7 * weight;
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
            for (int k = 0; k < Math.min(TILE, outChannelsPerGroup - firstChannel); k++) {
                int channel = group * outChannelsPerGroup + firstChannel + k;
                float shift = biased == 1 ? bias[channel] : 0f;
                for (int p = 0; p < Math.min(TILE, pixels - firstPixel); p++) {
                    float value = total[p * TILE + k] + sum[p * TILE + k] + shift;
                    int place = (image * groups * outChannelsPerGroup + channel) * pixels + firstPixel + p;
                    y[place] = relu == 1 && value <= 0f ? 0f : value;
                }
            }
        }
    }
}
