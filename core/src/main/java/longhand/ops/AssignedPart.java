package longhand.ops;

import longhand.shape.Shape;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/** A part of one dimension, of a tensor seen as {@code [outer, size, inner]}: elements start … start + length − 1. */
record AssignedPart(int outer, int size, int inner, int start, int length) implements AssignedPlaces {

    static AssignedPart allOf(Tensor x) {
        return new AssignedPart(1, x.numel(), 1, 0, x.numel());
    }

    @Override
    public void assign(Tensor value, Tensor x) {
        Shape part = Shape.of(outer, length, inner);
        Tensor whole = Internals.view(x, Shape.of(outer, size, inner));
        if (value.numel() == 1) {
            StridedCopy.fill(value, whole, start * inner, part.dims());
        } else {
            StridedCopy.put(Internals.view(value, part), whole, start * inner);
        }
    }

    @Override
    public Tensor taken(Tensor g, Shape shape) {
        Tensor part = g.numel() == shape.numel() ? g
                : Selection.narrow(ShapeOps.reshape(g, outer, size, inner), 1, start, length);
        return ShapeOps.reshape(part, shape.dims());
    }
}
