package longhand.shape;

/**
 * All sizes of one adaptive pooling: each image plane of size {@code input} is cut into {@code output} parts, which may
 * overlap by a row and a column. Along each side, part i of o covers elements ⌊i·n/o⌋ to ⌈(i + 1)·n/o⌉ − 1 of n.
 */
public record AdaptivePool2dShape(int batch, int channels, Size2d input, Size2d output) {

    /** Number of image planes: each is pooled on its own. */
    public int planes() {
        return batch * channels;
    }

    /** The first row of the parts in output row i. */
    public int top(int i) {
        return start(i, input.h(), output.h());
    }

    /** The row behind their last one. */
    public int bottom(int i) {
        return end(i, input.h(), output.h());
    }

    /** The first column of the parts in output column j. */
    public int left(int j) {
        return start(j, input.w(), output.w());
    }

    /** The column behind their last one. */
    public int right(int j) {
        return end(j, input.w(), output.w());
    }

    /** Where part i of n elements begins. */
    public static int start(int i, int n, int parts) {
        return (int) ((long) i * n / parts);
    }

    /** Where it ends, which may be behind the beginning of the next one. */
    public static int end(int i, int n, int parts) {
        return (int) Math.ceilDiv((i + 1L) * n, parts);
    }

    /** A pooling of the same planes to the same size, with windows that share a pixel as often as the parts do. */
    public Pool2dShape overlapping() {
        Window2d window = Window2d.of(Math.ceilDiv(output.h(), input.h()) + 1,
                Math.ceilDiv(output.w(), input.w()) + 1);
        return new Pool2dShape(batch, channels, input, window, false, output);
    }

    /** Number of floats in the input. */
    public int inputLength() {
        return planes() * input.area();
    }

    /** Number of floats in the output. */
    public int outputLength() {
        return planes() * output.area();
    }
}
