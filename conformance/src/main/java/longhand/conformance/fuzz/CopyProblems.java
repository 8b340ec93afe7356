package longhand.conformance.fuzz;

import java.util.Arrays;
import longhand.backend.Backend;
import longhand.backend.Broadcast;
import longhand.backend.SparseMatrix;
import longhand.backend.Walk;

/** Makes random problems for the kernels that copy blocks and slices. */
final class CopyProblems {
    private final Backend reference;

    CopyProblems(Backend reference) {
        this.reference = reference;
    }

    /** A permuted, repeated or reversed block, put into a row-major one. */
    KernelProblem copy(Draw draw) {
        Broadcast s = Geometry.broadcast(draw);
        Numbers numbers = Numbers.draw(draw);
        int[] dims = s.dims();
        int[] order = draw.order(dims.length);
        int[] strides = new int[dims.length];
        int step = 1;
        for (int d : order) {
            strides[d] = draw.between(0, 5) == 0 ? 0 : step;
            step *= dims[d];
        }
        int start = 0;
        for (int d = 0; d < dims.length; d++) {
            if (draw.between(0, 5) == 0 && dims[d] > 0) {
                start += (dims[d] - 1) * strides[d];
                strides[d] = -strides[d];
            }
        }
        Walk from = new Walk(start, strides);
        Walk to = new Walk(0, Geometry.rowMajor(dims));
        return new KernelProblem(reference, Arrays.toString(dims) + " from " + start + ", strides "
                + Arrays.toString(strides) + ", " + numbers,
                (backend, in, out) -> backend.copy(in[0], from, out.floats(s.length()), to, dims),
                draw.array(numbers, step));
    }

    KernelProblem indexSelect(Draw draw) {
        int[] sizes = Geometry.outerMiddleInner(draw, 1);
        int[] index = draw.indices(draw.between(0, 2 * sizes[1]), sizes[1]);
        return atIndices(draw, sizes, index, (backend, in, out) -> backend.indexSelect(in[0], index.clone(),
                out.floats(sizes[0] * index.length * sizes[2]), sizes[0], sizes[1], sizes[2]), sizes[1]);
    }

    KernelProblem indexAdd(Draw draw) {
        int[] sizes = Geometry.outerMiddleInner(draw, 1);
        int[] index = draw.indices(draw.between(0, 2 * sizes[1]), draw.between(1, sizes[1]));
        return atIndices(draw, sizes, index, (backend, in, out) -> backend.indexAdd(in[0], index.clone(),
                out.floats(sizes[0] * sizes[1] * sizes[2]), sizes[0], sizes[1], sizes[2]), index.length);
    }

    KernelProblem indexPut(Draw draw) {
        int[] sizes = Geometry.outerMiddleInner(draw, 1);
        int[] index = draw.indices(draw.between(0, 2 * sizes[1]), draw.between(1, sizes[1]));
        int n = sizes[1] * sizes[2];
        Numbers numbers = Numbers.draw(draw);
        return new KernelProblem(reference, index.length + " rows into " + sizes[1] + " of " + sizes[2] + ", " + numbers,
                (backend, in, out) ->
                        backend.indexPut(in[0], index.clone(), out.inPlaceOf(in[1], n), sizes[1], sizes[2]),
                draw.array(numbers, index.length * sizes[2]), draw.array(numbers, n));
    }

    private KernelProblem atIndices(Draw draw, int[] sizes, int[] index, KernelProblem.Kernel kernel, int middle) {
        return KernelProblem.drawn(reference, draw, Arrays.toString(sizes) + " at " + index.length + " indices", kernel,
                sizes[0] * middle * sizes[2]);
    }

    KernelProblem sparseProduct(Draw draw) {
        int[] sizes = Geometry.outerMiddleInner(draw, 1);
        int rows = draw.between(0, 2 * sizes[1]);
        long most = draw.mostWork() / Math.max(1, sizes[0] * sizes[2]);
        int[] start = new int[rows + 1];
        for (int i = 0; i < rows; i++) {
            int longest = draw.rarely() ? sizes[1] : 3;
            start[i + 1] = start[i] + draw.between(0, (int) Math.min(longest, most - start[i]));
        }
        int[] column = draw.indices(start[rows], sizes[1]);
        String description = rows + " rows with " + column.length + " entries times " + Arrays.toString(sizes);
        return KernelProblem.drawn(reference, draw, description, (backend, in, out) ->
                backend.sparseProduct(new SparseMatrix(sizes[1], start, column, in[1]), in[0],
                        out.floats(sizes[0] * rows * sizes[2]), sizes[0], sizes[2]),
                sizes[0] * sizes[1] * sizes[2], column.length);
    }
}
