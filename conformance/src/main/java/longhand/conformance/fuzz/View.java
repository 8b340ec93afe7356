package longhand.conformance.fuzz;

import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/**
 * How an input of an operation comes from the tensor that the gradient flows to: as it is, or permuted, repeated, cut
 * out, reversed, reshaped.
 */
record View(String name, Shape leaf, UnaryOperator<Tensor> view) {

    /** A random view that yields the given shape; plain half of the time. */
    static View draw(Draw draw, Shape shape) {
        View plain = new View("", shape, x -> x);
        if (shape.rank() == 0 || draw.coin()) {
            return plain;
        }
        return switch (draw.between(0, 5)) {
            case 0 -> permuted(draw, shape);
            case 1 -> expanded(draw, shape);
            case 2 -> narrowed(draw, shape);
            case 3 -> flipped(draw, shape);
            case 4 -> new View("reshaped ", Shape.of(shape.numel()), x -> x.reshape(shape.dims()));
            default -> selected(draw, shape);
        };
    }

    private static View permuted(Draw draw, Shape shape) {
        int[] order = draw.order(shape.rank());
        int[] leaf = new int[order.length];
        for (int d = 0; d < order.length; d++) {
            leaf[order[d]] = shape.dim(d);
        }
        return new View("permuted ", Shape.of(leaf), x -> x.permute(order));
    }

    private static View expanded(Draw draw, Shape shape) {
        int[] leaf = IntStream.of(shape.dims()).map(size -> draw.coin() ? 1 : size).toArray();
        return new View("expanded ", Shape.of(leaf), x -> x.expand(shape.dims()));
    }

    private static View narrowed(Draw draw, Shape shape) {
        int dim = draw.between(0, shape.rank() - 1);
        int before = draw.between(0, 2);
        int after = draw.between(0, 2);
        int size = shape.dim(dim);
        return new View("narrowed ", shape.with(dim, before + size + after), x -> x.narrow(dim, before, size));
    }

    private static View flipped(Draw draw, Shape shape) {
        int dim = draw.between(0, shape.rank() - 1);
        return new View("flipped ", shape, x -> x.flip(dim));
    }

    private static View selected(Draw draw, Shape shape) {
        int dim = draw.between(0, shape.rank() - 1);
        int size = draw.between(1, Math.max(1, shape.dim(dim)));
        int[] index = draw.indices(shape.dim(dim), size);
        return new View("selected ", shape.with(dim, size), x -> x.indexSelect(dim, index));
    }

    /** The view's name and the leaf's shape. */
    @Override
    public String toString() {
        return name + leaf;
    }
}
