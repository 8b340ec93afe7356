package longhand.ops;

import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import longhand.autograd.Edge;
import longhand.names.Counted;
import longhand.names.Given;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/** Several tensors to one and back. The gradient of a joined tensor is cut into the parts' gradients. */
public final class Joining {
    private Joining() {}

    /** Tensors one after the other along a dimension; their other sizes agree. */
    public static Tensor cat(int dim, List<Tensor> tensors) {
        requireAll("cat", tensors);
        if (tensors.isEmpty()) {
            throw new ShapeException("cat", "there is nothing to join", "at least one tensor is needed",
                    "pass one or more tensors");
        }
        Tensor first = tensors.getFirst();
        int axis = first.shape().axis("cat", dim);
        long total = 0;
        for (Tensor t : tensors) {
            if (!joins(t.shape(), first.shape(), axis)) {
                throw new ShapeException("cat",
                        "shapes " + first.shape() + " and " + t.shape() + " do not join along dimension " + axis,
                        "all sizes but that of dimension " + axis + " are equal", "reshape or narrow one of them");
            }
            total += t.size(axis);
        }
        if (total > Integer.MAX_VALUE) {
            throw new ShapeException("cat", Counted.of(tensors.size(), "tensor") + " like " + first.shape()
                    + " are together " + total + " long", "a size is at most " + Integer.MAX_VALUE, "join fewer of them");
        }
        Shape shape = first.shape().with(axis, (int) total);
        Tensor y = result(shape);
        int inner = shape.product(axis + 1, shape.rank());
        Edge[] edges = new Edge[tensors.size()];
        int at = 0;
        for (int i = 0; i < edges.length; i++) {
            Tensor t = tensors.get(i);
            int start = at;
            int length = t.size(axis);
            StridedCopy.put(t, y, start * inner);
            edges[i] = Edge.to(t, g -> Selection.narrow(g, axis, start, length));
            at += length;
        }
        return recorded("cat", Map.of("dim", axis), y, edges);
    }

    private static boolean joins(Shape a, Shape b, int axis) {
        return a.rank() == b.rank()
                && IntStream.range(0, a.rank()).allMatch(d -> d == axis || a.dim(d) == b.dim(d));
    }

    /** Tensors of equal shape side by side along a new dimension. */
    public static Tensor stack(int dim, List<Tensor> tensors) {
        requireAll("stack", tensors);
        List<Tensor> layers = new ArrayList<>();
        for (Tensor t : tensors) {
            if (!t.shape().equals(tensors.getFirst().shape())) {
                throw new ShapeException("stack", "shapes " + tensors.getFirst().shape() + " and " + t.shape()
                        + " differ", "all shapes are equal", "reshape them, or use cat");
            }
            layers.add(ShapeOps.unsqueeze("stack", t, dim));
        }
        return cat(dim, layers);
    }

    private static void requireAll(String operation, List<Tensor> tensors) {
        Given.required(tensors, operation, "the list of tensors", "pass the tensors");
        for (int i = 0; i < tensors.size(); i++) {
            if (tensors.get(i) == null) {
                throw Given.missing(operation, "tensor " + i, "pass tensors only");
            }
        }
    }

    /** Pieces of {@code size} along a dimension; the last may be shorter. */
    public static List<Tensor> split(Tensor x, int size, int dim) {
        int axis = Inputs.axis("split", x, dim);
        if (size < 1) {
            throw new ShapeException("split", "pieces of size " + size + " cannot be cut", "size is at least 1",
                    "pass 1 or more");
        }
        List<Tensor> pieces = new ArrayList<>();
        int start = 0;
        do { // once at least: an empty dimension is one empty piece
            int length = Math.min(size, x.size(axis) - start);
            pieces.add(Selection.narrow(x, axis, start, length));
            start += length;
        } while (start < x.size(axis));
        return pieces;
    }
}
