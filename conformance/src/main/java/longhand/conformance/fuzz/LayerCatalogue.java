package longhand.conformance.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import longhand.ops.AdaptivePooling;
import longhand.ops.Convolution;
import longhand.ops.Joining;
import longhand.ops.Losses;
import longhand.ops.Matmul;
import longhand.ops.Normalization;
import longhand.ops.Pooling;
import longhand.shape.Conv2dShape;
import longhand.shape.Pool2dShape;
import longhand.shape.Shape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/** The part of {@link OperationCatalogue} whose operations take several tensors or images: layers, losses, joining. */
final class LayerCatalogue {
    private static final int SMALL = 6;
    private static final double EPS = 1e-5;

    private LayerCatalogue() {}

    static void addTo(OperationCatalogue catalogue) {
        catalogue.add("matmul", LayerCatalogue::matmul);
        catalogue.add("linear", LayerCatalogue::linear);
        catalogue.add("conv2d", (draw, problem) -> conv2d(draw, problem, Convolution::conv2d));
        catalogue.add("conv2dRelu", (draw, problem) -> conv2d(draw, problem, Convolution::conv2dRelu));
        catalogue.add("batchNorm", LayerCatalogue::batchNorm);
        pooling(catalogue);
        losses(catalogue);
        joining(catalogue);
    }

    private static void matmul(Draw draw, OperationProblem problem) {
        int m = draw.sizeOrEmpty();
        int k = draw.sizeOrEmpty();
        int n = draw.sizeOrEmpty();
        Shape batch = draw.rarely() ? Shape.of(draw.between(0, 3), draw.between(1, 3)) : Shape.of();
        Shape a = draw.rarely() ? Shape.of(k) : matrix(OperationCatalogue.repeatable(draw, batch), m, k);
        Shape b = draw.rarely() ? Shape.of(k) : matrix(OperationCatalogue.repeatable(draw, batch), k, n);
        problem.input(a).input(b).of("", in -> Matmul.matmul(in.get(0), in.get(1)));
    }

    private static Shape matrix(Shape batch, int rows, int columns) {
        return batch.insert(batch.rank(), rows).insert(batch.rank() + 1, columns);
    }

    private static void linear(Draw draw, OperationProblem problem) {
        int in = draw.sizeOrEmpty();
        int out = draw.sizeOrEmpty();
        Shape rows = draw.rarely() ? Shape.of(draw.between(0, 3), draw.between(1, 3)) : Shape.of(draw.sizeOrEmpty());
        problem.input(rows.insert(rows.rank(), in)).input(Shape.of(out, in));
        if (draw.coin()) {
            problem.input(Shape.of(out)).of("bias", t -> Matmul.linear(t.get(0), t.get(1), t.get(2)));
        } else {
            problem.of("", t -> Matmul.linear(t.get(0), t.get(1)));
        }
    }

    @FunctionalInterface
    private interface Conv2d {
        Tensor of(Tensor x, Tensor w, Optional<Tensor> bias, Window2d window, int groups);
    }

    private static void conv2d(Draw draw, OperationProblem problem, Conv2d operation) {
        Conv2dShape s = Geometry.conv2d(draw);
        boolean biased = draw.coin();
        problem.input(Shape.of(s.batch(), s.inChannels(), s.input().h(), s.input().w()));
        Size2d kernel = s.window().kernel();
        problem.input(Shape.of(s.outChannels(), s.inChannelsPerGroup(), kernel.h(), kernel.w()));
        if (biased) {
            problem.input(Shape.of(s.outChannels()));
        }
        problem.of(s.window() + ", " + s.groups() + " groups", in -> operation.of(in.get(0), in.get(1),
                biased ? Optional.of(in.get(2)) : Optional.empty(), s.window(), s.groups()));
    }

    /** The running statistics are inputs that change, so each run gets copies of its own, and they count as results. */
    private static void batchNorm(Draw draw, OperationProblem problem) {
        int channels = draw.size();
        int batch = draw.sizeOrEmpty();
        Shape x = Shape.of(batch, channels);
        if (draw.coin()) {
            x = x.insert(2, Math.min(SMALL, draw.size())).insert(3, draw.size());
        }
        boolean training = draw.coin() && x.numel() != channels;
        double momentum = draw.oneOf(0.0, 0.1, 1.0);
        Shape perChannel = Shape.of(channels);
        problem.input(x);
        for (int i = 0; i < 4; i++) {
            problem.input(perChannel);
        }
        problem.ofMany(training ? "training" : "evaluation", in -> {
            Tensor mean = Tensor.of(in.get(3).toArray(), perChannel);
            Tensor variance = Tensor.of(in.get(4).detach().abs().toArray(), perChannel);
            Tensor y = Normalization.batchNorm(in.get(0), in.get(1), in.get(2), mean, variance, training, momentum,
                    EPS);
            return List.of(y, mean, variance);
        });
    }

    private static void pooling(OperationCatalogue catalogue) {
        catalogue.add("maxPool2d", (draw, problem) -> {
            Pool2dShape s = Geometry.pool2d(draw, true);
            problem.input(images(s)).of(s.window().toString(), in -> Pooling.maxPool2d(in.get(0), s.window()));
        });
        catalogue.add("avgPool2d", (draw, problem) -> {
            Pool2dShape s = Geometry.pool2d(draw, false);
            problem.input(images(s)).of(s.window() + (s.countIncludePad() ? ", padding counts" : ""),
                    in -> Pooling.avgPool2d(in.get(0), s.window(), s.countIncludePad()));
        });
        catalogue.add("adaptiveAvgPool2d", (draw, problem) -> {
            int h = draw.between(1, SMALL);
            int w = draw.between(1, SMALL);
            problem.input(anyImages(draw)).of("to " + h + " × " + w, in ->
                    AdaptivePooling.adaptiveAvgPool2d(in.get(0), h, w));
        });
        catalogue.add("adaptiveMaxPool2d", (draw, problem) -> {
            int h = draw.between(1, SMALL);
            int w = draw.between(1, SMALL);
            problem.input(anyImages(draw)).of("to " + h + " × " + w, in ->
                    AdaptivePooling.adaptiveMaxPool2d(in.get(0), h, w));
        });
    }

    private static Shape images(Pool2dShape s) {
        return Shape.of(s.batch(), s.channels(), s.input().h(), s.input().w());
    }

    static Shape anyImages(Draw draw) {
        int batch = draw.rarely() ? 0 : Math.min(SMALL, draw.size());
        return Shape.of(batch, Math.min(SMALL, draw.size()), draw.size(), draw.size());
    }

    private static void losses(OperationCatalogue catalogue) {
        catalogue.add("crossEntropy", (draw, problem) -> {
            int classes = draw.size();
            int[] targets = targets(draw, classes);
            boolean weighted = draw.coin();
            double smoothing = draw.oneOf(0.0, 0.0, 0.1, 1.0);
            problem.input(Shape.of(targets.length, classes)).input(Shape.of(classes));
            problem.of("smoothing " + smoothing + (weighted ? ", weighted" : ""), in ->
                    Losses.crossEntropy(in.get(0), targets, weights(in, weighted), Losses.IGNORE_INDEX, smoothing));
        });
        catalogue.add("nllLoss", (draw, problem) -> {
            int classes = draw.size();
            int[] targets = targets(draw, classes);
            boolean weighted = draw.coin();
            problem.input(Shape.of(targets.length, classes)).input(Shape.of(classes));
            problem.of(weighted ? "weighted" : "", in ->
                    Losses.nllLoss(in.get(0), targets, weights(in, weighted), Losses.IGNORE_INDEX));
        });
        pair(catalogue, "mseLoss", Losses::mseLoss);
        pair(catalogue, "l1Loss", Losses::l1Loss);
        pair(catalogue, "bceWithLogits", Losses::bceWithLogits);
    }

    private static Optional<Tensor> weights(List<Tensor> in, boolean weighted) {
        return weighted ? Optional.of(in.get(1).detach()) : Optional.empty();
    }

    /** A class per row, or the number that means to ignore the row. */
    private static int[] targets(Draw draw, int classes) {
        boolean ignoring = draw.coin();
        return IntStream.range(0, draw.sizeOrEmpty())
                .map(i -> ignoring && draw.coin() ? Losses.IGNORE_INDEX : draw.between(0, classes - 1)).toArray();
    }

    private static void pair(OperationCatalogue catalogue, String name, BinaryOperator<Tensor> loss) {
        catalogue.add(name, (draw, problem) -> {
            Shape shape = draw.shape(draw.between(0, 3));
            problem.input(shape).input(shape).of("", in -> loss.apply(in.get(0), in.get(1)));
        });
    }

    private static void joining(OperationCatalogue catalogue) {
        catalogue.add("cat", (draw, problem) -> {
            Shape shape = OperationCatalogue.anyArray(draw);
            int dim = OperationCatalogue.anyDim(draw, shape);
            for (int i = draw.between(1, 4); i > 0; i--) {
                problem.input(draw.coin() ? shape : shape.with(dim, draw.between(0, 3)));
            }
            problem.of("dimension " + dim, in -> Joining.cat(dim, in));
        });
        catalogue.add("stack", (draw, problem) -> {
            Shape shape = draw.shape(draw.between(0, 3));
            int dim = draw.between(-shape.rank() - 1, shape.rank());
            for (int i = draw.between(1, 4); i > 0; i--) {
                problem.input(shape);
            }
            problem.of("dimension " + dim, in -> Joining.stack(dim, in));
        });
        catalogue.add("split", (draw, problem) -> {
            Shape shape = OperationCatalogue.anyArray(draw);
            int dim = OperationCatalogue.anyDim(draw, shape);
            int size = draw.between(1, Math.max(1, shape.dim(dim)));
            problem.input(shape).ofMany("dimension " + dim + ", size " + size,
                    in -> Joining.split(in.get(0), size, dim));
        });
    }
}
