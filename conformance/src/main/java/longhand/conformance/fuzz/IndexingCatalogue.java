package longhand.conformance.fuzz;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BinaryOperator;
import longhand.ops.Arithmetic;
import longhand.ops.Assignment;
import longhand.ops.Comparison;
import longhand.ops.Convolution;
import longhand.ops.Indexing;
import longhand.ops.LayerNormalization;
import longhand.ops.Losses;
import longhand.ops.Reductions;
import longhand.ops.Resampling;
import longhand.ops.Sorting;
import longhand.shape.Shape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/** The part of {@link OperationCatalogue} whose operations choose, sort, assign or resample elements. */
final class IndexingCatalogue {
    private static final int SMALL = 6;
    private static final double EPS = 1e-5;

    private final OperationCatalogue catalogue;

    private IndexingCatalogue(OperationCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    static void addTo(OperationCatalogue catalogue) {
        IndexingCatalogue part = new IndexingCatalogue(catalogue);
        part.elementwise();
        part.rows();
        part.elements();
        part.assignments();
        part.images();
        part.normalization();
    }

    private void elementwise() {
        catalogue.unary("sin", Arithmetic::sin);
        catalogue.unary("cos", Arithmetic::cos);
        catalogue.unary("floor", Arithmetic::floor);
        catalogue.unary("ceil", Arithmetic::ceil);
        catalogue.unary("round", Arithmetic::round);
        catalogue.unary("sign", Arithmetic::sign);
        catalogue.add("ne", (draw, problem) -> {
            Shape shape = OperationCatalogue.anyShape(draw);
            problem.input(OperationCatalogue.repeatable(draw, shape))
                    .input(OperationCatalogue.repeatable(draw, shape)).of("",
                            in -> Comparison.ne(in.get(0), in.get(1)));
        });
        pair("huberLoss", (x, target) -> Losses.huberLoss(x, target, 0.5));
        pair("bceLoss", (x, target) -> // clamped, since probes add errors to what a sigmoid gives
                Losses.bceLoss(x.sigmoid().clamp(0, 1), target.sigmoid().clamp(0, 1)));
    }

    private void pair(String name, BinaryOperator<Tensor> loss) {
        catalogue.add(name, (draw, problem) -> {
            Shape shape = draw.shape(draw.between(0, 3));
            problem.input(shape).input(shape).of("", in -> loss.apply(in.get(0), in.get(1)));
        });
    }

    private void rows() {
        catalogue.alongOneDim("std", (x, dim, choice) -> Reductions.std(x, dim, choice, !choice));
        catalogue.alongOneDim("norm", (x, dim, choice) -> Reductions.norm(x, new int[] {dim}, choice));
        catalogue.alongOneDim("cumsum", (x, dim, choice) -> Reductions.cumsum(x, dim));
        catalogue.alongOneFilledDim("argmin", Reductions::argmin);
        catalogue.alongOneDim("sort", (x, dim, choice) -> Sorting.sort(x, dim, choice).values());
        catalogue.alongOneDim("topk", (x, dim, choice) ->
                Sorting.topk(x, (x.size(dim) + 1) / 2, dim, choice).values());
    }

    private void elements() {
        catalogue.add("gather", (draw, problem) -> {
            Shape shape = OperationCatalogue.anyArray(draw);
            int dim = OperationCatalogue.anyDim(draw, shape);
            Tensor index = index(draw, shape, dim);
            problem.input(shape).of("dimension " + dim + ", index " + index.shape(),
                    in -> Indexing.gather(in.get(0), dim, index));
        });
        catalogue.add("scatter", (draw, problem) -> {
            Shape shape = OperationCatalogue.anyArray(draw);
            int dim = OperationCatalogue.anyDim(draw, shape);
            Tensor index = index(draw, shape, dim);
            problem.input(shape).input(index.shape()).of("dimension " + dim,
                    in -> Indexing.scatter(in.get(0), dim, index, in.get(1)));
        });
        catalogue.add("scatterAdd", (draw, problem) -> {
            Shape shape = OperationCatalogue.anyArray(draw);
            int dim = OperationCatalogue.anyDim(draw, shape);
            Tensor index = index(draw, shape, dim);
            problem.input(shape).input(index.shape()).of("dimension " + dim,
                    in -> Indexing.scatterAdd(in.get(0), dim, index, in.get(1)));
        });
        catalogue.add("maskedSelect", (draw, problem) -> {
            Shape shape = OperationCatalogue.anyArray(draw);
            problem.input(shape).input(OperationCatalogue.repeatable(draw, shape)).of("",
                    in -> Indexing.maskedSelect(in.get(0), in.get(1).gt(0)));
        });
        catalogue.add("maskedFill", (draw, problem) -> {
            Shape shape = OperationCatalogue.anyArray(draw);
            problem.input(shape).input(OperationCatalogue.repeatable(draw, shape)).of("",
                    in -> Indexing.maskedFill(in.get(0), in.get(1).gt(0), 2));
        });
    }

    /** Indices along a dimension; an empty one has none. */
    private static Tensor index(Draw draw, Shape shape, int dim) {
        Shape of = shape.with(dim, shape.dim(dim) == 0 ? 0 : draw.between(0, SMALL));
        int[] index = draw.indices(of.numel(), Math.max(1, shape.dim(dim)));
        return Tensor.of(index).reshape(of.dims());
    }

    private void assignments() {
        catalogue.add("set", (draw, problem) -> {
            Shape shape = draw.filledShape(draw.between(1, 3));
            int[] at = {draw.between(0, shape.dim(0) - 1)};
            problem.input(shape).input(OperationCatalogue.repeatable(draw, shape.without(0))).of("at " + at[0],
                    in -> Assignment.set(in.get(0).copy(), in.get(1), at));
        });
        catalogue.add("sliceAssign", (draw, problem) -> {
            Shape shape = OperationCatalogue.anyArray(draw);
            int dim = OperationCatalogue.anyDim(draw, shape);
            int start = draw.between(0, shape.dim(dim));
            int end = draw.between(start, shape.dim(dim));
            problem.input(shape).input(OperationCatalogue.repeatable(draw, shape.with(dim, end - start)))
                    .of("dimension " + dim + " from " + start + " to " + end,
                            in -> Assignment.sliceAssign(in.get(0).copy(), dim, start, end, in.get(1)));
        });
        catalogue.add("indexPut", (draw, problem) -> {
            Shape shape = draw.filledShape(draw.between(1, 3));
            int[] rows = draw.indices(draw.between(0, SMALL), shape.dim(0));
            problem.input(shape).input(shape.with(0, rows.length)).of(Arrays.toString(rows),
                    in -> Assignment.indexPut(in.get(0).copy(), in.get(1), rows));
        });
        catalogue.add("copyFrom", (draw, problem) -> {
            Shape shape = OperationCatalogue.anyArray(draw);
            problem.input(shape).input(OperationCatalogue.repeatable(draw, shape)).of("",
                    in -> Assignment.copyFrom(in.get(0).copy(), in.get(1)));
        });
        catalogue.unary("fill", x -> Assignment.fill(x.copy(), 3));
        catalogue.add("become", (draw, problem) -> {
            Shape shape = OperationCatalogue.anyArray(draw);
            problem.input(shape).input(OperationCatalogue.repeatable(draw, shape)).of("",
                    in -> in.get(0).copy().addInPlace(in.get(1)).subInPlace(in.get(1)));
        });
    }

    private void images() {
        catalogue.add("interpolateNearest", (draw, problem) -> {
            int h = draw.between(1, SMALL);
            int w = draw.between(1, SMALL);
            problem.input(LayerCatalogue.anyImages(draw)).of("to " + h + " × " + w,
                    in -> Resampling.interpolateNearest(in.get(0), h, w));
        });
        catalogue.add("interpolateBilinear", (draw, problem) -> {
            int h = draw.between(1, SMALL);
            int w = draw.between(1, SMALL);
            problem.input(LayerCatalogue.anyImages(draw)).of("to " + h + " × " + w,
                    in -> Resampling.interpolateBilinear(in.get(0), h, w));
        });
        catalogue.add("convTranspose2d", (draw, problem) -> {
            int kernel = draw.between(1, 3);
            int groups = draw.between(1, 2);
            Window2d window = Window2d.square(kernel).stride(draw.between(1, 3)).dilation(draw.between(1, 2));
            problem.input(Shape.of(draw.between(1, 3), 2 * groups, draw.between(1, SMALL), draw.between(1, SMALL)))
                    .input(Shape.of(2 * groups, 3, kernel, kernel)).of(window + ", " + groups + " groups",
                            in -> Convolution.convTranspose2d(in.get(0), in.get(1), Optional.empty(), window,
                                    Size2d.square(0), groups));
        });
        catalogue.add("conv1d", (draw, problem) -> {
            int kernel = draw.between(1, 3);
            Window2d window = Window2d.of(1, kernel).stride(1, draw.between(1, 3)).padding(0, draw.between(0, 2));
            problem.input(Shape.of(draw.between(1, 3), 2, draw.between(kernel, SMALL)))
                    .input(Shape.of(3, 2, kernel)).of(window.toString(),
                            in -> Convolution.conv1d(in.get(0), in.get(1), Optional.empty(), window, 1));
        });
    }

    private void normalization() {
        catalogue.add("layerNorm", (draw, problem) -> {
            Shape last = Shape.of(draw.between(2, SMALL));
            problem.input(last.insert(0, draw.between(1, SMALL))).input(last).input(last).of("",
                    in -> LayerNormalization.layerNorm(in.get(0), in.get(1), in.get(2), EPS));
        });
        catalogue.add("groupNorm", (draw, problem) -> {
            int groups = draw.between(1, 3);
            Shape channels = Shape.of(2 * groups);
            problem.input(Shape.of(draw.between(1, SMALL), 2 * groups, draw.between(1, SMALL))).input(channels)
                    .input(channels).of(groups + " groups",
                            in -> LayerNormalization.groupNorm(in.get(0), groups, in.get(1), in.get(2), EPS));
        });
    }
}
