package longhand.notes;

import java.util.Arrays;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/**
 * What the notes' functions need beside their loops: the output's size with its checks, and a matrix from its numbers.
 */
final class Grid {
    private Grid() {}

    /** Room for one number per position of an h × w window over the matrix x. */
    static Tensor[][] ofWindows(String operation, Tensor x, int h, int w) {
        if (x.rank() != 2) {
            throw new ShapeException(operation, "input " + x.shape() + " is no matrix", "the input has rank 2",
                    "select one image and one channel");
        }
        Size2d size = Window2d.of(h, w).output(operation, new Size2d(x.size(0), x.size(1)));
        return new Tensor[size.h()][size.w()];
    }

    /** The matrix of these numbers. */
    static Tensor matrix(Tensor[][] numbers) {
        Tensor[] all = Arrays.stream(numbers).flatMap(Arrays::stream).toArray(Tensor[]::new);
        return Tensor.stack(0, all).reshape(numbers.length, numbers[0].length);
    }

    static void requireSameChannels(String operation, Tensor x, int dimX, Tensor k, int dimK) {
        if (x.rank() != 3 || k.rank() <= dimK || x.size(dimX) != k.size(dimK)) {
            throw new ShapeException(operation, "input " + x.shape() + " and kernel " + k.shape() + " do not fit",
                    "the input is [channels, height, width] and the kernel has as many input channels",
                    "give the kernel " + (x.rank() == 3 ? x.size(0) : "the input's") + " input channels");
        }
    }
}
