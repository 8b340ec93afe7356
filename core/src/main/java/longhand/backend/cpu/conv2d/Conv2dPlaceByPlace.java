package longhand.backend.cpu.conv2d;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import longhand.backend.Epilogue;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.matmul.Gemm;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * Convolution that never multiplies the zeros of the padding: 0 · ∞ is not 0, so the other algorithms are wrong at
 * the edges when a weight, or for the weight gradient an upstream gradient, is NaN or ∞.
 *
 * <p>A convolution is the sum of one pointwise convolution for each place (u, v) of the kernel, with the weights
 * w[o, c, u, v] and with only those outputs that see a pixel of the image there:
 *
 * <pre>
 *   forward          y[o, inside]  += Σ_c w[o, c, u, v] · seen[c]
 *   input gradient   seen[c]       += Σₒ  w[o, c, u, v] · dy[o, inside]
 *   weight gradient  dw[o, c, u, v] = Σ   dy[o, inside] · seen[c]
 * </pre>
 *
 * <p>All that is copied for each place makes it a few times slower than the other algorithms.
 */
public final class Conv2dPlaceByPlace {
    private static final int PLANES_PER_PART = 8;

    private final Kernels kernels;
    private final Conv2dIm2col im2col;

    public Conv2dPlaceByPlace(Kernels kernels, Gemm gemm) {
        this.kernels = kernels;
        im2col = new Conv2dIm2col(kernels, gemm);
    }

    /** y = the convolution of x with w, then the epilogue. */
    public void forward(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        Arrays.fill(y, 0, s.outputLength(), 0);
        for (Place at : places(s)) {
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] products = frame.floats(at.pointwise.outputLength());
                im2col.forward(at.seen(x, frame), at.weights(w, frame), Epilogue.NONE, products, at.pointwise);
                at.addToOutputs(products, y);
            }
        }
        int plane = s.output().area();
        for (int n = 0; n < s.batch(); n++) {
            Epilogues.apply(kernels, end, y, s.y(n, 0, 0, 0), plane, plane, 0, s.outChannels());
        }
    }

    public void inputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        Arrays.fill(dx, 0, s.inputLength(), 0);
        for (Place at : places(s)) {
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] products = frame.floats(at.pointwise.inputLength());
                float[] transposed = RotatedKernel.weights(kernels, at.weights(w, frame), at.pointwise, frame);
                im2col.forward(at.inside(dy, frame), transposed, Epilogue.NONE, products,
                        RotatedKernel.shape(at.pointwise));
                at.addToInputs(products, dx);
            }
        }
    }

    public void weightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        int area = s.window().kernel().area();
        Arrays.fill(dw, 0, s.weightLength(), 0);
        for (Place at : places(s)) {
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] sums = frame.floats(at.pointwise.weightLength());
                im2col.weightGradient(at.seen(x, frame), at.inside(dy, frame), sums, at.pointwise);
                for (int i = 0; i < at.pointwise.weightLength(); i++) {
                    dw[i * area + at.place] = sums[i];
                }
            }
        }
    }

    /**
     * Whether every output is NaN, padding or not, because each output channel has such a weight at a place that always
     * sees a pixel. So it is in a training that has diverged, which need not become slow as well.
     */
    public boolean areOutputsNaN(float[] w, Conv2dShape s) {
        int area = s.window().kernel().area();
        int[] always = places(s).stream().filter(at -> at.pointwise.output().equals(s.output()))
                .mapToInt(at -> at.place).toArray();
        return IntStream.range(0, s.outChannels()).allMatch(o -> {
            int first = o * s.weightsPerOutput();
            return Arrays.stream(always).anyMatch(place -> IntStream.range(0, s.inChannelsPerGroup())
                    .anyMatch(c -> Float.isNaN(w[first + c * area + place])));
        });
    }

    /** Whether every dw is NaN because each output channel has such a gradient where all of the window sees pixels. */
    public boolean areWeightGradientsNaN(float[] dy, Conv2dShape s) {
        Place first = new Place(s, 0);
        Place last = new Place(s, s.window().kernel().area() - 1);
        int bottom = last.top + last.pointwise.output().h();
        int right = last.left + last.pointwise.output().w();
        return IntStream.range(0, s.outChannels()).allMatch(o -> IntStream.range(0, s.batch()).anyMatch(n ->
                IntStream.range(first.top, bottom).anyMatch(i -> IntStream.range(first.left, right).anyMatch(j ->
                        Float.isNaN(dy[s.y(n, o, i, j)])))));
    }

    /** The places of the kernel that see a pixel at all. */
    private List<Place> places(Conv2dShape s) {
        return IntStream.range(0, s.window().kernel().area()).mapToObj(place -> new Place(s, place))
                .filter(place -> place.pointwise.input().area() > 0).toList();
    }

    /** One place (u, v) of the kernel, and the outputs that see a pixel there: a rectangle. */
    private final class Place {
        private final Conv2dShape s;
        private final int place;
        private final int top; // the first output row …
        private final int left; // … and column
        private final int pixel; // what that output sees, in its channel
        private final Conv2dShape pointwise;

        Place(Conv2dShape s, int place) {
            this.s = s;
            this.place = place;
            Window2d w = s.window();
            int u = place / w.kernel().w();
            int v = place % w.kernel().w();
            top = Patches.firstInside(s.row(0, u), w.stride().h());
            left = Patches.firstInside(s.column(0, v), w.stride().w());
            int bottom = Patches.endInside(s.row(0, u), w.stride().h(), s.input().h(), s.output().h());
            int right = Patches.endInside(s.column(0, v), w.stride().w(), s.input().w(), s.output().w());
            Size2d size = bottom > top && right > left ? new Size2d(bottom - top, right - left) : Size2d.square(0);
            pixel = s.row(top, u) * s.input().w() + s.column(left, v);
            pointwise = new Conv2dShape(s.batch(), s.inChannels(), size, s.outChannels(), s.groups(),
                    Window2d.square(1), size);
        }

        float[] weights(float[] w, Scratch.Frame frame) {
            float[] chosen = frame.floats(pointwise.weightLength());
            kernels.strided(w, place, s.window().kernel().area(), chosen, 0, pointwise.weightLength());
            return chosen;
        }

        /** The pixels that the outputs see. */
        float[] seen(float[] x, Scratch.Frame frame) {
            float[] pixels = frame.floats(pointwise.inputLength());
            rows(s.batch() * s.inChannels(), (row, plane, i) -> kernels.strided(x, pixelAt(plane, i),
                    s.window().stride().w(), pixels, row, pointwise.input().w()));
            return pixels;
        }

        /** The gradients of those outputs. */
        float[] inside(float[] dy, Scratch.Frame frame) {
            float[] gradients = frame.floats(pointwise.outputLength());
            rows(s.batch() * s.outChannels(), (row, plane, i) -> System.arraycopy(dy, outputAt(plane, i), gradients,
                    row, pointwise.output().w()));
            return gradients;
        }

        void addToOutputs(float[] products, float[] y) {
            rows(s.batch() * s.outChannels(), (row, plane, i) -> kernels.accumulate(products, row, y,
                    outputAt(plane, i), pointwise.output().w()));
        }

        void addToInputs(float[] products, float[] dx) {
            int step = s.window().stride().w();
            rows(s.batch() * s.inChannels(), (row, plane, i) -> {
                for (int j = 0; j < pointwise.input().w(); j++) {
                    dx[pixelAt(plane, i) + j * step] += products[row + j];
                }
            });
        }

        private int pixelAt(int plane, int i) {
            return plane * s.input().area() + pixel + i * s.window().stride().h() * s.input().w();
        }

        private int outputAt(int plane, int i) {
            return plane * s.output().area() + (top + i) * s.output().w() + left;
        }

        /** Goes through the rows of the rectangle in so many planes. */
        private void rows(int planes, Row action) {
            int height = pointwise.output().h();
            Workers.ranges(planes, PLANES_PER_PART, (from, to) -> {
                for (int plane = from; plane < to; plane++) {
                    for (int i = 0; i < height; i++) {
                        action.of((plane * height + i) * pointwise.output().w(), plane, i);
                    }
                }
            });
        }
    }

    /** What is done with one row of a rectangle. */
    @FunctionalInterface
    private interface Row {
        /** @param row where the row begins in an array that has only the rectangles */
        void of(int row, int plane, int i);
    }
}
