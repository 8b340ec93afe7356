package longhand.tensor;

import java.util.Arrays;
import longhand.names.Given;
import longhand.shape.ShapeException;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.ejml.data.FMatrixRMaj;

/**
 * Matrices of Apache Commons Math (double) and EJML (float) to and from tensors of rank 2, always as copies: for what
 * those libraries do and Longhand does not, such as decompositions. Longhand brings neither library: a program that
 * calls these methods depends on {@code org.apache.commons:commons-math3} or {@code org.ejml:ejml-fdense} itself.
 */
public final class Matrices {
    private static final String MATRICES = "matrices";

    private Matrices() {}

    /** A Commons Math matrix with the values of a [rows, columns] tensor. */
    public static RealMatrix toCommonsMath(Tensor x) {
        requireMatrix(x);
        RealMatrix matrix = MatrixUtils.createRealMatrix(x.size(0), x.size(1));
        for (int i = 0; i < x.size(0); i++) {
            for (int j = 0; j < x.size(1); j++) {
                matrix.setEntry(i, j, x.get(i, j));
            }
        }
        return matrix;
    }

    /** A tensor with the values of a Commons Math matrix, rounded to float. */
    public static Tensor of(RealMatrix matrix) {
        Given.required(matrix, MATRICES, "the matrix", "pass one");
        float[] values = new float[matrix.getRowDimension() * matrix.getColumnDimension()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) matrix.getEntry(i / matrix.getColumnDimension(), i % matrix.getColumnDimension());
        }
        return Tensor.of(values, matrix.getRowDimension(), matrix.getColumnDimension());
    }

    /** An EJML matrix with the values of a [rows, columns] tensor. */
    public static FMatrixRMaj toEjml(Tensor x) {
        requireMatrix(x);
        return new FMatrixRMaj(x.size(0), x.size(1), true, x.toArray());
    }

    /** A tensor with the values of an EJML matrix. */
    public static Tensor of(FMatrixRMaj matrix) {
        Given.required(matrix, MATRICES, "the matrix", "pass one");
        return Tensor.of(Arrays.copyOf(matrix.data, matrix.getNumElements()), matrix.numRows, matrix.numCols);
    }

    private static void requireMatrix(Tensor x) {
        if (Given.required(x, MATRICES, "the tensor", "pass one").rank() != 2 || x.numel() == 0) {
            throw new ShapeException(MATRICES, "a tensor of shape " + x.shape() + " is no matrix",
                    "the tensor is [rows, columns] with at least one of each", "reshape it");
        }
    }
}
