package longhand.backend.opencl;

/**
 * Gradient of a convolution with respect to its weight: dw[o,c,u,v] = Σ x[n,c,i·s + u·d, j·s + v·d] · dy[n,o,i,j] over
 * all images and output pixels, where x has its padding already.
 *
 * <p>The forward loops with pixels and taps changed over: one work item computes a tile of {@link #TILE} taps (c, u, v)
 * × {@link #TILE} output channels, for one slice of the batch. The slices give the device enough work items where there
 * are few weights; the host adds them up.
 *
 * <p>Global ids: tile of taps; tile of output channels (group by group); slice.
 */
final class Conv2dWeightGradientKernel extends Conv2dGeometry {
    float[] x; // [batch, inChannels, height, width], padded
    float[] dy; // [groups · channelTiles][batch · outHeight · outWidth][TILE]
    float[] dw; // [slices, outChannels, taps]
    int imagesPerSlice;

    @Override
    public void run() {
        refuseJava();
        int height = inHeight + 2 * paddingHeight; // of a padded plane of x
        int width = inWidth + 2 * paddingWidth;
        int channelTiles = (outChannelsPerGroup + TILE - 1) / TILE;
        int taps = inChannelsPerGroup * kernelHeight * kernelWidth;
        int firstTap = getGlobalId(0) * TILE;
        int group = getGlobalId(1) / channelTiles;
        int firstChannel = getGlobalId(1) % channelTiles * TILE;
        int slice = getGlobalId(2);
        if (firstTap < taps) {
            int[] at = new int[TILE]; // where each tap meets the first output pixel of the first image in x
            for (int t = 0; t < TILE; t++) {
                int tap = Math.min(firstTap + t, taps - 1);
                int c = group * inChannelsPerGroup + tap / (kernelHeight * kernelWidth);
                int u = tap / kernelWidth % kernelHeight;
                int v = tap % kernelWidth;
                at[t] = (c * height + u * dilationHeight) * width + v * dilationWidth;
            }
            float[] sum = new float[TILE * TILE]; // row t: the channels of tap t
            float[] total = new float[TILE * TILE]; // of the blocks before
            for (int i = 0; i < TILE * TILE; i++) {
                sum[i] = 0f; // unlike in Java, a new array holds anything
                total[i] = 0f;
            }
            int added = 0;
            int firstImage = slice * imagesPerSlice;
            int gradients = (getGlobalId(1) * batch + firstImage) * outHeight * outWidth * TILE;
            for (int n = firstImage; n < Math.min(firstImage + imagesPerSlice, batch); n++) {
                for (int i = 0; i < outHeight; i++) {
                    for (int j = 0; j < outWidth; j++) {
                        int pixel = (n * groups * inChannelsPerGroup * height + i * strideHeight) * width
                                + j * strideWidth;
                        float x0 = x[at[0] + pixel];
                        float x1 = x[at[1] + pixel];
                        float x2 = x[at[2] + pixel];
                        float x3 = x[at[3] + pixel];
                        float x4 = x[at[4] + pixel];
                        float x5 = x[at[5] + pixel];
                        float x6 = x[at[6] + pixel];
                        float x7 = x[at[7] + pixel];
                        for (int k = 0; k < TILE; k++) {
                            float gradient = dy[gradients + k];
                            sum[k] += x0 * gradient; // eight lines instead of a loop: the sums stay in registers
                            sum[TILE + k] += x1 * gradient;
                            sum[2 * TILE + k] += x2 * gradient;
                            sum[3 * TILE + k] += x3 * gradient;
                            sum[4 * TILE + k] += x4 * gradient;
                            sum[5 * TILE + k] += x5 * gradient;
                            sum[6 * TILE + k] += x6 * gradient;
                            sum[7 * TILE + k] += x7 * gradient;
                        }
                        gradients += TILE;
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
                int channel = (slice * groups + group) * outChannelsPerGroup + firstChannel + k;
                for (int t = 0; t < Math.min(TILE, taps - firstTap); t++) {
                    dw[channel * taps + firstTap + t] = total[t * TILE + k] + sum[t * TILE + k];
                }
            }
        }
    }
}
