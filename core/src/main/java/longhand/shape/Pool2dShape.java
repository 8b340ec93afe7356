package longhand.shape;

/**
 * All sizes of one 2-D pooling: input {@code [batch, channels, input.h, input.w]}, output {@code [batch, channels,
 * output.h, output.w]}, row-major.
 *
 * @param countIncludePad average pooling divides by the whole window including its padded part, not by the number of
 *     real pixels
 */
public record Pool2dShape(int batch, int channels, Size2d input, Window2d window, boolean countIncludePad,
        Size2d output) {

    /** Computes the output size; {@code operation} is named in errors. */
    public static Pool2dShape of(String operation, int batch, int channels, Size2d input, Window2d window,
            boolean countIncludePad) {
        Size2d output = Shape.given(window, operation, "the window").output(operation, input);
        return new Pool2dShape(batch, channels, input, window.within(input), countIncludePad, output);
    }

    /** Number of image planes: each is pooled on its own. */
    public int planes() {
        return batch * channels;
    }

    /** Where the input of a plane, row and column stands in its array. */
    public int x(int plane, int row, int column) {
        return (plane * input.h() + row) * input.w() + column;
    }

    /** Where the output of a plane, row i and column j stands in its array. */
    public int y(int plane, int i, int j) {
        return (plane * output.h() + i) * output.w() + j;
    }

    /** The input row under kernel row u where the window stands at output row i. */
    public int row(int i, int u) {
        return window.row(i, u);
    }

    /** The input column under kernel column v where the window stands at output column j. */
    public int column(int j, int v) {
        return window.column(j, v);
    }

    /** Whether a row and a column lie in the image; outside is padding. */
    public boolean inside(int row, int column) {
        return input.contains(row, column);
    }

    /**
     * What the mean of the window at output row i and column j divides by: the number of its elements inside the image,
     * or inside the padded image if padding counts. (In ceil mode the last window may hang over the padding; what hangs
     * over never counts.)
     */
    public int divisor(int i, int j) {
        Size2d padding = countIncludePad ? window.padding() : Size2d.square(0);
        return overlap(window.row(i, 0), window.kernel().h(), -padding.h(), input.h() + padding.h())
                * overlap(window.column(j, 0), window.kernel().w(), -padding.w(), input.w() + padding.w());
    }

    private static int overlap(int start, int length, int from, int to) {
        return Math.min(start + length, to) - Math.max(start, from);
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
