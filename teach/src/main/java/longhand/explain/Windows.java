package longhand.explain;

import longhand.shape.Window2d;

/** Walks a window: which input rows and columns lie under its elements. */
final class Windows {
    private Windows() {}

    /** What happens at window row u, window column v and the input row and column under them. */
    @FunctionalInterface
    interface Element {
        void at(int u, int v, int row, int column);
    }

    /** Visits the elements of the window at output row i and column j in reading order; padding is visited too. */
    static void forEach(Window2d window, int i, int j, Element element) {
        for (int u = 0; u < window.kernel().h(); u++) {
            for (int v = 0; v < window.kernel().w(); v++) {
                element.at(u, v, window.row(i, u), window.column(j, v));
            }
        }
    }
}
