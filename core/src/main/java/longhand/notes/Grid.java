package longhand.notes;

import java.util.Arrays;
import longhand.names.Given;
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
        requireInput(operation, x);
        if (x.rank() != 2) {
            throw new ShapeException(operation, "input " + x.shape() + " is no matrix", "the input has rank 2",
                    "select one image and one channel");
        }
        Size2d size = Window2d.of(h, w).output(operation, new Size2d(x.size(0), x.size(1)));
        return new Tensor[size.h()][size.w()];
    }

    private static Tensor requireInput(String operation, Tensor x) {
        return Given.required(x, operation, "the input", "pass a tensor");
    }

    private static Tensor requireKernel(String operation, Tensor k) {
        return Given.required(k, operation, "the kernel", "pass a tensor");
    }

    /** The kernel of a single channel. */
    static Tensor requireMatrix(String operation, Tensor k) {
        if (requireKernel(operation, k).rank() != 2) {
            throw new ShapeException(operation, "kernel " + k.shape() + " is no matrix", "the kernel has rank 2",
                    k.rank() < 2 ? "add a missing dimension with unsqueeze(0)" : "select one channel");
        }
        return k;
    }

    /** The matrix of these numbers. */
    static Tensor matrix(Tensor[][] numbers) {
        Tensor[] all = Arrays.stream(numbers).flatMap(Arrays::stream).toArray(Tensor[]::new);
        return Tensor.stack(0, all).reshape(numbers.length, numbers[0].length);
    }

    static void requireSameChannels(String operation, Tensor x, int dimX, Tensor k, int dimK) {
        requireInput(operation, x);
        requireKernel(operation, k);
        boolean ranks = x.rank() == 3 && k.rank() == dimK + 3;
        if (!ranks || x.size(dimX) != k.size(dimK) || x.size(dimX) == 0 || k.size(0) == 0) {
            throw new ShapeException(operation, "input " + x.shape() + " and kernel " + k.shape() + " do not fit",
                    "the input is [channels, height, width], the kernel ["
                    + (dimK == 0 ? "channels" : "out, channels") + ", height, width]",
                    ranks ? "give the input and the kernel equally many channels, at least one"
                    : "add a missing dimension with unsqueeze(0), or take one away with select(0, 0)");
        }
    }
}
