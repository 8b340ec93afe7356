package longhand.datasets.transforms;

import java.util.Arrays;
import longhand.data.ImageShape;

/**
 * Bilinear resizing of 8-bit images with antialiasing, equal to Pillow's {@code resize(…, BILINEAR)} in every pixel.
 *
 * <p>Bilinear interpolation is separable: first every row is stretched, then every column, with the sums rounded to 8
 * bits after each. The weights depend on the sizes alone and are computed once ({@link ResizeAxis}).
 */
public final class BilinearResize {
    private final ImageShape output;
    private final ResizeAxis horizontal;
    private final ResizeAxis vertical;
    private final ThreadLocal<Workspace> workspace;

    /** The stretched rows, and the sums of one output row. */
    private record Workspace(int[] rows, int[] sums) {}

    /** Prepares to resize images of shape {@code input} to {@code height} × {@code width}. */
    public BilinearResize(ImageShape input, int height, int width) {
        this.output = input.resized(height, width);
        this.horizontal = new ResizeAxis(input.width(), width);
        this.vertical = new ResizeAxis(input.height(), height);
        int stretched = Math.multiplyExact(input.height(), width);
        this.workspace = ThreadLocal.withInitial(() -> new Workspace(new int[stretched], new int[width]));
    }

    /** Shape of the resized image. */
    public ImageShape outputShape() {
        return output;
    }

    /** Resizes the image in {@code in}; both arrays are used from element 0. Safe to call from several threads. */
    public void apply(byte[] in, byte[] out) {
        Workspace w = workspace.get();
        for (int channel = 0; channel < output.channels(); channel++) {
            stretchRows(in, channel * vertical.inputSize * horizontal.inputSize, w.rows());
            stretchColumns(w, out, channel * vertical.outputSize * horizontal.outputSize);
        }
    }

    private void stretchRows(byte[] in, int offset, int[] rows) {
        int width = horizontal.outputSize;
        for (int y = 0; y < vertical.inputSize; y++) {
            int inRow = offset + y * horizontal.inputSize;
            for (int x = 0; x < width; x++) {
                rows[y * width + x] = mix(in, inRow + horizontal.first[x], horizontal.count[x], x * horizontal.stride);
            }
        }
    }

    private int mix(byte[] in, int from, int count, int weight) {
        int sum = ResizeAxis.HALF;
        for (int k = 0; k < count; k++) {
            sum += (in[from + k] & 0xff) * horizontal.weights[weight + k];
        }
        return sum >> ResizeAxis.PRECISION_BITS;
    }

    /** Mixes whole rows. The weights are not negative and add up to one but for rounding, so no sum leaves 0–255. */
    private void stretchColumns(Workspace w, byte[] out, int offset) {
        int width = horizontal.outputSize;
        for (int y = 0; y < vertical.outputSize; y++) {
            int weight = y * vertical.stride;
            int row = vertical.first[y] * width;
            Arrays.fill(w.sums(), ResizeAxis.HALF);
            for (int k = 0; k < vertical.count[y]; k++) {
                add(w.rows(), row + k * width, vertical.weights[weight + k], w.sums());
            }
            round(w.sums(), out, offset + y * width);
        }
    }

    private static void add(int[] rows, int row, int weight, int[] sums) {
        for (int x = 0; x < sums.length; x++) {
            sums[x] += rows[row + x] * weight;
        }
    }

    private static void round(int[] sums, byte[] out, int outRow) {
        for (int x = 0; x < sums.length; x++) {
            out[outRow + x] = (byte) (sums[x] >> ResizeAxis.PRECISION_BITS);
        }
    }
}
