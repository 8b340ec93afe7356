package longhand.notes;

import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/** The double loop over window positions that the notes' functions share, and their checks. */
final class Grid {
    private Grid() {}

    /** The scalar at row i and column j of the output. */
    @FunctionalInterface
    interface Cell {
        Tensor at(int i, int j);
    }

    /** A matrix with one cell per position of an h × w window over x. */
    static Tensor fill(String operation, Tensor x, int h, int w, Cell cell) {
        if (x.rank() != 2) {
            throw new ShapeException(operation, "input " + x.shape() + " is no matrix", "the input has rank 2",
                    "select one image and one channel");
        }
        Size2d size = Window2d.of(h, w).output(operation, new Size2d(x.size(0), x.size(1)));
        Tensor[] rows = new Tensor[size.h()];
        for (int i = 0; i < size.h(); i++) {
            Tensor[] row = new Tensor[size.w()];
            for (int j = 0; j < size.w(); j++) {
                row[j] = cell.at(i, j);
            }
            rows[i] = Tensor.stack(0, row);
        }
        return Tensor.stack(0, rows);
    }

    static void requireSameChannels(String operation, Tensor x, int dimX, Tensor k, int dimK) {
        if (x.rank() != 3 || k.rank() <= dimK || x.size(dimX) != k.size(dimK)) {
            throw new ShapeException(operation, "input " + x.shape() + " and kernel " + k.shape() + " do not fit",
                    "the input is [channels, height, width] and the kernel has as many input channels",
                    "give the kernel " + (x.rank() == 3 ? x.size(0) : "the input's") + " input channels");
        }
    }
}
