package longhand.backend.opencl;

/**
 * Matrix product: c[i,j] = Σ a[i,l] · b[l,j] for each of a batch of matrices, plus a bias for each row if wanted, then
 * ReLU if wanted (a 1×1 convolution is this product of the weight with each image).
 *
 * <p>One work item computes a tile of {@link #TILE} rows × {@link #TILE} columns: for each l it reads eight numbers of
 * a and eight of b, and makes 64 products of them. The last tile of columns may overlap the one before, to stay inside
 * b; it writes only its own part.
 *
 * <p>Global ids: tile of columns; tile of rows; item of the batch.
 */
final class MatmulKernel extends StrictKernel {
    float[] a;
    float[] b; // rows of columns numbers; if packed is 1: [tiles of columns][depth][TILE]
    float[] bias; // [rows], read if biased is 1
    float[] c; // [batch, rows, columns]
    int packed;
    int biased;
    int relu;
    int rows;
    int depth;
    int columns;
    int strideA; // from one item's matrix to the next
    int strideB;
    int rowStepA; // from one row of op(a) to the next
    int depthStepA; // from one column of op(a) to the next

    @Override
    public void run() {
        refuseJava();
        int firstColumn = getGlobalId(0) * TILE;
        int firstRow = getGlobalId(1) * TILE;
        int item = getGlobalId(2);
        if (firstColumn < columns) {
            int[] at = new int[TILE]; // where each row of op(a) starts
            for (int r = 0; r < TILE; r++) {
                at[r] = item * strideA + Math.min(firstRow + r, rows - 1) * rowStepA;
            }
            float[] sum = new float[TILE * TILE]; // of a block
            float[] total = new float[TILE * TILE];
            for (int i = 0; i < TILE * TILE; i++) {
                total[i] = 0f; // unlike in Java, a new array holds anything
            }
            int start = packed == 1 ? firstColumn : Math.min(firstColumn, columns - TILE);
            int right = item * strideB + (packed == 1 ? firstColumn * depth : start);
            int rightStep = packed == 1 ? TILE : columns;
            for (int from = 0; from < depth; from += BLOCK) {
                for (int i = 0; i < TILE * TILE; i++) {
                    sum[i] = 0f;
                }
                for (int l = from; l < Math.min(from + BLOCK, depth); l++) {
                    int left = l * depthStepA;
                    float a0 = a[at[0] + left];
                    float a1 = a[at[1] + left];
                    float a2 = a[at[2] + left];
                    float a3 = a[at[3] + left];
                    float a4 = a[at[4] + left];
                    float a5 = a[at[5] + left];
                    float a6 = a[at[6] + left];
                    float a7 = a[at[7] + left];
                    for (int k = 0; k < TILE; k++) {
                        float factor = b[right + k];
                        sum[k] += a0 * factor; // eight lines instead of a loop: the sums stay in registers
                        sum[TILE + k] += a1 * factor;
                        sum[2 * TILE + k] += a2 * factor;
                        sum[3 * TILE + k] += a3 * factor;
                        sum[4 * TILE + k] += a4 * factor;
                        sum[5 * TILE + k] += a5 * factor;
                        sum[6 * TILE + k] += a6 * factor;
                        sum[7 * TILE + k] += a7 * factor;
                    }
                    right += rightStep;
                }
                for (int i = 0; i < TILE * TILE; i++) {
                    total[i] += sum[i];
                }
            }
            for (int r = 0; r < Math.min(TILE, rows - firstRow); r++) {
                float shift = biased == 1 ? bias[firstRow + r] : 0f;
                for (int k = firstColumn - start; k < Math.min(TILE, columns - start); k++) {
                    float value = total[r * TILE + k] + shift;
                    c[(item * rows + firstRow + r) * columns + start + k] = relu == 1 && value <= 0f ? 0f : value;
                }
            }
        }
    }
}
