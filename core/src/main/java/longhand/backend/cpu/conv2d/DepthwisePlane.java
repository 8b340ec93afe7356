package longhand.backend.cpu.conv2d;

import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * One image plane between its padding, and the windows over it: with weight k, output (i, j) meets the number {@code
 * i · rowStep + j · stride + shifts[k]}. Windows one column apart read neighbouring numbers; with a larger stride those
 * in between are computed, too.
 */
final class DepthwisePlane {
    /** Floats of the plane, and of one row more: what is read behind the last window. */
    final int size;
    /** From the windows of an output row to those of the next one. */
    final int rowStep;
    /** Windows in a row, those between the outputs included. */
    final int columns;
    /** For each weight, how far on it reads. */
    final int[] shifts;

    private final Size2d image;
    private final Window2d window;
    private final int row;

    /**
     * @param image rows and columns of the plane without padding
     * @param output how many outputs there are
     */
    DepthwisePlane(Size2d image, Window2d window, Size2d output) {
        this.image = image;
        this.window = window;
        Size2d reach = reach(window);
        columns = (output.w() - 1) * window.stride().w() + 1;
        row = Math.max(window.padding().w() + image.w(), columns + reach.w() - 1);
        rowStep = window.stride().h() * row;
        int seen = (output.h() - 1) * rowStep + reach.h() * row;
        size = Math.max((window.padding().h() + image.h()) * row, seen) + row;
        shifts = new int[window.kernel().area()];
        for (int k = 0; k < shifts.length; k++) {
            shifts[k] = k / window.kernel().w() * window.dilation().h() * row
                    + k % window.kernel().w() * window.dilation().w();
        }
    }

    /** Rows and columns under one window. */
    static Size2d reach(Window2d w) {
        return new Size2d((w.kernel().h() - 1) * w.dilation().h() + 1, (w.kernel().w() - 1) * w.dilation().w() + 1);
    }

    /** Copies the image that begins at x[at] between the padding, which has to be 0 already. */
    void load(float[] x, int at, float[] plane) {
        int to = window.padding().h() * row + window.padding().w();
        spread(x, at, image, Size2d.square(1), plane, to, row);
    }

    /** The same of an image whose rows and columns come apart, with the zeros between them that are there already. */
    void load(float[] x, int at, Size2d small, Size2d apart, float[] plane) {
        spread(x, at, small, apart, plane, window.padding().h() * row + window.padding().w(), row);
    }

    /**
     * Copies numbers, row by row.
     *
     * @param apart how far apart the rows and columns come
     * @param row from one row to the next of {@code to}
     */
    static void spread(float[] from, int fromAt, Size2d size, Size2d apart, float[] to, int toAt, int row) {
        int step = apart.w();
        for (int i = 0; i < size.h(); i++) {
            int source = fromAt + i * size.w();
            int target = toAt + i * apart.h() * row;
            if (step == 1) {
                System.arraycopy(from, source, to, target, size.w());
                continue;
            }
            for (int j = 0; j < size.w(); j++) {
                to[target + j * step] = from[source + j];
            }
        }
    }
}
