package longhand.shape;

/** A height and a width, in rows and columns: of a kernel, a stride, a padding, an image plane. */
public record Size2d(int h, int w) {

    /** The same number both ways. */
    public static Size2d square(int n) {
        return new Size2d(n, n);
    }

    /** Number of pixels: h · w. */
    public int area() {
        return h * w;
    }

    /** Whether a row and a column lie in an image of this size. */
    public boolean contains(int row, int column) {
        return row >= 0 && row < h && column >= 0 && column < w;
    }

    /** {@code (h, w)}, as PyTorch prints a pair. */
    @Override
    public String toString() {
        return "(" + h + ", " + w + ")";
    }
}
