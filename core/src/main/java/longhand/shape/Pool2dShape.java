package longhand.shape;

/**
 * All sizes of one 2-D pooling: input {@code [batch, channels, input.h, input.w]}, output {@code [batch, channels, output.h,
 * output.w]}, row-major.
 *
 * @param countIncludePad average pooling divides by the whole window including its padded part, not by the number of real pixels
 */
public record Pool2dShape(int batch, int channels, Size2d input, Window2d window, boolean countIncludePad, Size2d output) {

    /** Computes the output size; {@code operation} is named in errors. */
    public static Pool2dShape of(String operation, int batch, int channels, Size2d input, Window2d window, boolean countIncludePad) {
        return new Pool2dShape(batch, channels, input, window, countIncludePad, window.output(operation, input));
    }

    /** Number of image planes: each is pooled on its own. */
    public int planes() {
        return batch * channels;
    }

    /** Number of floats in the input. */
    public int inputLength() {
        return planes() * input.h() * input.w();
    }

    /** Number of floats in the output. */
    public int outputLength() {
        return planes() * output.h() * output.w();
    }
}
