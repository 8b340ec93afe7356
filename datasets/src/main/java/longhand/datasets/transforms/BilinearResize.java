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

    /** Prepares to resize images of shape {@code input} to {@code height} × {@code width}. */
    public BilinearResize(ImageShape input, int height, int width) {
        this(input, new ResizeAxis(input.height(), height), new ResizeAxis(input.width(), width));
    }

    private BilinearResize(ImageShape input, ResizeAxis vertical, ResizeAxis horizontal) {
        this.output = input.resized(vertical.outputSize, horizontal.outputSize);
        this.vertical = vertical;
        this.horizontal = horizontal;
        ResizeAxis.requireMemory((long) (vertical.endInput() - vertical.firstInput()) * horizontal.outputSize);
    }

    /**
     * Prepares to resize images so that the shorter side becomes {@code side}, and to cut the square out of the middle:
     * {@code Resize(side), CenterCrop(side)} of {@code torchvision.transforms}. Only the square is computed.
     */
    public static BilinearResize square(ImageShape input, int side) {
        return new BilinearResize(input, middle(input.height(), input.width(), side),
                middle(input.width(), input.height(), side));
    }

    /** The middle of an axis after the shorter of the two has become {@code side}. */
    private static ResizeAxis middle(int size, int other, int side) {
        long whole = size <= other ? side : (long) ((double) ((long) side * size) / other);
        return new ResizeAxis(size, whole, (long) Math.rint((whole - side) / 2.0), side);
    }

    /** Shape of the resized image. */
    public ImageShape outputShape() {
        return output;
    }

    /** Resizes the image in {@code in}; both arrays are used from element 0. Safe to call from several threads. */
    public void apply(byte[] in, byte[] out) {
        int width = horizontal.outputSize;
        int[] rows = new int[(vertical.endInput() - vertical.firstInput()) * width];
        int[] sums = new int[width];
        for (int channel = 0; channel < output.channels(); channel++) {
            stretchRows(in, channel * vertical.inputSize * horizontal.inputSize, rows);
            stretchColumns(rows, sums, out, channel * vertical.outputSize * width);
        }
    }

    /** Stretches the rows that are needed. */
    private void stretchRows(byte[] in, int offset, int[] rows) {
        int width = horizontal.outputSize;
        int top = vertical.firstInput();
        for (int y = top; y < vertical.endInput(); y++) {
            int inRow = offset + y * horizontal.inputSize;
            for (int x = 0; x < width; x++) {
                rows[(y - top) * width + x] =
                        mix(in, inRow + horizontal.first[x], horizontal.count[x], x * horizontal.stride);
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
    private void stretchColumns(int[] rows, int[] sums, byte[] out, int offset) {
        int width = horizontal.outputSize;
        for (int y = 0; y < vertical.outputSize; y++) {
            int weight = y * vertical.stride;
            int row = (vertical.first[y] - vertical.firstInput()) * width;
            Arrays.fill(sums, ResizeAxis.HALF);
            for (int k = 0; k < vertical.count[y]; k++) {
                add(rows, row + k * width, vertical.weights[weight + k], sums);
            }
            round(sums, out, offset + y * width);
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
