package longhand.ops;

import static longhand.shape.AdaptivePool2dShape.end;
import static longhand.shape.AdaptivePool2dShape.start;
import static longhand.tensor.Internals.recorded;
import static longhand.tensor.Internals.result;
import static longhand.tensor.Internals.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import longhand.autograd.Edge;
import longhand.autograd.internal.Constants;
import longhand.backend.Backends;
import longhand.backend.SparseMatrix;
import longhand.shape.AdaptivePool2dShape;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Indices;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * Pooling to a wanted output size: along each side, output i covers input rows ⌊i·n/o⌋ to ⌈(i + 1)·n/o⌉ − 1 of n. With
 * output size 1 this is global pooling, NiN's last layer. PyTorch: {@code F.adaptive_avg_pool2d}, {@code
 * F.adaptive_max_pool2d}.
 */
public final class AdaptivePooling {
    /** Up to so many elements, windows side by side are faster pooled as such. */
    private static final int LARGEST_WINDOW = 16;

    private AdaptivePooling() {}

    /** Means: [batch, channels, h, w] → [batch, channels, outH, outW]. */
    public static Tensor adaptiveAvgPool2d(Tensor x, int outH, int outW) {
        requireSizes("adaptiveAvgPool2d", x, outH, outW);
        if (isEven(x, outH, outW)) {
            return Pooling.avgPool2d(x, window(x, outH, outW), false);
        }
        return Resampling.both(x, means(x.size(2), outH), means(x.size(3), outW), false);
    }

    /** In row i, 1/k for each of the k elements of part i. */
    private static SparseMatrix means(int n, int parts) {
        int[] start = new int[parts + 1];
        for (int i = 0; i < parts; i++) {
            start[i + 1] = start[i] + end(i, n, parts) - start(i, n, parts);
        }
        int[] column = new int[start[parts]];
        float[] weight = new float[start[parts]];
        for (int i = 0; i < parts; i++) {
            for (int t = start[i]; t < start[i + 1]; t++) {
                column[t] = start(i, n, parts) + t - start[i];
                weight[t] = 1f / (start[i + 1] - start[i]);
            }
        }
        return new SparseMatrix(n, start, column, weight);
    }

    /** Maxima: [batch, channels, h, w] → [batch, channels, outH, outW]. */
    public static Tensor adaptiveMaxPool2d(Tensor x, int outH, int outW) {
        requireSizes("adaptiveMaxPool2d", x, outH, outW);
        if (isEven(x, outH, outW) && isSmall(window(x, outH, outW).kernel())) {
            return Pooling.maxPool2d(x, window(x, outH, outW));
        }
        if (Constants.isRecording()) {
            return maximaOfParts(x, outH, outW);
        }
        AdaptivePool2dShape s = new AdaptivePool2dShape(x.size(0), x.size(1), new Size2d(x.size(2), x.size(3)),
                new Size2d(outH, outW));
        Tensor y = result(Shape.of(x.size(0), x.size(1), outH, outW));
        Indices argmax = Internals.indices(s.outputLength());
        if (s.planes() > 0) {
            Backends.current().adaptiveMaxPool2d(values(x), values(y), argmax.array(), s);
        }
        return recorded("adaptiveMaxPool2d", Map.of("output", s.output()), y,
                Edge.to(x, g -> maxGradient(g, argmax, s)));
    }

    private static Tensor maxGradient(Tensor dy, Indices argmax, AdaptivePool2dShape s) {
        Tensor dx = result(Shape.of(s.batch(), s.channels(), s.input().h(), s.input().w()));
        if (s.planes() > 0) {
            Backends.current().adaptiveMaxPool2dGradient(values(dy), argmax.array(), values(dx), s);
        }
        return recorded("maxPool2dGradient", dx, Edge.to(dy, g -> Pooling.chosen(g, argmax, s.overlapping())));
    }

    /** Part by part, for those who write down a computation: ONNX has no adaptive pooling. */
    private static Tensor maximaOfParts(Tensor x, int outH, int outW) {
        List<Tensor> rows = new ArrayList<>();
        for (int i = 0; i < outH; i++) {
            Tensor band = part(x, 2, i, outH);
            List<Tensor> cells = new ArrayList<>();
            for (int j = 0; j < outW; j++) {
                Tensor cell = part(band, 3, j, outW);
                cells.add(Pooling.maxPool2d(cell, Window2d.of(cell.size(2), cell.size(3))));
            }
            rows.add(Joining.cat(3, cells));
        }
        return Joining.cat(2, rows);
    }

    private static void requireSizes(String operation, Tensor x, int outH, int outW) {
        Pooling.requireImages(operation, x);
        if (x.size(2) < 1 || x.size(3) < 1) {
            throw new ShapeException(operation, "the images of " + x.shape() + " have no pixels",
                    "height and width are at least 1", "pass images with at least one row and one column");
        }
        if (outH < 1 || outW < 1) {
            throw new ShapeException(operation, "cannot pool " + x.shape() + " to " + new Size2d(outH, outW),
                    "sizes are at least 1", "pass an output size of 1 or more");
        }
        Shape.of(Math.max(1, x.size(0)), Math.max(1, x.size(1)), outH, outW); // says if this is too large
    }

    /** Whether all parts are equal: then an ordinary window that does not overlap does it. */
    private static boolean isEven(Tensor x, int outH, int outW) {
        return x.size(2) % outH == 0 && x.size(3) % outW == 0;
    }

    private static boolean isSmall(Size2d kernel) {
        return (long) kernel.h() * kernel.w() <= LARGEST_WINDOW;
    }

    private static Window2d window(Tensor x, int outH, int outW) {
        int h = x.size(2) / outH;
        int w = x.size(3) / outW;
        return Window2d.of(h, w).stride(h, w);
    }

    private static Tensor part(Tensor x, int dim, int i, int parts) {
        int n = x.size(dim);
        int from = start(i, n, parts);
        return Selection.narrow(x, dim, from, end(i, n, parts) - from);
    }
}
