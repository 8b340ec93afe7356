package longhand.conformance.fuzz;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import longhand.backend.Backend;
import longhand.ops.Reductions;
import longhand.ops.Selection;
import longhand.ops.ShapeOps;
import longhand.ops.SoftmaxOps;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/**
 * Makes random problems for every public operation of {@code longhand.ops}, found by the operation's name; of several
 * with one name, the others have a second word behind a dot.
 */
final class OperationCatalogue {
    private static final int MOST_DIMENSIONS = 4;

    private final Backend reference;
    private final Map<String, Maker> makers = new TreeMap<>();

    /** Makes a problem; every one must be solvable. */
    @FunctionalInterface
    interface Maker {
        OperationProblem draw(Draw draw);
    }

    /** Adds inputs and the operation to a problem. */
    @FunctionalInterface
    interface Filler {
        void fill(Draw draw, OperationProblem problem);
    }

    OperationCatalogue(Backend reference) {
        this.reference = reference;
        ElementwiseCatalogue.addTo(this);
        reductions();
        parts();
        rearrangements();
        shapes();
        LayerCatalogue.addTo(this);
        IndexingCatalogue.addTo(this);
    }

    /** The makers of problems by the names of the operations. */
    Map<String, Maker> makers() {
        return makers;
    }

    void add(String name, Filler filler) {
        makers.put(name, draw -> {
            OperationProblem problem = new OperationProblem(draw, reference);
            filler.fill(draw, problem);
            return problem;
        });
    }

    void unary(String name, UnaryOperator<Tensor> operation) {
        add(name, (draw, problem) -> problem.input(anyShape(draw)).of("", in -> operation.apply(in.get(0))));
    }

    static Shape anyShape(Draw draw) {
        return draw.shape(draw.between(0, MOST_DIMENSIONS));
    }

    /** A shape with at least one dimension. */
    static Shape anyArray(Draw draw) {
        return draw.shape(draw.between(1, MOST_DIMENSIONS));
    }

    private static Shape filledArray(Draw draw) {
        return draw.filledShape(draw.between(1, MOST_DIMENSIONS));
    }

    static int anyDim(Draw draw, Shape shape) {
        int dim = draw.between(0, shape.rank() - 1);
        return draw.coin() ? dim : dim - shape.rank();
    }

    /** A shape that broadcasts to the given one: some sizes 1, some leading dimensions missing. */
    static Shape repeatable(Draw draw, Shape shape) {
        if (draw.coin()) {
            return shape;
        }
        int[] dims = IntStream.of(shape.dims()).map(size -> draw.coin() ? size : 1).toArray();
        return Shape.of(Arrays.copyOfRange(dims, draw.between(0, dims.length), dims.length));
    }

    private void reductions() {
        alongSomeDims("sum", Reductions::sum);
        alongSomeDims("mean", Reductions::mean);
        alongOneDim("var", (x, dim, choice) -> Reductions.var(x, dim, choice, !choice));
        alongOneFilledDim("max", Reductions::max);
        alongOneFilledDim("min", Reductions::min);
        alongOneFilledDim("argmax", Reductions::argmax);
        add("max.whole", (draw, problem) -> problem.input(filledArray(draw)).of("", in -> Reductions.max(in.get(0))));
        add("min.whole", (draw, problem) -> problem.input(filledArray(draw)).of("", in -> Reductions.min(in.get(0))));
        alongOneDim("softmax", (x, dim, choice) -> SoftmaxOps.softmax(x, dim));
        alongOneDim("logSoftmax", (x, dim, choice) -> SoftmaxOps.logSoftmax(x, dim));
    }

    @FunctionalInterface
    private interface AlongDims {
        Tensor of(Tensor x, int[] dims, boolean keep);
    }

    private void alongSomeDims(String name, AlongDims operation) {
        add(name, (draw, problem) -> {
            Shape shape = draw.rarely() ? Shape.of(draw.length()) : anyShape(draw);
            int[] dims = someDims(draw, shape);
            boolean keep = draw.coin();
            problem.input(shape).of(Arrays.toString(dims), in -> operation.of(in.get(0), dims, keep));
        });
    }

    private static int[] someDims(Draw draw, Shape shape) {
        int[] order = draw.order(shape.rank());
        return Arrays.copyOf(order, draw.between(0, order.length));
    }

    @FunctionalInterface
    interface AlongDim {
        Tensor of(Tensor x, int dim, boolean choice);
    }

    void alongOneDim(String name, AlongDim operation) {
        add(name, (draw, problem) -> along(draw, problem, anyArray(draw), operation));
    }

    void alongOneFilledDim(String name, AlongDim operation) {
        add(name, (draw, problem) -> along(draw, problem, filledArray(draw), operation));
    }

    private static void along(Draw draw, OperationProblem problem, Shape shape, AlongDim operation) {
        int dim = anyDim(draw, shape);
        boolean choice = draw.coin();
        problem.input(shape).of("dimension " + dim + ", " + choice, in -> operation.of(in.get(0), dim, choice));
    }

    private void parts() {
        add("narrow", (draw, problem) -> {
            Shape shape = anyArray(draw);
            int dim = anyDim(draw, shape);
            int start = draw.between(0, shape.dim(dim));
            int length = draw.between(0, shape.dim(dim) - start);
            problem.input(shape).of("dimension " + dim + " from " + start + ", " + length + " elements",
                    in -> Selection.narrow(in.get(0), dim, start, length));
        });
        add("slice", (draw, problem) -> {
            Shape shape = anyArray(draw);
            int dim = anyDim(draw, shape);
            int start = draw.between(0, shape.dim(dim));
            int end = draw.between(start, shape.dim(dim));
            int from = draw.coin() || start == shape.dim(dim) ? start : start - shape.dim(dim);
            problem.input(shape).of("dimension " + dim + " from " + from + " to " + end,
                    in -> Selection.slice(in.get(0), dim, from, end));
        });
        add("select", (draw, problem) -> {
            Shape shape = filledArray(draw);
            int dim = anyDim(draw, shape);
            int index = draw.between(-shape.dim(dim), shape.dim(dim) - 1);
            problem.input(shape).of("dimension " + dim + ", element " + index,
                    in -> Selection.select(in.get(0), dim, index));
        });
    }

    private void rearrangements() {
        add("pad", (draw, problem) -> {
            Shape shape = anyArray(draw);
            int dim = anyDim(draw, shape);
            int before = draw.between(0, 3);
            int after = draw.between(0, 3);
            problem.input(shape).of("dimension " + dim + " by " + before + " and " + after,
                    in -> Selection.pad(in.get(0), dim, before, after));
        });
        add("pad2d", (draw, problem) -> {
            int[] by = IntStream.range(0, 4).map(i -> draw.between(0, 3)).toArray();
            problem.input(draw.shape(draw.between(2, MOST_DIMENSIONS))).of(Arrays.toString(by),
                    in -> Selection.pad2d(in.get(0), by[0], by[1], by[2], by[3]));
        });
        add("flip", (draw, problem) -> {
            Shape shape = anyShape(draw);
            int[] dims = someDims(draw, shape);
            problem.input(shape).of(Arrays.toString(dims), in -> Selection.flip(in.get(0), dims));
        });
        add("indexSelect", (draw, problem) -> {
            Shape shape = anyArray(draw);
            int dim = anyDim(draw, shape);
            int[] index = draw.indices(draw.sizeOrEmpty(), shape.dim(dim));
            problem.input(shape).of("dimension " + dim + ", " + index.length + " indices",
                    in -> Selection.indexSelect(in.get(0), dim, index));
        });
    }

    private void shapes() {
        add("reshape", (draw, problem) -> {
            Shape shape = anyShape(draw);
            int[] other = draw.coin() ? new int[] {1, shape.numel()} : reversed(shape.dims());
            int unknown = draw.between(0, Math.max(0, other.length - 1));
            if (draw.coin() && other.length > 0 && shape.numel() > 0) {
                other[unknown] = -1;
            }
            problem.input(shape).of("to " + Arrays.toString(other), in -> ShapeOps.reshape(in.get(0), other));
        });
        add("flatten", (draw, problem) -> {
            Shape shape = anyShape(draw);
            int start = shape.rank() == 0 ? 0 : anyDim(draw, shape);
            problem.input(shape).of("from " + start, in -> ShapeOps.flatten(in.get(0), start));
        });
        alongOneDim("squeeze", (x, dim, choice) -> ShapeOps.squeeze(x, dim));
        add("unsqueeze", (draw, problem) -> {
            Shape shape = anyShape(draw);
            int dim = draw.between(-shape.rank() - 1, shape.rank());
            problem.input(shape).of("at " + dim, in -> ShapeOps.unsqueeze(in.get(0), dim));
        });
        add("permute", (draw, problem) -> {
            Shape shape = anyShape(draw);
            int[] order = draw.order(shape.rank());
            problem.input(shape).of(Arrays.toString(order), in -> ShapeOps.permute(in.get(0), order));
        });
        add("transpose", (draw, problem) -> {
            Shape shape = anyArray(draw);
            int a = anyDim(draw, shape);
            int b = anyDim(draw, shape);
            problem.input(shape).of(a + " and " + b, in -> ShapeOps.transpose(in.get(0), a, b));
        });
        add("expand", (draw, problem) -> {
            Shape shape = anyShape(draw);
            problem.input(repeatable(draw, shape)).of("to " + shape, in -> ShapeOps.expand(in.get(0), shape.dims()));
        });
        unary("copy", ShapeOps::copy);
    }

    private static int[] reversed(int[] dims) {
        return IntStream.range(0, dims.length).map(i -> dims[dims.length - 1 - i]).toArray();
    }
}
